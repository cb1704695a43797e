"""All events as one small drawing: a line for each phase, a mark for each event, and the same in words."""

from datetime import date

from course_utils import knowledge
from course_utils.knowledge.records import Event
from course_utils.timeline.phases import grouped

_LEVEL, _GAP = 10, 15  # heights in pixels: a row of marks, the space between phases
_NEAR = 1.5  # percent of the width: marks closer than this stand above each other


def draw(chosen: list[Event]) -> dict:
    """Return what the template draws. Places along the time are percentages, so text keeps its size on a phone."""
    events = list(knowledge.events().values())
    first = min(event.period.first.year for event in events)
    years = max(event.period.last.year for event in events) - first + 1
    rows, top = [], 0
    for name, _, members in grouped(events):
        marks = _marks(members, chosen, first, years)
        left, right = marks[0]["x"], max(mark["x"] for mark in marks)
        base = top + _GAP + _LEVEL * max(mark["level"] for mark in marks)
        for mark in marks:
            mark["y"] = base - _LEVEL * mark["level"]
        # The name stands beside the marks, where there is more room.
        before = left > 100 - right
        rows.append({"name": name, "base": base, "left": left, "right": right, "before": before, "marks": marks})
        top = base
    top += _GAP
    ticks = [{"year": first + n, "x": round(100 * n / years, 2), "minor": n % 2 == 1} for n in range(years)]
    words = _words(chosen, events, first, years)
    some = len(chosen) < len(events)
    return {"rows": rows, "ticks": ticks, "height": top + 20, "axis": top, "words": words, "some": some}


def _marks(members: list[Event], chosen: list[Event], first: int, years: int) -> list[dict]:
    marks: list[dict] = []
    ends: list[float] = []  # the place of the last mark of each level
    for event in members:
        start, end = event.period.first, event.period.last
        from_first = (start - date(first, 1, 1)).days + (end - start).days / 2
        x = round(100 * from_first / (years * 365.25), 2)
        level = next((n for n, last in enumerate(ends) if x - last >= _NEAR), len(ends))
        ends[level : level + 1] = [x]
        article = bool(event.sentences)
        marks.append({"x": x, "level": level, "shown": event in chosen, "article": article})
    return marks


def _words(chosen: list[Event], events: list[Event], first: int, years: int) -> str:
    counts = []
    for year in range(first, first + years):
        some = sum(1 for event in chosen if event.period.first.year == year)
        whole = sum(1 for event in events if event.period.first.year == year)
        if some:
            counts.append(f"{year}: {some}" if some == whole else f"{year}: {some} of {whole}")
    return f"Events in each year: {', '.join(counts)}."
