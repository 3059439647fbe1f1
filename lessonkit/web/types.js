// What data looks like, for readers and for the type checker: nothing here runs.

/**
 * One option, line or item of a question. `at` is its place in the bank's file: answers hold it, never a place on the
 * screen.
 * @typedef {object} Option
 * @property {number} at
 * @property {string} text
 * @property {1} [right]
 * @property {number} [to] the group it belongs to (groups)
 * @property {string} [feedback]
 * @property {string} [unchosen] what is said where it was not chosen (several)
 * @property {number} [source] place in the question's `sources`
 */

/**
 * What data-lk of a question holds (lessonkit/quiz/card.py writes it). Fields that a kind does not have are absent.
 * @typedef {object} Question
 * @property {string} course
 * @property {string} lesson
 * @property {string} id
 * @property {string} kind
 * @property {string} ask what is to be done, in words
 * @property {string} stem
 * @property {string} [hint]
 * @property {number} [source]
 * @property {[title: string, url: string][]} [sources]
 * @property {boolean} [private]
 * @property {string} [asked] which form of the question this is
 * @property {string} [before] the id of the same question, asked before the reading
 * @property {string} [beforeAsked] and the form of that one
 * @property {boolean} [pretest]
 * @property {Option[]} [options] in the order in which they are shown
 * @property {{at: number, text: string}[]} [choices] match, groups: what the select boxes offer
 * @property {boolean} [answer] truefalse: whether the statement is true
 * @property {string} [true] truefalse: what is said to whom it is true
 * @property {string} [false]
 * @property {number} [value] number: the key
 * @property {string} [shown] number: the key as it is written
 * @property {number} [margin] number: how far off is still right
 * @property {string} [unit]
 * @property {number} [from] guess: the lowest and the highest one, and the step between two
 * @property {number} [to]
 * @property {number} [step]
 * @property {string} [document] case: the situation
 * @property {string} [right] number: what is said of a right one; guess: of the count
 * @property {string} [low]
 * @property {string} [high]
 * @property {string} [notice] open: what is asked not to be written
 * @property {string} [model] open: a model answer
 * @property {string[]} [rubric] open: what a teacher looks for
 */

/**
 * What is said under one option or line.
 * @typedef {{at: number | boolean, tone: "" | "good" | "no", word: string, text?: string, source?: number}} Note
 */

/**
 * An answer, marked. `right` and `score` are null where there is no right and wrong. `told`: its notes say all there is
 * to see; `word` begins what is said, instead of "Correct." and its like.
 * @typedef {{right: boolean | null, score: number | null, feedback: string[], source?: number, notes?: Note[], told?: boolean,
 *   word?: string}} Result
 */

/** @typedef {{text: string, feedback?: string, source?: number}} KeyLine one line of "Show answer" */

/**
 * What a kind is told by the card around it.
 * @typedef {object} Around
 * @property {string} name unique on the page: prefix for ids and names of inputs
 * @property {() => void} changed an answer was changed
 * @property {(words: string) => void} say tell a screen reader
 */

/**
 * The inputs of one question on the page.
 * @typedef {object} Live
 * @property {() => any} read what is chosen or typed now
 * @property {(answer: any) => void} set restore an answer; null clears
 * @property {(notes?: Note[]) => void} [note] feedback under options or lines; without any it goes
 * @property {() => HTMLElement} first the control that gets the focus
 */

/**
 * A kind of question: reads an answer, marks it, draws its feedback, restores it.
 * @template [Answer=any]
 * @typedef {object} Kind
 * @property {(answer: any, q: Question) => string} ready "" or what is still missing, in words
 * @property {string} [press] what its button says, where nothing is checked
 * @property {(answer: any) => string} [short] "" or why a complete answer is kept as a draft only
 * @property {(answer: Answer, q: Question) => Result} grade
 * @property {(q: Question) => KeyLine[]} key
 * @property {(answer: Answer, q: Question) => string} [words] a complete answer in one text
 * @property {(box: HTMLElement, q: Question, around: Around) => Live} build put the inputs into the box
 */

/** @typedef {{answer: any, right: boolean | null, at: string, asked?: string}} First the first try */

/**
 * An answer as log and passport keep it (lessonkit/progress/event.py).
 * @typedef {object} AnswerEvent
 * @property {string} id
 * @property {string} course
 * @property {string} lesson
 * @property {string} question
 * @property {string} kind
 * @property {any} answer
 * @property {boolean | null} right
 * @property {number | null} score
 * @property {number} try counts from 1
 * @property {string} at
 * @property {First} first
 * @property {string} [asked] the form of the question that was answered
 */

/** @typedef {AnswerEvent & {kept: boolean, private?: boolean}} State the latest answer, and whether the file has it */

/** @typedef {{question: string, try: number, first: First, cleared: string}} Cleared what a cleared answer leaves */

/** @typedef {State & Cleared} Entry either of the two: a cleared one has no id */

/** @typedef {Omit<AnswerEvent, "id" | "at" | "try" | "first"> & {private: boolean}} Given an answer just given */

/**
 * What the kit's scripts on one page share, whatever their versions: window.lessonkit.
 * @typedef {object} Shared
 * @property {Record<string, {version: number, impl: Implementation, LK: {store: Store, fire: (name: string, detail?: object) => void}}>} impl
 * @property {number} [uid]
 * @property {Map<string, string>} [memory] what the browser refuses to keep
 * @property {boolean} [guards] keys and citations are looked after
 * @property {boolean} [ownBack] texts in one's own words stay out of the passport
 * @property {Store & {version?: number}} [store]
 */

/** @typedef {typeof import("./store.js").store} Store */

/** @typedef {{connect: (el: LkElement, data: any) => unknown}} Implementation of an element */

/**
 * @typedef {HTMLElement & {
 *   lkReady?: boolean,
 *   lkMine?: () => void,
 *   lkSync?: () => void,
 * }} LkElement
 * An element of ours: started once; lkMine says whose answers are meant, lkSync redraws.
 */

/** @typedef {{course: string, lesson: string, id: string, ready?: string, version?: string, slides?: string, steps?: StepData[]}} LessonData */
/** @typedef {string[]} StepData the questions of a step that count */
/** @typedef {{course: string, title?: string, overall?: Overall}} SetData */
/** @typedef {{questions: string[], asked?: string[], overall?: Overall}} ScoreData */
/** @typedef {[share: number, words: string][]} Overall words for a score, from high to low */

/** @typedef {{kind: string, label: string, options: string[]}} Control of an explorer */
/** @typedef {{id: string, title: string, sha256: string, start: number[], controls: Control[]}} ExplorerData */

/**
 * One view of an explorer. A part of its source line is a text alone, or a text with an address.
 * @typedef {object} Frame
 * @property {string} svg
 * @property {string} phone the same for a phone, or ""
 * @property {string} alt
 * @property {string} sub the line under the title
 * @property {string} from the first source, in short
 * @property {[text: string, address?: string][]} source
 * @property {string[]} head
 * @property {string[][]} rows
 * @property {number[]} numeric columns of numbers
 */

/** @typedef {{id: string, title: string, search: boolean, sort: boolean, details: boolean, filters: string[]}} RowsData */
