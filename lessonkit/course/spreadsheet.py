"""What a spreadsheet does to a cell of a CSV file that somebody opens in it and saves.

It takes 5-4 for a day and writes 4-May, 2023-08 becomes Aug-23, a long number 1.2E+11, a date 9/30/2024, 0083 becomes
83. What can be seen in the result is refused in every text; for the rest a column needs a `pattern` in the data package
(`lessonkit check` names such columns).
"""

from __future__ import annotations

import re
import unicodedata

# English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish and the Nordic languages, no accents.
_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec mrz mai okt dez janv fev fevr mars avr juin juil aout ene "
    "abr ago dic set out gen mag giu lug ott mrt mei sty lut kwi maj cze lip sie wrz paz lis gru oca sub nis haz tem "
    "agu eyl eki kas ara"
)
_MONTH = f"(?:{'|'.join(sorted(_MONTHS.split(), key=len, reverse=True))})\\.?"
_BETWEEN = r"(?:-|\. ?|/)"
_DAMAGED = re.compile(
    "|".join(
        (
            rf"\d{{1,2}}{_BETWEEN}{_MONTH}(?:[-/. ]\d{{2,4}})?",  # 4-May, 04. Mai, 18-May-26
            rf"{_MONTH}(?:{_BETWEEN}| )\d{{2}}",  # Aug-23, Mrz 23
            r"\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})(?: \d{1,2}:\d\d(?::\d\d)?)?",  # 9/30/2024, 30.09.2024
            r"\d{1,2}-\d{1,2}-\d{4}",  # 30-9-2024
            r"\d{4}[./] ?\d{1,2}[./] ?\d{1,2}\.?",  # 2024/9/30
            r"\d{1,4}[年月월년].*",  # 9月30日
            r"[+-]?\d(?:[.,]\d+)?e[+-]\d+",  # 1.2E+11
            r"\d{1,2}:\d\d:\d\d(?: ?[ap]m)?",  # 3:02:00 AM
            r"#+|#(?:name\?|ref!|value!|n/a|div/0!|num!|null!)",
        )
    )
)


def damaged(cell: str) -> bool:
    """Say whether a cell of text has a form that spreadsheets write and nobody meant."""
    # Most cells begin with a letter and are longer than any of these.
    if len(cell) > 20:
        return False
    if cell in ("TRUE", "FALSE"):
        return True
    plain = unicodedata.normalize("NFD", cell.casefold()).translate(_ACCENTS)
    return _DAMAGED.fullmatch(plain) is not None


def unseen(cell: str) -> str:
    """Return what a spreadsheet would make of a cell of text where the result cannot be told from one that was meant.

    "" for most cells: they stay as they are, or `damaged` sees it.
    """
    if re.fullmatch(r"[+-]?0+\d+(\.\d+)?", cell, re.ASCII):  # 0083
        return re.sub(r"^[+]|(?<![\d.])0+(?=\d)", "", cell)
    if re.fullmatch(r"\+\d+(\.\d+)?", cell, re.ASCII):
        return cell[1:]
    if re.fullmatch(r"\(\d+(\.\d+)?\)", cell, re.ASCII):  # (5), as bookkeepers write what is owed
        return f"-{cell[1:-1]}"
    found = re.fullmatch(r"(\d{1,2}):(\d)", cell, re.ASCII)  # 3:2
    return f"{found[1]}:0{found[2]}" if found else ""


_ACCENTS = dict.fromkeys(range(0x300, 0x370))
