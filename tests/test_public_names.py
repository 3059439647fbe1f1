"""What `from lessonkit import …` gives, however and in whatever order its modules were imported before."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import lessonkit

PLACE = Path(lessonkit.__file__).parent
MODULES = {module.name for module in pkgutil.iter_modules(lessonkit.__path__)}


def test_no_module_bears_the_name_of_a_function():
    assert MODULES & set(lessonkit.__all__) == {"charts"}, "an imported module would stand in the function's place"


def test_a_name_is_what_it_is_whatever_was_imported_first():
    modules = ["lessonkit.teach.class_page", *sorted(f"lessonkit.{home}" for home in {*lessonkit._HOMES.values()})]
    code = (
        "import importlib, sys, types\n"
        f"for first in {modules}:\n"
        "    for name in [name for name in sys.modules if name.partition('.')[0] == 'lessonkit']:\n"
        "        del sys.modules[name]\n"
        "    importlib.import_module(first)\n"
        "    import lessonkit\n"
        "    for name in lessonkit.__all__:\n"
        "        exec(f'from lessonkit import {name} as found')\n"
        "        print(first, name, isinstance(found, types.ModuleType), callable(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kinds = {(first, name): kind for first, name, *kind in map(str.split, done.stdout.splitlines())}
    assert kinds == {
        (first, name): ["True", "False"] if name == "charts" else ["False", "True"]
        for first in modules
        for name in lessonkit.__all__
    }


def test_editors_and_type_checkers_see_the_same_names():
    tree = ast.parse((PLACE / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If) and node.test.id == "TYPE_CHECKING")
    seen = {
        alias.name: node.module.removeprefix("lessonkit").lstrip(".") for node in block.body for alias in node.names
    }
    homes = {name: "" if name == home else home for name, home in lessonkit._HOMES.items()}
    assert seen == homes
    assert sorted(seen) == lessonkit.__all__
    assert (PLACE / "py.typed").is_file()
