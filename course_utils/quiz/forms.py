"""The two parallel forms: the baseline before the course, the post-test after it, and what was gained between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils.errors import UnknownId
from course_utils.progress import store
from course_utils.progress.attempt import Attempt
from course_utils.quiz import bank
from course_utils.quiz.question import Question

BASELINE = "00-start-here/baseline"
POST_TEST = "10-capstone/post-test"


@dataclass(frozen=True)
class Gain:
    """What a learner gained, from first attempts only; `said` puts it in words, also where there is nothing to say."""

    said: str
    before: float | None = None
    """The share of the baseline that was right, from 0 to 1."""
    after: float | None = None
    """The same for the post-test."""
    share: float | None = None
    """(after - before) / (1 - before): the share gained of what there was to gain (Hake's normalised gain)."""


def silent(quiz: str, learner: str) -> bool:
    """Return whether a quiz says nothing about its answers yet: the baseline, until the post-test is done."""
    return quiz == BASELINE and not _done(POST_TEST, store.read(learner).attempts)


def gain(attempts: Iterable[Attempt]) -> Gain:
    """Return what was gained from the first form to the last one."""
    attempts = tuple(attempts)
    if not _done(BASELINE, attempts) or not _done(POST_TEST, attempts):
        return Gain("Your gain is shown when both the baseline (lesson 00) and the post-test (lesson 10) are done.")
    before, after = _mean(BASELINE, attempts), _mean(POST_TEST, attempts)
    if before is None or after is None:
        return Gain("There is no gain to show: one of the two forms has no graded question.")
    reached = f"Right at the first attempt: {before:.0%} of the baseline, {after:.0%} of the post-test."
    if before > 1 - 1e-9:
        return Gain(
            f"{reached} Your gain is not defined: all of the baseline was right, so nothing was left to gain.",
            before,
            after,
        )
    share = (after - before) / (1 - before)
    if share < 0:
        return Gain(f"{reached} That is less than before, so there is no gain.", before, after, share)
    return Gain(f"{reached} You gained {share:.0%} of what there was to gain.", before, after, share)


def _done(name: str, attempts: Iterable[Attempt]) -> bool:
    """Return whether the course has this form and every question of it has an attempt."""
    asked = {question.id for question in _questions(name)}
    return bool(asked) and asked <= {attempt.question for attempt in attempts if attempt.quiz == name}


def _mean(name: str, attempts: Iterable[Attempt]) -> float | None:
    """Return the mean score of the first attempts; attempts come in order of time."""
    first: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.quiz == name:
            first.setdefault(attempt.question, attempt)
    scores = [first[question.id].score or 0.0 for question in _questions(name) if question.graded]
    return sum(scores) / len(scores) if scores else None


def _questions(name: str) -> tuple[Question, ...]:
    try:
        return bank.question_set(name)
    except UnknownId:
        return ()  # the lesson is not written yet
