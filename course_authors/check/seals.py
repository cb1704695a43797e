"""What is sealed: yields a finding for each place, before the lesson that opens a record, that shows or hints at it."""

import re
from collections.abc import Iterator
from contextlib import suppress

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, unknown
from course_authors.check.facts import said
from course_authors.check.notebook_calls import calls
from course_authors.check.passages import passages
from course_utils.dates import precision, span


def findings(course: Course) -> Iterator[Finding]:
    """Yield what a notebook or a question before its lesson shows of a sealed record."""
    for seal in course.entries["sealed"]:
        for id_ in seal.fields.get("records", ()):
            if course.lacks("record", id_):
                yield seal.finding("records", unknown("record", id_, course.known["record"]))
        until = seal.fields.get("until", "")
        records = [course.known["record"].get(id_) for id_ in seal.fields.get("records", ())]
        yield from _shown(course, [one for one in records if one], until)
        yield from _told(course, seal)


def _told(course: Course, seal: Entry) -> Iterator[Finding]:
    """Yield each tour that tells of a sealed record: a tour belongs to no lesson, so nothing opens it there."""
    for tour in course.entries["tour"]:
        told = {id_ for step in tour.fields.get("steps", ()) for id_ in step.get("records", ())}
        for id_ in sorted(told.intersection(seal.fields.get("records", ()))):
            until = seal.fields.get("until", "")
            yield tour.finding("steps", f'"{id_}" is sealed until {until}. Take it out.')


def _shown(course: Course, records: list[Entry], until: str) -> Iterator[Finding]:
    ids = {record.id for record in records}
    # A document is dated by the day on which somebody spoke: it is told by its id and title.
    days = {day for record in records if record.kind != "document" for day in _days(record)}
    topics = {
        one.fields.get("topic", "")
        for one in course.entries["wording"]
        if ids.intersection(one.fields.get("events", ()))
    }
    titles = {record.fields["title"]: record.id for record in records if "title" in record.fields}
    for file, cells in course.notebooks.items():
        for cell in cells if _is_before(course, file, until) else ():
            for call in calls(cell):
                if "sealed" in call.switched_off:
                    yield cell.finding(f"sealed=False opens what lesson {until} asks about. Take it out.")
                for id_ in (ids | topics).intersection(call.texts):
                    yield cell.finding(f'"{id_}" is sealed until {until}. Take it out of this call.')
            for title, id_ in titles.items():
                if title in cell.output:
                    yield cell.finding(f'its output shows "{id_}", which is sealed until {until}.')
            for day in days.intersection(said(cell.output).dates):
                yield cell.finding(
                    f"its output gives the day of a meeting that is sealed until {until}: {_spelled(day)}."
                )
    for passage in passages(course):
        if not _is_before(course, passage.found("").file, until):
            continue
        for id_ in ids.intersection(passage.links):
            yield passage.found(f'"{id_}" is sealed until {until}. Take the link out.')
        for day in days.intersection(said(passage.text).dates):
            yield passage.found(f"it gives the day of a meeting that is sealed until {until}: {_spelled(day)}.")


def _is_before(course: Course, file: str, until: str) -> bool:
    """Return whether a notebook, or a file of questions, belongs to a lesson before the one that opens the seal."""
    order = [lesson.id for lesson in course.entries["lesson"]]
    named = re.fullmatch(r"(?:questions/)?([\w-]+)\.(?:ipynb|toml)", file)
    return until in order and named is not None and named[1] in order[: order.index(until)]


def _days(record: Entry) -> Iterator[tuple[int, int, int]]:
    for name in ("date", "end", "since"):
        text = record.fields.get(name, "")
        with suppress(ValueError):  # values.py says so where it is no date
            if precision(text) == "day":
                day = span(text)[0]
                yield day.year, day.month, day.day


def _spelled(day: tuple[int, int, int]) -> str:
    return "-".join(f"{part:02}" for part in day)
