"""What a spreadsheet does to a cell of a CSV file that somebody opens in it and saves.

It takes 5-4 for a day and writes 4-May, 2023-08 becomes Aug-23, a long number 1.2E+11, a date 9/30/2024, 0083 becomes
83. What can be seen in the result is refused in every text; for the rest a column needs a `pattern` in the data package
(`lessonkit check` names such columns).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish and the Nordic languages, then Finnish,
# Hungarian, Czech, Romanian, Croatian, Estonian, Russian, Ukrainian, Bulgarian, Greek, Thai, Hebrew, Arabic and Hindi.
# Left out is what stands behind a number as a word too: "pro", "led", "лист".
_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec mrz mai okt dez janv fev fevr mars avr juin juil aout ene "
    "abr ago dic set out gen mag giu lug ott mrt mei sty lut kwi maj cze lip sie wrz paz lis gru oca sub nis haz tem "
    "agu eyl eki kas ara des tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu jaan veebr marts "
    "juuni juuli dets szept uno bre kve cvn cvc srp zar zari rij ian iun iul noi sij velj ozu tra svi kol ruj stu "
    "янв фев февр мар март апр май мая июн июня июл июля авг сен сент окт ноя нояб дек січ лют бер кві квіт тра трав "
    "чер черв лип серп вер жов жовт гру груд яну юни юли сеп ное ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ "
    "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค ינו פבר מרץ אפר מאי יונ יוני יול יולי אוג ספט אוק נוב דצמ "
    "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر "
    "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰"
)
# What the languages write for TRUE and FALSE, in capitals; without those that are words in capitals too, as a name or
# a sign has them (SAND, PRAVDA): of a column of such cells the other half is seen.
_TRUTHS = (
    "TRUE FALSE WAHR FALSCH VRAI FAUX VERDADERO FALSO VERDADEIRO VERO WAAR ONWAAR PRAWDA FAŁSZ ИСТИНА ЛОЖЬ ІСТИНА "
    "ХИБНІСТЬ DOĞRU YANLIŞ SANT FALSKT FALSK SANN USANN TOSI EPÄTOSI IGAZ HAMIS NEPRAVDA ADEVĂRAT ΑΛΗΘΗΣ ΨΕΥΔΗΣ"
)
_TRUTH = frozenset(_TRUTHS.split())
LONGEST = 24  # letters of the longest of these forms
_ACCENTS = dict.fromkeys(range(0x300, 0x370))


def _plain(cell: str) -> str:
    """Return a text in small letters without accents, so that the months of many languages compare."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", cell.casefold()).translate(_ACCENTS))


@cache
def _months() -> frozenset[str]:
    """Return the months of all languages as `_plain` writes them."""
    return frozenset(_plain(_MONTHS).split())


@cache
def _pattern() -> re.Pattern[str]:
    """Return the forms that a spreadsheet writes; made when first needed, which most lessons never do."""
    month = "(?:{})[.\u05f3']?".format("|".join(map(re.escape, sorted(_months(), key=lambda name: (-len(name), name)))))
    between = r"(?:-|\. ?|/)"
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    half = "(?:上午|下午|午前|午後|오전|오후)"
    return re.compile(
        "|".join(
            (
                rf"\d{{1,2}}{between}{month}(?:[-/. ]\d{{2,4}})?",  # 4-May, 04. Mai, 18-May-26
                rf"{month}(?:{between}| )\d{{2}}",  # Aug-23, Mrz 23
                r"\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})(?: \d{1,2}:\d\d(?::\d\d)?)?",  # 9/30/2024, 30.09.2024
                rf"\d{{4}}{between}{month}{between}? ?\d{{1,2}}\.?",  # 2023. máj. 4.
                rf"\d{{1,2}}{between}thg ?\d{{1,2}}",  # 4-thg 5
                r"\d{1,2}-\d{1,2}-\d{4}",  # 30-9-2024
                rf"{day}-{day}-\d\d",  # 04-05-24
                r"\d{4}-\d\d-\d\d[ t]00:00(?::00(?:\.0+)?)?",  # 2024-05-04 00:00:00
                r"\d{4}[./] ?\d{1,2}[./] ?\d{1,2}\.?",  # 2024/9/30
                r"\d{1,4}[年月월년].*",  # 9月30日
                r"[+-]?\d(?:[.,]\d+)?e[+-]\d+",  # 1.2E+11
                r"\d{1,2}:\d\d:\d\d",  # 3:02:00
                rf"\d{{1,2}}:\d\d(?::\d\d)? ?(?:[ap]m|[ap]\. ?m\.)|{half} ?\d{{1,2}}:\d\d(?::\d\d)?",  # 3:02 PM
                r"#+|#(?:name\?|ref!|value!|n/a|div/0!|num!|null!)|err:\d{3}",
            )
        )
    )


# Only these can have one of the forms: the rest of a register's cells is passed without making the pattern. A number, a
# day, a vote (5-4) or a law's number has none, and a word before two digits only where it is a month.
_SIEVE = re.compile(
    r"(?!\d{4}-\d\d(?:-\d\d)?(?![- t\d]))(?:\d\d?|\d{4})[-./](?!\d+(?![-./\de]))|\d\d?:|\d{1,4}[年月월년]"
    r"|[+-]?\d[.,]?\d*e[+-]|#|(?P<word>[^\d\s-]{1,12})[-./ ]\d\d\Z|\D{2,3}\d\d?:|err:",
    re.IGNORECASE,
)
# The errors of all languages: #WERT!, #NV, #Н/Д, #¡DIV/0!; no color such as #FFCC00.
_ERROR = re.compile(r"#(?![0-9A-F]{3,8}$)¡?[^\W\d]+(?:/[^\W\d]*0?)?[!?]?")


def damaged(cell: str) -> bool:
    """Say whether a cell of text has a form that spreadsheets write and nobody meant."""
    # Most cells begin with a letter and are longer than any of these.
    if len(cell) > LONGEST:
        return False
    composed = unicodedata.normalize("NFC", cell)
    if composed in _TRUTH or (composed.isupper() and _ERROR.fullmatch(composed)):
        return True
    found = _SIEVE.match(cell)
    if found is None or ((word := found["word"]) and _plain(word).rstrip(".\u05f3'") not in _months()):
        return False
    return _pattern().fullmatch(_plain(cell)) is not None


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
