"""Lessons in Jupyter notebooks: sourced figures, quizzes and explorers that work without a kernel."""

__version__ = "0.1.0"
