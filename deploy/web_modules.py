"""Join the ES modules of lessonkit/web into one script: a notebook carries it inline, where nothing can be imported.

Modules stand one after the other in one scope, each behind what it imports. So a name at the top of a module is used
once in all of them, and is imported under that name. Nothing is renamed here; the minifier does that.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"\n]*)";\n', re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:const|let|class|function\*?|async function) (\w+)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:const|let|class|function\*?|async function) (\w+))", re.MULTILINE)
_NAME = re.compile(r"\w+")


class NotBuilt(Exception):
    """The parts make no script or style that a lesson could carry; the sentence says what to mend."""


def modules(entry: Path) -> dict[Path, str]:
    """Return the text of each module of the script that begins with `entry`, each behind those it imports.

    :raises NotBuilt: an import names a file or an export that is not there, modules import each other in a circle, two
        of them declare the same name, or one has a form of import or export that is not `import { name } from "./…";`,
        `export const`, `let`, `class` or `function`
    """
    texts: dict[Path, str] = {}
    _collect(entry.resolve(), texts, ())
    _no_name_twice(texts)
    return texts


def joined(entry: Path) -> str:
    """Return the script that begins with the module `entry`, in strict mode and a scope of its own.

    :raises NotBuilt: as `modules`
    """
    texts = modules(entry)
    body = "\n".join(_EXPORTED.sub("", _IMPORT.sub("", text)) for text in texts.values())
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def top_names(entry: Path) -> list[str]:
    """Return the names that the modules of a script declare at their top."""
    return sorted(name for text in modules(entry).values() for name in _DECLARED.findall(text))


def _collect(path: Path, texts: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Put the modules that `path` imports and then itself into `texts`."""
    if path in above:
        circle = " → ".join(module.name for module in (*above[above.index(path) :], path))
        raise NotBuilt(f"Modules import each other in a circle: {circle}; move what both need into a third.")
    if path in texts:
        return
    text = path.read_text("utf-8")
    for names, address in _IMPORT.findall(text):
        other = (path.parent / address).resolve()
        if not address.startswith(".") or not other.is_file():
            raise NotBuilt(f"{path.name} imports from {address!r}, which is no file here; mend the address.")
        exported = set(_EXPORTED.findall(other.read_text("utf-8")))
        for name in (name.strip() for name in names.split(",") if name.strip()):
            if not _NAME.fullmatch(name):
                raise NotBuilt(f"{path.name} imports {name!r}; import it under its own name.")
            if name not in exported:
                raise NotBuilt(f"{path.name} imports {name!r}, which {other.name} does not export.")
        _collect(other, texts, (*above, path))
    rest = _EXPORTED.sub("", _IMPORT.sub("", text))
    if found := re.search(r"^(?:import|export)\b.*", rest, re.MULTILINE):
        raise NotBuilt(
            f'{path.name}: {found[0]!r} cannot be joined; write `import {{ name }} from "./file.js";` or put `export` '
            "before const, let, class or function."
        )
    texts[path] = text


def _no_name_twice(texts: dict[Path, str]) -> None:
    homes: dict[str, str] = {}
    for path, text in texts.items():
        for name in _DECLARED.findall(text):
            if name in homes:
                raise NotBuilt(f"{path.name} declares {name!r} at its top, as {homes[name]} does; rename one.")
            homes[name] = path.name
