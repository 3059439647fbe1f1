"""The files of a folder that are passports or may be one, also inside archives. Read as if a stranger had sent them.

Nothing is unpacked under a name of the archive's, no link is followed, and no archive inside an archive is opened.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lessonkit.errors import CourseError
from lessonkit.progress import passport
from lessonkit.progress.limits import LARGEST_PASSPORT
from lessonkit.terminal import visible

ENDING = ".json"
ARCHIVE = ".zip"
#: Archives that are named and not read.
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
#: Files of office programs are archives by their form.
_OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".pages", ".numbers", ".key", ".whl")
DEEPEST = 40  # folders in folders
MOST_WALKED = 200_000  # files and folders: a whole computer is no class
MOST_MEMBERS = 5_000  # files of one archive
MOST_UNPACKED = 300_000_000  # bytes read from one archive
_UNREADABLE = (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, OSError, ValueError, OverflowError)


@dataclass(frozen=True)
class Found:
    """A file: how it is named to the teacher, and its path, or why it cannot be read."""

    name: str
    path: Path | None
    why: str = ""


def files(folder: Path) -> Iterator[Found]:
    """Yield each passport-like file of a folder and what is in it, in the order of the names.

    What cannot or must not be read comes with the reason. A file out of an archive is there until the next is asked
    for.
    """
    for path, why in sorted(_walked(folder)):
        name = visible(path.relative_to(folder).as_posix())
        if why:
            yield Found(name, None, why)
            continue
        try:
            kind = _kind(path)
        except OSError as error:
            yield Found(name, None, _unread(error))
            continue
        if kind == "archive":
            yield from _members(path, name)
        elif kind == "passport":
            yield Found(name, path)
        elif kind:
            yield Found(name, None, kind)


def _unread(error: OSError) -> str:
    return f"could not be read ({error.strerror}); allow reading it, or copy it here again."


def _walked(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file with "", and with a reason each folder that cannot be entered.

    Raises CourseError for a folder that holds far more than a class hands in, before any of its files is opened.
    """
    left, walked = [(folder, 0)], 0
    while left:
        where, depth = left.pop()
        try:
            entries = list(islice(os.scandir(where), MOST_WALKED + 1))
        except OSError as error:
            yield where, _unread(error)
            continue
        walked += len(entries)
        if walked > MOST_WALKED:
            what = f"{visible(folder)} holds more than {MOST_WALKED:,} files and folders"
            raise CourseError(what, "name the folder into which the passports were put")
        for entry in entries:
            path = where / entry.name
            try:
                inside = entry.is_dir(follow_symlinks=False)
            except OSError as error:
                yield path, _unread(error)
                continue
            if not inside:
                yield path, ""
            elif depth < DEEPEST:
                left.append((path, depth + 1))
            else:
                short = folder / "…".join((path.relative_to(folder).parts[0], path.name))
                yield short, f"lies more than {DEEPEST} folders deep; move what is in it up."


def _kind(path: Path) -> str:
    """Return "passport", "archive", a reason why a file is set aside, or "" for one that is nothing of ours."""
    mode = path.lstat().st_mode
    ending, named = path.suffix.lower(), ENDING in path.name.lower()
    if stat.S_ISLNK(mode):
        return "is a link to another place; copy the file itself here."
    if not stat.S_ISREG(mode):
        return "is no ordinary file; copy the passport here." if named or ending == ARCHIVE else ""
    if ending == ENDING:
        return "passport"
    if ending == ARCHIVE:
        return "archive"
    if ending in OTHER_ARCHIVES:
        return "is an archive of a kind that is not read; unpack it here."
    with path.open("rb") as file:
        head = file.read(300)
    if named or passport.KIND.encode() in head:  # it stands first in what the browser saves
        return f"its name does not end in {ENDING}; rename it if it is a passport."
    if head.startswith(b"PK\3\4") and ending not in _OFFICE:
        return f"is an archive whose name does not end in {ARCHIVE}; rename it, or unpack it here."
    return ""


# -- archives ----------------------------------------------------------------------------------------------------------


def _members(path: Path, name: str) -> Iterator[Found]:
    """Yield the passports of an archive, each as a file for itself; else one reason for the archive as a whole."""
    with tempfile.TemporaryDirectory(prefix="lessonkit-") as scratch:
        try:
            with zipfile.ZipFile(path) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if len(members) > MOST_MEMBERS:
                    why = f"holds {len(members):,} files, more than {MOST_MEMBERS:,}; unpack here what is needed."
                    yield Found(name, None, why)
                    return
                yield from _unpacked(archive, members, name, Path(scratch) / f"member{ENDING}")
        except _UNREADABLE:
            yield Found(name, None, "is not a readable archive; get it again, or unpack it here.")


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, to: Path) -> Iterator[Found]:
    read = several = 0
    for member in members:
        if "__MACOSX" in member.filename.split("/"):  # what a Mac notes about its files
            continue
        shown = f"{name}: {visible(member.filename)}"
        ending = Path(member.filename.replace("\\", "/")).suffix.lower()
        if ending in (ARCHIVE, *OTHER_ARCHIVES):
            several += 1
            yield Found(shown, None, "is an archive in an archive; unpack it here.")
        elif member.flag_bits & 1:
            several += 1
            yield Found(shown, None, "is locked with a password; unpack it here.")
        elif read > MOST_UNPACKED:
            several += 1
            yield Found(shown, None, "was not read, because the archive unpacks to too much; unpack it here.")
        else:
            try:
                data, why = _data(archive, member), ""
            except _UNREADABLE:
                data, why = b"", "could not be unpacked; unpack the archive here, or ask for the file again."
            read += len(data)
            like = ENDING in member.filename.lower() or passport.KIND.encode() in data[:300]
            if not (like or why):
                continue
            several += 1
            if why or ending != ENDING:
                yield Found(shown, None, why or f"its name does not end in {ENDING}; rename it if it is a passport.")
            else:
                to.write_bytes(data)
                yield Found(shown, to)
    if not several:
        yield Found(name, None, "is an archive without a passport in it.")


def _data(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a file's bytes, at most one more than a passport may have: what it claims of its size is not believed."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("an unusual packing, whose memory cannot be bounded")
    wanted = ENDING in member.filename.lower()
    with archive.open(member) as file:
        return file.read(LARGEST_PASSPORT + 1 if wanted else 300)
