"""What others said, as the course quotes it: documents, people's voices, and how several texts word one thing."""

from typing import Annotated, ClassVar, Literal

from course_utils.knowledge.loader import all_of, one
from course_utils.knowledge.record import Record, Table, link, links, record_of
from course_utils.knowledge.records import Date, Event, Sentence, Source
from course_utils.schema import Id, In, Like


@record_of()
class Phrase(Table):
    """A few words of a document, letter for letter, in the language in which they were read.

    `compared`: with what a second reader compared them sign by sign (the values of "phrase.compared").
    """

    called: ClassVar = "phrase"

    words: str
    compared: Annotated[str, In("phrase.compared")]
    meaning: str | None = None
    speaker: str | None = None


@record_of()
class Version(Table):
    """One text of a document, or of a part of it, as one source has it: gist in the course's words, and phrases.

    `speech`: whose words the phrases are (the values of "version.speech"). `translator`: who put them into `lang`:
    "nobody", "not known", or a name.
    """

    called: ClassVar = "version"

    source: Annotated[str, Id("source")]
    lang: str
    speech: Annotated[str, In("version.speech")]
    translator: str
    gist: str
    phrases: tuple[Phrase, ...]


@record_of("document", "documents.toml", "documents")
class Document(Record):
    """A text that somebody issued, with who gains by saying it so; those of `show_with` are shown together."""

    kind: Annotated[str, In("document.kind")]
    camp: Annotated[str, In("document.camp")]
    title: str
    author: str
    role: str
    date: Date
    place: str
    audience: str
    language: Annotated[str, Like("^[a-z]{2,3}$", "is no language, such as ar or en.")]
    original: str
    context: str
    who_gains: str
    careful: str
    versions: tuple[Version, ...]
    original_seen: bool = False
    when: str | None = None
    sentences: tuple[Sentence, ...] = links("sentence")
    show_with: tuple["Document", ...] = links("document")
    also: tuple[Source, ...] = links("source")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its versions, then those that tell of it, each once."""
        return tuple(dict.fromkeys((*(one("source", text.source) for text in self.versions), *self.also)))

    @property
    def sealed_until(self) -> str | None:
        """The lesson before which it is not shown, if there is one."""
        return next((seal.until for seal in all_of("sealed").values() if self.id in seal.records), None)


@record_of()
class Voice(Table):
    """What one person said: a `private` one is told by role, rough place, date, outlet and title alone."""

    called: ClassVar = "person"

    speaker: str
    private: bool
    kind: Annotated[str, In("voice.kind")]
    region: Annotated[str, In("voice.region")]
    gender: Annotated[str, In("voice.gender")]
    place: str
    date: Date
    source: Annotated[str, Id("source")]
    trust: Literal["A", "B"]
    gist: str
    careful: str
    words: str
    lang: str
    translator: str
    compared: Annotated[str, In("phrase.compared")]
    when: str | None = None
    camp: str | None = None
    meaning: str | None = None
    reported: bool = False


@record_of("set of voices", "voices.toml", "voices")
class VoiceSet(Record):
    """People who are neither officers nor the UN, shown together; `together` says why none of them is left out."""

    title: str
    context: str
    can_tell: str
    cannot_tell: str
    people: tuple[Voice, ...]
    content_note: str | None = None
    together: str | None = None
    sentences: tuple[Sentence, ...] = links("sentence")

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where they were read, each once."""
        return tuple(dict.fromkeys(one("source", voice.source) for voice in self.people))


@record_of("topic", "topics.toml", "topics")
class Topic(Record):
    """Something that several texts put into words, and what a reader can look for in them."""

    title: str
    question: str

    @property
    def wordings(self) -> tuple["Wording", ...]:
        """The wordings of this topic, in the order of their file."""
        return tuple(wording for wording in all_of("wording").values() if wording.topic is self)


@record_of("wording", "wordings.toml", "wordings")
class Wording(Record):
    """A few words of one text, letter for letter; `where` they stand, and what the text leaves out."""

    topic: Topic = link("topic")
    source: Source = link("source")
    where: Literal["headline", "text", "our translation"]
    quote: str
    shows: str
    leaves_out: str | None = None
    lang: str | None = None
    meaning: str | None = None
    also_in: tuple[Source, ...] = links("source")
    events: tuple[Event, ...] = links("event")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The text that is quoted, then those with the same words."""
        return (self.source, *self.also_in)
