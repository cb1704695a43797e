"""What is checked, once it is read: records and questions with the fields that fit, notebooks, pages."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from course_authors.check.diagnostic import Finding
from course_utils.knowledge.loader import KINDS
from course_utils.quiz.kinds import KINDS as QUESTION_KINDS
from course_utils.quiz.question import Question


@dataclass(frozen=True)
class Entry:
    """A record or question: `fields` has only what fits its kind, `left_out` names the fields that did not."""

    kind: str
    file: str
    number: int
    id: str
    fields: dict[str, Any]
    left_out: frozenset[str] = frozenset()

    @property
    def asked_as(self) -> type[Question]:
        """The kind of a question; what all kinds share, where it is not known."""
        return QUESTION_KINDS.get(self.fields.get("kind", ""), Question)

    def finding(self, name: str, what: str) -> Finding:
        """Return a finding about a field of this entry, or about all of it if no field is named."""
        of = f', field "{name}"' if name else ""
        return Finding(self.file, self.number, f'"{self.id}"{of}' if self.id else f"record {self.number}{of}", what)


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook."""

    file: str
    number: int
    id: str
    markdown: bool
    source: str
    output: str = ""
    """What its outputs say as plain text, in one line."""

    def finding(self, what: str, words: str = "") -> Finding:
        """Return a finding about this cell, or about the paragraph in it that begins with these words."""
        of = f", “{' '.join(words.split()[:5])} …”" if words else ""
        return Finding(self.file, self.number, f'cell "{self.id}"{of}', what)


@dataclass(frozen=True)
class Page:
    """A page in Markdown: the README or a page of docs/."""

    file: str
    text: str


@dataclass(frozen=True)
class Course:
    """Everything that is checked together."""

    entries: dict[str, list[Entry]]  # by kind
    questions: list[Entry]
    notebooks: dict[str, list[Cell]] = field(default_factory=dict)  # by file
    pages: list[Page] = field(default_factory=list)
    loose: dict[str, Any] = field(default_factory=dict)  # content files of no kind known here, as read
    unread: frozenset[str] = (
        frozenset()
    )  # kinds of which a file could not be read: nothing follows from what is not there

    @cached_property
    def known(self) -> dict[str, dict[str, Entry]]:
        """The entries of each kind by id, and all that `knowledge.find` looks among as "record"."""
        by_kind = {kind: {entry.id: entry for entry in entries if entry.id} for kind, entries in self.entries.items()}
        findable = [kind for kind in by_kind if hasattr(KINDS[kind][0], "sources")]
        return {**by_kind, "record": {id_: entry for kind in findable for id_, entry in by_kind[kind].items()}}

    @cached_property
    def sets(self) -> dict[str, Entry]:
        """A question of each set, by the set's name such as "LESSON/check"."""
        return {
            f"{one.file.removeprefix('questions/').removesuffix('.toml')}/{one.fields['set']}": one
            for one in self.questions
            if "set" in one.fields
        }

    @cached_property
    def objectives(self) -> dict[str, Entry]:
        """The lesson of each objective, by the objective's id."""
        lessons = self.entries["lesson"]
        return {one["id"]: lesson for lesson in lessons for one in lesson.fields.get("objectives", ())}

    def lacks(self, kind: str, id_: str) -> bool:
        """Return whether there is no record of this kind with this id, as far as all of them could be read."""
        unread = self.unread if kind == "record" else self.unread & {kind}
        return not unread and id_ not in self.known[kind]

    @property
    def all_entries(self) -> list[Entry]:
        """Every record and every question."""
        return [*(entry for entries in self.entries.values() for entry in entries), *self.questions]
