"""What a chart says in words: its shape, computed from the rows, its notes, and the events beside it."""

from collections.abc import Iterable, Sequence

from course_utils import asked
from course_utils.charts.rows import Row
from course_utils.knowledge.records import Event, Figure
from course_utils.period import Period
from course_utils.view import Citations

CONTENT_NOTE = "Content note: these numbers are about people who died. You can skip them."
NO_PICTURE = (
    "These numbers are shown as a table. They differ in what they count, in when, or in who counted, "
    "and one picture would compare what cannot be compared."
)
OTHER = "another figure for the same time"
BANDS = "Pale bands reach from the lowest to the highest number that the source gives."
HOLLOW = "● filled: high confidence. ○ hollow, or joined by a dashed line: medium or low confidence."
DATES_ONLY = "Events stand beside the numbers by their date only. That an event came first does not make it a cause."


def on_a_time_axis(figure: Figure) -> bool:
    """Return whether the rows are drawn along the years; otherwise each row is a bar with its name."""
    return figure.chart == "line" or not any("category" in row for row in figure.rows)


def series_of(row: Row) -> str:
    """Return the name of the line or set of points that a row belongs to."""
    return ", ".join(part for part in (row.category, OTHER if row.other else None) if part)


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
            heading, label = row.category or "", f"{row.source.publisher}, {row.when}"
        elif apart:
            heading, label = "", f"{row.category}, {row.when}"
        else:
            heading, label = row.when, row.category
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
    said = [
        f"- {row.when}{f', {row.category}' if row.category else ''}: {row.number}. {row.said_note} "
        f"{citations.mark([row.source])}"
        for row in noted
    ]
    return ["Notes on single numbers:", *said] if said else []


def events_beside(
    figure: Figure, rows: Sequence[Row], since: int | str | None = None, until: int | str | None = None
) -> list[Event]:
    """Return the events of a figure that lie in the time of its rows, in order of date."""
    if not on_a_time_axis(figure):
        return []
    time, counted = asked.time(since, until), time_of(rows)
    found = [event for event in figure.events if event.period.overlaps(time) and event.period.overlaps(counted)]
    return sorted(found, key=lambda event: event.period)


def time_of(rows: Sequence[Row]) -> Period:
    """Return the time from the first to the last day that the rows count."""
    return Period.between(min(row.period for row in rows), max((row.period for row in rows), key=lambda one: one.last))


def said_events(events: Sequence[Event], citations: Citations) -> list[str]:
    """Return the events beside a chart, numbered as in the picture, and what that does not mean."""
    said = [f"({n}) {named(event)} {citations.mark(event.sources)}" for n, event in enumerate(events, start=1)]
    return [DATES_ONLY, *said] if said else []


def named(event: Event) -> str:
    """Return the date and title of an event."""
    return f"{event.period.words}: {event.title}."


def _course(name: str, rows: Sequence[Row]) -> str:
    first, last = rows[0], rows[-1]
    start = f"{name[:1].upper()}{name[1:]}. " if name else ""
    if len(rows) == 1:
        return f"{start}One number: {first.number} ({first.when})."
    highest, lowest = max(row.top for row in rows), min(row.bottom for row in rows)
    return (
        f"{start}First: {first.number} ({first.when}). Last: {last.number} ({last.when}). "
        f"Highest: {highest:,} ({_dates(row for row in rows if row.top == highest)}). "
        f"Lowest: {lowest:,} ({_dates(row for row in rows if row.bottom == lowest)})."
    )


def _listed(heading: str, named_rows: Sequence[tuple[str, Row]]) -> str:
    said = "; ".join(f"{label}: {row.number}" for label, row in named_rows)
    start = f"{heading[:1].upper()}{heading[1:]}: " if heading else ""
    if len(named_rows) == 1:
        return f"{start}{said}."
    high = max(named_rows, key=lambda one: one[1].top)
    low = min(named_rows, key=lambda one: one[1].bottom)
    return f"{start}{said}. Highest: {high[1].top:,} ({high[0]}). Lowest: {low[1].bottom:,} ({low[0]})."


def _dates(rows: Iterable[Row]) -> str:
    said = [row.when for row in rows]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
