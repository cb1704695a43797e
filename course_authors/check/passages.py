"""The course's own voice: gives every passage of it, in content, questions, notebooks and pages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course_authors.check import markdown
from course_authors.check.course import Cell, Course, Entry
from course_authors.check.diagnostic import Finding

EXEMPT_PAGE = "docs/editorial.md"  # it lists the words and spellings that the course avoids

# kind -> the fields that are prose; of inner tables and lists, every text of _PARTS.
_FIELDS = {
    "sentence": ("about", "when", "leaves_out"),
    "claim": ("claim", "note", "neutral"),
    "event": ("title", "summary"),
    "actor": ("role", "after", "description", "say"),
    "relation": ("note",),
    "place": ("role",),
    "border": ("name", "note"),
    "cooperation": ("what", "result", "note"),
    "route": ("title", "carries", "note"),
    "figure": ("title", "unit", "note", "rows"),
    "term": ("definition", "instead"),
    "provenance": ("statement",),
    "lesson": ("title", "question", "outcome", "objectives"),
    "document": (
        "title", "author", "role", "when", "place", "audience", "original", "context", "who_gains", "careful",
        "versions",
    ),
    "set of voices": ("title", "content_note", "context", "can_tell", "cannot_tell", "together", "people"),
    "topic": ("title", "question"),
    "wording": ("shows", "leaves_out"),
    "map": ("border_note",),
    "view": ("title", "description", "notes", "labels"),
    "layer": ("title", "about"),
    "sketch": ("title", "label", "note"),
    "road": ("title", "label", "note"),
    "question": ("text", "hint", "model", "feedback", "otherwise", "unit"),
}  # fmt: skip
_PARTS = ("text", "note", "category", "feedback", "speaker", "place", "when", "gist", "careful")
_OPTIONS = ("options", "items", "pairs", "others", "classes", "marks", "misreadings")
_CHOSEN = ("text", "partner")  # what a learner chooses; the rest of an option is what the course says of it
# A question whose text speaks of words lets a learner choose between words.
_ABOUT_WORDS = re.compile(r"\b(?:words?|wordings?|phrases?|headlines?|loaded|neutral|verbs?|spell\w*)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


@dataclass(frozen=True)
class Passage:
    """A text of the course: `own` is it without quotations; `option` says that a learner may choose it."""

    text: str
    found: Callable[[str], Finding]
    entry: Entry | None = None
    field: str = ""
    option: bool = False
    links: tuple[str, ...] = ()

    @cached_property
    def own(self) -> str:
        """The text without what it quotes."""
        return without_quotations(self.text)

    @property
    def about_words(self) -> bool:
        """Whether a learner chooses this text among others because of its words."""
        return self.option and self.entry is not None and bool(_ABOUT_WORDS.search(self.entry.fields.get("text", "")))


def without_quotations(text: str) -> str:
    """Return a text with its quotations left out."""
    return _QUOTED.sub(" … ", text)


def passages(course: Course) -> tuple[Passage, ...]:
    """Return every passage in which the course speaks; they are cut once, though five rules read them."""
    kept = vars(course)
    if "passages" not in kept:
        kept["passages"] = tuple(_passages(course))
    return kept["passages"]


def _passages(course: Course) -> Iterator[Passage]:
    for entry in course.all_entries:
        yield from of_entry(entry)
    for cells in course.notebooks.values():
        for cell in cells:
            for one in markdown.paragraphs(cell.source) if cell.markdown else ():
                yield Passage(one.text, _in_cell(cell, one.text), links=one.links)
    for page in course.pages:
        for one in markdown.paragraphs(page.text) if page.file != EXEMPT_PAGE else ():
            yield Passage(one.text, _in_page(page.file, one.line), links=one.links)


def _in_cell(cell: Cell, text: str) -> Callable[[str], Finding]:
    return lambda what: cell.finding(what, text)


def _in_page(file: str, line: int) -> Callable[[str], Finding]:
    return lambda what: Finding(file, line, f"line {line}", what)


def of_entry(entry: Entry) -> Iterator[Passage]:
    """Yield the passages of a record or question."""
    for name in _FIELDS.get(entry.kind, ()):
        for text in _texts(entry.fields.get(name), _PARTS):
            yield _passage(entry, name, text)
    if entry.kind == "question":
        for name in _OPTIONS:
            value = entry.fields.get(name)
            for text in _texts(value, _CHOSEN):
                yield _passage(entry, name, text, option=True)
            for text in _texts([one for one in value or () if isinstance(one, dict)], ("feedback",)):
                yield _passage(entry, name, text)


def _passage(entry: Entry, name: str, text: str, *, option: bool = False) -> Passage:
    return Passage(text, lambda what: entry.finding(name, what), entry, name, option)


def _texts(value: Any, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of a value: itself, those in a list, and the named ones of tables in a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in parts:
            inner = value.get(part)
            yield from _texts(inner, parts) if isinstance(inner, str | dict) else ()
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, parts)
