"""The house: each room stands on a floor and imports from lower ones only, and a lesson pays for what it uses."""

import ast
import subprocess
import sys
from collections import defaultdict

import pytest

from tests.conftest import ROOT

KIT = ROOT / "lessonkit"
# From the ground up. Rooms of one floor do not know each other; the last three are wings that no lesson enters.
FLOORS = (
    ("errors", "web"),
    ("text", "terminal"),
    ("html",),
    ("course",),
    ("charts", "evidence", "progress"),
    ("show", "quiz"),
    ("lesson", "kernel"),
    ("author", "teach", "publish"),
    ("__main__",),
)
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}


def modules():
    """Yield the dotted name without the package's own and the path of each module of the kit."""
    for path in sorted(KIT.rglob("*.py")):
        parts = path.relative_to(KIT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


NAMES = {name for name, _ in modules()}


def imported(path, types=True):
    """Yield the modules of the kit that a file imports, wherever in it, by dotted name without the package's own.

    Without `types`, what is imported for type checkers alone is left out.
    """
    tree = ast.parse(path.read_text("utf-8"))
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    spared = set() if types else {inner for block in blocks for inner in ast.walk(block)}
    for node in ast.walk(tree):
        if node in spared:
            continue
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import; write from lessonkit.…"
            module = node.module or ""
            if module == "lessonkit" or module.startswith("lessonkit."):
                inside = module.removeprefix("lessonkit").lstrip(".")
                for alias in node.names:
                    whole = f"{inside}.{alias.name}".lstrip(".")
                    yield whole if whole in NAMES else inside
        elif isinstance(node, ast.Import):
            yield from (
                a.name.removeprefix("lessonkit").lstrip(".") for a in node.names if a.name.startswith("lessonkit.")
            )


def arrows(types=True):
    """Return which modules each module imports, without the package itself, whose names are looked up when asked."""
    return {name: {other for other in imported(path, types) if other} for name, path in modules() if name}


def room(name):
    return name.partition(".")[0]


def test_every_room_is_on_a_floor_and_the_top_has_few_modules():
    assert {room(name) for name in NAMES if name} == set(FLOOR)
    assert len([name for name, path in modules() if path.parent == KIT]) <= 8


def test_no_arrow_runs_up_or_across():
    wrong = [
        f"{name} -> {other}"
        for name, others in arrows().items()
        for other in others
        if room(other) != room(name) and FLOOR[room(other)] >= FLOOR[room(name)]
    ]
    assert not wrong, "\n".join(sorted(wrong))


def test_no_circle_of_modules():
    graph, done = arrows(types=False), set()

    def follow(name, path):
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name not in done:
            for other in sorted(graph.get(name, ())):
                follow(other, [*path, name])
            done.add(name)

    for name in graph:
        follow(name, [])


def test_charts_read_no_file_and_the_quiz_knows_no_frame():
    libraries = defaultdict(set)
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            libraries[room(name)].update(part.partition(".")[0] for part in names)
    assert not libraries["quiz"] & {"pandas", "matplotlib"}
    assert not {"course.tables", "course.csvfile", "course.registers"} & {
        other for name, others in arrows().items() if room(name) == "charts" for other in others
    }


@pytest.mark.parametrize(
    ("does", "spared"),
    [
        (
            "from lessonkit import Lesson; Lesson('01').setup_html()",
            ("pandas", "matplotlib", "lessonkit.author", "lessonkit.teach", "lessonkit.publish"),
        ),
        (
            "from lessonkit import Lesson; Lesson('01').quiz('01-how-made')",
            ("pandas", "matplotlib", "lessonkit.charts"),
        ),
        ("from lessonkit import fact; fact('c-agencies-22')", ("matplotlib", "lessonkit.charts", "lessonkit.author")),
    ],
)
def test_a_lesson_pays_for_what_it_uses(does, spared):
    said = subprocess.run(
        [sys.executable, "-c", f"import sys; {does}; print(*sys.modules)"], cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    loaded = set(said.stdout.split())
    assert not [name for name in spared if name in loaded]


def test_no_file_is_longer_than_a_reader_takes_in():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder in ("lessonkit", "deploy", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".js", ".css") and ".min." not in path.name
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert not long
