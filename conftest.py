"""So that `pytest --nbval notebooks` needs no further option: how nbval runs the notebooks of this course."""

pytest_plugins = ["tests.nbval_plugin"]
