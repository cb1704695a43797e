"""Ids: yields a finding for each that is used twice or leads nowhere, each missing source and each idle one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short, unknown
from course_authors.check.notebook_calls import calls
from course_utils import schema
from course_utils.knowledge.article_text import sentence_texts
from course_utils.knowledge.loader import KINDS

# field of a question -> kind of the record that it names
_OF_QUESTIONS = {"sentences": "sentence", "sources": "source", "place": "place", "sentence": "sentence"}
_NAMED = ("actor", "place", "term")  # what a question of the kind "text" may name


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with ids and with the sources that records name."""
    yield from _used_twice(course)
    for entry in course.all_entries:
        for name, kind, id_ in references(entry):
            if course.lacks(kind, id_):
                yield entry.finding(name, unknown(kind, id_, course.known[kind]))
        yield from _without_source(entry)
    for one in course.entries["sentence"]:
        if one.id and one.id not in sentence_texts():
            yield one.finding("id", unknown("sentence in the article", one.id, sentence_texts()))
    yield from _loose(course)
    yield from _uncited(course)


def references(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """Return the ids that an entry names: (field, kind, id); they are looked for once, though many rules ask."""
    kept = vars(entry)
    if "references" not in kept:
        kept["references"] = tuple(_references(entry))
    return kept["references"]


def _references(entry: Entry) -> Iterator[tuple[str, str, str]]:
    if entry.kind in KINDS:
        yield from schema.ids(KINDS[entry.kind][0], entry.fields)
    for name, kind in _OF_QUESTIONS.items() if entry.kind == "question" else ():
        value = entry.fields.get(name, ())
        yield from ((name, kind, id_) for id_ in ([value] if isinstance(value, str) else value))
    for place, *actors in filter(None, entry.fields.get("communities", ())):
        yield "communities", "place", place
        yield from (("communities", "actor", actor) for actor in actors)
    neighbour = entry.fields.get("neighbour", "")
    if entry.kind == "border" and neighbour[:1].islower():  # a name, such as Tunisia, needs no actor
        yield "neighbour", "actor", neighbour
    if entry.kind == "question" and "names" in entry.fields:
        kind, _, id_ = entry.fields["names"].partition("/")
        yield ("names", kind, id_) if kind in _NAMED else ("names", "record", entry.fields["names"])


def _used_twice(course: Course) -> Iterator[Finding]:
    """Yield ids used twice in a kind, or by two kinds of which `knowledge.find` could then find only one."""
    findable: dict[str, Entry] = {}
    for kind, entries in {**course.entries, "question": course.questions}.items():
        seen: dict[str, Entry] = {}
        shared = findable if kind in KINDS and hasattr(KINDS[kind][0], "sources") else seen
        for entry in entries:
            first = seen.get(entry.id) or shared.get(entry.id)
            if entry.id and first:
                where = "" if first.file == entry.file else f" (first in {first.file})"
                yield entry.finding("id", f"this id is used twice{where}. Give one of the two another id.")
            seen.setdefault(entry.id, entry)
            shared.setdefault(entry.id, entry)
    objectives = Counter(
        one["id"] for lesson in course.entries["lesson"] for one in lesson.fields.get("objectives", ())
    )
    for lesson in course.entries["lesson"]:
        for id_ in dict.fromkeys(one["id"] for one in lesson.fields.get("objectives", ())):
            if objectives[id_] > 1:
                yield lesson.finding("objectives", f'the id "{short(id_)}" is used twice. Give one another id.')


def _without_source(entry: Entry) -> Iterator[Finding]:
    a_record = entry.kind in KINDS
    needed = "sources" in schema.declared(KINDS[entry.kind][0]) if a_record else entry.asked_as.sourced
    if needed and not entry.fields.get("sources") and "sources" not in entry.left_out:
        yield entry.finding("sources", "there is no source. Name at least one.")


def _loose(course: Course) -> Iterator[Finding]:
    for file, held in course.loose.items():
        for id_ in _sources_in(held):
            if course.lacks("source", id_):
                yield Finding(file, 0, 'field "sources"', unknown("source", id_, course.known["source"]))


def _uncited(course: Course) -> Iterator[Finding]:
    cited = {id_ for entry in course.all_entries for _, kind, id_ in references(entry) if kind == "source"}
    cited |= {id_ for held in course.loose.values() for id_ in _sources_in(held)}
    for cells in course.notebooks.values():
        cited |= {id_ for cell in cells for call in calls(cell) if call.name == "sources.show" for id_ in call.texts}
    for source in course.entries["source"] if not course.unread else ():
        if source.id and source.id not in cited:
            yield source.finding("", "nothing rests on this source. Cite it where it is used, or take it out.")


def _sources_in(held: Any) -> Iterator[str]:
    """Yield the ids in every list called "sources", however deep it stands."""
    todo = [held]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            ids = one.get("sources")
            yield from (id_ for id_ in ids if isinstance(id_, str)) if isinstance(ids, list) else ()
            todo += one.values()
        elif isinstance(one, list):
            todo += one
