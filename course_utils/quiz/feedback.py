"""What a learner gets for an answer: the verdict, what is right in it, and when it is time, the answer and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from course_utils import display, knowledge
from course_utils.answer_codes import GIVEN_UP, NOT_YET, RIGHT
from course_utils.attempts.attempt import Attempt
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.question import Question, Result, any_other

TRIES = 2  # after so many the answer is shown, right or not
MISSED = "missed"  # the mark of what holds and was not chosen
_SHOWN = gettext_noop("This counts as not right. You can still answer: that is kept too.")


@dataclass(frozen=True)
class Feedback:
    """What a learner gets for an answer; `problem` is all of it where the answer could not be stored."""

    verdict: str
    """A code of `answer_codes`."""
    score: float | None
    text: str
    parts: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[tuple[str, str | None], ...] = ()
    problem: str | None = None
    marks: tuple[tuple[str, str], ...] = field(default=())
    """The name of each thing that was chosen or placed, with RIGHT or NOT_YET; MISSED once the answer is shown."""
    key: tuple[tuple[str, str, bool | None], ...] = field(default=())
    """The answer, once it is shown: each part in words, why it is so, and whether it is right."""
    rubric: Mapping[str, Any] | None = None
    """What a stored text is judged by (`rubric.py`), and under `level` where the learner has placed it."""
    drawn: Mapping[str, Any] | None = None
    """What is drawn over a stored guess."""


def told(question: Question, result: Result, *, shown: bool) -> Feedback:
    """Return all that can be said about a result; with `shown` also the answer, and why each part of it is so."""
    marks = {name: RIGHT if right else NOT_YET for name, right in result.marks}
    key: tuple[tuple[str, str, bool | None], ...] = ()
    if shown:
        marks = dict.fromkeys(question.holding(), MISSED) | marks
        rest = any_other(getattr(question, "otherwise", ""))  # where to look, of no use beside the answer
        key = tuple((f"{part.said}{part.stop}", part.why, part.right) for part in question.key() if part != rest)
    made = Feedback(result.verdict, result.score, result.text, result.parts, rests(question))
    return replace(made, marks=tuple(marks.items()), key=key)


def given_up() -> Result:
    """Return the result of asking for the answer: nothing is right in it."""
    return Result(GIVEN_UP, 0.0, gettext(_SHOWN))


def may_see(question: Question, attempts: Iterable[Attempt]) -> bool:
    """Return whether these attempts at a question, as it is asked now, have earned a look at the answer."""
    made = [one for one in attempts if one.version == question.version]
    return len(made) >= TRIES or any(one.score == 1 or one.verdict == GIVEN_UP for one in made)


def rests_told(question: Question) -> tuple[tuple[str, str | None], ...]:
    """Return what a learner who has answered is told that a question rests on: of a guess, what is drawn over it."""
    return rests(question) if question.graded or question.drawn() else ()


def rests(question: Question) -> tuple[tuple[str, str | None], ...]:
    """Return what a question rests on: each sentence and source in words, with its link if it has one."""
    said = gettext_noop("The article, sentence {id}: {text}")
    texts = knowledge.sentence_texts()
    quoted = [(gettext(said, id=id_, text=texts[id_]), None) for id_ in question.sentences]
    read = [knowledge.source(id_) for id_ in question.sources]
    return (*quoted, *((display.reference(one, link=False), one.link) for one in read))
