"""What the course knows: content as typed records, ids resolved both ways.

`knowledge.event(id).places` gives the places of an event; `knowledge.place(id).events` the events at a place.
For each kind of record one function gives all of them by id, and another the record of one id.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from course_utils.errors import UnknownId
from course_utils.knowledge import records, texts
from course_utils.knowledge.article_text import first_to_last, sentence_texts
from course_utils.knowledge.geography import Landmark, Layer, Road, Sketch, geography
from course_utils.knowledge.loader import KINDS, all_of, one, the_course
from course_utils.knowledge.record import Record
from course_utils.knowledge.tables import to_frame
from course_utils.language import gettext
from course_utils.period import Period

Kind = TypeVar("Kind", bound=Record)


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
documents, document = _both("document", texts.Document)
voice_sets, voice_set = _both("set of voices", texts.VoiceSet)
topics, topic = _both("topic", texts.Topic)
wordings, wording = _both("wording", texts.Wording)
provenances, provenance = _both("provenance", records.Provenance)
lessons, lesson = _both("lesson", records.Lesson)
layers, layer = _both("layer", Layer)
sketches, sketch = _both("sketch", Sketch)
sealed = _both("sealed", records.Sealed)[0]
bases = _both("basis", records.Basis)[0]


def course() -> records.Course:
    """Return the course itself: when its sources were last looked for, and how far they reach."""
    return the_course()


def vocabulary(field: str) -> Mapping[str, records.Value]:
    """Return the values that a field such as "event.phase" can hold, by id and in their order."""
    return one("vocabulary", field).by_id


def standing(claim: records.Claim) -> str:
    """Return in a sentence how a claim of the article stands against other sources."""
    label = vocabulary("claim.status")[claim.status].label
    return gettext("{standing}.", standing=f"{label[0].upper()}{label[1:]}")


def sealed_before(lesson: str) -> frozenset[str]:
    """Return the ids of the records that a lesson does not show yet: learners settle later what they say."""
    return frozenset(id_ for one in sealed().values() if is_before(lesson, one.until) for id_ in one.records)


def place_of(lesson_id: str) -> int:
    """Return where a lesson stands in the course, from 0; what is no lesson stands behind all of them."""
    order = list(lessons())
    return order.index(lesson_id) if lesson_id in order else len(order)


def is_before(lesson_id: str, other: str) -> bool:
    """Return whether a lesson comes before another one: by the order of lessons.toml, never by what the ids say."""
    return place_of(lesson_id) < place_of(other)


def find(id_: str) -> records.Sourced:
    """Return the record with this id, of whatever kind; UnknownId, with the nearest id, if there is none."""
    seen: list[str] = []
    for kind, (cls, _, _) in KINDS.items():
        if hasattr(cls, "sources"):
            if isinstance(id_, str) and id_ in all_of(kind):
                return one(kind, id_)
            seen += all_of(kind)
    raise UnknownId("record", id_, seen)


def title(record: Record) -> str:
    """Return what a record is called: its title or name, and what it says where it has none."""
    named = (getattr(record, field, None) for field in ("title", "name_en", "name", "term_en", "claim"))
    return next(filter(None, named), None) or words(record)


def words(record: Record) -> str:
    """Return what a record says, in one or two sentences."""
    match record:
        case records.Event():
            when = record.period.words
            return gettext("{title} ({when}). {summary}", title=record.title, when=when, summary=record.summary)
        case records.Claim():
            said = gettext("The article claims: {claim} {standing}", claim=record.claim, standing=standing(record))
            return f"{said} {record.note}" if record.note else said
        case records.Actor():
            return gettext("{name}: {text}", name=record.name_en, text=record.description)
        case records.Place():
            return gettext("{name}: {text}", name=record.name_en, text=record.role)
        case Landmark():
            return gettext("{name}: {text}", name=record.name_en, text=record.about)
        case records.Border():
            long, older = record.length_km, record.older_figure_km
            if older:
                said = gettext("{name}: {long} km, or {older} km by another figure.")
                return said.format(name=record.name, long=long, older=older)
            return gettext("{name}: {long} km.", name=record.name, long=long)
        case records.Cooperation():
            text = f"{record.what} {record.result}"
            return gettext("{name}: {text}", name=Period.parse(record.date).words, text=text)
        case records.Term():
            return gettext("{name}: {text}", name=record.term_en, text=record.definition)
        case texts.Wording():
            return gettext("{name}: “{text}”", name=record.source.publisher, text=record.quote)
        case texts.Document():
            gists = " ".join(one.gist for one in record.versions)
            when = Period.parse(record.date).words
            said = gettext("{author}, {when}: {title}.", author=record.author, when=when, title=record.title)
            return f"{said} {gists}"
        case texts.VoiceSet():
            return f"{record.title}. {' '.join(f'{one.speaker}: {one.gist}' for one in record.people)}"
        case records.Provenance():
            return record.statement
        case records.Route() | records.Figure() | Road():
            return record.title
        case records.Sentence():
            return record.about
        case records.Relation():
            says, _ = vocabulary("relation.kind")[record.kind].ends(record.to)
            tie = gettext("{verb} {actor}", verb=says, actor=record.to.name_en)
            return gettext("{name}: {text}", name=record.from_.name_en, text=tie)
    raise TypeError(record)


__all__ = [
    "actor",
    "actors",
    "bases",
    "border",
    "borders",
    "claim",
    "claims",
    "cooperation",
    "cooperations",
    "course",
    "document",
    "documents",
    "event",
    "events",
    "figure",
    "figures",
    "find",
    "first_to_last",
    "geography",
    "is_before",
    "layer",
    "layers",
    "lesson",
    "lessons",
    "place",
    "place_of",
    "places",
    "provenance",
    "provenances",
    "relation",
    "relations",
    "route",
    "routes",
    "sealed",
    "sealed_before",
    "sentence",
    "sentence_texts",
    "sentences",
    "sketch",
    "sketches",
    "source",
    "sources",
    "standing",
    "term",
    "terms",
    "title",
    "to_frame",
    "topic",
    "topics",
    "vocabulary",
    "voice_set",
    "voice_sets",
    "wording",
    "wordings",
    "words",
]  # fmt: skip
