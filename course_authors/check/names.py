"""Names: yields a finding for each actor whose name the course spells otherwise than the actor's record."""

import re
from collections.abc import Iterator

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding
from course_authors.check.passages import passages

_SPELT = ("person", "community", "state")  # whose variants are spellings; those of a body may be short names
_WORD = r"(?:[A-Z][a-z'’]|al-[A-Z])[\w'’-]+"
_CAPITAL = re.compile(rf"{_WORD}(?: {_WORD})*")
_INTRODUCED = re.compile(r"(?:known as|spelled|spelt|written|called)\s+$")


def findings(course: Course) -> Iterator[Finding]:
    """Yield the variants of names that stand outside of quotations."""
    wrong = _variants(course)
    if not wrong:
        return
    used = _used(course)
    longest_first = sorted(wrong, key=len, reverse=True)
    article = r"(?:[AaEe]l[- ])?"  # a wrong spelling is no better with the article before it
    pattern = re.compile(rf"(?<![\w-])({article})({'|'.join(map(re.escape, longest_first))})(?![\w-])")
    for passage in passages(course):
        own = passage.own
        for found in pattern.finditer(own if not passage.about_words else ""):
            actor = wrong[found[2]]
            right = found[1] and _stands(found[0][0].lower() + found[0][1:], used)
            if not right and passage.entry is not actor and not _INTRODUCED.search(own[: found.start()]):
                yield passage.found(f'"{found[0]}" is spelled "{actor.fields["name_en"]}" in this course.')


def _variants(course: Course) -> dict[str, Entry]:
    """Return each spelling that the course does not use, with the actor it stands for."""
    used = _used(course)
    wrong: dict[str, Entry] = {}
    for actor in course.entries["actor"]:
        person, spelt = actor.fields.get("kind") == "person", actor.fields.get("kind") in _SPELT
        for variant in actor.fields.get("variants", ()) if "name_en" in actor.fields else ():
            last = variant.split()[-1:] if person else []
            for spelling in (variant, *last):
                # The variants of a body count if they are names of several words.
                named = _CAPITAL.fullmatch(spelling) and (spelt or " " in spelling)
                if named and not _stands(spelling, used):
                    wrong.setdefault(spelling, actor)
    return wrong


def _stands(spelling: str, used: list[str]) -> bool:
    return any(f" {spelling} " in f" {name} " for name in used)


def _used(course: Course) -> list[str]:
    """Return the names that the course does use, as words between spaces."""
    named = [*course.entries["actor"], *course.entries["place"]]
    names = [entry.fields[name] for entry in named for name in ("name_en",) if name in entry.fields]
    names += [name for place in course.entries["place"] for name in place.fields.get("variants", ())]
    return [re.sub(r"[^\w\s'’-]", " ", name) for name in names]
