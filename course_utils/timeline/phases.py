"""The phases of the timeline in plain words, and their order."""

from course_utils import knowledge
from course_utils.knowledge.records import Event

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
            groups.append((name, _years(phase), sorted(chosen, key=lambda event: event.period)))
    return groups


def _years(phase: str) -> str:
    periods = [event.period for event in knowledge.events().values() if event.phase == phase]
    first, last = min(one.first.year for one in periods), max(one.last.year for one in periods)
    return str(first) if first == last else f"{first}–{last}"
