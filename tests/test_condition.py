"""Conditions of claims and keys: comparisons only, empty cells fit nothing, and what else Python reads is refused."""

import itertools
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.course import condition, query
from lessonkit.errors import CourseError

ROWS = {
    "name": ["Ada", "Bo", None, "Cy", "Ada"],
    "year": [2003, 2005, 2006, None, 2003],
    "share": [0.5, None, 0.25, 2.0, 0.5],
    "sworn": [True, False, None, True, False],
    "start": ["2003-03-01", None, "2005-09-06", "2006-01-04", "2003-03-01"],
}
TABLE = pd.DataFrame(
    {
        "name": pd.Series(ROWS["name"], dtype="str"),
        "year": pd.Series(ROWS["year"], dtype="Int64"),
        "share": pd.Series(ROWS["share"], dtype="float64"),
        "sworn": pd.Series(ROWS["sworn"], dtype="boolean"),
        "start": pd.to_datetime(pd.Series(ROWS["start"], dtype="object")).astype("datetime64[s]"),
    }
)
FULL = TABLE.dropna().astype({"year": "int64", "sworn": "bool"})  # other types where no cell is empty
VALUES = {name: [value for value in dict.fromkeys(cells) if value is not None] for name, cells in ROWS.items()}
ORDERED = ("<", "<=", ">", ">=")


def chosen(where, table=TABLE):
    return list(query.choose(table, where, "table 't'").index)


def refused(where, table=TABLE):
    with pytest.raises(CourseError) as caught:
        query.choose(table, where, "table 't'")
    said = str(caught.value)
    assert said.startswith("table 't': "), said
    assert "\n" not in said
    return said


# --- empty cells


@pytest.mark.parametrize("name", ROWS)
def test_an_empty_cell_fits_under_no_operator_of_any_type(name):
    empty = ROWS[name].index(None)
    for value in VALUES[name]:
        said = repr(value)
        wheres = [f"{name} == {said}", f"{name} != {said}", f"{name} in [{said}]", f"{name} not in ({said},)"]
        wheres += [] if name == "sworn" else [f"{name} {o} {said}" for o in ORDERED]
        for where in wheres:
            assert empty not in chosen(where), where
            assert empty not in chosen(f"not ({where})"), where
            assert empty not in chosen(f"not not ({where})"), where
            # Each row that is known fits either the condition or its opposite.
            assert sorted(chosen(where) + chosen(f"not ({where})")) == [i for i in range(5) if i != empty], where


def test_unknown_joins_as_it_should():
    # Row 1 has no share and no start, row 2 no name and no sworn, row 3 no year.
    assert chosen("share != 0.5 or name == 'Bo'") == [1, 2, 3]  # unknown or true
    assert chosen("not (share == 0.5 and name == 'Ada')") == [1, 2, 3]  # unknown and false is false
    assert chosen("not (share == 0.5 and name == 'Bo')") == [0, 2, 3, 4]  # unknown and true is unknown
    assert chosen("not (share == 0.5 or name == 'Bo')") == [3]
    assert chosen("not sworn") == [1, 4]
    assert chosen("sworn") == [0, 3]


def test_the_columns_of_a_table_without_gaps_answer_alike():
    for where, rows in (("year >= 2003", [0, 4]), ("sworn", [0]), ("not sworn", [4]), ("sworn == True", [0])):
        assert chosen(where, FULL) == rows
    assert chosen("year > 2003", FULL.iloc[:0]) == []  # and a table without rows is a table without rows


# --- the same as plain Python over all types and operators

OPERATORS = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}
names = st.sampled_from(list(ROWS))


@st.composite
def comparisons(draw):
    name = draw(names)
    values = st.sampled_from(VALUES[name])
    operator = draw(st.sampled_from([o for o in OPERATORS if name != "sworn" or o not in ORDERED]))
    value = draw(st.lists(values, min_size=1, max_size=3) if "in" in operator else values)
    return ("compare", name, operator, value)


@st.composite
def chains(draw):
    name = draw(names.filter(lambda name: name != "sworn"))
    low, high = draw(st.sampled_from(list(itertools.product(VALUES[name], repeat=2))))
    left, right = draw(st.sampled_from(["<", "<="])), draw(st.sampled_from(["<", "<=", "!=", "=="]))
    return ("chain", name, left, low, right, high)


trees = st.recursive(
    comparisons() | chains() | st.just(("alone", "sworn")),
    lambda inner: (
        st.tuples(st.just("not"), inner)
        | st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3))
    ),
    max_leaves=8,
)


def text(tree):
    match tree:
        case ("compare", name, operator, value):
            return f"{name} {operator} {value!r}"
        case ("chain", name, left, low, right, high):
            return f"{low!r} {left} {name} {right} {high!r}"
        case ("alone", name):
            return name
        case ("not", inner):
            return f"not ({text(inner)})"
        case (join, parts):
            return f" {join} ".join(f"({text(part)})" for part in parts)


def oracle(tree, row):
    """Kleene's logic, written down as numbers: false 0, unknown 1/2, true 1."""
    match tree:
        case ("compare", name, operator, value):
            return 0.5 if row[name] is None else float(OPERATORS[operator](row[name], value))
        case ("chain", name, left, low, right, high):
            cell = row[name]
            return 0.5 if cell is None else float(OPERATORS[left](low, cell) and OPERATORS[right](cell, high))
        case ("alone", name):
            return 0.5 if row[name] is None else float(row[name])
        case ("not", inner):
            return 1 - oracle(inner, row)
        case (join, parts):
            return (min if join == "and" else max)(oracle(part, row) for part in parts)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(trees)
def test_a_condition_chooses_what_plain_python_chooses(tree):
    rows = [dict(zip(ROWS, cells, strict=True)) for cells in zip(*ROWS.values(), strict=True)]
    assert chosen(text(tree)) == [i for i, row in enumerate(rows) if oracle(tree, row) == 1], text(tree)


# --- kinds


def test_texts_and_dates_compare_in_order_and_a_list_may_stand_in_either_bracket():
    assert chosen("'A' <= name < 'B'") == [0, 4]  # all that begins with A
    assert chosen("'2003-03-01' <= start < '2006-01-01'") == [0, 2, 4]
    assert chosen("name in ['Ada', 'Bo']") == chosen("name in ('Ada', 'Bo')") == [0, 1, 4]
    assert chosen("2003 < year") == chosen("year > 2003") == [1, 2]
    assert chosen("share > -1 and year == 2003.0") == [0, 4]


OTHER_KIND = [
    ("name == 3", "column name holds text; write 3 in quotes"),
    ("name > 3", "column name holds text"),
    ("name in ['Ada', 3]", "column name holds text"),
    ("year == '2003'", "column year holds numbers; write '2003' as a number without quotes"),
    ("year != '2003'", "column year holds numbers"),
    ("year not in ['2003']", "column year holds numbers"),
    ("'2003' < year", "column year holds numbers"),
    ("year == True", "column year holds numbers"),
    ("share < 'x'", "column share holds numbers"),
    ("sworn == 1", "column sworn holds true or false; write sworn or not sworn"),
    ("sworn == 'true'", "column sworn holds true or false"),
    ("sworn > False", "which has no order"),
    ("start == 2003", "column start holds dates; write 2003 such as '2003-03-01'"),
    ("start > '2003'", "column start holds dates; write '2003'"),
    ("start <= '2003-3-1'", "column start holds dates"),
    ("start != '2003-02-30'", "column start holds dates"),
    ("start == '20030301'", "column start holds dates"),
    ("start in ['2003-03-01', 'x']", "column start holds dates"),
]


@pytest.mark.parametrize(("where", "words"), OTHER_KIND)
def test_a_value_of_another_kind_is_a_sentence_and_no_silent_no(where, words):
    assert words in refused(where)
    assert words in refused(f"sworn or not ({where})")


@pytest.mark.parametrize(
    "where", ["name == 'Adda'", "name != 'Adda'", "name in ['Ada', 'Adda']", "name not in ['Adda']", "'Adda' == name"]
)
def test_a_value_that_its_column_never_has_is_named_with_the_nearest(where):
    assert refused(where) == "table 't': 0 rows fit 'Adda' in column name; did you mean 'Ada'?"


# --- everything else is refused, and nothing is run

SHELL = "year >= year.to_numpy().ctypes._ctypes._os.system('touch {}')"
REFUSED = [
    SHELL,
    "name.to_csv('{}')",
    "year.values.tofile('{}') is None",
    "index.to_numpy()",
    "year.plot(backend='antigravity')",
    "name.str.startswith('A')",
    "name.isin(['Ada'])",
    "year > 9**9**9",
    "year > 10**10**8",
    "year > 2 + 3",
    "year + 1 > 3",
    "year % 2 == 0",
    "year << 900000000 > 1",
    "name == 'A' * 1000000000",
    "(name == 'Ada') & (year > 3)",
    "~sworn",
    "-year > 3",
    "+3 < year",
    "name == f'{year}'",
    "name == b'Ada'",
    "name[0] == 'A'",
    "name == ['Ada'][0]",
    "(lambda: sworn)()",
    "lambda: 1",
    "(x := sworn)",
    "[row for row in name]",
    "name in {'Ada'}",
    "name in {'Ada': 1}",
    "name in [*name]",
    "name in 'Ada'",
    "name in []",
    "name in [['Ada']]",
    "name == ['Ada']",
    "'Ada' in name",
    "name in name",
    "name == name",
    "year < share",
    "1 == 1",
    "1 < 2 < year",
    "year == year == 2003",
    "True",
    "not False",
    "1",
    "'Ada'",
    "name",
    "year and sworn",
    "sworn if sworn else sworn",
    "yield sworn",
    "await sworn",
    "sworn, sworn",
    "...",
    "name is None",
    "name is not None",
    "name == None",
    "year == nan",
    "share > 1e999",
    "share > -1e999",
    "share == 1j",
    "year = 2003",
    "import os",
    "__import__('os')",
    "@pd",
    "`name` == 'Ada'",
    "sworn # and year == 2003",
    "sworn; sworn",
    "name == 'Ada",
    "name == 'A\\d'",
    "nam == 'Ada'",
    "name == 'Ada\0'",
    "(" * 100 + "sworn" + ")" * 100 + ")",
    "not " * 400 + "sworn",
    "(" * 990 + "sworn" + ")" * 990,
    " and ".join(["sworn"] * 2_000),
    "year == " + "9" * 1_990,
    "year == " + "-" * 1_900 + "3",
    "1 < " * 600 + "year",
    "year.a" + ".a" * 950,
    "[" * 900,
]


@pytest.mark.parametrize("where", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_comparison_is_one_sentence_at_once_and_does_nothing(where, tmp_path):
    begun = time.monotonic()
    made = tmp_path / "made"
    refused(where.replace("{}", str(made)))
    refused(f"sworn and ({where.replace('{}', str(made))})")
    assert not made.exists()
    assert time.monotonic() - begun < 5


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=40) | st.text(alphabet="ab .=<>!()[]'\"#\\\n0123456789namesworyt@{}:,*-&|~", max_size=40))
def test_no_text_is_more_than_a_condition(where):
    try:
        got = query.choose(TABLE, where, "table 't'")
    except CourseError as error:
        assert "\n" not in str(error)
    else:
        assert len(got) <= len(TABLE)


def test_a_condition_of_the_longest_form_is_answered():
    assert chosen(" or ".join(["sworn"] * 200)) == [0, 3]
    assert len(" or ".join(["sworn"] * 200)) < condition.LONGEST


BANK = """lesson: "01"
questions:
  - id: 01-growth
    kind: number
    level: read
    stem: By how many?
    source: law
    unit: heads
    key: {table: heads, where: "WHERE", agg: count}
    feedback: {right: Yes., low: More., high: Fewer.}
"""


def test_no_way_in_runs_anything(tmp_path, monkeypatch):
    from lessonkit import lesson
    from lessonkit.author import trial
    from lessonkit.author.check import claims
    from lessonkit.author.check.course_data import CourseData
    from lessonkit.evidence import facts
    from tests import small_course

    made = tmp_path / "made"
    where = SHELL.replace("year", "staff").format(made)
    claim = dict(id="c-shell", value="3", table="heads", where=f"status == 'acting' and {where}", agg="count")
    root = small_course.make(tmp_path / "course", claims=small_course.csv_row(facts.CLAIM_COLUMNS, **claim))
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    bank = root / "data/quizzes/01.yaml"
    bank.write_text(BANK.replace("WHERE", where), "utf-8")
    for use in (lambda: facts.fact("c-shell"), lambda: lesson.Lesson("01").quiz("01-growth")):
        with pytest.raises(CourseError, match="is no value to compare with"):
            use()
    assert "is no value to compare with" in trial.page(bank)
    rows = CourseData(root).claims
    assert "is no value to compare with" in next(claims.recomputed(rows["c-shell"], CourseData(root)))[0]
    assert not made.exists()


def test_nothing_in_the_kit_evaluates_a_text():
    import ast

    from tests.conftest import ROOT

    for path in sorted((ROOT / "lessonkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))  # eval(…) or table.eval(…)
            assert name not in ("eval", "exec", "query", "literal_eval", "__import__", "unsafe_load", "full_load"), path
