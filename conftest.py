"""So that `pytest --nbval notebooks` needs no further option: how nbval runs this course's notebooks, and which."""

from pathlib import Path

from lessonkit.course import shelf

pytest_plugins = ["tests.nbval_plugin"]
# `lessonkit check` names what is no notebook; it keeps none of the others from being run.
collect_ignore = [str(path) for path in shelf.shelf(Path(__file__).parent).unreadable]
collect_ignore_glob = ["notebooks/.*", "notebooks/~*"]
