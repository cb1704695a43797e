"""The rows of a figure, read: when each one counts, how sure it is, and its number in words."""

from dataclasses import dataclass, replace
from datetime import date

from course_utils import arguments
from course_utils.errors import CourseError
from course_utils.knowledge import records
from course_utils.knowledge.loader import one
from course_utils.knowledge.records import Figure, Source
from course_utils.language import gettext, gettext_noop, number
from course_utils.period import Period

NOT_SURE = {"medium": gettext_noop("Confidence: medium."), "low": gettext_noop("Confidence: low.")}


@dataclass(frozen=True)
class Row:
    """One number with the time that it counts; `other` marks a second number for a time that has one already."""

    period: Period
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
        return self.period.first

    @property
    def last(self) -> date:
        """The last day of the time that is counted."""
        return self.period.last

    @property
    def middle(self) -> date:
        """The day in the middle of the time that is counted, where a point stands."""
        return self.period.middle

    @property
    def when(self) -> str:
        """The date in words."""
        return self.period.words

    @property
    def sure(self) -> bool:
        """Whether the number is of high confidence."""
        return self.confidence not in NOT_SURE

    @property
    def top(self) -> float:
        """The number, or the higher end of a range that has no number in it."""
        return self._known(self.value, self.high)

    @property
    def bottom(self) -> float:
        """The number, or the lower end of a range that has no number in it."""
        return self._known(self.value, self.low)

    @property
    def number(self) -> str:
        """The number or its range in words, as precise as the source has it."""
        if self.value is None:
            return gettext("between {low} and {high}", low=number(self.bottom), high=number(self.top))
        value = number(self.value)
        if self.low is None or self.high is None:
            return value
        if self.low == self.high:
            return gettext("{value} (lowest and highest estimate are the same)", value=value)
        return gettext("{value} (between {low} and {high})", value=value, low=number(self.low), high=number(self.high))

    @property
    def said_note(self) -> str | None:
        """The note, with the confidence where that is medium or low."""
        doubt = None if self.confidence not in NOT_SURE else gettext(NOT_SURE[self.confidence])
        return " ".join(part for part in (self.note, doubt) if part) or None

    def _known(self, *numbers: float | None) -> float:
        """Return the first of these that there is: a row has a number, or a range."""
        return next(one for one in numbers if one is not None)


def rows_of(figure: Figure, since: int | str | None = None, until: int | str | None = None) -> tuple[Row, ...]:
    """Return the rows of a figure that touch the time from `since` to `until`, in the order of the file."""
    time = arguments.time(since, until)
    every = [_row(entry) for entry in figure.rows]
    found: list[Row] = []
    for row in every:
        if row.period.overlaps(time):
            same = [one for one in found if one.category == row.category and one.period.overlaps(row.period)]
            found.append(replace(row, other=bool(same)))
    if not found:
        first, last = min(row.first for row in every), max(row.last for row in every)
        said = gettext(
            '"{chart}" has no number in that time. Choose years between {first} and {last}.',
            chart=figure.id,
            first=first.year,
            last=last.year,
        )
        raise CourseError(said)
    return tuple(found)


def _row(entry: records.Row) -> Row:
    known = {name: value for name, value in vars(entry).items() if name not in ("date", "source")}
    return Row(Period.parse(entry.date), one("source", entry.source), **known)
