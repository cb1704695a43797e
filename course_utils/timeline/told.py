"""The events of a timeline as entries with their sources: what the page opens, and the same as plain text."""

from course_utils.knowledge.records import Event
from course_utils.timeline.phases import grouped
from course_utils.view import Citations, paragraph

NOTICE = "Content note: this entry speaks of deaths or violence."
FEW = 4  # so many entries are open at first; with more, a reader opens what they choose


def groups(events: list[Event]) -> tuple[list[dict], Citations]:
    """Return the phases with their entries, and the sources in the order in which the entries cite them."""
    citations = Citations()
    few = len(events) <= FEW
    found = []
    for name, when, members in grouped(events):
        entries = [_entry(event, citations, few) for event in members]
        found.append({"name": name, "when": when, "entries": entries})
    return found, citations


def text(groups: list[dict]) -> list[str]:
    """Return one paragraph for each phase and one for each entry."""
    parts = []
    for group in groups:
        parts.append(f"{group['name']} ({group['when']})")
        for entry in group["entries"]:
            lines = [_hung(f"{entry['when']}: {entry['title']}", "  ", "    ")]
            lines += [paragraph(line, "    ") for line in _details(entry)]
            parts.append("\n".join(lines))
    return parts


def _entry(event: Event, citations: Citations, few: bool) -> dict:
    return {
        "id": event.id,
        "when": event.period.words,
        "title": event.title,
        "summary": event.summary,
        "notice": NOTICE if event.content_note else "",
        "open": few and not event.content_note,
        "sentences": [sentence.id for sentence in event.sentences],
        "who": ", ".join(actor.name_en for actor in event.actors),
        "where": ", ".join(place.name_en for place in event.places),
        "doubt": _doubt(event),
        "mark": citations.mark(event.sources),
        "sources": list(zip(citations.cite(event.sources), event.sources, strict=True)),
    }


def _doubt(event: Event) -> str:
    said = []
    if event.period.start.precision != "day":
        said.append(f"The day is not recorded, only the {event.period.start.precision}.")
    if event.confidence != "high":
        said.append(f"Confidence in this entry: {event.confidence}.")
    return " ".join(said)


def _details(entry: dict) -> list[str]:
    lines = [entry["notice"], f"{entry['summary']} {entry['mark']}", entry["doubt"]]
    lines += [f"Who: {entry['who']}." if entry["who"] else "", f"Where: {entry['where']}." if entry["where"] else ""]
    lines += [f"Helps to read: {', '.join(entry['sentences'])}." if entry["sentences"] else ""]
    return [line for line in [*lines, f"Record: {entry['id']}."] if line]


def _hung(line: str, indent: str, hang: str) -> str:
    first, *rest = paragraph(line, indent).splitlines()
    return "\n".join([first, *([paragraph(" ".join(rest), hang)] if rest else [])])
