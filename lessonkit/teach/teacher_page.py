"""One page for whoever teaches with a short sheet: its key in one line a question, the rubric, what to ask."""

from __future__ import annotations

from bs4 import BeautifulSoup

from lessonkit.course import Course
from lessonkit.html import Markup, bdi, trusted
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import Payload
from lessonkit.teach import pages, plan
from lessonkit.teach.pages import Form
from lessonkit.teach.paper import Paper
from lessonkit.text import whole_sentences

REASON = 110  # letters of a reason, so that an answer stays on one line or two
MISTAKES = 3  # the whole list stands in the plan


def page(course: Course, lesson: str, paper: Paper, form: Form) -> Markup:
    """Return the page on the short sheet `paper` of a lesson; what to ask comes from its plan, if it has one."""
    body = [_key(paper), *(_rubric(payload) for _, payload in paper.asked if payload.get("rubric"))]
    if soup := plan.read(course, lesson):
        body += [_asked(soup), _wrong(soup), plan.line(soup, plan.SHORT)]
    return pages.page(course, paper.title, "Teacher's page", Markup("").join(body), form)


def _asked(soup: BeautifulSoup) -> Markup:
    found = [node for node in plan.section(soup, plan.ASK) if node.name == "ul"]
    return Markup("<h2>{}</h2>{}").format(plan.ASK, trusted(str(found[0]))) if found else Markup("")


def _wrong(soup: BeautifulSoup) -> Markup:
    """Return the first rows of the table of mistakes: what students say, why it tempts, what helps."""
    table = next((node for node in plan.section(soup, plan.WRONG) if node.name == "table"), None)
    if table is None:
        return Markup("")
    for row in table.select("tbody tr")[MISTAKES:]:
        row.decompose()
    return Markup("<h2>{}</h2>{}").format(plan.WRONG, trusted(str(table)))


def _key(paper: Paper) -> Markup:
    rows = [
        Markup('<tr><th scope="row">{}</th><td><strong>{}</strong></td><td>{}</td></tr>').format(
            number, *map(bdi, _answer(payload))
        )
        for number, (_, payload) in enumerate(paper.asked, 1)
        if not payload.get("rubric")
    ]
    if not rows:
        return Markup("<p>This lesson asks no questions.</p>")
    head = Markup('<thead><tr><th scope="col">No.</th><th scope="col">Right</th><th scope="col">Why</th></tr></thead>')
    return Markup('<table class="key"><caption>Key to the student sheet</caption>{}<tbody>{}</tbody></table>').format(
        head, Markup("").join(rows)
    )


def _answer(question: Payload) -> tuple[str, str]:
    answer, reason = KINDS[question["kind"]].in_short(question)
    return answer, whole_sentences(reason, REASON)


def _rubric(question: Payload) -> Markup:
    points = Markup("").join(Markup("<li>{}</li>").format(bdi(point)) for point in question["rubric"])
    return Markup("<h2>Exit ticket, one point each</h2><ul>{}</ul>").format(points)
