"""What a teacher puts into a folder: archives, links, deep folders and wild names, each read safely or named."""

import io
import json
import os
import time
import zipfile

import pytest

from lessonkit.__main__ import main
from lessonkit.errors import CourseError
from lessonkit.teach import class_page, classroom, found

from . import test_classroom
from .test_classroom import answer, save

course, folder = test_classroom.course, test_classroom.folder
pytestmark = pytest.mark.usefixtures("course")


def passport(folder, name):
    save(folder, name, answer(name, "01-first", True, 0, 0))
    path = folder / f"{name}.json"
    data = path.read_bytes()
    path.unlink()
    return data


def archive(path, files, packing=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", packing) as made:
        for name, data in files:
            made.writestr(name, data)
    return path


def read(folder):
    group = classroom.collect(folder, "small")
    return len(group.students), dict(group.aside)


def test_the_archive_of_a_learning_platform_is_read_with_or_without_files_beside_it(folder):
    files = [(f"Student {i}_assignsubmission/x.passport.json", passport(folder, f"z{i}")) for i in range(22)]
    archive(folder / "submissions.ZIP", files)
    assert read(folder) == (22, {})
    for i in range(3):
        save(folder, f"s{i}", answer(f"s{i}", "01-first", True, 0, 0))
    assert read(folder) == (25, {})


def test_files_under_one_name_are_read_each(folder):
    for i, name in enumerate(("a.passport.json", "a.passport (1).json", "a.passport.json(2).json", "A.PASSPORT.JSON")):
        (folder / name).write_bytes(passport(folder, f"s{i}"))
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive(folder / "all.zip", [("a.passport.json", passport(folder, f"t{i}")) for i in range(3)])
    assert read(folder) == (7, {})


def test_names_in_an_archive_lead_nowhere(folder, tmp_path):
    names = ("../out.json", "/abs.json", "C:\\x\\y.json", "..\\..\\z.json", "a/../../b.json", "n\n\x1b.json")
    good = [(name, passport(folder, f"s{i}")) for i, name in enumerate(names)]
    archive(folder / "x.zip", [*good, ("../t.json", "{")])
    before = {path for path in tmp_path.rglob("*") if "course" not in path.parts}
    students, aside = read(folder)
    assert students == len(names)
    assert list(aside) == ["x.zip: ../t.json"]
    assert {path for path in tmp_path.rglob("*") if "course" not in path.parts} == before


def locked(folder):
    path = archive(folder / "a.zip", [("a.json", passport(folder, "a"))])
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.index(mark) + place] |= 1
    path.write_bytes(raw)
    return "locked with a password"


def nested(folder):
    inner = io.BytesIO()
    archive(inner, [("a.json", passport(folder, "a"))])
    archive(folder / "a.zip", [("deep/b.zip", inner.getvalue())])
    return "an archive in an archive"


def bomb(folder):
    archive(folder / "a.zip", [("a.json", b"[" + b" " * 60_000_000 + b"]")])
    return "too large for a passport"


def damaged(folder):
    path = archive(folder / "a.zip", [("a.json", passport(folder, "a"))], zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"small", b"smell", 1))
    return "could not be unpacked"


def torn(folder):
    path = archive(folder / "a.zip", [("a.json", passport(folder, "a"))])
    path.write_bytes(path.read_bytes()[:-30])
    return "not a readable archive"


def unusual(folder):
    archive(folder / "a.zip", [("a.json", passport(folder, "a"))], zipfile.ZIP_LZMA)
    return "could not be unpacked"


def empty(folder):
    archive(folder / "a.zip", [("a.docx", "x"), ("__MACOSX/._a.json", "x"), ("folder.json/", "")])
    return "an archive without a passport in it"


def too_many(folder):
    archive(folder / "a.zip", [(f"{i}.txt", "") for i in range(found.MOST_MEMBERS + 1)])
    return "more than 5,000"


def not_read(folder):
    (folder / "a.rar").write_bytes(b"Rar!")
    return "unpack it here"


def misnamed(folder):
    archive(folder / "a.zip", [("a.json", passport(folder, "a"))]).rename(folder / "a.zip.txt")
    return "does not end in .zip"


def renamed_member(folder):
    archive(folder / "a.zip", [("a.json.txt", passport(folder, "a")), ("b", passport(folder, "b"))])
    return "does not end in .json"


@pytest.mark.parametrize(
    "make",
    [locked, nested, bomb, damaged, torn, unusual, empty, too_many, not_read, misnamed, renamed_member],
    ids=lambda make: make.__name__,
)
def test_an_archive_that_cannot_be_read_is_named_and_the_rest_is_used(folder, make):
    said = make(folder)
    with pytest.raises(CourseError, match=f"holds no passport of this course .*{said}"):
        classroom.collect(folder, "small")
    save(folder, "s", answer("s", "01-first", True, 0, 0))
    students, aside = read(folder)
    assert students == 1
    assert aside and all(said in why for why in aside.values())


def test_an_archive_that_unpacks_to_too_much_is_read_as_far_as_it_goes(folder, monkeypatch):
    monkeypatch.setattr(found, "MOST_UNPACKED", 1000)
    archive(folder / "a.zip", [(f"{i:02}.json", passport(folder, f"s{i}")) for i in range(9)])
    students, aside = read(folder)
    assert 0 < students < 9
    assert len(aside) == 9 - students and all("unpacks to too much" in why for why in aside.values())


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_links_are_named_and_not_followed(folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    (tmp_path / "b.json").write_bytes(passport(folder, "b"))
    (folder / "b.json").symlink_to(tmp_path / "b.json")
    (folder / "dir").symlink_to(tmp_path)
    (folder / "gone.json").symlink_to(tmp_path / "gone")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.json")
    os.mkfifo(folder / "pipe")
    students, aside = read(folder)
    assert students == 1
    assert set(aside) == {"b.json", "dir", "gone.json", "loop", "pipe.json"}
    assert "is a link" in aside["b.json"] and "no ordinary file" in aside["pipe.json"]


@pytest.mark.parametrize("shape", ["side by side", "in folders"])
def test_a_whole_disk_named_by_mistake_is_walked_no_further_than_a_class_goes(folder, monkeypatch, shape):
    monkeypatch.setattr(found, "MOST_WALKED", 50)
    opened = []
    monkeypatch.setattr(found, "_kind", lambda path: opened.append(path))
    for n in range(60):
        place = folder if shape == "side by side" else folder / f"d{n % 20}"
        place.mkdir(exist_ok=True)
        (place / f"{n}.json").write_text("{}")
    with pytest.raises(CourseError, match="holds more than 50 files and folders; name the folder into which"):
        list(found.files(folder))
    assert opened == []


@pytest.mark.skipif(os.name != "posix", reason="paths are short elsewhere")
def test_a_folder_too_deep_is_named(folder):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=place)
        place, before = os.open("d", os.O_RDONLY, dir_fd=place), place
        os.close(before)
    try:
        students, aside = read(folder)
    finally:  # Python's own way of removing a folder calls itself for each one in it
        for _ in range(1200):
            place, before = os.open("..", os.O_RDONLY, dir_fd=place), place
            os.close(before)
            os.rmdir("d", dir_fd=place)
        os.close(place)
    assert students == 1
    (why,) = aside.values()
    assert "folders deep" in why


WILD = [
    "\x1b[31mRED\x1b[0m",
    "\x1b]0;TITLE\x07",
    "a\nSet aside: teacher.json: forged",
    "cr\rOVER",
    "\u202egnp.exe",
    "\x9b2J",
]


def test_no_name_steers_the_terminal_or_forges_a_line(folder, tmp_path, capsys):
    for i, name in enumerate(WILD):
        (folder / f"{name}.json").write_bytes(passport(folder, f"s{i}") if i % 2 else b"{")
    archive(folder / "z.zip", [(f"{name}.json", "{") for name in WILD])
    out = tmp_path / "o\n\x1b[2J"
    assert main(["class", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    lines = said.split("\n")[:-1]
    assert all(line.isprintable() for line in lines)
    assert len(lines) == 1 + 3 + len(WILD)
    assert "a\\nSet aside: teacher.json: forged.json" in said and "\\u202egnp" in said
    page = (out / class_page.PAGE).read_text("utf-8")
    assert not set("\x1b\x07\r\u202e\x9b") & set(page)


def test_a_bad_archive_costs_no_time(folder):
    began = time.monotonic()
    archive(folder / "a.zip", [(f"{i}.txt", b"0" * 1_000_000) for i in range(50)])
    with pytest.raises(CourseError, match="without a passport"):
        classroom.collect(folder, "small")
    assert time.monotonic() - began < 30, "only the beginnings of other files are unpacked"


def test_a_hostile_file_in_an_archive_is_as_harmless_as_beside_it(folder):
    deep = b"[" * 200_000
    wild = json.dumps({"format": "lessonkit-passport/1", "course": "other", "answers": []})
    archive(folder / "a.zip", [("deep.json", deep), ("other.json", wild), ("x.json", passport(folder, "x"))])
    students, aside = read(folder)
    assert students == 1
    assert set(aside) == {"a.zip: deep.json", "a.zip: other.json"}
