"""The ways to open the course, each with the same few verbs: open a lesson, run it, come back to it the next day."""

from __future__ import annotations

from pathlib import Path

from .conftest import ROOT, Watch
from .jupyter import CLOSED, Jupyter, Notebook
from .lite import Lite, LiteNotebook
from .site import Server
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS

FILES = {path.name[:2]: path.name for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))}
SETUP = 2  # the place of the set-up cell in a lesson
WINDOW = {"width": 1000, "height": 1400}


class Way:
    """A reader with a browser of their own. `page` is what they have open."""

    own: tuple[str, ...] = ()  # what the page says on its console by itself, each with its reason where it is named
    runs = True  # whether there is a Python to run
    trusted = True  # whether a script of the page answers before anything has run
    question = "lk-quiz form"  # how a question stands there before anything has run

    def __init__(self, browser):
        self.context = browser.new_context(viewport=WINDOW, accept_downloads=True)
        self.watch = self.watched()
        self.page = None

    def watched(self):
        return Watch(self.own)

    def open(self, lesson: str):
        """Open a lesson in a new page."""
        raise NotImplementedError

    def run(self):
        """Run the whole lesson, where it runs."""

    def begin(self, lesson: str):
        """Open a lesson that is trusted, and run its set-up cell only."""
        self.open(lesson)

    def again(self, lesson: str):
        """Save and close; open the lesson again as on the next day."""
        self.page.close(run_before_unload=False)
        self.open(lesson)

    def log(self) -> list[dict]:
        """Return the answers in the reader's file, where there is one."""
        return []

    def fresh_page(self):
        """Leave the page for a new one."""
        if self.page and not self.page.is_closed():
            self.page.close(run_before_unload=False)
        self.page = self.watch.follow(self.context.new_page())
        return self.page

    def close(self):
        self.context.close()
        self.watch.check()


class Site(Way):
    """The reading site, which has no Python at all."""

    runs = False

    def __init__(self, browser, server: Server):
        super().__init__(browser)
        self.server = server

    def open(self, lesson):
        self.fresh_page().goto(f"{self.server.url}notebooks/{Path(FILES[lesson]).stem}.html")


class Served(Way):
    """JupyterLab or Notebook 7 on a machine of one's own, over a course as it was cloned: not trusted."""

    trusted = False
    question = ".lk-twin"
    folder, file = "course/notebooks", "progress/answers.jsonl"

    def __init__(self, browser, jupyter: Jupyter):
        self.own = (*JUPYTERS_OWN[jupyter.interface], UNSAVED_WIDGETS, CLOSED)
        super().__init__(browser)
        self.jupyter = jupyter
        self.arrive()

    def arrive(self):
        """Come to it for the first time."""
        self.jupyter.begin()

    def open(self, lesson):
        self.notebook = Notebook(self.jupyter, self.fresh_page(), f"{self.folder}/{FILES[lesson]}")

    def run(self):
        self.notebook.run_all()
        self.is_set_up()

    def is_set_up(self):
        """Wait for the line that says where answers are kept."""
        self.page.get_by_text(f"{self.file}.").first.wait_for()

    def begin(self, lesson):
        if not self.trusted:
            self.jupyter.trust(f"{self.folder}/{FILES[lesson]}")
        self.open(lesson)
        self.notebook.run_cell(SETUP)
        self.is_set_up()

    def again(self, lesson):
        self.notebook.save()
        self.notebook.shut_down()
        super().again(lesson)

    def log(self):
        return self.jupyter.answers()


class Seated(Served):
    """A student of a hub, whose copy of the course is trusted."""

    trusted = True
    question = Way.question
    folder, file = "notebooks", "~/answers/answers.jsonl"

    def arrive(self):
        page = self.fresh_page()
        self.jupyter.sign_up(page)
        self.jupyter.log_in(page)


class InBrowser(Way):
    """JupyterLite: Python runs in the page. Every lesson is run there from end to end in test_lite."""

    def __init__(self, browser, lite: Lite):
        self.lite = lite
        super().__init__(browser)

    def watched(self):
        return self.lite.watch()

    def open(self, lesson):
        # As its first page does: the lesson alone. JupyterLab would open what was open the last time as well.
        self.notebook = LiteNotebook(self.lite, self.fresh_page(), f"notebooks/{FILES[lesson]}", "notebooks")

    def run(self):
        self.notebook.ready().run_cell(SETUP)
        self.page.get_by_text("progress/answers.jsonl.").first.wait_for()
        assert self.notebook.errors() == []

    def begin(self, lesson):
        self.open(lesson)
        self.run()

    def again(self, lesson):
        self.notebook.save()
        super().again(lesson)

    def log(self):
        return self.notebook.answers("progress/answers.jsonl")
