"""As of when: yields a finding for each text that says how things stand without a date, and what has grown old."""

import re
from collections.abc import Iterator
from datetime import date

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding
from course_authors.check.passages import Passage, of_entry, passages
from course_utils.dates import MONTHS, span, spell
from course_utils.knowledge.loader import AS_OF

# How things stand now, whenever that is. Not "still" or "now" alone: they tell of the past too.
_PRESENT = re.compile(
    r"\b(?:(?:is|are|has|have) (?:still|now|not yet|never)|so far|to date|until now|up to now|at present|currently"
    r"|today|nowadays|these days)\b",
    re.IGNORECASE,
)
_TYPED = re.compile(rf"\b[Aa]s of ((?:[0-9]{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?[0-9]{{4}})\b")
_LOGS = "docs/readings"  # what was read on one day, told as of that day
_KINDS = ("event", "actor", "relation", "place", "cooperation", "term", "claim", "figure", "provenance", "route")


def findings(course: Course) -> Iterator[Finding]:
    """Yield texts that need {as_of}, and dates typed where {as_of} or the date of the course should stand."""
    reaches = _reaches(course)
    for entry in course.all_entries:
        if entry.kind in _KINDS:
            yield from _undated(entry)
    if reaches is None:
        return
    for passage in passages(course):
        if passage.found("").file.startswith(_LOGS):
            continue
        for typed in _TYPED.findall(passage.text):
            if _latest(typed).year >= span(reaches)[0].year:  # an older date is one of the past that is told
                yield from _typed(passage, typed, course, reaches)


def stale(course: Course, days: int, today: date) -> list[Finding]:
    """Return what says how things stand and is older than so many days, and what was due by today."""
    found = []
    reaches = _reaches(course)
    for entry in course.all_entries:
        as_of = _dated(entry, "as_of") or (reaches if _is_open(entry) else None)
        if as_of and (today - span(as_of)[1]).days > days:
            found.append(entry.finding("", f"it says how things stood in {spell(as_of)}. Look again, then date it."))
        due = _dated(entry, "due")
        if due and span(due)[1] < today:
            found.append(entry.finding("due", f"it was due on {spell(due)}. Look for what came of it."))
    return sorted(set(found))


def _undated(entry: Entry) -> Iterator[Finding]:
    dated = "as_of" in entry.fields
    for passage in of_entry(entry) if not dated else ():
        present = _PRESENT.search(passage.own)
        if present and AS_OF not in passage.text and "s of " not in passage.text:
            what = f'"{present[0]}" says how things stand, and not when. Add “as of {AS_OF}”, or a field as_of.'
            yield passage.found(what)


def _typed(passage: Passage, typed: str, course: Course, reaches: str) -> Iterator[Finding]:
    if passage.entry is not None:
        yield passage.found(f'"{typed}" is typed. Write {AS_OF}; a record that is newer has a field as_of.')
        return
    records = course.known["record"]
    linked = [_dated(records[id_], "as_of") for id_ in passage.links if id_ in records]
    allowed = {spell(one) for one in (reaches, *linked) if one}
    if typed not in allowed:
        yield passage.found(f'the facts are as of {" or ".join(sorted(allowed))}, not of "{typed}".')


def _reaches(course: Course) -> str | None:
    """Return up to when the sources of the course reach, None where its file says nothing that can be read."""
    return next((_dated(entry, "reaches") for entry in course.entries["course"]), None)


def _dated(entry: Entry, name: str) -> str | None:
    """Return the date in a field, None where there is none that can be read."""
    text = entry.fields.get(name)
    try:
        span(text or "")
    except ValueError:
        return None
    return text


def _is_open(entry: Entry) -> bool:
    """Return whether a record says how things stand: by {as_of}, or as a tie without an end."""
    if entry.kind == "relation" and entry.fields.get("since") and not entry.fields.get("until"):
        return entry.fields.get("kind") != "appointed_by"
    return any(AS_OF in passage.text for passage in of_entry(entry))


def _latest(text: str) -> date:
    """Return the last day that a date in words can mean."""
    parts = text.split()
    month = MONTHS.index(parts[-2]) + 1 if len(parts) > 1 else None
    day = f"-{int(parts[0]):02}" if len(parts) > 2 else ""
    try:
        return span(f"{parts[-1]}-{month:02}{day}" if month else parts[-1])[1]
    except ValueError:
        return date.min
