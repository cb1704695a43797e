"""What a learner answered last: checked again by the question of today, or by the one that was asked then."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from course_utils.answer_codes import GIVEN_UP, NOT_ATTEMPTED, RIGHT, UNCHECKED
from course_utils.attempts.attempt import Attempt
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.feedback import given_up, may_see
from course_utils.quiz.question import Question, Result

RIGHT_THEN = gettext_noop("Right for the question as it was asked then. It has changed since: read it again.")


def last(
    questions: Iterable[Question],
    asked_before: Callable[[], Mapping[tuple[str, int], Question]],
    attempts: Iterable[Attempt],
) -> dict[str, tuple[Any, Result, bool]]:
    """Return, by question, the last response that can still be checked, its result, and whether the answer is shown.

    `attempts` come in order of time; `asked_before` gives questions as they were asked before, by id and version. It is
    called only for an answer to another version than today's.
    """
    known = {question.id: question for question in questions}
    found: dict[str, tuple[Any, Result]] = {}
    made: dict[str, list[Attempt]] = {id_: [] for id_ in known}
    for attempt in attempts:
        if attempt.question not in known:
            continue
        made[attempt.question].append(attempt)
        now, before = known[attempt.question], None
        if attempt.version != now.version:
            before = asked_before().get((attempt.question, attempt.version))
        if attempt.verdict == GIVEN_UP and attempt.response is None and not before:
            found[attempt.question] = (found.get(attempt.question, (None, None))[0], given_up())
            continue
        result, then = now.grade(attempt.response), before and before.grade(attempt.response)
        other = before is not None and before.kind != now.kind  # an answer of that form fits no control of today
        gone = other or result.verdict in (NOT_ATTEMPTED, UNCHECKED)  # what was chosen is no option today
        if gone and before and then:
            now, result = before, then
        if result.verdict not in (NOT_ATTEMPTED, UNCHECKED):
            if then and then.verdict == RIGHT and (now is before or result.verdict != RIGHT):
                result = Result(RIGHT, 1.0, gettext(RIGHT_THEN))
            found[attempt.question] = (None if other else now.by_id(attempt.response), result)
    return {id_: (*given, may_see(known[id_], made[id_])) for id_, given in found.items()}
