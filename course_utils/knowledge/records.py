"""What kinds of things the course knows: one frozen record for each, as its content file has it.

The base of every field is the file of the same name; `links` hold ids there and are records here.
"""

from functools import cached_property
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from course_utils import address
from course_utils.knowledge.article_text import sentence_texts
from course_utils.knowledge.loader import all_of, linked, one, the_course
from course_utils.knowledge.record import Record, Table, link, links, record_of
from course_utils.language import gettext
from course_utils.period import ENDLESS, UNKNOWN, Period
from course_utils.schema import Between, Dated, Id, In, Like

Confidence = Literal["high", "medium", "low"]
SourceKind = Literal["official", "agency", "outlet", "research", "data", "reference", "repost", "own"]
Date = Annotated[str, Dated()]
ArabicText = Annotated[str, Like("[\u0621-\u064a]", "has no Arabic letters. Write it in Arabic.")]
Latitude = Annotated[float, Between(-90, 90)]
Longitude = Annotated[float, Between(-180, 180)]


@record_of("course", "course.toml", "course")
class Course(Record):
    """The course itself: what it is called, the parts that its lessons play, and how far its sources reach.

    `question`: what drives it, and `asks`: what its opening leaves open. `article`: the file in seeds/.
    `baseline` and `post_test`: the sets of questions between which the gain is; `post_test_stood`: where the second
    stood before, so that answers of then count. `predictions_return`: the lesson that
    shows all guesses again. `heaviest`: the lesson that takes most memory.
    `written`: when the article was written, for which `role` of an actor says the role.
    `explains`: the day of which the rival explanations say why things were so.
    """

    looked: Date
    reaches: Date
    thin_from: Date
    title: str
    language: str
    article: str
    written: Date | None = None
    question: str = ""
    summary: str = ""
    opening: str = ""
    asks: str = ""
    explains: Date | None = None
    content_notes: str = ""
    baseline: str | None = None
    post_test: str | None = None
    post_test_stood: tuple[str, ...] = ()
    predictions_return: Annotated[str, Id("lesson")] | None = None
    heaviest: Annotated[str, Id("lesson")] | None = None

    @property
    def as_of_words(self) -> str:
        """As of when the facts hold, in two sentences."""
        reaches, thin, looked = (Period.parse(one).words for one in (self.reaches, self.thin_from, self.looked))
        return gettext(
            "Facts as of {reaches}, few from {thin} on. Sources were last looked for on {looked}.",
            reaches=reaches,
            thin=thin,
            looked=looked,
        )


@record_of()
class Value(Table):
    """One value of a vocabulary: its id as records hold it, and how it is shown.

    A kind of tie `says` how it reads from the actor it starts at, and `back` how from the other; `towards` names kinds
    of that other actor for which both read otherwise. `line` is how it is drawn. One that is `once` begins, and does
    not end. A camp has a `zone` of the drawing: left, middle, right, above or below.
    """

    id: str
    label: str
    symbol: str = ""
    note: str = ""
    says: str = ""
    back: str = ""
    towards: tuple[tuple[str, str, str], ...] = ()
    line: str = ""
    once: bool = False
    zone: str = "middle"

    @property
    def both_ways(self) -> bool:
        """Whether it reads the same from either end."""
        return bool(self.says) and self.says == self.back

    def ends(self, other: "Actor") -> tuple[str, str]:
        """Return how a tie of this kind reads from the actor it starts at, and how from the other actor."""
        said = {kind: (says, back) for kind, says, back in self.towards}
        return said.get(other.kind, (self.says, self.back))


@record_of("vocabulary", "vocabularies.toml", "vocabularies")
class Vocabulary(Record):
    """The values that one field of a kind of record can hold, in their order; its id is "kind.field"."""

    values: tuple[Value, ...]
    note: str = ""

    @cached_property
    def by_id(self) -> MappingProxyType[str, Value]:
        """Its values by id, in the order of the file."""
        return MappingProxyType({value.id: value for value in self.values})


@record_of("source", "sources.toml", "sources")
class Source(Record):
    """A text the course rests on: what kind of text, and how much of it was read for the course.

    `kind` "own" is the course's own judgement. `terms`: the licence under which its numbers may be passed on, as an
    SPDX id, where that was read.
    """

    title: str
    publisher: str
    kind: SourceKind
    read: Literal["whole", "beginning", "excerpt", "nothing"]
    date: Date | None = None
    url: str | None = None
    note: str | None = None
    terms: str | None = None

    @property
    def published(self) -> bool:
        """Whether there is a publisher and a text to read: the course's own judgement is a sentence of its own."""
        return self.kind != "own"

    @property
    def link(self) -> str | None:
        """The address, if it is one that may be opened: nothing else becomes a link."""
        return self.url if self.url and not address.fault(self.url) else None

    @property
    def archive(self) -> str | None:
        """The address at which the public web archive lists its copies; it was not opened for this course."""
        if not self.link:
            return None
        day = (self.date or the_course().looked).partition("/")[0].replace("-", "")
        return f"https://web.archive.org/web/{day}*/{self.url}"


@record_of()
class Sourced(Record):
    """A record that states a fact, and the sources it rests on.

    `as_of`: up to when it was looked at, where that is later than what the course says of itself. `due`: the day on
    which something that it announces was to happen.
    """

    sources: tuple[Source, ...] = links("source")
    as_of: Date | None = None
    due: Date | None = None


@record_of("sealed", "sealed.toml", "sealed")
class Sealed(Record):
    """Records, by their ids, that no lesson before `until` shows: learners settle there what they say."""

    until: str
    records: tuple[str, ...]
    why: str


@record_of("weak", "weak.toml", "weak")
class Weak(Record):
    """Records, by their ids, that may rest on reposts or works of reference alone, and the reason."""

    records: tuple[str, ...]
    reason: str


@record_of("basis", "basis.toml", "basis")
class Basis(Record):
    """The records, by their ids, that the text of the lesson with this id links to."""

    records: tuple[str, ...]


@record_of("sentence", "sentences.toml", "sentences")
class Sentence(Sourced):
    """A sentence of the article with what it touches and what it leaves out."""

    about: str
    when: str
    leaves_out: str
    actors: tuple["Actor", ...] = links("actor")
    places: tuple["Place", ...] = links("place")
    terms: tuple["Term", ...] = links("term")

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


@record_of("claim", "claims.toml", "claims")
class Claim(Sourced):
    """One thing a sentence says: who says it, what kind of statement it is, whether others support it."""

    sentence: Annotated[str, Id("sentence")]
    quote: str
    claim: str
    attributed_to: Annotated[str, In("claim.attributed_to")]
    kind: Literal["fact", "quotation", "judgement", "loaded word"]
    status: Annotated[str, In("claim.status")]
    opened_in: Annotated[str, Id("lesson")] | None = None
    neutral: str | None = None
    note: str | None = None


@record_of()
class Control(Table):
    """That a place was taken by an actor, or left by one, and from whom it was taken where that is recorded."""

    place: Annotated[str, Id("place")]
    taken_by: Annotated[str, Id("actor")] | None = None
    left_by: Annotated[str, Id("actor")] | None = None
    from_: Annotated[str, Id("actor")] | None = None


@record_of("event", "timeline.toml", "events")
class Event(Sourced):
    """Something that happened, with its date as precisely as it is known."""

    date: Date
    title: str
    summary: str
    phase: Annotated[str, In("event.phase")]
    confidence: Confidence
    end: Annotated[str, Dated(since="date")] | None = None
    control: tuple[Control, ...] = ()
    content_note: bool = False
    places: tuple["Place", ...] = links("place")
    actors: tuple["Actor", ...] = links("actor")
    sentences: tuple[Sentence, ...] = links("sentence")

    @cached_property
    def period(self) -> Period:
        """When it was."""
        began = Period.parse(self.date)
        return Period.between(began, Period.parse(self.end)) if self.end else began


@record_of("actor", "actors.toml", "actors")
class Actor(Sourced):
    """A person, institution, armed group, community or state; `camp` is a teaching shorthand of 2022."""

    name_en: str
    name_ar: ArabicText
    kind: Annotated[str, In("actor.kind")]
    camp: Annotated[str, In("actor.camp")]
    role: str
    description: str
    short_en: str | None = None
    short_ar: str | None = None
    variants: tuple[str, ...] = ()
    after: str | None = None
    say: str | None = None
    avoid: str | None = None
    slot: Annotated[int, Between(1)] | None = None
    """Where it stands in its camp's zone of a network: from 1, downwards or row by row."""

    @property
    def short_name(self) -> str:
        """The English name as a drawing or a sentence has it: without what stands in brackets."""
        return self.short_en or self.name_en

    @property
    def short_arabic(self) -> str:
        """The Arabic name without what stands in brackets."""
        return self.short_ar or self.name_ar

    @property
    def events(self) -> tuple[Event, ...]:
        """The events this actor took part in, in order of date."""
        return linked("event", "actors", self.id)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article that touch this actor."""
        return linked("sentence", "actors", self.id)


@record_of("relation", "relations.toml", "relations")
class Relation(Sourced):
    """What ties one actor to another, from when to when; no `until` means no end is known."""

    from_: Actor = link("actor")
    to: Actor = link("actor")
    kind: Annotated[str, In("relation.kind")]
    since: Date | None = None
    until: Annotated[str, Dated(since="since")] | None = None
    alleged: bool = False
    note: str | None = None

    @cached_property
    def period(self) -> Period:
        """From when to when it held; without `until` it has not ended."""
        began = Period.parse(self.since) if self.since else UNKNOWN
        return Period.between(began, Period.parse(self.until) if self.until else ENDLESS)


@record_of("place", "places.toml", "places")
class Place(Sourced):
    """A place with its coordinates (WGS 84, decimal degrees) and how precise they are."""

    name_en: str
    name_ar: ArabicText
    country: Annotated[str, Like("^[A-Z]{2}$", "is not a country code of two letters, such as LY.")]
    lat: Latitude
    lon: Longitude
    coord_source: str
    coord_precision: Annotated[str, In("place.coord_precision")]
    kind: Annotated[str, In("place.kind")]
    role: str
    short_en: str | None = None
    variants: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The English name as a drawing or a sentence has it: without what stands in brackets."""
        return self.short_en or self.name_en

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


@record_of("border", "borders.toml", "borders")
class Border(Sourced):
    """A land border and its length in kilometres."""

    neighbour: str
    name: str
    length_km: Annotated[int, Between(more_than=0)]
    older_figure_km: Annotated[int, Between(more_than=0)] | None = None
    note: str | None = None


@record_of("cooperation", "cooperation.toml", "cooperation")
class Cooperation(Sourced):
    """An attempt of states or camps to watch the southern border together, and what came of it."""

    date: Date
    what: str
    result: str
    event: Annotated[str, Id("event")] | None = None
    note: str | None = None


@record_of("route", "routes.geojson", "features")
class Route(Sourced):
    """A schematic route; `line` is a list of (longitude, latitude) and never exact."""

    title: str
    carries: str
    confidence: Confidence
    line: tuple[tuple[Longitude, Latitude], ...]
    approximate: bool = True
    places: tuple[Place, ...] = links("place")
    note: str | None = None


@record_of()
class Row(Table):
    """A number of a figure with its date, its source and, where sources disagree, its range."""

    called: ClassVar = "row"

    date: Annotated[str, Dated(ranged=True)]
    source: Annotated[str, Id("source")]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    category: str | None = None
    note: str | None = None
    confidence: Confidence | None = None


@record_of("figure", "figures.toml", "figures")
class Figure(Record):
    """A small table of numbers."""

    title: str
    unit: str
    chart: Literal["bar", "line", "range", "table"]
    rows: tuple[Row, ...]
    note: str | None = None
    content_note: bool = False
    as_of: Date | None = None
    due: Date | None = None
    method_sources: tuple[Source, ...] = links("source")
    events: tuple[Event, ...] = links("event")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the rows and of the method, each once."""
        ids = dict.fromkeys(row.source for row in self.rows)
        return tuple(dict.fromkeys((*(one("source", id_) for id_ in ids), *self.method_sources)))


@record_of("term", "glossary.toml", "terms")
class Term(Sourced):
    """A word explained; a loaded one is avoided by the course's own voice, which writes `instead`."""

    term_en: str
    term_ar: ArabicText
    definition: str
    loaded: bool = False
    words: tuple[str, ...] = ()
    instead: str | None = None
    see_also: tuple["Term", ...] = links("term")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article in which this term matters."""
        return linked("sentence", "terms", self.id)


@record_of("provenance", "provenance.toml", "provenance")
class Provenance(Sourced):
    """What is known, and not known, of where the article and the course's own facts come from."""

    statement: str
    confidence: Confidence | None = None
    date: Date | None = None


@record_of()
class Objective(Table):
    """Something that a learner can do after a lesson."""

    id: str
    text: str


@record_of("lesson", "lessons.toml", "lessons")
class Lesson(Record):
    """A lesson: its minutes, objectives and the sentences it unpacks. Lessons stand in the order of their file."""

    title: str
    question: str
    minutes: Annotated[int, Between(more_than=0)]
    outcome: str = ""
    objectives: tuple[Objective, ...] = ()
    sentences: tuple[Sentence, ...] = links("sentence")

    @property
    def number(self) -> str:
        """The number that its id begins with: a label, which says nothing of the order; "" if there is none."""
        label = self.id.partition("-")[0]
        return label if label[:1].isdigit() else ""

    @property
    def label(self) -> str:
        """What stands after the word "lesson": its number, otherwise its title in quotation marks."""
        return self.number or gettext("“{title}”", title=self.title)

    @property
    def heading(self) -> str:
        """Its number, if it has one, and its title."""
        return f"{self.number} {self.title}".strip()
