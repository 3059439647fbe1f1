"""A course of a few files, for tests that break one of them."""

import json
from pathlib import Path

from lessonkit.evidence.facts import CLAIM_COLUMNS, SOURCE_COLUMNS

HEADS = """name,status,start,staff,share,sworn,source_id
Ada,acting,2003-03-01,100,0.5,true,law
Bo,confirmed,2005-09-06,250,0.25,false,law
Cy,acting,2006-01-04,,0.125,,law;paper
"""


def field(name: str, type: str, **more) -> dict:
    return {"name": name, "type": type, **more}


def resource() -> dict:
    fields = [
        field("name", "string", title="Head", constraints={"required": True}),
        field("status", "string", constraints={"enum": ["acting", "confirmed"]}),
        field("start", "date"),
        field("staff", "integer", constraints={"minimum": 0}),
        field("share", "number"),
        field("sworn", "boolean"),
        field("source_id", "string"),
    ]
    return {
        "name": "heads",
        "path": "tables/heads.csv",
        "title": "Heads",
        "counts": "one period in office",
        "asOf": "2026-06-30",
        "publisher": "Office of Tests",
        "caveats": ["Three rows only."],
        "schema": {"fields": fields, "primaryKey": "name"},
    }


def csv_row(columns, **values) -> str:
    return ",".join(f'"{values.get(c, "")}"' for c in columns) + "\n"


def make(root: Path, *, heads: str | bytes = HEADS, claims: str = "", resources=None) -> Path:
    """Write the course below `root` and return it."""
    for folder in ("tables", "quizzes"):
        (root / "data" / folder).mkdir(parents=True, exist_ok=True)
    (root / "notebooks").mkdir(exist_ok=True)
    package = {"name": "small", "title": "A small course", "resources": resources or [resource()]}
    (root / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    table = root / "data/tables/heads.csv"
    table.write_bytes(heads if isinstance(heads, bytes) else heads.encode())
    law = csv_row(
        SOURCE_COLUMNS, id="law", title="The <b>Act</b>", publisher="Congress", kind="statute", date="2002",
        reading="original",
    )  # fmt: skip
    paper = csv_row(
        SOURCE_COLUMNS, id="paper", title="Paper", publisher="Press", kind="press", url="https://example.org/p",
        reading="original",
    )  # fmt: skip
    (root / "data/sources.csv").write_text(",".join(SOURCE_COLUMNS) + "\n" + law + paper, "utf-8")
    mine = csv_row(
        CLAIM_COLUMNS, id="c-acting", lesson="01", sentence="Two of three heads were acting.", value="2", unit="heads",
        as_of="2026-06-30", kind="official", table="heads", where="status == 'acting'", agg="count", confidence="high",
        review_by="2027-06-30",
    )  # fmt: skip
    act = csv_row(
        CLAIM_COLUMNS, id="c-act", lesson="01", sentence="The Act passed in 2002.", value="2002", as_of="2002-11-25",
        kind="statute", source_id="law", locator="s. 442", confidence="high", review_by="2027-06-30",
    )  # fmt: skip
    (root / "data/claims.csv").write_text(",".join(CLAIM_COLUMNS) + "\n" + mine + act + claims, "utf-8")
    words = "term,acronym,plain,law,lesson,spanish\nbureau,,An office,6 USC 252,01,oficina\n"
    (root / "data/glossary.csv").write_text(words, "utf-8")
    (root / "data/quizzes/01.yaml").write_text('lesson: "01"\nquestions: []\n', "utf-8")
    return root
