"""A briefing in the learner's own words, one statement on a line, each with the record it rests on (`brief`)."""

import re
from dataclasses import dataclass
from typing import Any

from course_utils import knowledge
from course_utils.errors import UnknownId
from course_utils.quiz.kinds.free import model_answer, written
from course_utils.quiz.question import STORED, KeyPart, Question, Result

_MARK = re.compile(r"\[([\w-]+)\]")


@dataclass(frozen=True, kw_only=True)
class Brief(Question):
    """The response is a text; every line of it is a statement and names its records: "They met in Tripoli. [ev49]"."""

    model: str

    graded = False
    called = "briefing"
    form = "Write at least one statement."

    def judge(self, response: Any) -> Result:
        """Return how many statements rest on a record, and what is missing from each of the others."""
        statements = [line.strip() for line in written(response).splitlines() if line.strip()]
        lacking = [(line, missing) for line in statements if (missing := _missing(line))]
        kept = len(statements) - len(lacking)
        said = f"{kept} of {len(statements)} statements rest on a record of the course."
        example = () if lacking else (("A model statement", self.model),)
        return Result(STORED, None, said, (*lacking, *example))

    def key(self) -> tuple[KeyPart, ...]:
        """Return the model statement."""
        return model_answer(self.model)

    def lines(self) -> list[str]:
        """Return room to write."""
        return ["One statement on each line, with its record: ______ [ev49]"]


def _missing(statement: str) -> str:
    """Return what a statement lacks, in a sentence; nothing if every record it names is known, and it names one."""
    marks = _MARK.findall(statement)
    if not marks:
        return "No record is named. Write its id in square brackets at the end."
    for mark in marks:
        try:
            knowledge.find(mark)
        except UnknownId as error:
            return str(error)
    return ""
