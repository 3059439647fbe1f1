"""A small bank with every kind of question, on a subject of its own: the kit must not know any course's."""

from __future__ import annotations

from types import SimpleNamespace

from lessonkit.html import Markup

BANK = """\
lesson: "01"
open_notice: Write no names and nothing about anyone's garden.
overall:
  - {from: 0, text: Read step 1 again.}
  - {from: 0.5, text: A good start.}
  - {from: 1, text: Every answer is right.}
sets:
  - id: 01-beds
    title: Three beds
    intro: Each bed needs one thing.
questions:
  - id: 01-first-leaf
    kind: single
    level: read
    stem: What comes out of a bean first?
    hint: Look at step 2.
    source: c-root
    options:
      - {text: The root, right: true, feedback: The root anchors the seed., source: c-root}
      - {text: The flower, feedback: Flowers come weeks later., source: s-book}
      - {text: The pod, feedback: Pods follow flowers., source: s-book}
  - id: 01-needs
    kind: several
    level: compare
    stem: What does a bean need to sprout?
    source: s-book
    options:
      - {text: Water, right: true, feedback: Water wakes the seed., unchosen: Think of a dry packet.}
      - {text: Warmth, right: true, feedback: Cold seeds wait., unchosen: Think of winter.}
      - {text: Light, feedback: Seeds sprout in the dark., unchosen: "True: it sprouts without."}
      - {text: Music, feedback: Nobody has shown that.}
  - id: 01-dark
    kind: truefalse
    level: judge
    stem: A bean can sprout in the dark.
    answer: true
    source: s-book
    feedback_true: It can.
    feedback_false: It can, in fact.
    reasons:
      - {text: The seed carries its own food, right: true, feedback: The two halves are food.}
      - {text: Soil gives light, feedback: Soil gives water and minerals.}
  - id: 01-seeds
    kind: number
    level: read
    stem: How many seeds does the table list?
    key: {table: seeds, column: seeds, agg: sum}
    unit: seeds
    tolerance_percent: 1
    source: s-book
    feedback:
      right: "The table lists {value} seeds."
      low: Did you add every row?
      high: Did you add a row twice?
  - id: 01-pods
    kind: guess
    level: read
    stem: How many pods does one bean plant bear?
    from: 0
    to: 2000
    key: {table: seeds, column: seeds, agg: sum}
    unit: pods
    source: s-book
    feedback: "The book counts {value}, more than most people think."
  - id: 01-frost
    kind: case
    level: judge
    document: It is April. A gardener has sown her beans, and the radio warns of frost in the night.
    stem: What should she do?
    source: s-book
    options:
      - {text: Cover the bed, right: true, feedback: A cloth keeps two degrees.}
      - {text: Dig the seeds out, feedback: Dug out they dry.}
      - {text: Water the bed, feedback: Wet soil freezes as well.}
  - id: 01-steps
    kind: order
    level: recall
    stem: In which order does a bean grow?
    source: s-book
    items:
      - {text: Root, feedback: The root is first.}
      - {text: Stem, feedback: The stem lifts the leaves.}
      - {text: Flower, feedback: Flowers need leaves first.}
      - {text: Pod, feedback: Pods come from flowers.}
  - id: 01-tools
    kind: match
    level: recall
    stem: Which tool does what?
    source: s-book
    pairs:
      - {left: Spade, right: Digs, feedback: A spade turns the soil.}
      - {left: Rake, right: Levels, feedback: A rake makes it even.}
      - {left: Hose, right: Waters, feedback: A hose brings water.}
  - id: 01-sort
    kind: groups
    level: compare
    stem: Root or leaf?
    source: s-book
    groups: [Root, Leaf]
    items:
      - {text: Carrot, group: Root, feedback: We eat its root.}
      - {text: Lettuce, group: Leaf, feedback: We eat its leaves.}
      - {text: Radish, group: Root, feedback: It swells underground.}
  - id: 01-explain
    kind: open
    level: judge
    stem: Why does a bean sprout without light?
    source: s-book
    model: The seed halves hold food for the first days.
    rubric:
      - Names the stored food.
      - Says how long it lasts.
  - id: 01-sure
    kind: confidence
    stem: How sure am I about what a bean needs?
  - id: 01-sure-again
    kind: confidence
    stem: How sure am I now?
    before: 01-sure
  - id: 01-liking
    kind: opinion
    stem: Should every school have a garden?
    options: [I agree, I am not sure, I disagree]
  - id: 01-early-sun
    kind: several
    level: judge
    stem: What does a grown bean need?
    pretest: true
    options:
      - {text: Sun, right: true}
      - {text: Rain, right: true}
      - {text: Snow}
  - id: 01-sun
    kind: several
    level: judge
    stem: What does a grown bean need?
    before: 01-early-sun
    hint: Ask a gardener.
    source: s-book
    options:
      - {text: Sun, right: true, feedback: Leaves live on light., unchosen: Think of a cellar.}
      - {text: Rain, right: true, feedback: Roots drink.}
      - {text: Snow, feedback: Frost ends it.}
  - id: 01-chart
    kind: single
    level: read
    stem: Which bar is the longest?
    figure: true
    source: s-book
    options:
      - {text: Beans, right: true, feedback: The first bar reaches furthest.}
      - {text: Peas, feedback: Their bar ends earlier.}
  - id: 01-bed-dry
    kind: single
    level: judge
    stem: The first bed is dry. What does it need?
    set: 01-beds
    source: s-book
    options:
      - {text: Water for bed one, right: true, feedback: Yes.}
      - {text: Shade for bed one, feedback: It would stay dry.}
  - id: 01-bed-hot
    kind: single
    level: judge
    stem: The second bed is hot. What does it need?
    set: 01-beds
    source: s-book
    options:
      - {text: Shade for bed two, right: true, feedback: Yes.}
      - {text: Glass for bed two, feedback: That makes it hotter.}
  - id: 01-bed-full
    kind: single
    level: judge
    stem: The third bed is crowded. What does it need?
    set: 01-beds
    source: s-book
    options:
      - {text: Fewer plants, right: true, feedback: Yes.}
      - {text: More plants, feedback: It is full already.}
"""

FIGURE = Markup('<figure><img alt="Bars: beans 5, peas 3" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></figure>')


def course(root, bank: str = BANK):
    """Write a course with the bank, two sources, one claim and one table into `root`; return it."""
    quizzes = root / "data" / "quizzes"
    quizzes.mkdir(parents=True, exist_ok=True)
    (quizzes / "01.yaml").write_text(bank, encoding="utf-8")
    (root / "data" / "sources.csv").write_text(
        "id,title,publisher,kind,date,url,reading,read_at,accessed,confidence,notes\n"
        "s-book,The Bean Book,Garden Press,independent,2020,https://example.org/book,original,,2026-11-25,high,\n",
        encoding="utf-8",
    )
    (root / "data" / "claims.csv").write_text(
        "id,lesson,sentence,value,unit,as_of,kind,table,where,column,agg,source_id,locator,confidence,review_by\n"
        "c-root,01,The root is first.,,,2020,official,,,,,s-book,p. 3,high,2027-06-30\n",
        encoding="utf-8",
    )
    return SimpleNamespace(root=root, id="garden", title="The garden", package={"resources": []})
