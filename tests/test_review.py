"""Which questions come back: first what went wrong, then what was not seen for longest."""

import pytest
from samples import right, wrong

from course_utils import progress, review
from course_utils.attempts import store
from course_utils.errors import UnknownId
from course_utils.quiz import Quiz, bank

LESSON = "02-where-it-happened"


def ids(questions):
    return [question.id for question in questions]


@pytest.fixture
def asked():
    """Return the questions that lesson 02 can recall, the nearest lesson first."""
    return [question for lesson in ("01-the-article", "00-start-here")
            for question in bank.lesson_questions(lesson) if question.set == "check"]  # fmt: skip


@pytest.fixture
def answer(monkeypatch):
    """Return a way to answer a question on a day."""

    def on(day, question, well, quiz=None):
        monkeypatch.setenv("COURSE_TODAY", f"2026-01-{day:02}")
        lesson = next(name for name in bank.lessons() if question in bank.lesson_questions(name))
        asked = Quiz(quiz or f"{lesson}/check", (question,))
        asked.answer(question.id, right(question) if well else wrong(question)[0])
        monkeypatch.setenv("COURSE_TODAY", "2026-01-15")

    return on


def test_at_first_the_questions_come_from_the_lesson_before(asked):
    assert ids(review.due(LESSON)) == ids(asked[:3])
    assert ids(review.due(LESSON, 99)) == ids(asked)


def test_before_the_first_lesson_there_is_nothing_to_recall():
    assert review.due("00-start-here") == ()


def test_first_what_went_wrong_then_what_was_never_seen_then_what_was_seen_longest_ago(asked, answer):
    for day, question in enumerate(reversed(asked), start=1):
        if question not in asked[3:5]:
            answer(day, question, question not in asked[:2])
    seen_longest_ago = [question for question in reversed(asked) if question not in asked[:2] + asked[3:5]]
    expected = [asked[1], asked[0], asked[3], asked[4], *seen_longest_ago]
    assert ids(review.due(LESSON, 99)) == ids(expected)


def test_what_was_wrong_and_then_right_is_not_wrong_any_more(asked, answer):
    answer(3, asked[4], False)
    assert review.due(LESSON)[0] == asked[4]
    answer(4, asked[4], True)
    assert asked[4] not in review.due(LESSON)


def test_partly_right_counts_as_not_yet_right(asked):
    match = next(question for question in asked if question.kind == "match")
    first = next(iter(right(match).items()))
    Quiz("01-the-article/check", (match,)).answer(match.id, dict([first]))
    assert review.due(LESSON)[0] == match


def test_what_is_answered_in_todays_recall_does_not_change_it(asked, answer):
    answer(3, asked[-1], False)
    before = review.show(LESSON)
    assert before.questions[0] == asked[-1]
    for question in before.questions:
        before.answer(question.id, right(question))
        assert review.due(LESSON) == before.questions
    assert set(review.show(LESSON).last_answers()) == set(ids(before.questions))


def test_the_next_day_it_does(asked, answer):
    for question in review.due(LESSON):
        answer(14, question, True, quiz=f"{LESSON}/recall")
    assert ids(review.due(LESSON)) == ids(asked[3:6])


def test_times_of_another_zone_are_compared_as_moments(asked, home):
    early, late = asked[:2]
    for question, time in ((early, "2026-01-02T09:00:00+09:00"), (late, "2026-01-02T01:00:00+00:00")):
        store.write(quiz="q", question=question.id, version=1, kind="choice", response="x", verdict="right", score=1.0)
        [file] = (home / "me" / "attempts").glob("*.jsonl")
        lines = file.read_text("utf-8").splitlines()
        now = progress.attempts()[-1].time if len(lines) == 1 else lines[-1].split('"time":"')[1].split('"')[0]
        file.write_text("\n".join([*lines[:-1], lines[-1].replace(now, time)]) + "\n", "utf-8")
    assert [attempt.question for attempt in progress.attempts()] == [early.id, late.id]
    assert ids(review.due(LESSON, 99))[-2:] == [early.id, late.id]


def test_a_misspelt_lesson_is_named():
    with pytest.raises(UnknownId, match='Did you mean "02-where-it-happened"'):
        review.due("2-where-it-happened")


def test_the_plain_text_is_the_same_for_everyone(asked, answer):
    before = repr(review.show(LESSON))
    answer(3, asked[-1], False)
    assert repr(review.show(LESSON)) == before == review.PLAIN


def test_an_answer_in_recall_is_marked_by_the_question_as_it_was_asked_then():
    """The question has changed since, and it is not of the lesson in which it came back."""
    then = bank.asked_before()["01-c06", 1]
    said = {"name": "me", "quiz": f"{LESSON}/recall", "question": then.id, "version": 1, "kind": then.kind}
    store.write(**said, response="look", verdict="right", score=1.0, objective=then.objective)
    [(response, feedback)] = Quiz(f"{LESSON}/recall", (bank.every()[then.id],)).last_answers().values()
    assert (response, feedback.verdict) == ("look", "right")
