"""A lesson: what the set-up cell makes, and what later cells ask of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lessonkit import web
from lessonkit.course import find_course, shelf
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, element, trusted
from lessonkit.show import homes, lesson_bar
from lessonkit.text import nearest

if TYPE_CHECKING:
    from lessonkit.quiz.model import Question


class Lesson:
    """A lesson of the course around the working folder, by its two digits.

    `start()` shows its page. Raises CourseError for a lesson that the course does not have.
    """

    def __init__(self, id: str) -> None:
        """Look the lesson up; nothing is written and no answer is read."""
        self.course = find_course()
        self.id = str(id)
        bank = self.course.root / "data" / "quizzes" / f"{self.id}.yaml"
        # A lesson is a notebook, a bank of questions, or both: a new one begins with either.
        if not self.id.isalnum() or not (bank.is_file() or self.id in shelf.lessons(self.course.root)):
            raise CourseError(
                f"There is no lesson {self.id!r}: neither data/quizzes/{self.id}.yaml nor notebooks/{self.id}-….ipynb "
                "exists",
                nearest(self.id, self._known()),
            )

    def _known(self) -> set[str]:
        root = self.course.root
        banks = {path.stem for path in (root / "data" / "quizzes").glob("*.yaml")}
        return banks | shelf.lessons(root)

    # -- the set-up cell -----------------------------------------------------------------------------------------------

    def setup_html(self, home: str = homes.NONE) -> Markup:
        """Return style, script and the line that says the lesson is ready, for the home that show/homes.py found."""
        name = f"Lesson {self.id.lstrip('0')}" if self.id.strip("0") else "This page"
        alone = home == homes.EACH  # in its frame the bar does not find the page that it is about
        nowhere = (
            "." if alone else "; nothing you do here is sent anywhere."
        )  # what the program sends is its own affair
        # Without the script nothing is ready; with it the line says so.
        asked = f"{name}: run this cell in Jupyter to answer its questions{nowhere}"
        twin = Markup('<p class="lk-ready">{}</p>').format(asked)
        notebook = {} if alone else lesson_bar.read(self.course, self.id)
        found = lesson_bar.steps(notebook)
        if not alone:
            twin += lesson_bar.bar(self.course, self.id, found)
        ready = f"{name} is ready. Answer below{nowhere}"
        data: dict[str, Any] = {"course": self.course.id, "lesson": self.id, "id": self.id}
        if found:
            scored = self._scored()
            data["steps"] = [[q.id for q in scored if q.id in step.asked or q.set in step.asked] for step in found]
        if home == homes.NONE and (path := self.course.notebook(self.id)):
            data["slides"] = f"{path.stem}.slides.html"  # where an exported page looks for them
        # Which version of the lesson this is, where a browser may have kept an old one (deploy/lite).
        with suppress(KeyError, TypeError):  # not of a site without a server
            data = {"version": str(notebook["metadata"]["lessonkit"]["version"]), **data}
        # Each on lines of its own: so Markdown, to which a notebook may be exported, knows each as a block of HTML.
        return Markup("<style>{}</style>\n\n{}{}\n\n<script>{}</script>{}").format(
            trusted(web.style().strip()),
            element("lesson", {**data, "ready": ready}, twin),
            homes.beside(home, self._cited),
            trusted(web.script().strip()),
            homes.script(home),
        )

    def _cited(self) -> Markup:
        try:
            return self.references().html
        except CourseError:  # said by the cell that shows the references
            return Markup("")

    def _scored(self) -> list[Question]:
        """Return the questions of this lesson that count."""
        from lessonkit.quiz import bank

        try:
            return [question for question in bank.load(self.course, self.id) if question.scored]
        except CourseError:  # said by the cell that asks a question
            return []

    def start(self) -> Lesson:
        """Make the page's quizzes and explorers alive, show where answers are kept, and return the lesson itself."""
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        from lessonkit.progress import Keeper

        shell = get_ipython()
        home = homes.home(shell.user_ns) if shell else homes.NONE
        if shell:
            homes.carry(shell, home, self.course.id, self.id)
        display({"text/html": self.setup_html(home), "text/plain": repr(self)}, raw=True)
        display(Keeper(self.course, self.id, self._slides))
        return self

    def _slides(self) -> Markup:
        from lessonkit.show import slides

        return slides.page(self.course, self.id)

    def __repr__(self) -> str:
        return f"Lesson({self.id!r})"

    # -- what later cells ask ------------------------------------------------------------------------------------------

    def quiz(self, *ids: str, figure: Html | None = None) -> Html:
        """Return questions of the bank, or a set of them, by id; `figure` goes inside a question that reads one."""
        from lessonkit import quiz

        return quiz.show(self.course, self.id, ids, figure)

    def score(self) -> Html:
        """Return a line that counts, in the browser, what is answered in this lesson; pretests are not in it."""
        from lessonkit import quiz
        from lessonkit.quiz import asked, bank

        scored = [q for q in bank.load(self.course, self.id) if q.scored]
        count = "1 question" if len(scored) == 1 else f"{len(scored)} questions"
        forms = asked.forms(self.course, scored)
        data = {"questions": list(forms), "asked": list(forms.values()), "overall": quiz.overall(self.course, self.id)}
        return self._element("score", data, f"{count}. Run the set-up cell at the top to answer.")

    def passport(self) -> Html:
        """Return the box in which answers are saved to a file, loaded, printed or wiped, with its script."""
        text = "Save your passport here once the set-up cell at the top and this one have run."
        box = self._element("passport", {"title": self.course.title}, text)
        return Html(
            Markup("{}\n\n<script>{}</script>").format(box.html, trusted(web.script("passport").strip())), box.text
        )

    def terms(self, *terms: str) -> Html:
        """Return words to know from data/glossary.csv, by term or acronym; without any, all words of this lesson."""
        from lessonkit.evidence import glossary

        return glossary.words(self.course, *(terms or glossary.of_lesson(self.course, self.id)))

    def references(self) -> Html:
        """Return the numbered list of the claims that this lesson cites, each with its address."""
        from lessonkit.evidence import facts

        return facts.references(self.id, self.course)

    def tables(self, *names: str) -> Html:
        """Return what the named tables count, as of when, by whom and with which caveats."""
        from lessonkit.show import described

        return described.tables(self.course, names)

    def _element(self, name: str, data: dict[str, Any], text: str) -> Html:
        data = {"course": self.course.id, "lesson": self.id, "id": f"{self.id}-{name}", **data}
        return Html(element(name, data, Markup("<p>{}</p>").format(text)), f"{name.capitalize()}({self.id!r})")
