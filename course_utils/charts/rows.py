"""The rows of a figure, read: when each one counts, how sure it is, and its number in words."""

from dataclasses import dataclass
from datetime import date

from course_utils.dates import span, spell
from course_utils.errors import CourseError
from course_utils.knowledge.records import Figure, Source
from course_utils.knowledge.shelf import one

NOT_SURE = ("medium", "low")


@dataclass(frozen=True)
class Row:
    """One number with the time that it counts; `other` marks a second number for a time that has one already."""

    date: str
    source: Source
    value: float | None = None
    low: float | None = None
    high: float | None = None
    category: str | None = None
    note: str | None = None
    confidence: str | None = None
    other: bool = False

    @property
    def first(self) -> date:
        """The first day of the time that is counted."""
        return span(self.date)[0]

    @property
    def last(self) -> date:
        """The last day of the time that is counted."""
        return span(self.date)[1]

    @property
    def middle(self) -> date:
        """The day in the middle of the time that is counted, where a point stands."""
        return self.first + (self.last - self.first) / 2

    @property
    def when(self) -> str:
        """The date in words."""
        return spell(self.date)

    @property
    def sure(self) -> bool:
        """Whether the number is of high confidence."""
        return self.confidence not in NOT_SURE

    @property
    def top(self) -> float:
        """The number, or the higher end of a range that has no number in it."""
        return self.value if self.value is not None else self.high

    @property
    def bottom(self) -> float:
        """The number, or the lower end of a range that has no number in it."""
        return self.value if self.value is not None else self.low

    @property
    def number(self) -> str:
        """The number or its range in words, as precise as the source has it."""
        if self.value is None:
            return f"between {self.low:,} and {self.high:,}"
        if self.low is None or self.high is None:
            return f"{self.value:,}"
        if self.low == self.high:
            return f"{self.value:,} (lowest and highest estimate are the same)"
        return f"{self.value:,} (between {self.low:,} and {self.high:,})"

    @property
    def said_note(self) -> str | None:
        """The note, with the confidence where that is medium or low."""
        doubt = None if self.sure else f"Confidence: {self.confidence}."
        return " ".join(part for part in (self.note, doubt) if part) or None


def rows_of(figure: Figure, since: int | str | None = None, until: int | str | None = None) -> tuple[Row, ...]:
    """Return the rows of a figure that touch the time from `since` to `until`, in the order of the file."""
    start, end = limits(since, until)
    found: list[Row] = []
    for entry in figure.rows:
        row = Row(**{**entry, "source": one("source", entry["source"])})
        if row.last < start or row.first > end:
            continue
        same = [r for r in found if r.category == row.category and r.first <= row.last and r.last >= row.first]
        found.append(Row(**{**vars(row), "other": bool(same)}))
    if not found:
        every = [span(entry["date"]) for entry in figure.rows]
        first, last = min(days[0] for days in every), max(days[1] for days in every)
        raise CourseError(
            f'"{figure.id}" has no number in that time. Choose years between {first.year} and {last.year}.'
        )
    return tuple(found)


def limits(since: int | str | None, until: int | str | None) -> tuple[date, date]:
    """Return the first and the last day meant; CourseError if one is no date or they are the wrong way round."""
    start = _days("since", since)[0] if since is not None else date.min
    end = _days("until", until)[1] if until is not None else date.max
    if end < start:
        raise CourseError(f"since={since!r} is later than until={until!r}. Change one of the two.")
    return start, end


def _days(name: str, given: int | str) -> tuple[date, date]:
    try:
        return span(str(given))
    except ValueError:
        raise CourseError(f'{name}={given!r} is not a date. Write a year such as 2020, or "2020-06".') from None
