"""What is asked before and again after: baseline and post-test, with what was gained, and claims rated twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils import knowledge
from course_utils.attempts import store
from course_utils.attempts.attempt import Attempt
from course_utils.errors import UnknownId
from course_utils.language import gettext, gettext_noop, percent
from course_utils.quiz import bank
from course_utils.quiz.question import Question

NOT_COMPARED = gettext_noop(
    "The questions of the two forms have changed between your baseline and your post-test, so they are not compared."
)


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


def baseline() -> str | None:
    """Return the name of the form before the course, if it has one."""
    return knowledge.course().baseline


def post_test() -> str | None:
    """Return the name of the form after the course, if it has one."""
    return knowledge.course().post_test


def stood(name: str | None) -> tuple[str, ...]:
    """Return the names under which answers to a set are kept: its own, and where the post-test stood before."""
    return (name, *knowledge.course().post_test_stood) if name and name == post_test() else (name or "",)


def asked_first(quiz: str | None) -> bool:
    """Return whether a quiz comes back in another form, so that it says nothing of its answers at first."""
    if quiz is None or quiz == baseline():
        return quiz is not None
    return any(question.measured for question in _questions(quiz)) and quiz in bank.rated_again()


def second(quiz: str) -> str | None:
    """Return the quiz in which another one comes back: the post-test of the baseline, the later rating of claims."""
    return post_test() if quiz == baseline() else bank.rated_again().get(quiz)


def silent(quiz: str | None, learner: str) -> bool:
    """Return whether a quiz that is asked first says nothing about its answers yet: until the second one is done."""
    if quiz is None or not asked_first(quiz):
        return False
    return not _done(second(quiz), store.read(learner).attempts)


def both() -> str:
    """Return the names of the two forms in words, each with its lesson; "" where the course has them not both."""
    forms = [name for name in (baseline(), post_test()) if name]
    if len(forms) < 2:
        return ""
    before, after = (knowledge.lesson(name.partition("/")[0]).label for name in forms)
    return gettext("the baseline (lesson {before}) and the post-test (lesson {after})", before=before, after=after)


def gain(attempts: Iterable[Attempt]) -> Gain:
    """Return what was gained from the first form to the last one."""
    attempts = tuple(attempts)
    if not _done(baseline(), attempts) or not _done(post_test(), attempts):
        if not both():
            return Gain(gettext("This course has no baseline and no post-test."))
        return Gain(gettext("Your gain is shown when both {forms} are done.", forms=both()))
    if _of_today(baseline(), attempts) != _of_today(post_test(), attempts):
        return Gain(gettext(NOT_COMPARED))
    before, after = _mean(baseline(), attempts), _mean(post_test(), attempts)
    if before is None or after is None:
        return Gain(gettext("There is no gain to show: one of the two forms has no graded question."))
    reached = gettext(
        "Right at the first attempt: {before} of the baseline, {after} of the post-test.",
        before=percent(before),
        after=percent(after),
    )
    share = None if before > 1 - 1e-9 else (after - before) / (1 - before)
    if share is None:
        said = gettext("Your gain is not defined: all of the baseline was right, so nothing was left to gain.")
    elif share < 0:
        said = gettext("That is less than before, so there is no gain.")
    else:
        said = gettext("You gained {share} of what there was to gain.", share=percent(share))
    return Gain(f"{reached} {said}", before, after, share)


def _done(name: str | None, attempts: Iterable[Attempt]) -> bool:
    """Return whether the course has this form and every question of it has an attempt."""
    asked = {question.id for question in _questions(name)}
    return bool(asked) and asked <= {attempt.question for attempt in attempts if attempt.quiz in stood(name)}


def _of_today(name: str | None, attempts: Iterable[Attempt]) -> bool:
    """Return whether a form was answered as it is asked today; what was asked before is not told apart further."""
    first = _first(name, attempts)
    return all(first[question.id].version == question.version for question in _questions(name))


def _first(name: str | None, attempts: Iterable[Attempt]) -> dict[str, Attempt]:
    """Return the first attempt at each question of a form; attempts come in order of time."""
    first: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.quiz in stood(name):
            first.setdefault(attempt.question, attempt)
    return first


def _mean(name: str | None, attempts: Iterable[Attempt]) -> float | None:
    """Return the mean score of the first attempts."""
    first = _first(name, attempts)
    scores = [first[question.id].score or 0.0 for question in _questions(name) if question.graded]
    return sum(scores) / len(scores) if scores else None


def _questions(name: str | None) -> tuple[Question, ...]:
    try:
        return bank.question_set(name or "")
    except UnknownId:
        return ()  # the course has no such form, or its lesson is not written yet
