"""One kind of error for everything a reader or a contributor can mend."""


class CourseError(Exception):
    """A fault in a course's files, said in one sentence: the place, what is wrong, how to mend it.

    In a notebook the sentence is shown alone: a traceback through this package would tell a student nothing.
    """

    def _render_traceback_(self) -> list[str]:
        # IPython calls this instead of formatting the stack.
        return [str(self)]
