"""The script that every lesson carries: sound parts, current, small, and unable to end its own element."""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from lessonkit import web
from lessonkit.quiz.kinds import KINDS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deploy"))
import build_web
import web_modules

needs_deno = pytest.mark.skipif(find_spec("deno") is None, reason="no Deno for this machine")


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """A copy of lessonkit/web to spoil; returns its folder and how each built file looked."""
    folder = tmp_path / "web"
    shutil.copytree(web.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(web, "HERE", folder)
    monkeypatch.setattr(web, "BUILT_DIGEST", folder / "built.sha256")
    monkeypatch.setattr(build_web, "LIMITS", folder / "limits.js")
    return folder


def built(folder):
    return {path.name: path.read_text("utf-8") for path in (*folder.glob("*.min.*"), folder / "built.sha256")}


def test_what_lessons_carry_is_built_from_the_parts():
    stored = web.BUILT_DIGEST.read_text("utf-8").strip()
    assert stored == build_web.digest(), "a part changed: run `make web`, then `lessonkit run`"


def test_browser_and_file_have_the_same_limits():
    assert build_web.LIMITS.read_text("utf-8") == build_web.limits_text(), "run `make web`"


def test_each_kind_of_question_has_a_file_of_its_own():
    assert {path.stem for path in (web.HERE / "kinds").glob("*.js")} == set(KINDS)


@needs_deno
def test_types_and_lint_are_clean():
    assert build_web.faults(web.modules()) == ""


# part, what stands there, a fault in its place, what is said of it
FAULTS = [
    ("kinds/single.js", "optionAt(q, a)", "optionAt(q.id, a)", "Argument of type 'string' is not assignable to"),
    ("score.js", "data.questions.map", "data.question.map", "Property 'question' does not exist"),
    ("keeper.js", "store.pending()", "store.waiting()", "Property 'waiting' does not exist"),
    ("words.js", "many) =>", "many, more) =>", "Parameter 'more' implicitly has an 'any' type"),
    ("merge.js", "const early", "var early", "no-var"),
]


@needs_deno
def test_the_checkers_find_planted_faults(parts):
    for part, old, new, _ in FAULTS:
        text = (parts / part).read_text("utf-8")
        assert old in text
        (parts / part).write_text(text.replace(old, new, 1), "utf-8")
    found = build_web.faults([parts / part for part, *_ in FAULTS])
    assert [words for *_, words in FAULTS if words not in found] == []


def put(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder / "a.js"


def test_modules_stand_once_each_behind_what_they_import(tmp_path):
    entry = put(
        tmp_path,
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\n\nrun(b, c);\n',
        b='import {\n  c,\n} from "./c.js";\nexport const b = c + 1;\n',
        c="export async function c() {}\n",
    )
    script = web_modules.joined(entry)
    assert script.count("async function c()") == 1 and "import" not in script and "export" not in script
    assert script.index("async function c()") < script.index("const b = c + 1") < script.index("run(b, c)")


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ('import { b } from "./x.js";\n', "", "a.js imports from './x.js', which is no file here"),
        ('import { b } from "b";\n', "", "a.js imports from 'b', which is no file here"),
        ('import { b } from "./b.js";\n', "const b = 1;\n", "a.js imports 'b', which b.js does not export"),
        ('import { b as c } from "./b.js";\n', "export const b = 1;\n", "import it under its own name"),
        ('import b from "./b.js";\n', "export const b = 1;\n", "cannot be joined"),
        ("export default 1;\n", "", "cannot be joined"),
        (
            'import { b } from "./b.js";\nconst c = b;\n',
            "const c = 1;\nexport const b = c;\n",
            "a.js declares 'c' at its top, as b.js does",
        ),
        (
            'import { b } from "./b.js";\nexport const a = b;\n',
            'import { a } from "./a.js";\nexport const b = a;\n',
            "in a circle: a.js → b.js → a.js",
        ),
    ],
)
def test_what_cannot_be_joined_gets_a_sentence(tmp_path, a, b, words):
    with pytest.raises(web_modules.NotBuilt, match=re.escape(words)):
        web_modules.joined(put(tmp_path, a=a, b=b))


@needs_deno
def test_a_top_name_of_the_browser_is_found():
    assert build_web.shadows(["ours", "open", "guardKeys", "top"]) == ["open", "top"]


@needs_deno
def test_what_is_built_anew_is_what_is_there(parts):
    pytest.importorskip("minify", reason="no minifier for this machine")
    before = built(parts)
    assert "reader.min.js" in build_web.build()
    assert built(parts) == before


@needs_deno
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("const a = ;\n", "Expression expected"),
        ("const open = 1;\nfire(open);\n", "Cannot find name 'fire'"),
        ('import { nothing } from "./words.js";\n', "'nothing', which words.js does not export"),
    ],
)
def test_nothing_is_built_of_faulty_parts(parts, more, words):
    spoil(parts / "score.js", more, words)


@pytest.mark.parametrize(
    ("part", "more", "words"),
    [
        ("score.js", f"export const long = {'long' * 10_001!r};\n", "reader.min.js would be"),
        ("base.css", f".lk::after {{ content: {'long' * 4_001!r}; }}\n", "reader.min.css would be"),
    ],
)
def test_nothing_is_built_over_budget(parts, monkeypatch, part, more, words):
    for check in ("faults", "shadows"):
        monkeypatch.setattr(build_web, check, lambda found: [])
    spoil(parts / part, more, words)


def test_a_second_script_carries_what_it_imports_and_no_more(parts, monkeypatch):
    pytest.importorskip("minify", reason="no minifier for this machine")
    monkeypatch.setattr(build_web, "faults", lambda modules: "")
    monkeypatch.setattr(build_web, "shadows", lambda names: [])
    monkeypatch.setitem(web.SCRIPTS, "class", "class.js")
    monkeypatch.setitem(build_web.BUDGETS, "class.min.js", 500)
    (parts / "class.js").write_text(
        'import { count } from "./words.js";\n\ndocument.title = count(2, "hand", "hands");\n'
    )
    build_web.build()
    made = (parts / "class.min.js").read_text("utf-8")
    assert '"hand","hands"' in made and "customElements" not in made


def test_nothing_is_built_that_takes_a_name_from_the_browser(parts, monkeypatch):
    monkeypatch.setattr(build_web, "faults", lambda modules: "")
    monkeypatch.setattr(build_web, "shadows", lambda names: [name for name in names if name == "open"])
    spoil(parts / "score.js", "const open = 1;\n", "open: the browser has this name, too")


def spoil(path, more, words):
    """Put more into a part; building it is refused with these words and leaves what was built."""
    pytest.importorskip("minify", reason="no minifier for this machine")
    before = built(path.parent)
    path.write_text(more + path.read_text("utf-8"), "utf-8")
    with pytest.raises(web_modules.NotBuilt, match=re.escape(words)):
        build_web.build()
    assert built(path.parent) == before


def test_every_part_is_in_a_script_or_a_style():
    joined = {path for entry in web.SCRIPTS.values() for path in web_modules.modules(web.HERE / entry)}
    apart = {web.HERE / "keeper.js", web.HERE / "types.js"}  # the widget loads one; the other is types alone
    assert set(web.modules()) - joined == apart
    sheets = {path.stem for path in web.HERE.glob("*.css") if not path.stem.endswith(".min")}
    assert sheets == {part for parts in web.STYLES.values() for part in parts}


def carried():
    return [*map(web.script, web.SCRIPTS), web.style()]


def test_nothing_in_it_ends_its_element_or_asks_the_network():
    for text in carried():
        for word in ("</", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "@import", "url(http"):
            assert word not in text


def test_text_never_becomes_markup():
    for text in carried():
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text


def test_the_passport_box_does_not_bring_a_store_of_its_own():
    # Two stores on a page would each think of another course.
    texts = web_modules.modules(web.HERE / web.SCRIPTS["passport"])
    assert not {path.name for path in texts} & {"store.js", "storage.js", "quiz.js"}
