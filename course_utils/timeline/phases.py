"""The phases of the timeline in plain words, and their order."""

from course_utils import knowledge
from course_utils.knowledge.records import Event
from course_utils.language import gettext


def grouped(events: list[Event]) -> list[tuple[str, str, list[Event]]]:
    """Return the phases of these events, each with its name, the time it spans in the whole, and its events."""
    groups = []
    for phase in knowledge.vocabulary("event.phase").values():
        chosen = [event for event in events if event.phase == phase.id]
        if chosen:
            groups.append((phase.label, _years(phase.id), sorted(chosen, key=lambda event: event.period)))
    return groups


def _years(phase: str) -> str:
    periods = [event.period for event in knowledge.events().values() if event.phase == phase]
    first, last = min(one.first.year for one in periods), max(one.last.year for one in periods)
    return str(first) if first == last else gettext("{first}–{last}", first=first, last=last)
