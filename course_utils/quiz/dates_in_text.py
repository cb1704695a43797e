"""The dates that stand in a text, in whatever form a learner writes them."""

import re
from collections.abc import Callable, Iterator

from course_utils.period import MONTHS, Period

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹–—", "01234567890123456789--")
_MONTH = "(" + "|".join(f"{name}|{name[:4]}|{name[:3]}" for name in MONTHS) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s*(?:-|and|to|until|&)\s*{_DAY})?"
_YEAR = r"((?:1[5-9]|20)\d\d)"
_BESIDE = ("before", "after", "until", "till", "by", "than", "since", "of")
"""Words before a date that make it no date of what is told, but one that it is compared with or known up to."""


def dates(text: str, *, told: bool = False) -> list[tuple[Period, ...]]:
    """Return each date in a text as what it can mean: 3/4/2022 is two days.

    With `told` those are left out with which something is only compared: "before July 2022", "as of May 2026".
    """
    text = text.translate(_DIGITS)
    found: list[tuple[Period, ...]] = []
    for pattern, read in _FORMS:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            meant = tuple(_periods(read(*match.groups())))
            before = text[: match.start()].split()[-1:]
            if meant and not (told and before and before[0].casefold() in _BESIDE):
                found.append(meant)
            text = text[: match.start()] + " ·" + "·" * (match.end() - match.start() - 2) + text[match.end() :]
    return found


def _periods(written: list[str]) -> Iterator[Period]:
    for one in written:
        try:
            yield Period.parse(one)
        except ValueError:
            continue


def _number(month: str) -> str:
    return next(f"{n:02}" for n, name in enumerate(MONTHS, start=1) if name.casefold().startswith(month[:3].casefold()))


def _run(year: str, month: str, first: str, last: str | None) -> list[str]:
    day = f"{year}-{month}-{int(first):02}"
    return [f"{day}/{year}-{month}-{int(last):02}"] if last else [day]


_FORMS: tuple[tuple[str, Callable[..., list[str]]], ...] = (
    (rf"\b{_YEAR}-(\d\d)-(\d\d)\b", lambda year, month, day: [f"{year}-{month}-{day}"]),
    (
        rf"\b(\d{{1,2}})[./](\d{{1,2}})[./]{_YEAR}\b",
        lambda one, two, year: [f"{year}-{int(two):02}-{int(one):02}", f"{year}-{int(one):02}-{int(two):02}"],
    ),
    (
        rf"\b{_DAYS}(?:\s+of)?\s+{_MONTH},?\s+(?:of\s+)?{_YEAR}\b",
        lambda first, last, month, year: _run(year, _number(month), first, last),
    ),
    (
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAYS},?\s+{_YEAR}\b",
        lambda month, first, last, year: _run(year, _number(month), first, last),
    ),
    (rf"\b{_MONTH},?\s+(?:of\s+|in\s+)?{_YEAR}\b", lambda month, year: [f"{year}-{_number(month)}"]),
    (rf"\b{_YEAR}-(\d\d)\b", lambda year, month: [f"{year}-{month}"]),
    (rf"\b(\d{{1,2}})[./]{_YEAR}\b", lambda month, year: [f"{year}-{int(month):02}"]),
    (rf"\b{_YEAR}\b", lambda year: [year]),
)
