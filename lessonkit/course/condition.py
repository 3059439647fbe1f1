"""Conditions of claims and question keys, read and answered here: nothing in them is ever run.

    status == 'acting' and '2003-03-01' <= start < '2006-01-01'

A condition compares columns with written values (==, !=, <, <=, >, >=, in, not in) and joins comparisons with and, or,
not and parentheses; a true/false column may stand alone. Whatever else Python or pandas would take is refused.

An empty cell is unknown, and a row is chosen only where the condition is known to be true. So a row whose compared cell
is empty never fits, not under `!=`, `not in` or `not (…)` either: not unknown is unknown, unknown and false is false,
unknown or true is true.
"""

from __future__ import annotations

import ast
import datetime
import io
import math
import tokenize
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lessonkit.errors import CourseError
from lessonkit.text import nearest

LONGEST = 2_000  # letters; the longest in use has 150
DEEPEST = 20  # levels of parentheses, not, and, or
TEXT, NUMBER, BOOLEAN, DATE = "text", "numbers", "true or false", "dates"
Answers = list[bool | None]  # one a row; None is unknown

_MEND = "compare columns with values (==, !=, <, <=, >, >=, in, not in) and join with and, or, not"
_OPERATORS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda cell, value: cell == value,
    ast.NotEq: lambda cell, value: cell != value,
    ast.Lt: lambda cell, value: cell < value,
    ast.LtE: lambda cell, value: cell <= value,
    ast.Gt: lambda cell, value: cell > value,
    ast.GtE: lambda cell, value: cell >= value,
    ast.In: lambda cell, value: cell in value,
    ast.NotIn: lambda cell, value: cell not in value,
}
_LISTED = (ast.In, ast.NotIn)
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {  # 3 < staff is staff > 3
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """What a condition may ask of a column: its kind and its cells, None where empty; a date is ISO text."""

    kind: str
    cells: Sequence[Any]


def answer(where: str, columns: Mapping[str, Column], place: str) -> list[bool]:
    """Return for each row whether it fits the condition.

    Raises CourseError, which begins with `place`, for a condition that is not of the form above, names no column,
    compares a column with a value of another kind, or asks for a value that its column never has: each would give a
    number that is wrong and looks right.
    """
    return [fits is True for fits in _Reader(columns, place, where.strip()).answers()]


class _Reader:
    def __init__(self, columns: Mapping[str, Column], place: str, where: str) -> None:
        self.columns, self.place, self.where = columns, place, where

    def answers(self) -> Answers:
        return self._said(_parsed(self.where, self._refuse), 0)

    def _refuse(self, what: str, mend: str = _MEND) -> CourseError:
        return CourseError(what, mend, place=self.place)

    def _words(self, node: ast.AST) -> str:
        return " ".join((ast.get_source_segment(self.where, node) or "").split())[:40]

    def _said(self, node: ast.expr, depth: int) -> Answers:
        if depth > DEEPEST:
            raise self._refuse(f"the condition is nested deeper than {DEEPEST} levels", "write it flatter")
        if isinstance(node, ast.BoolOp):
            parts = [self._said(part, depth + 1) for part in node.values]
            join = _all if isinstance(node.op, ast.And) else _any
            return [join(row) for row in zip(*parts, strict=True)]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return [None if fits is None else not fits for fits in self._said(node.operand, depth + 1)]
        if isinstance(node, ast.Compare):
            return self._compared(node)
        if isinstance(node, ast.Name):
            column = self._column(node)
            if column.kind != BOOLEAN:
                raise self._refuse(
                    f"the condition does not choose rows by {node.id} alone", "compare the column with a value"
                )
            return list(column.cells)
        raise self._refuse(f"a condition cannot hold {self._words(node)!r}")

    def _compared(self, node: ast.Compare) -> Answers:
        sides = [node.left, *node.comparators]
        pairs = []
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            kind = type(operator)
            if isinstance(left, ast.Name) is isinstance(right, ast.Name):
                raise self._refuse(f"{self._words(node)!r} does not compare a column with a value")
            if isinstance(left, ast.Name):
                pairs.append(self._pair(kind, left, right))
            elif isinstance(right, ast.Name) and kind in _TURNED:
                pairs.append(self._pair(_TURNED[kind], right, left))
            else:
                raise self._refuse(f"{self._words(node)!r} does not ask whether a column is in a list of values")
        return [_all(row) for row in zip(*pairs, strict=True)]

    def _pair(self, operator: type[ast.cmpop], name: ast.Name, written: ast.expr) -> Answers:
        column, holds = self._column(name), _OPERATORS.get(operator)
        if holds is None:
            raise self._refuse("a condition cannot hold 'is'", "use == or !=; a row with an empty cell never fits")
        values = self._listed(written) if operator in _LISTED else [self._value(written)]
        for one in values:
            self._same_kind(name.id, column, one, operator)
            if operator not in _ORDERED and column.kind != BOOLEAN and one not in column.cells:
                known = nearest(one, {str(cell) for cell in column.cells if cell is not None})
                raise CourseError(f"0 rows fit {one!r} in column {name.id}", known, place=self.place)
        value = values if operator in _LISTED else values[0]
        return [None if cell is None else holds(cell, value) for cell in column.cells]

    def _column(self, name: ast.Name) -> Column:
        if name.id not in self.columns:
            raise CourseError(f"there is no column {name.id!r}", nearest(name.id, self.columns), place=self.place)
        return self.columns[name.id]

    def _listed(self, node: ast.expr) -> list[Any]:
        if not isinstance(node, ast.List | ast.Tuple) or not node.elts:
            raise self._refuse(f"{self._words(node)!r} is no list of values", "write such as in ['one', 'two']")
        return [self._value(item) for item in node.elts]

    def _value(self, node: ast.expr) -> str | int | float | bool:
        minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        constant = node.operand if isinstance(node, ast.UnaryOp) and minus else node
        value = constant.value if isinstance(constant, ast.Constant) else None
        if isinstance(value, float) and not math.isfinite(value):
            raise self._refuse(f"{self._words(node)!r} is beyond all numbers", "write a number that a cell may hold")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return -value if minus else value
        if isinstance(value, str | bool) and not minus:
            return value
        what = f"{self._words(node)!r} is no value to compare with"
        raise self._refuse(what, "write a text in quotes or a number")

    def _same_kind(self, name: str, column: Column, value: Any, operator: type[ast.cmpop]) -> None:
        kind = BOOLEAN if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER
        if column.kind == DATE:
            if kind != TEXT or not _is_day(value):
                mend = f"write {value!r} such as '2003-03-01'"
                raise self._refuse(f"column {name} holds dates", mend)
            return
        if kind != column.kind:
            mend = {
                TEXT: f"write {value!r} in quotes, as the cells have it",
                NUMBER: f"write {value!r} as a number without quotes",
                BOOLEAN: f"write {name} or not {name} in place of a comparison with {value!r}",
            }[column.kind]
            raise self._refuse(f"column {name} holds {column.kind}", mend)
        if kind == BOOLEAN and operator in _ORDERED:
            raise self._refuse(f"column {name} holds {column.kind}, which has no order", "use == or !=")


def _parsed(where: str, refuse: Callable[..., CourseError]) -> ast.expr:
    if len(where) > LONGEST:
        raise refuse(f"the condition has {len(where):,} letters, more than {LONGEST:,}", "write it shorter")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "\d" in a text: Python only warns, and the text is not what it seems
            tree = ast.parse(where, mode="eval")
        tokens = list(tokenize.generate_tokens(io.StringIO(where).readline))
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning, tokenize.TokenError) as error:
        said = " ".join(str(getattr(error, "msg", error)).split()) or type(error).__name__
        raise refuse(f"the condition cannot be read ({said})") from None
    if any(token.type == tokenize.COMMENT for token in tokens):
        raise refuse("what stands behind # would not be read", "take it out, or put the text in quotes")
    return tree.body


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _all(row: Sequence[bool | None]) -> bool | None:
    return False if False in row else None if None in row else True


def _any(row: Sequence[bool | None]) -> bool | None:
    return True if True in row else None if None in row else False
