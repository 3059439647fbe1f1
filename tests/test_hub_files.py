"""What a hub is set up from: its settings, the values for Kubernetes, the copy of the course that a student gets."""

import hashlib
import json
import re
import shutil
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from traitlets.config import Config

from lessonkit.course import shelf
from tests.conftest import ROOT

HERE = ROOT / "deploy/jupyterhub"
CHART = ROOT / "tests/vendor/z2jh"
sys.path.insert(0, str(HERE))
import course_copy  # noqa: E402


def text(path):
    return path.read_text("utf-8")


# --- the copy of the course


@pytest.fixture
def course(tmp_path):
    """A small course as it is in the repository."""
    root = tmp_path / "course"
    shutil.copytree(ROOT / "tests/fixtures/data", root / "data")
    (root / "notebooks").mkdir()
    write(root / "notebooks/01-one.ipynb", "one")
    write(root / "notebooks/02-two.ipynb", "two")
    return root


@pytest.fixture
def copy(course, tmp_path):
    """The copy of a student who has logged in once."""
    course_copy.deliver(course, tmp_path / "student")
    return tmp_path / "student"


def write(path, says, shown="", made=None):
    outputs = [{"output_type": "stream", "name": "stdout", "text": [shown]}] if shown else []
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": outputs}
    cells = [{**cell, "source": [says]}]
    path.write_text(json.dumps({"cells": cells, "metadata": made or {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def says(path):
    return "".join(json.loads(text(path))["cells"][0]["source"])


def test_a_student_gets_the_whole_course_and_a_second_login_writes_nothing(course, copy):
    there = {p.relative_to(course) for p in course.rglob("*") if p.is_file()}
    assert there == {p.relative_to(copy) for p in copy.rglob("*") if p.is_file()} - {Path(course_copy.LIST)}
    assert course_copy.deliver(course, copy) == []


def test_an_update_reaches_a_notebook_that_was_only_run_and_leaves_other_files_alone(course, copy):
    write(copy / "notebooks/01-one.ipynb", "one", shown="my output", made={"widgets": {}})
    write(copy / "notebooks/02-two.ipynb", "my own text")
    write(course / "notebooks/01-one.ipynb", "one, corrected")
    assert course_copy.deliver(course, copy) == ["notebooks/01-one.ipynb"]
    assert says(copy / "notebooks/01-one.ipynb") == "one, corrected"
    assert says(copy / "notebooks/02-two.ipynb") == "my own text"
    assert not (copy / "mine").exists()


def test_what_a_student_wrote_is_put_aside_before_an_update_and_never_overwritten(course, copy):
    for number in (1, 2):
        write(copy / "notebooks/01-one.ipynb", f"my text {number}")
        write(course / "notebooks/01-one.ipynb", f"corrected {number}")
        course_copy.deliver(course, copy)
        assert says(copy / "notebooks/01-one.ipynb") == f"corrected {number}"
    aside = copy / "mine" / date.today().isoformat() / "notebooks"
    assert {says(path) for path in aside.iterdir()} == {"my text 1", "my text 2"}
    assert [path.name for path in shelf.files(copy)] == ["01-one.ipynb", "02-two.ipynb"]  # not a lesson twice


def test_files_that_were_lost_or_broken_come_back_and_an_answer_is_never_touched(course, copy):
    (copy / "notebooks/02-two.ipynb").unlink()
    (copy / "notebooks/01-one.ipynb").write_text("{ broken", "utf-8")
    answers = copy / "progress/answers.jsonl"
    answers.parent.mkdir()
    answers.write_text("{}\n", "utf-8")
    write(course / "notebooks/01-one.ipynb", "corrected")
    course_copy.deliver(course, copy)
    assert says(copy / "notebooks/02-two.ipynb") == "two"
    assert says(copy / "notebooks/01-one.ipynb") == "corrected"
    assert text(answers) == "{}\n"


def test_a_file_that_left_the_course_leaves_the_copy_unless_the_student_changed_it(course, copy):
    write(copy / "notebooks/02-two.ipynb", "my own text")
    for name in ("01-one", "02-two"):
        (course / f"notebooks/{name}.ipynb").unlink()
    course_copy.deliver(course, copy)
    assert [path.name for path in shelf.files(copy)] == ["02-two.ipynb"]


# --- the hub of one machine


def settings(monkeypatch, state, **environment):
    for name, value in {"COURSE_HUB_STATE": str(state), **environment}.items():
        monkeypatch.setenv(name, value)
    config = Config()
    file = HERE / "jupyterhub_config.py"
    exec(compile(text(file), str(file), "exec"), {"get_config": lambda: config, "__file__": str(file)})
    return config


def test_only_listed_names_come_in_and_nothing_listens_beyond_this_machine(monkeypatch, tmp_path):
    (tmp_path / "students.txt").write_text("# period 3\nAmber\nbirch  # new\n\n", "utf-8")
    (tmp_path / "teachers.txt").write_text("teacher\n", "utf-8")
    config = settings(monkeypatch, tmp_path)
    assert config.Authenticator.allowed_users == {"amber", "birch"}
    assert config.Authenticator.admin_users == {"teacher"}
    assert "allow_all" not in config.Authenticator
    assert config.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert re.fullmatch(config.Authenticator.username_pattern, "amber-3")
    assert not re.fullmatch(config.Authenticator.username_pattern, "../amber")


@pytest.mark.parametrize("spawner", ["simple", "systemd"])
def test_each_student_has_a_folder_and_limits_and_opens_the_first_lesson_in_the_calm_view(
    monkeypatch, tmp_path, spawner
):
    config = settings(monkeypatch, tmp_path, COURSE_HUB_SPAWNER=spawner, COURSE_HUB_MEMORY="700M")
    assert spawner in config.JupyterHub.spawner_class.lower()
    assert config.Spawner.environment["LESSONKIT_PROGRESS"] == "~/answers"  # not in the copy, which updates replace
    assert config.Spawner.mem_limit == "700M"
    assert config.Spawner.default_url.startswith("/doc/")
    assert (ROOT / config.Spawner.default_url.partition("/tree/")[2]).is_file()
    place = config.SystemdSpawner.readwrite_paths[0] if spawner == "systemd" else None
    place = place or config.SimpleLocalProcessSpawner.home_dir_template
    assert re.search(r"/students/\{username\}$", place, re.IGNORECASE)


def test_the_proxy_comes_from_npm_in_one_version_with_a_hash_for_each_part():
    wanted = json.loads(text(HERE / "package.json"))["dependencies"]
    parts = json.loads(text(HERE / "package-lock.json"))["packages"]
    assert parts[""]["dependencies"] == wanted
    assert all("integrity" in part and "resolved" not in part for name, part in parts.items() if name)


# --- Kubernetes


def merged(*layers):
    """Put values over values as helm does."""
    if not all(isinstance(layer, dict) for layer in layers):
        return layers[-1]
    names = dict.fromkeys(name for layer in layers for name in layer)
    return {name: merged(*(layer[name] for layer in layers if name in layer)) for name in names}


def values(*names):
    ours = [yaml.safe_load(text(HERE / name)) for name in names]
    return merged(yaml.load(text(CHART / "values.yaml"), yaml.CSafeLoader), *ours)


@pytest.fixture(scope="module")
def chart():
    """The schema that helm holds values against, as it was published."""
    register = text(CHART.parent / "README.md")
    for name in ("values.yaml", "values.schema.yaml"):
        assert hashlib.sha256((CHART / name).read_bytes()).hexdigest() in register, name
    return jsonschema.Draft7Validator(yaml.load(text(CHART / "values.schema.yaml"), yaml.CSafeLoader))


@pytest.mark.parametrize("names", [("values.yaml",), ("values.yaml", "values-pull.yaml")], ids=" ".join)
def test_the_chart_takes_our_values_and_each_student_keeps_answers_in_a_volume(chart, names):
    value = values(*names)
    assert [error.message for error in chart.iter_errors(value)] == []
    student = value["singleuser"]
    home = Path(student["storage"]["homeMountPath"])
    folder = Path(value["hub"]["config"]["KubeSpawner"]["notebook_dir"])
    answers = Path(student["extraEnv"]["LESSONKIT_PROGRESS"])
    assert student["storage"]["type"] == "dynamic" and home in answers.parents
    assert home / "course" not in answers.parents and home in (folder, *folder.parents)
    reach = student["networkPolicy"]["egressAllowRules"]
    assert not (reach["nonPrivateIPs"] or reach["privateIPs"] or reach["cloudMetadataServer"])


def test_a_misspelled_value_is_found(chart):
    value = values("values.yaml")
    value["singleuser"]["memroy"] = {"limit": "1G"}
    assert [error.message for error in chart.iter_errors(value)]


def test_the_image_has_what_its_pods_start(monkeypatch):
    """repo2docker puts the course and the hub's packages where the values look for them."""
    monkeypatch.chdir(ROOT)
    from repo2docker.app import Repo2Docker
    from repo2docker.buildpacks import CondaBuildPack

    pack = CondaBuildPack(base_image=Repo2Docker().base_image)
    pack.platform, pack.appendix = "linux/amd64", text(HERE / "image.appendix")
    recipe = pack.render(build_args={"REPO_DIR": "/srv/repo"})
    assert recipe.index("COPY --chown=1000:1000 src/ ${REPO_DIR}") < recipe.index("requirements-hub.txt")
    start = Path(values("values.yaml")["singleuser"]["cmd"][1])
    assert (ROOT / start.relative_to("/srv/repo")).is_file()
    assert "nbgitpuller==" in text(ROOT / "requirements-hub.txt")
