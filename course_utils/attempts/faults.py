"""What a learner finds wrong in a question or a record: a line that is handed in and stands in the report of a class.

It is no answer. It is a line of its own among the attempts, under an id that ends in FAULT.
"""

from typing import Any

from course_utils import knowledge
from course_utils.answer_codes import STORED
from course_utils.attempts import store
from course_utils.attempts.attempt import FAULT
from course_utils.errors import CourseError
from course_utils.language import gettext

LONGEST = 500  # signs of a line
RECORD = "record/"
"""How the id begins where the line is about a record and not about a question."""
NOWHERE = "records"
"""What such a line names where others name their quiz: records stand in many lessons, and in no quiz."""


def of_record(id_: str, text: Any, name: str | None = None) -> str:
    """Return what is said to a learner who has written what is wrong with a record; UnknownId if there is none.

    `name` is whose line it is, by default of whoever is learning now.
    """
    return keep(text, name=name, quiz=NOWHERE, question=RECORD + knowledge.find(id_).id)


def keep(text: Any, *, question: str, **values: Any) -> str:
    """Put a line on what is wrong on disk, and return what is said of it: kept, and why not if not."""
    if not (line := line_of(text)):
        return missing_said()
    try:
        store.write(question=question + FAULT, kind="fault", response=line, verdict=STORED, **values)
    except CourseError as error:
        return str(error)
    return kept_said()


def line_of(text: Any) -> str:
    """Return a line as it is kept; an empty one if nothing is written."""
    return text.strip()[:LONGEST] if isinstance(text, str) else ""


def kept_said() -> str:
    """Return what is said of a line on what is wrong, once it is kept."""
    return gettext("Kept. It goes into the file that you hand in.")


def missing_said() -> str:
    """Return what is said where such a line is empty."""
    return gettext("Write in one line what is wrong.")
