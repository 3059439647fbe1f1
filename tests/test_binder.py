"""What Binder builds: the lock and nothing else, complete under hashes, at peace with what its image brings already.

What repo2docker makes of it is held in test_project.py, too. The packages of its image that the lock leaves as they
are were read once from the registry: the whole resolves (see benchmarks/README.md).
"""

import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import repo2docker
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from repo2docker.app import Repo2Docker

from tests.conftest import ROOT

RECIPE = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
PYTHON = next(line.partition("=")[2] for line in RECIPE if str(line).startswith("python="))
BASE = Path(repo2docker.__file__).parent / f"buildpacks/conda/environment.py-{PYTHON}.yml"
THERE = {
    **{"python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "implementation_name": "cpython", "extra": ""},
    **{"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "platform_python_implementation": "CPython",
}


def lock():
    """Return what the student's lock pins on Binder: versions by name, and the extras it names beside the bare name."""
    lines = re.findall(r"^([\w.\-\[\],]+==[^\\\n]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    held = [pin for pin in map(Requirement, lines) if pin.marker is None or pin.marker.evaluate(THERE)]
    bare = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in held if not pin.extras}
    return bare, {(canonicalize_name(pin.name), *sorted(pin.extras)) for pin in held}


def test_binder_installs_the_lock_and_pins_nothing_beside_it():
    (pip,) = (line["pip"] for line in RECIPE if isinstance(line, dict))
    assert pip == ["-r requirements.txt"]
    assert [line for line in RECIPE if isinstance(line, str)] == [f"python={PYTHON}", "pip"]
    installed = re.findall(r"pip install (.+)", (ROOT / "postBuild").read_text("utf-8"))
    assert installed == ["--no-deps --no-build-isolation --editable ."]  # nothing comes from a registry there


def test_of_all_that_repo2docker_can_build_from_it_takes_the_environment(monkeypatch):
    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    taken = next(kind for kind in app.buildpacks if kind(base_image=app.base_image).detect())
    assert taken.__name__ == "CondaBuildPack"


def test_the_lock_is_complete_and_agrees_with_itself_so_that_pip_under_hashes_has_nothing_to_look_for():
    (pins, named), unread = lock(), []
    for name, pinned in pins.items():
        try:
            same = version(name) == pinned
        except PackageNotFoundError:
            same = False
        if not same:
            unread.append(name)  # the lock has another version for Binder's Python than for this one, or none for this
            continue
        for wanted in map(Requirement, requires(name) or ()):
            if wanted.marker is None or wanted.marker.evaluate(THERE):
                needed = canonicalize_name(wanted.name)
                assert (needed, *sorted(wanted.extras)) in named, f"{name} needs {wanted}, which the lock does not have"
                fits = wanted.specifier.contains(pins[needed], prereleases=True)
                assert fits, f"{name} needs {wanted}, the lock has {pins[needed]}"
    assert len(unread) < 6 and len(pins) > 90, unread


def test_the_lock_keeps_what_binders_own_image_asks_for():
    pins, _ = lock()
    asked = [line for line in yaml.safe_load(BASE.read_text("utf-8"))["dependencies"] if isinstance(line, str)]
    ranges = {name: text for name, _, text in (line.partition("==") for line in asked) if text}
    both = {name: text for name, text in ranges.items() if canonicalize_name(name) in pins}
    assert {"jupyterlab", "notebook", "ipywidgets", "jupyter_server"} <= set(both)
    wrong = [n for n, text in both.items() if pins[canonicalize_name(n)] not in SpecifierSet(f"=={text}")]
    assert wrong == []
