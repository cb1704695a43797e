"""A briefing in the learner's own words, one statement on a line, each with the record it rests on (`brief`)."""

import re
from typing import Any

from course_utils import knowledge
from course_utils.errors import UnknownId
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.quiz import shelf
from course_utils.quiz.kinds.open_answer import written
from course_utils.quiz.objections import objections
from course_utils.quiz.question import STORED, Result
from course_utils.quiz.rubric import Open

_MARK = re.compile(r"\[([\w-]+(?:\s*[,;]\s*[\w-]+)*)\]")


@record_of()
class Brief(Open):
    """The response is a text; every line of it is a statement and names its records by their ids in square brackets."""

    desk: bool = False
    """Whether the records of the lessons and a map stand beside the text, to be put into it."""

    room = 10
    saved = gettext_noop("Your briefing is saved.")
    form = gettext_noop("Write at least one statement.")

    def judge(self, response: Any) -> Result:
        """Return how many statements rest on a record, and what can be known to be amiss with each."""
        lines = statements(written(response))
        lacking = {line: missing for line in lines if (missing := _missing(line))}
        kept = sum(line not in lacking for line in lines)
        amiss = [(line, lacking.get(line) or " ".join(objections(line, named(line)))) for line in lines]
        amiss = [(line, said) for line, said in amiss if said]
        said = self.then(resting_said(kept, len(lines)))
        example = () if amiss or self.rubric else ((gettext("A model statement"), self.model),)
        return Result(STORED, None, said, (*amiss, *example))

    def at_desk(self) -> bool:
        """Return whether the board stands beside the text too."""
        return self.desk

    def face(self) -> dict[str, Any]:
        """Return what stands beside the text, the same for every learner."""
        return shelf.face() if self.desk else {}

    def lines(self) -> list[str]:
        """Return room to write, and what stands beside it."""
        parts = shelf.shelf() if self.desk else []
        return [self.asks_for(), *(part.line for part in parts)]

    def asks_for(self) -> str:
        """Return the line that leaves room to write."""
        return gettext("One statement on each line, with the id of its record: ______ [id]")


def statements(text: str) -> list[str]:
    """Return the statements of a text, one on a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def named(statement: str) -> list[str]:
    """Return the ids that a statement names in square brackets."""
    return [id_ for marks in _MARK.findall(statement) for id_ in re.split(r"\s*[,;]\s*", marks)]


def resting_said(kept: int | str, count: int) -> str:
    """Return how many of so many statements rest on a record."""
    return ngettext(
        "{kept} of {count} statements rest on a record of the course.",
        "{kept} of {count} statements rest on a record of the course.",
        count,
        kept=kept,
    )


def _missing(statement: str) -> str:
    """Return what a statement lacks, in a sentence; nothing if every record it names is known, and it names one."""
    marks = named(statement)
    if not marks:
        return gettext("No record is named. Write its id in square brackets at the end.")
    for mark in marks:
        try:
            knowledge.find(mark)
        except UnknownId as error:
            return str(error)
    return ""
