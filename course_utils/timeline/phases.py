"""The phases of the timeline in plain words, and their order."""

from course_utils import knowledge
from course_utils.knowledge.records import Event
from course_utils.timeline import spans

PHASES = {
    "before_2011": "Before 2011",
    "revolution": "Uprising and war of 2011",
    "transition": "First transition",
    "split": "Two parliaments, two governments",
    "second_civil_war_2014": "Second civil war and talks",
    "lna_offensive_2019": "Offensive on Tripoli",
    "ceasefire_process": "Ceasefire and one government",
    "stalemate": "No vote, two governments again",
    "after_2022": "After the meeting of July 2022",
}


def grouped(events: list[Event]) -> list[tuple[str, str, list[Event]]]:
    """Return the phases of these events, each with its name, the time it spans in the whole, and its events."""
    groups = []
    for phase, name in PHASES.items():
        chosen = [event for event in events if event.phase == phase]
        if chosen:
            groups.append((name, _years(phase), sorted(chosen, key=spans.start)))
    return groups


def _years(phase: str) -> str:
    days = [spans.days(event) for event in knowledge.events().values() if event.phase == phase]
    first, last = min(day[0].year for day in days), max(day[1].year for day in days)
    return str(first) if first == last else f"{first}–{last}"
