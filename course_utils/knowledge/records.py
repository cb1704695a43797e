"""What kinds of things the course knows: one frozen record for each, as its content file has it.

The base of every field is the file of the same name; `Links` fields hold ids there and records here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course_utils import address
from course_utils.knowledge.seed import sentence_texts
from course_utils.knowledge.shelf import KINDS, all_of, linked, one
from course_utils.period import ENDLESS, UNKNOWN, Period


class Linked(Sequence):
    """The records that a link field leads to: read as a tuple of them, and copied as their ids.

    A row that is made of a record (`dataclasses.asdict`, and so a table of pandas) has the ids, not all that they
    lead to, which would never end: terms lead to each other.
    """

    __slots__ = ("_records",)

    def __init__(self, records: Iterable["Record"]):
        self._records = tuple(records)

    def __getitem__(self, place: Any) -> Any:
        return self._records[place]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator["Record"]:
        return iter(self._records)

    def __contains__(self, record: object) -> bool:
        return record in self._records

    def __eq__(self, other: object) -> bool:
        return self._records == (other._records if isinstance(other, Linked) else other)

    def __hash__(self) -> int:
        return hash(self._records)

    def __add__(self, other: Iterable["Record"]) -> tuple:
        return (*self._records, *other)

    def __radd__(self, other: Iterable["Record"]) -> tuple:
        return (*other, *self._records)

    def __repr__(self) -> str:
        return repr(self._records)

    def __deepcopy__(self, memo: dict) -> tuple[str, ...]:
        return tuple(record.id for record in self._records)


class Links:
    """A field that holds ids in the file and gives the records themselves when asked."""

    def __init__(self, kind: str):
        self.kind = kind

    def __set_name__(self, owner: type, name: str):
        self.slot = f"_{name}_ids"

    def __get__(self, record: object, owner: type) -> Sequence:
        if record is None:
            return ()
        return Linked(one(self.kind, id_) for id_ in record.__dict__[self.slot])

    def __set__(self, record: object, ids: tuple[str, ...]):
        record.__dict__[self.slot] = tuple(ids)


class Link(Links):
    """The same for a required field that holds one id."""

    def __get__(self, record: object, owner: type) -> object:
        if record is None:
            raise AttributeError("no default: the field is required")
        return one(self.kind, record.__dict__[self.slot])

    def __set__(self, record: object, id_: str):
        record.__dict__[self.slot] = id_


def _record(kind: str = "", file: str = "", array: str = ""):
    def make(cls: type) -> type:
        cls = dataclass(frozen=True, eq=False, kw_only=True, repr=False)(cls)
        if kind:
            KINDS[kind] = (cls, file, array)
        return cls

    return make


@_record()
class Record:
    """Anything the course knows, by its id."""

    id: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def __deepcopy__(self, memo: dict) -> "Record":
        return self  # it never changes, and is told from others by being itself


@_record("course", "course.toml", "course")
class Course(Record):
    """The course itself: when its sources were last looked for, and how far they reach."""

    looked: str
    reaches: str
    thin_from: str

    @property
    def as_of_words(self) -> str:
        """As of when the facts hold, in two sentences."""
        reaches, thin, looked = (Period.parse(one).words for one in (self.reaches, self.thin_from, self.looked))
        return f"Facts as of {reaches}, few from {thin} on. Sources were last looked for on {looked}."


@_record("source", "sources.toml", "sources")
class Source(Record):
    """A text the course rests on: what kind of text, and how much of it was read for the course.

    `kind`: official, agency, outlet, research, data, reference, repost, or own (the course's own judgement).
    `read`: whole, beginning, excerpt or nothing.
    """

    title: str
    publisher: str
    kind: str
    read: str
    date: str | None = None
    url: str | None = None
    note: str | None = None

    @property
    def link(self) -> str | None:
        """The address, if it is one that may be opened: nothing else becomes a link."""
        return self.url if self.url and not address.fault(self.url) else None

    @property
    def archive(self) -> str | None:
        """The address at which the public web archive lists its copies; it was not opened for this course."""
        if not self.link:
            return None
        day = (self.date or one("course", "libya-course").looked).partition("/")[0].replace("-", "")
        return f"https://web.archive.org/web/{day}*/{self.url}"


@_record()
class Sourced(Record):
    """A record that states a fact, and the sources it rests on.

    `as_of`: up to when it was looked at, where that is later than what the course says of itself. `due`: the day on
    which something that it announces was to happen. Both are ISO dates.
    """

    sources: tuple[Source, ...] = Links("source")
    as_of: str | None = None
    due: str | None = None


@_record("sealed", "sealed.toml", "sealed")
class Sealed(Record):
    """Records, by their ids, that no lesson before `until` shows: learners settle there what they say."""

    until: str
    records: tuple[str, ...]
    why: str


@_record("weak", "weak.toml", "weak")
class Weak(Record):
    """Records, by their ids, that may rest on reposts or works of reference alone, and the reason."""

    records: tuple[str, ...]
    reason: str


@_record("sentence", "sentences.toml", "sentences")
class Sentence(Sourced):
    """A sentence of the article ("s01" to "s12") with what it touches and what it leaves out."""

    about: str
    when: str
    leaves_out: str
    actors: tuple["Actor", ...] = Links("actor")
    places: tuple["Place", ...] = Links("place")
    terms: tuple["Term", ...] = Links("term")

    @property
    def text(self) -> str:
        """The sentence itself, as received."""
        return sentence_texts()[self.id]

    @property
    def claims(self) -> tuple["Claim", ...]:
        """The claims this sentence makes."""
        return tuple(claim for claim in all_of("claim").values() if claim.sentence == self.id)

    @property
    def events(self) -> tuple["Event", ...]:
        """The events that help to explain this sentence, in order of date."""
        return linked("event", "sentences", self.id)


@_record("claim", "claims.toml", "claims")
class Claim(Sourced):
    """One thing a sentence says: who says it, what kind of statement it is, whether others support it."""

    sentence: str
    quote: str
    claim: str
    attributed_to: str
    kind: str
    status: str
    opened_in: str | None = None
    neutral: str | None = None
    note: str | None = None


@_record("event", "timeline.toml", "events")
class Event(Sourced):
    """Something that happened, with its date as precisely as it is known."""

    date: str
    precision: str
    title: str
    summary: str
    phase: str
    confidence: str
    end: str | None = None
    control: tuple[dict, ...] = ()
    content_note: bool = False
    places: tuple["Place", ...] = Links("place")
    actors: tuple["Actor", ...] = Links("actor")
    sentences: tuple[Sentence, ...] = Links("sentence")

    @cached_property
    def period(self) -> Period:
        """When it was."""
        began = Period.parse(self.date)
        return Period.between(began, Period.parse(self.end)) if self.end else began


@_record("actor", "actors.toml", "actors")
class Actor(Sourced):
    """A person, institution, armed group, community or state; `camp` is a teaching shorthand of 2022."""

    name_en: str
    name_ar: str
    kind: str
    camp: str
    role_july_2022: str
    description: str
    variants: tuple[str, ...] = ()
    after: str | None = None
    say: str | None = None
    avoid: str | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events this actor took part in, in order of date."""
        return linked("event", "actors", self.id)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article that touch this actor."""
        return linked("sentence", "actors", self.id)


@_record("relation", "relations.toml", "relations")
class Relation(Sourced):
    """What ties one actor to another, from when to when; no `until` means no end is known."""

    from_: Actor = Link("actor")
    to: Actor = Link("actor")
    kind: str
    since: str | None = None
    until: str | None = None
    alleged: bool = False
    note: str | None = None

    @cached_property
    def period(self) -> Period:
        """From when to when it held; without `until` it has not ended."""
        began = Period.parse(self.since) if self.since else UNKNOWN
        return Period.between(began, Period.parse(self.until) if self.until else ENDLESS)


@_record("place", "places.toml", "places")
class Place(Sourced):
    """A place with its coordinates (WGS 84, decimal degrees) and how precise they are."""

    name_en: str
    name_ar: str
    country: str
    lat: float
    lon: float
    coord_source: str
    coord_precision: str
    kind: str
    role: str
    variants: tuple[str, ...] = ()

    @property
    def approximate(self) -> bool:
        """Whether the point may be off by tens of kilometres, or is only where a label stands."""
        return self.coord_precision in {"approximate", "label position"}

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that happened here, in order of date."""
        return linked("event", "places", self.id)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article that touch this place."""
        return linked("sentence", "places", self.id)


@_record("border", "borders.toml", "borders")
class Border(Sourced):
    """A land border of Libya and its length in kilometres."""

    neighbour: str
    name: str
    length_km: int
    older_figure_km: int | None = None
    south: bool = False
    note: str | None = None


@_record("cooperation", "cooperation.toml", "cooperation")
class Cooperation(Sourced):
    """An attempt of states or camps to watch the southern border together, and what came of it."""

    date: str
    what: str
    result: str
    event: str | None = None
    note: str | None = None


@_record("route", "routes.geojson", "features")
class Route(Sourced):
    """A schematic route; `line` is a list of (longitude, latitude) and never exact."""

    title: str
    carries: str
    confidence: str
    line: tuple[tuple[float, float], ...]
    approximate: bool = True
    places: tuple[Place, ...] = Links("place")
    note: str | None = None


@_record("figure", "figures.toml", "figures")
class Figure(Record):
    """A small table of numbers; each row has its date, unit, source and, where sources disagree, its range."""

    title: str
    unit: str
    chart: str
    rows: tuple[dict, ...]
    note: str | None = None
    content_note: bool = False
    as_of: str | None = None
    due: str | None = None
    method_sources: tuple[Source, ...] = Links("source")
    events: tuple[Event, ...] = Links("event")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the rows and of the method, each once."""
        ids = dict.fromkeys(row["source"] for row in self.rows)
        return tuple(dict.fromkeys((*(one("source", id_) for id_ in ids), *self.method_sources)))


@_record("term", "glossary.toml", "terms")
class Term(Sourced):
    """A word explained; a loaded one is avoided by the course's own voice, which writes `instead`."""

    term_en: str
    term_ar: str
    definition: str
    loaded: bool = False
    words: tuple[str, ...] = ()
    instead: str | None = None
    see_also: tuple["Term", ...] = Links("term")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article in which this term matters."""
        return linked("sentence", "terms", self.id)


@_record("topic", "topics.toml", "topics")
class Topic(Record):
    """Something that several texts put into words, and what a reader can look for in them."""

    title: str
    question: str

    @property
    def wordings(self) -> tuple["Wording", ...]:
        """The wordings of this topic, in the order of their file."""
        return tuple(wording for wording in all_of("wording").values() if wording.topic is self)


@_record("wording", "wordings.toml", "wordings")
class Wording(Record):
    """A few words of one text, letter for letter; `where` they stand, and what the text leaves out."""

    topic: Topic = Link("topic")
    source: Source = Link("source")
    where: str
    quote: str
    shows: str
    leaves_out: str | None = None
    lang: str | None = None
    meaning: str | None = None
    also_in: tuple[Source, ...] = Links("source")
    events: tuple[Event, ...] = Links("event")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The text that is quoted, then those with the same words."""
        return (self.source, *self.also_in)


@_record("provenance", "provenance.toml", "provenance")
class Provenance(Sourced):
    """What is known, and not known, of where the article and the course's own facts come from."""

    statement: str
    confidence: str | None = None
    date: str | None = None


@_record("lesson", "lessons.toml", "lessons")
class Lesson(Record):
    """A lesson: its place in the course, minutes, objectives and the sentences it unpacks."""

    title: str
    question: str
    minutes: int
    objectives: tuple[dict, ...] = ()
    sentences: tuple[Sentence, ...] = Links("sentence")
