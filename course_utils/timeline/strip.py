"""All events as one small drawing: a line for each phase, a mark for each event, and the same in words.

From 2011 on every year has the same room. The hundred years before share a narrow part on the left, and only where an
event of theirs is shown: each of the years that the article speaks of would otherwise be a dot.
"""

from datetime import date

from course_utils import knowledge
from course_utils.knowledge.records import Event
from course_utils.timeline.phases import grouped

_LEVEL, _GAP = 10, 15  # heights in pixels: a row of marks, the space between phases
_NEAR = 1.5  # percent of the width: marks closer than this stand above each other
_FULL = 2011  # from this year on each year has the same room
_LEAD = 18  # percent of the width for all the years before, where they are drawn
_FAR = 40  # years from one tick to the next in that part


def draw(chosen: list[Event]) -> dict:
    """Return what the template draws. Places along the time are percentages, so text keeps its size on a phone."""
    every = list(knowledge.events().values())
    early = any(event.period.first.year < _FULL for event in chosen)
    events = [event for event in every if early or event.period.first.year >= _FULL]
    scale = _Scale(events)
    rows, top = [], 0
    for name, _, members in grouped(events):
        marks = _marks(members, chosen, scale)
        left, right = marks[0]["x"], max(mark["x"] for mark in marks)
        base = top + _GAP + _LEVEL * max(mark["level"] for mark in marks)
        for mark in marks:
            mark["y"] = base - _LEVEL * mark["level"]
        # The name stands beside the marks, where there is more room.
        before = left > 100 - right
        rows.append({"name": name, "base": base, "left": left, "right": right, "before": before, "marks": marks})
        top = base
    top += _GAP
    return {
        "title": "All events of the course by date" if early else f"The events of the course since {_FULL} by date",
        "rows": rows,
        "ticks": scale.ticks(),
        "lead": scale.lead,
        "narrow": f"The years before {_FULL} are drawn closer together." if early else "",
        "height": top + 20,
        "axis": top,
        "words": _words(chosen, every),
        "some": len(chosen) < len(events),
    }


class _Scale:
    """Where a day stands along the drawing, in percent of its width."""

    def __init__(self, events: list[Event]):
        self.first = min(event.period.first.year for event in events)
        self.lead = _LEAD if self.first < _FULL else 0
        self.start = max(self.first, _FULL)
        self.years = max(event.period.last.year for event in events) - self.start + 1

    def place(self, day: float) -> float:
        """Return where a day stands; it is counted as `date.toordinal` does."""
        since = (day - date(self.start, 1, 1).toordinal()) / 365.25
        if since >= 0:
            return round(self.lead + (100 - self.lead) * since / self.years, 2)
        return round(self.lead * (1 + since / (self.start - self.first)), 2)

    def ticks(self) -> list[dict]:
        """Return the years that are written under the drawing; the minor ones give way on a narrow screen."""
        early = range(self.first, self.start - _FAR // 2, _FAR)
        late = range(self.start, self.start + self.years)
        return [
            {"year": year, "x": self.place(date(year, 1, 1).toordinal()), "minor": n % 2 == 1}
            for part in (early, late)
            for n, year in enumerate(part)
        ]


def _marks(members: list[Event], chosen: list[Event], scale: _Scale) -> list[dict]:
    marks: list[dict] = []
    ends: list[float] = []  # the place of the last mark of each level
    for event in members:
        start, end = event.period.first, event.period.last
        x = scale.place(start.toordinal() + (end - start).days / 2)
        level = next((n for n, last in enumerate(ends) if x - last >= _NEAR), len(ends))
        ends[level : level + 1] = [x]
        article = bool(event.sentences)
        marks.append({"x": x, "level": level, "shown": event in chosen, "article": article})
    return marks


def _words(chosen: list[Event], events: list[Event]) -> str:
    counts = []
    for year in sorted({event.period.first.year for event in chosen}):
        some = sum(1 for event in chosen if event.period.first.year == year)
        whole = sum(1 for event in events if event.period.first.year == year)
        counts.append(f"{year}: {some}" if some == whole else f"{year}: {some} of {whole}")
    return f"Events in each year: {', '.join(counts)}."
