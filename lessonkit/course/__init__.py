"""The course on disk: where it is, its tables, its registers, and what a condition picks from them."""

from lessonkit.course.where import PACKAGE, Course, course_at, find_course

__all__ = ["PACKAGE", "Course", "course_at", "find_course"]
