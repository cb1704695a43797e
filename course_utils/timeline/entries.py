"""The events of a timeline as entries with their sources: what the page opens, and the same as plain text."""

from typing import TypedDict

from course_utils.display import Citations, paragraph
from course_utils.knowledge.records import Event, Source
from course_utils.language import gettext, gettext_noop, listed
from course_utils.timeline.phases import grouped

NOT_TO_THE_DAY = {
    "month": gettext_noop("The day is not recorded, only the month."),
    "year": gettext_noop("The day is not recorded, only the year."),
}
NOT_SURE = {
    "medium": gettext_noop("Confidence in this entry: medium."),
    "low": gettext_noop("Confidence in this entry: low."),
}
FEW = 4  # so many entries are open at first; with more, a reader opens what they choose


class Entry(TypedDict):
    """An event in words: what is "" is not known, or need not be said."""

    id: str
    when: str
    title: str
    summary: str
    notice: str
    open: bool
    sentences: list[str]
    who: str
    where: str
    doubt: str
    mark: str
    sources: list[tuple[int, Source]]


class Group(TypedDict):
    """A phase: its name, the years that it spans, and its entries."""

    name: str
    when: str
    entries: list[Entry]


def groups(events: list[Event]) -> tuple[list[Group], Citations]:
    """Return the phases with their entries, and the sources in the order in which the entries cite them."""
    citations = Citations()
    few = len(events) <= FEW
    found: list[Group] = []
    for name, when, members in grouped(events):
        entries = [_entry(event, citations, few) for event in members]
        found.append({"name": name, "when": when, "entries": entries})
    return found, citations


def text(groups: list[Group]) -> list[str]:
    """Return one paragraph for each phase and one for each entry."""
    parts = []
    for group in groups:
        parts.append(gettext("{phase} ({years})", phase=group["name"], years=group["when"]))
        for entry in group["entries"]:
            lines = [_hung(gettext("{when}: {event}", when=entry["when"], event=entry["title"]), "  ", "    ")]
            lines += [paragraph(line, "    ") for line in _details(entry)]
            parts.append("\n".join(lines))
    return parts


def _entry(event: Event, citations: Citations, few: bool) -> Entry:
    return {
        "id": event.id,
        "when": event.period.words,
        "title": event.title,
        "summary": event.summary,
        "notice": gettext("Content note: this entry speaks of deaths or violence.") if event.content_note else "",
        "open": few and not event.content_note,
        "sentences": [sentence.id for sentence in event.sentences],
        "who": listed(actor.name_en for actor in event.actors),
        "where": listed(place.name_en for place in event.places),
        "doubt": _doubt(event),
        "mark": citations.mark(event.sources),
        "sources": list(zip(citations.cite(event.sources), event.sources, strict=True)),
    }


def _doubt(event: Event) -> str:
    said = (NOT_TO_THE_DAY.get(event.period.start.precision), NOT_SURE.get(event.confidence))
    return " ".join(gettext(one) for one in said if one)


def _details(entry: Entry) -> list[str]:
    lines = [entry["notice"], f"{entry['summary']} {entry['mark']}", entry["doubt"]]
    lines += [gettext("Who: {names}.", names=entry["who"])] if entry["who"] else []
    lines += [gettext("Where: {names}.", names=entry["where"])] if entry["where"] else []
    read = entry["sentences"]
    lines += [gettext("Helps to read: {sentences}.", sentences=listed(read))] if read else []
    return [line for line in [*lines, gettext("Record: {id}.", id=entry["id"])] if line]


def _hung(line: str, indent: str, hang: str) -> str:
    first, *rest = paragraph(line, indent).splitlines()
    return "\n".join([first, *([paragraph(" ".join(rest), hang)] if rest else [])])
