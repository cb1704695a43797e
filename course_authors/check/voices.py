"""Voices: yields a finding for each quotation that is too long, and for what could lead to a private person."""

import re
from collections.abc import Iterator
from typing import Any

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding
from course_authors.check.documents import of_phrase

_TEXTS = ("speaker", "place", "when", "camp", "gist", "careful")
_ADDRESS = re.compile(r"\bhttps?:|\bwww\.", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]")


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with the quotations of voices, and what is told of a private person that must not be."""
    published: dict[tuple[str, str], str] = {}
    for one in course.entries["source"]:
        if "url" in one.fields:
            published.setdefault(_page(one.fields), one.id)
    for set_ in course.entries["set of voices"]:
        people = set_.fields.get("people", ())
        if "together" in set_.fields and len(people) < 2:
            yield set_.finding("together", "one person alone is left. Show all of the set or none.")
        if "people" in set_.fields and not people:
            yield set_.finding("people", "there is nobody. Write at least one.")
        for number, person in enumerate(people, start=1):
            where = f"person {number}: "
            yield from of_phrase(set_, "people", where, person, person["lang"])
            if person["private"]:
                yield from _private(course, published, set_, where, person)


def _private(
    course: Course, published: dict[tuple[str, str], str], set_: Entry, where: str, person: dict[str, Any]
) -> Iterator[Finding]:
    """Yield what could lead to a private person: an address, an exact age, the number of a house or a block."""
    source = course.known["source"].get(person["source"])
    held = source.fields if source else {}
    if "url" in held or _ADDRESS.search(held.get("note", "")):
        yield set_.finding("people", f"{where}the source of a private person has an address. Take its url out.")
    if held and (same := published.get(_page(held))):
        yield set_.finding("people", f'{where}"{same}" has the address of the same text. Take its url out.')
    for name in _TEXTS:
        if _ADDRESS.search(person.get(name, "")):
            yield set_.finding("people", f"{where}{name} has an address in it. Take it out.")
    for name in ("speaker", "place"):
        if _NUMBER.search(person[name]):
            yield set_.finding("people", f"{where}{name} has a number in it. Give no exact age, house or block.")


def _page(source: dict[str, Any]) -> tuple[str, str]:
    return source.get("title", "").casefold(), source.get("publisher", "").casefold()
