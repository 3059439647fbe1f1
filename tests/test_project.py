"""The project around the course: its locks, what Binder builds, the wheel, the two commands."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from lessonkit.kernel.first_cell import SENTENCE

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "deploy"))
import browser_tests_ran  # noqa: E402
import lock  # noqa: E402


def test_locks_are_fresh():
    assert lock.stale(ROOT) == [], "pyproject.toml's dependencies changed: run `make lock`"


def test_a_changed_dependency_makes_all_locks_stale(tmp_path):
    for name in ("pyproject.toml", *lock.LOCKS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    assert lock.stale(tmp_path) == []
    text = (tmp_path / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(text.replace('"pyyaml>=6"', '"pyyaml>=6.1"'), "utf-8")
    assert lock.stale(tmp_path) == list(lock.LOCKS)


@pytest.mark.parametrize("name", lock.LOCKS)
def test_locks_hold_exact_versions_with_hashes_and_no_address(name):
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    for block in re.split(r"\n(?=[a-z])", text.split("\n", 2)[2]):
        assert re.match(r"[\w.\-\[\],]+==\S+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]


def test_student_lock_is_part_of_the_contributors():
    pins = {n: set(re.findall(r"^([\w.\-\[\],]+==\S+)", (ROOT / n).read_text("utf-8"), re.M)) for n in lock.LOCKS}
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]


def test_binder_takes_the_environment_and_has_the_repository_before_it_installs(monkeypatch):
    monkeypatch.chdir(ROOT)
    from repo2docker.app import Repo2Docker
    from repo2docker.buildpacks import CondaBuildPack

    pack = CondaBuildPack(base_image=Repo2Docker().base_image)
    assert pack.detect()
    assert pack.python_version == "3.12"
    pack.platform = "linux/amd64"
    recipe = pack.render(build_args={})
    copied = recipe.index("COPY --chown=1000:1000 src/ ${REPO_DIR}")
    assert copied < recipe.index("env update")
    assert "postBuild" in recipe[copied:]
    assert os.access(ROOT / "postBuild", os.X_OK)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    # pip builds in place; a copy keeps the working tree clean.
    source = out / "source"
    shutil.copytree(ROOT / "lessonkit", source / "lessonkit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run([*command, "--wheel-dir", str(out), str(source)], check=True)
    return next(out.glob("*.whl"))


def test_wheel_carries_everything_that_the_package_reads(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = {p.relative_to(ROOT).as_posix() for p in (ROOT / "lessonkit").rglob("*") if p.is_file()}
    files = {f for f in files if "__pycache__" not in f}
    assert {Path(f).suffix for f in files} >= {".py", ".js", ".css", ".mplstyle"}
    assert files <= inside


def test_whoever_installs_the_wheel_has_kernels_that_speak_to_beginners(wheel, tmp_path):
    """A cell run before the set-up cell is answered in one sentence where no script has prepared the environment."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    command = [sys.executable, "-m", "pip", "--python", str(venv / "bin/python"), "install", "--quiet", "--no-deps"]
    subprocess.run([*command, "--no-index", str(wheel)], check=True)
    code = "import sys; from IPython import start_ipython; sys.exit(start_ipython(['-c', 'lesson'], user_ns={}))"
    env = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run([venv / "bin/python", "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert SENTENCE in done.stdout + done.stderr


def test_a_lesson_works_from_the_wheel(wheel, tmp_path):
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(tmp_path),
        str(wheel),
    ]
    subprocess.run(command, check=True)
    code = (
        "import lessonkit; assert lessonkit.__file__.startswith(PLACE), lessonkit.__file__;"
        "from lessonkit import Lesson, load; print(len(load('timeline')));"
        "print('customElements' in Lesson('01').setup_html())"
    ).replace("PLACE", repr(str(tmp_path)))
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "LESSONKIT_COURSE": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows, has_script = done.stdout.split()
    assert int(rows) > 20
    assert has_script == "True"


def test_make_refuses_an_unsupported_python_in_one_sentence(tmp_path):
    fake = tmp_path / "python3.9"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    done = subprocess.run(["make", "lab", f"PYTHON={fake}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert (
        "This course needs Python 3.11, 3.12, 3.13 or 3.14: PYTHON names another, or none. Install one" in done.stderr
    )
    assert "uv python install" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_finds_any_python_that_fits_and_says_so_where_there_is_none(tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    (tmp_path / "none").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "id", "sh"):
        (tools / name).symlink_to(shutil.which(name))
    command = [shutil.which("make"), "lab", "SHELL=/bin/bash"]
    done = subprocess.run(command, cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True)
    assert "3.13 or 3.14: none is here. Install one from python.org or with `uv python install 3.13`" in done.stderr
    assert not (tmp_path / ".venv").exists()
    # One with a version that fits is asked to make the environment, wherever it lies.
    own = tmp_path / "my programs" / "python"
    own.parent.mkdir()
    own.write_text('#!/bin/sh\n[ "$1" = -m ] && echo "$@" >made && exit 1\nexit 0\n')
    own.chmod(0o755)
    subprocess.run([*command, f"PYTHON={own}"], cwd=tmp_path, capture_output=True)
    assert (tmp_path / "made").read_text() == "-m venv .venv\n"


def test_every_place_names_the_same_pythons():
    wanted = [f"3.{minor}" for minor in range(11, 15)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
    named = [word.rpartition(" ")[2] for word in project["classifiers"] if word.startswith("Programming Language")]
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))
    assert named == workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == wanted
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "(3, 11) <= sys.version_info < (3, 15)" in makefile
    assert set(re.findall(r"python(3\.\d+)", makefile)) == set(wanted)
    sentence = "Python 3.11, 3.12, 3.13 or 3.14"
    for name in ("Makefile", "README.md", "CONTRIBUTING.md"):
        assert sentence in (ROOT / name).read_text("utf-8"), name


def test_make_calls_no_script_whose_first_line_holds_the_path_of_the_course():
    """In a path with a quote or a back-quote such a script does not start, or starts what stands between them."""
    assert set(re.findall(r"\$\(BIN\)/([\w-]+)", (ROOT / "Makefile").read_text("utf-8"))) == {"python"}


def test_the_workflow_takes_pinned_actions_and_keeps_no_credentials():
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    used = re.findall(r"uses: (\S+)( # v\d+\.\d+\.\d+)?", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) and version for action, version in used)
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["cancel-in-progress"]
    assert "workflow_dispatch" in workflow[True]  # YAML reads "on" so


@pytest.mark.parametrize(("name", "count"), [("tests.browser.test_lab", 1), ("tests.test_x", 0)])
def test_a_run_without_browser_tests_is_seen(tmp_path, name, count):
    report = tmp_path / "junit.xml"
    report.write_text(f'<testsuites><testsuite><testcase classname="{name}" name="t"/></testsuite></testsuites>')
    assert browser_tests_ran.executed(str(report)) == count
    report.write_text(f'<testsuite><testcase classname="{name}" name="t"><skipped/></testcase></testsuite>')
    assert browser_tests_ran.executed(str(report)) == 0
