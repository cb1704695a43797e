"""What the course knows: content as typed records, ids resolved both ways.

`knowledge.event("ev43").places` gives the places; `knowledge.place("sirte").events` gives the events.
For each kind of record one function gives all of them by id, and another the record of one id.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from course_utils.dates import spell
from course_utils.errors import UnknownId
from course_utils.knowledge import records
from course_utils.knowledge.seed import sentence_texts
from course_utils.knowledge.shelf import KINDS, all_of, one

Kind = TypeVar("Kind", bound=records.Record)


def _both(kind: str, cls: type[Kind]) -> tuple[Callable[[], Mapping[str, Kind]], Callable[[str], Kind]]:
    return partial(all_of, kind), partial(one, kind)


sources, source = _both("source", records.Source)
sentences, sentence = _both("sentence", records.Sentence)
claims, claim = _both("claim", records.Claim)
events, event = _both("event", records.Event)
actors, actor = _both("actor", records.Actor)
relations, relation = _both("relation", records.Relation)
places, place = _both("place", records.Place)
borders, border = _both("border", records.Border)
cooperations, cooperation = _both("cooperation", records.Cooperation)
routes, route = _both("route", records.Route)
figures, figure = _both("figure", records.Figure)
terms, term = _both("term", records.Term)
topics, topic = _both("topic", records.Topic)
wordings, wording = _both("wording", records.Wording)
provenances, provenance = _both("provenance", records.Provenance)
lessons, lesson = _both("lesson", records.Lesson)
sealed, _ = _both("sealed", records.Sealed)


def course() -> records.Course:
    """Return the course itself: when its sources were last looked for, and how far they reach."""
    (only,) = all_of("course").values()
    return only


def sealed_before(lesson: str) -> frozenset[str]:
    """Return the ids of the records that a lesson does not show yet: learners settle later what they say."""
    return frozenset(id_ for one in sealed().values() if lesson < one.until for id_ in one.records)


def find(id_: str) -> records.Sourced:
    """Return the record with this id, of whatever kind; UnknownId, with the nearest id, if there is none."""
    seen: list[str] = []
    for kind, (cls, _, _) in KINDS.items():
        if hasattr(cls, "sources"):
            if isinstance(id_, str) and id_ in all_of(kind):
                return one(kind, id_)
            seen += all_of(kind)
    raise UnknownId("record", id_, seen)


def words(record: records.Record) -> str:
    """Return what a record says, in one or two sentences."""
    match record:
        case records.Event():
            return f"{record.title} ({record.period.words}). {record.summary}"
        case records.Claim():
            note = f" {record.note}" if record.note else ""
            return f"The article claims: {record.claim} Against other sources: {record.status}.{note}"
        case records.Actor():
            return f"{record.name_en}: {record.description}"
        case records.Place():
            return f"{record.name_en}: {record.role}"
        case records.Border():
            older = f", or {record.older_figure_km} km by another figure" if record.older_figure_km else ""
            return f"{record.name}: {record.length_km} km{older}."
        case records.Cooperation():
            return f"{spell(record.date)}: {record.what} {record.result}"
        case records.Term():
            return f"{record.term_en}: {record.definition}"
        case records.Wording():
            return f"{record.source.publisher}: “{record.quote}”"
        case records.Provenance():
            return record.statement
        case records.Route() | records.Figure():
            return record.title
        case records.Sentence():
            return record.about
        case records.Relation():
            return f"{record.from_.name_en}: {record.kind}: {record.to.name_en}"
    raise TypeError(record)


__all__ = [
    "actor", "actors", "border", "borders", "claim", "claims", "cooperation", "cooperations", "course", "event",
    "events", "figure", "figures", "find", "lesson", "lessons", "place", "places", "provenance", "provenances",
    "relation", "relations", "route", "routes", "sealed", "sealed_before", "sentence", "sentence_texts", "sentences",
    "source", "sources", "term", "terms", "topic", "topics", "wording", "wordings", "words",
]  # fmt: skip
