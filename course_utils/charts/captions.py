"""What a chart says in words: its shape, computed from the rows, its notes, and the events beside it."""

from collections.abc import Iterable, Sequence

from course_utils import arguments
from course_utils.charts.rows import Row
from course_utils.display import Citations
from course_utils.knowledge.records import Event, Figure
from course_utils.language import gettext, gettext_noop, listed, number
from course_utils.period import Period

CONTENT_NOTE = gettext_noop("Content note: these numbers are about people who died. You can skip them.")
NO_PICTURE = gettext_noop(
    "These numbers are shown as a table. They differ in what they count, in when, or in who counted, "
    "and one picture would compare what cannot be compared."
)
OTHER = gettext_noop("another figure for the same time")
BANDS = gettext_noop("Pale bands reach from the lowest to the highest number that the source gives.")
WHOLE_YEARS = gettext_noop(
    "The line joins numbers of whole years. What stopped for weeks or months, and began again, does not show in it."
)
HOLLOW = gettext_noop("● filled: high confidence. ○ hollow, or joined by a dashed line: medium or low confidence.")
DATES_ONLY = gettext_noop(
    "Events stand beside the numbers by their date only. That an event came first does not make it a cause."
)


def on_a_time_axis(figure: Figure) -> bool:
    """Return whether the rows are drawn along the years; otherwise each row is a bar with its name."""
    return figure.chart == "line" or not any(row.category for row in figure.rows)


def joins_whole_years(figure: Figure, rows: Sequence[Row]) -> bool:
    """Return whether the line of a chart joins numbers that each stand for all of a year."""
    return figure.chart == "line" and sum(row.period.precision == "year" for row in rows) > 1


def titled(figure: Figure, rows: Sequence[Row]) -> str:
    """Return the title of a chart, with the date of its last number where it is drawn along the years."""
    if not on_a_time_axis(figure) or len(rows) == 1:
        return figure.title
    last = max((row.period for row in rows), key=lambda period: period.last).end
    return gettext("{chart}, up to {last}", chart=figure.title, last=last.words)


def series_of(row: Row) -> str:
    """Return the name of the line or set of points that a row belongs to."""
    return listed(part for part in (row.category, gettext(OTHER) if row.other else None) if part)


def series(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows by series, each in order of time."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(series_of(row), []).append(row)
    return {name: sorted(held, key=lambda row: row.middle) for name, held in found.items()}


def groups(rows: Sequence[Row]) -> dict[str, list[tuple[str, Row]]]:
    """Return named rows under headings: by date; or by what they count, where several answer one question."""
    found: dict[str, list[tuple[str, Row]]] = {}
    competing = any(row.other for row in rows)
    apart = len({row.period for row in rows}) == len(rows) > 1
    for row in rows:
        if competing:
            heading = row.category or ""
            label = gettext("{publisher}, {when}", publisher=row.source.publisher, when=row.when)
        elif apart:
            heading, label = "", gettext("{what}, {when}", what=row.category, when=row.when)
        else:
            heading, label = row.when, row.category or ""
        found.setdefault(heading, []).append((label, row))
    return found


def shape(figure: Figure, rows: Sequence[Row]) -> list[str]:
    """Return the shape of a chart: first, last, highest and lowest number of each series with their dates."""
    if not on_a_time_axis(figure):
        return [_listed(heading, named) for heading, named in groups(rows).items()]
    return [_course(name, held) for name, held in series(rows).items()]


def row_notes(rows: Iterable[Row], citations: Citations) -> list[str]:
    """Return the rows that have a note or a doubt, each with both and with its source."""
    noted = [row for row in rows if row.said_note]
    said = [f"- {named_number(row)}. {row.said_note} {citations.mark([row.source])}" for row in noted]
    return [gettext("Notes on single numbers:"), *said] if said else []


def named_number(row: Row) -> str:
    """Return a number with its date and, if it has one, with what it counts."""
    names = listed(part for part in (row.when, row.category) if part)
    return gettext("{what}: {number}", what=names, number=row.number)


def events_beside(
    figure: Figure, rows: Sequence[Row], since: int | str | None = None, until: int | str | None = None
) -> list[Event]:
    """Return the events of a figure that lie in the time of its rows, in order of date."""
    if not on_a_time_axis(figure):
        return []
    time, counted = arguments.time(since, until), time_of(rows)
    found = [event for event in figure.events if event.period.overlaps(time) and event.period.overlaps(counted)]
    return sorted(found, key=lambda event: event.period)


def time_of(rows: Sequence[Row]) -> Period:
    """Return the time from the first to the last day that the rows count."""
    return Period.between(min(row.period for row in rows), max((row.period for row in rows), key=lambda one: one.last))


def said_events(events: Sequence[Event], citations: Citations) -> list[str]:
    """Return the events beside a chart, numbered as in the picture, and what that does not mean."""
    said = [f"({n}) {named(event)} {citations.mark(event.sources)}" for n, event in enumerate(events, start=1)]
    return [gettext(DATES_ONLY), *said] if said else []


def named(event: Event) -> str:
    """Return the date and title of an event."""
    return gettext("{when}: {event}.", when=event.period.words, event=event.title)


def _course(name: str, rows: Sequence[Row]) -> str:
    first, last = rows[0], rows[-1]
    start = f"{capitalised(name)}. " if name else ""
    if len(rows) == 1:
        return start + gettext("One number: {number} ({when}).", number=first.number, when=first.when)
    highest, lowest = max(row.top for row in rows), min(row.bottom for row in rows)
    return start + gettext(
        "First: {first} ({first_when}). Last: {last} ({last_when}). "
        "Highest: {highest} ({highest_when}). Lowest: {lowest} ({lowest_when}).",
        first=first.number,
        first_when=first.when,
        last=last.number,
        last_when=last.when,
        highest=number(highest),
        highest_when=_dates(row for row in rows if row.top == highest),
        lowest=number(lowest),
        lowest_when=_dates(row for row in rows if row.bottom == lowest),
    )


def _listed(heading: str, named_rows: Sequence[tuple[str, Row]]) -> str:
    said = gettext("; ").join(gettext("{what}: {number}", what=label, number=row.number) for label, row in named_rows)
    said = gettext("{heading}: {numbers}.", heading=capitalised(heading), numbers=said) if heading else f"{said}."
    if len(named_rows) == 1:
        return said
    high = max(named_rows, key=lambda one: one[1].top)
    low = min(named_rows, key=lambda one: one[1].bottom)
    ends = gettext(
        "Highest: {highest} ({highest_what}). Lowest: {lowest} ({lowest_what}).",
        highest=number(high[1].top),
        highest_what=high[0],
        lowest=number(low[1].bottom),
        lowest_what=low[0],
    )
    return f"{said} {ends}"


def capitalised(name: str) -> str:
    """Return a name as it begins a sentence."""
    return name[:1].upper() + name[1:]


def _dates(rows: Iterable[Row]) -> str:
    *first, last = (row.when for row in rows)
    return gettext("{dates} and {last}", dates=listed(first), last=last) if first else last
