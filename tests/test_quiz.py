"""What a click and a call do: an answer is graded, put on disk, and then its feedback is shown."""

import json
import math

import pytest
from hypothesis import given, settings
from samples import QUESTIONS, heard, quiz, right, wrong
from test_kinds import RESPONSES, Odd, nested

from course_utils import progress, review
from course_utils import quiz as quizzes
from course_utils.attempts import learner, store
from course_utils.errors import CourseError, UnknownId
from course_utils.quiz import bank
from course_utils.quiz.feedback import rests as rests_on
from course_utils.quiz.question import GIVEN_UP, NOT_ATTEMPTED, NOT_SAVED, RIGHT, STORED, UNCHECKED


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_answer_is_on_disk_when_its_feedback_is_there(kind):
    asked, question = quiz(), QUESTIONS[kind]
    for response in (*wrong(question), right(question)):
        feedback = asked.answer(question.id, response, "certain", hint=True, seconds=2.5)
        attempt = progress.attempts()[-1]
        assert (attempt.question, attempt.kind, attempt.version) == (question.id, kind, 1)
        assert (attempt.verdict, attempt.score) == (feedback.verdict, feedback.score)
        assert (attempt.confidence, attempt.hint, attempt.seconds) == ("certain", True, 2.5)
        assert attempt.response == response
        assert attempt.time.startswith("2026-01-15T")
        assert feedback.problem is None
    assert feedback.verdict == (RIGHT if question.graded else STORED)


@pytest.mark.parametrize("kind", QUESTIONS)
@settings(max_examples=30)  # each writes to the disk and waits for it
@given(response=RESPONSES)
def test_no_response_makes_answer_raise_and_what_is_stored_can_be_read_back(kind, response):
    asked = quiz()
    before = len(progress.attempts())
    feedback = asked.answer(f"x-{kind}", response)
    reading = store.read()
    assert reading.problems == ()
    assert feedback.problem is None
    assert len(reading.attempts) - before == (feedback.verdict not in {NOT_ATTEMPTED, UNCHECKED})
    for _, again in quiz().last_answers().values():
        assert again.verdict not in {NOT_ATTEMPTED, UNCHECKED}
    json.dumps(quiz().widget.state(), allow_nan=False, ensure_ascii=False).encode()  # what the browser is sent


@pytest.mark.parametrize(
    "response",
    [nested(100_000, list), nested(5_000, dict), Odd(), [Odd()], b"x", {"s04": math.nan}, {("a", "b"): 1}, object()],
    ids=lambda response: type(response).__name__,
)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_cannot_be_stored_is_not_checked(kind, response):
    feedback = quiz().answer(f"x-{kind}", response)
    assert feedback.verdict == UNCHECKED
    assert progress.attempts() == ()


def test_a_set_or_a_tuple_will_do_for_a_list():
    assert quiz().answer("x-choices", {"C", "A"}).score == 1
    assert progress.attempts()[-1].response == ["A", "C"]
    assert quiz().answer("x-place", (31.2, 16.6)).score == 1


def test_half_an_emoji_is_stored_as_a_question_mark():
    assert quiz().answer("x-reflect", "torn \ud83d").verdict == STORED
    assert progress.attempts()[-1].response == "torn ?"


@pytest.mark.parametrize("letter", ["\x01", "😀", "\n", '"', "ق", "\u2028"])
def test_the_longest_text_is_stored_whatever_it_is_written_with(letter):
    assert quiz().answer("x-reflect", f"a{letter * 19_998}b").problem is None
    [attempt] = store.read().attempts
    assert attempt.response == f"a{letter * 19_998}b"
    assert quiz().answer("x-reflect", "x" * 20_001).verdict == UNCHECKED


def test_an_answer_that_is_too_long_to_be_read_back_is_not_said_to_be_saved():
    feedback = quiz().answer("x-choices", ["A"] * 100_000)
    assert feedback.problem == "This answer is too long to be saved. Make it shorter, then answer again."
    assert store.read() == store.Reading(())


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -1, "fast", [1], True, 10**400])
def test_odd_seconds_are_left_out(seconds):
    assert quiz().answer("x-choice", "In Tripoli", seconds=seconds, hint=None).problem is None
    [attempt] = store.read().attempts
    assert (attempt.seconds, attempt.hint) == (None, False)


@pytest.mark.parametrize("sure", ["very", "", 3])
def test_confidence_is_one_of_three(sure):
    with pytest.raises(CourseError, match="guess, fairly, certain"):
        quiz().answer("x-choice", "In Tripoli", sure)
    assert progress.attempts() == ()


def test_an_unknown_question_says_the_nearest():
    with pytest.raises(UnknownId, match='Did you mean "x-choices"'):
        quiz().answer("x-choicess", "A")


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_what_is_untouched_is_not_stored(nothing):
    assert quiz().answer("x-choice", nothing).verdict == NOT_ATTEMPTED
    assert progress.attempts() == ()


def test_a_restart_finds_the_last_answer_of_each_question():
    quiz().answer("x-choice", "In Sirte")
    quiz().answer("x-choice", "In Tripoli")
    quiz().answer("x-choice", "In Benghazi")  # no such option
    quiz().answer("x-text", "Haddad")
    store._session.cache_clear()
    answers = quiz().last_answers()
    assert {id_: (response, said.verdict) for id_, (response, said) in answers.items()} == {
        "x-choice": ("In Tripoli", "right"),
        "x-text": ("Haddad", "wrong"),
    }
    assert quiz(name="01-the-article/check").last_answers() == {}


def test_an_old_answer_to_an_option_that_was_reworded_still_counts():
    quiz().answer("x-choice", "Tripoli")
    assert quiz().last_answers()["x-choice"][1].score == 1


def test_the_baseline_says_only_that_an_answer_is_saved():
    asked = quizzes.show("00-start-here/baseline")
    for question in asked.questions:
        for response in (wrong(question)[0], right(question)):
            feedback = asked.answer(question.id, response)
            assert (feedback.verdict, feedback.score, feedback.parts, feedback.rests_on) == (STORED, None, (), ())
        assert progress.attempts()[-1].score == 1  # on disk it is graded all the same
        assert question.grade(right(question)).text not in json.dumps(asked.widget.state(), ensure_ascii=False)


@pytest.mark.parametrize("lesson", bank.lessons())
def test_every_feedback_of_the_course_says_what_it_rests_on(lesson):
    for question in bank.lesson_questions(lesson):
        rests = rests_on(question)
        assert len(rests) == len(question.sentences) + len(question.sources)
        assert rests or question.kind == "predict", question.id


def test_answers_go_to_whoever_is_learning_when_they_are_given():
    asked = quiz()
    said = heard(asked.widget)
    asked.answer("x-reflect", "mine")
    learner.switch("hare")
    [state] = [one for one in said if one["type"] == "state" and one["learner"] == "hare"]
    assert state["answers"] == {} and '"hare"' in state["note"] and state["anew"]
    asked.answer("x-choice", "In Tripoli")
    assert [len(progress.attempts(name)) for name in ("me", "hare")] == [1, 1]
    assert '"hare"' in asked.note
    learner.switch("me")
    assert said[-1]["answers"]["x-reflect"]["response"] == "mine"


def test_a_name_that_another_kernel_changed_is_seen_at_the_next_answer(home):
    asked = quiz()
    said = heard(asked.widget)
    asked.answer("x-reflect", "mine")
    (home / "learner.txt").write_text("hare")
    asked.answer("x-choice", "In Tripoli")
    assert [len(progress.attempts(name)) for name in ("me", "hare")] == [1, 1]
    assert [one["type"] for one in said[-2:]] == ["state", "feedback"]
    assert (said[-2]["learner"], said[-2]["anew"], list(said[-2]["answers"])) == ("hare", True, ["x-choice"])


def test_a_disk_that_forgets_who_is_learning_takes_no_text_off_the_page(home):
    learner.switch("hare")
    asked = quiz()
    asked.answer("x-choice", "In Tripoli")
    said = heard(asked.widget)
    home.rename(home.with_name("away"))
    home.write_text("a file")
    asked.answer("x-reflect", "long thought over")
    [feedback] = said  # no other learner's page in its place
    assert (feedback["answer"]["verdict"], feedback["answer"]["response"]) == (NOT_SAVED, "long thought over")


def test_who_only_changes_the_name_keeps_the_answers_and_the_page():
    asked = quiz()
    asked.answer("x-reflect", "mine")
    said = heard(asked.widget)
    assert progress.rename("hare") == "hare"
    assert (said[-1]["learner"], said[-1]["anew"]) == ("hare", False)
    assert said[-1]["answers"]["x-reflect"]["response"] == "mine"
    asked.answer("x-choice", "In Tripoli")
    assert (len(progress.attempts("hare")), learner.everyone()) == (2, ["hare"])


def test_a_click_does_what_a_call_does():
    asked = quiz()
    said = heard(asked.widget)
    message = {"type": "answer", "question": "x-choice", "response": "In Tripoli", "confidence": "certain"}
    asked.widget._hear(asked.widget, message | {"hint": False, "seconds": 1.5}, [])
    clicked = said[-1]["answer"]
    [attempt] = progress.attempts()
    assert (attempt.response, attempt.confidence, attempt.seconds) == ("In Tripoli", "certain", 1.5)
    called = asked.answer("x-choice", "In Tripoli", "certain")
    assert (clicked["verdict"], clicked["text"], clicked["stored"]) == (called.verdict, called.text, True)
    assert [one["type"] for one in said] == ["state", "feedback", "feedback"]


def test_a_hostile_attempt_on_disk_does_not_keep_the_quiz_from_opening(home):
    quiz().answer("x-choice", "In Sirte")
    [file] = (home / "me" / "attempts").glob("*.jsonl")
    line = json.loads(file.read_text("utf-8"))
    odd = [math.nan, {"1": 1}, [[]], "\ud800", {"s04": {}}, "<script>", 10**400, [1e999], None, True]
    with file.open("a") as stream:
        for number, (response, question) in enumerate((r, q) for r in odd for q in QUESTIONS.values()):
            stream.write(json.dumps(line | {"id": f"h{number}", "question": question.id, "response": response}) + "\n")
    json.dumps(quiz().widget.state(), allow_nan=False, ensure_ascii=False).encode()
    assert quiz().last_answers()["x-choice"][0] == "In Sirte"
    assert quiz().last_answers()["x-reflect"][0] == "<script>"


def test_the_plain_text_is_the_questions_and_never_an_answer():
    shown = repr(quizzes.show("02-where-it-happened/check"))
    assert shown.startswith("1. Which city")
    assert "The cabinet of Fathi Bashagha had worked there" not in shown
    quizzes.show("02-where-it-happened/check").answer("02-c01", "Sirte")
    assert repr(quizzes.show("02-where-it-happened/check")) == shown


def test_what_was_right_when_it_was_asked_stays_right_when_the_question_has_changed():
    name, then = "02-where-it-happened/try", {"question": "02-t01", "kind": "number", "response": "2763"}
    store.write(quiz=name, **then, version=1, verdict=RIGHT, score=1.0)
    _, again = quizzes.show(name).last_answers()["02-t01"]
    assert (again.verdict, again.score) == (RIGHT, 1)
    assert "as it was asked then" in again.text
    assert quizzes.show(name).answer("02-t01", "2763").verdict != RIGHT  # it is asked of three countries now
    assert quizzes.show(name).last_answers()["02-t01"][1].verdict != RIGHT


# --- the answer, and why ---


@pytest.mark.parametrize("kind", [kind for kind, question in QUESTIONS.items() if question.graded])
def test_the_answer_is_shown_after_two_tries_when_right_or_on_request(kind):
    question = QUESTIONS[kind]
    wrong_, parts = wrong(question)[0], [part for part in question.key() if part.answer != "Anything else"]
    whole = tuple((f"{part.said}{part.stop}", part.why, part.right) for part in parts)
    assert whole and all(why for _, why, _ in whole)
    asked = quiz()
    first, second = (asked.answer(question.id, wrong_) for _ in range(2))
    assert (first.key, second.key) == ((), whole)
    assert asked.answer(question.id, right(question)).key == whole
    assert quiz().last_answers()[question.id][1].key == whole
    at_once = quiz("01-the-article/check")
    assert at_once.answer(question.id, right(question)).key == whole
    given_up = quiz("03-how-libya-got-here/check")
    given_up.answer(question.id, wrong_)
    shown = given_up.give_up(question.id, seconds=3.5)
    assert (shown.verdict, shown.score, shown.key) == (GIVEN_UP, 0, whole)
    attempt = progress.attempts()[-1]
    assert (attempt.verdict, attempt.score, attempt.response, attempt.seconds) == (GIVEN_UP, 0, None, 3.5)
    response, again = quiz("03-how-libya-got-here/check").last_answers()[question.id]
    assert (response, again) == (question.by_id(wrong_), shown)


def test_each_thing_that_was_chosen_is_marked_and_the_rest_once_the_answer_is_shown():
    asked = quiz()
    marks = [dict(asked.answer("x-choices", response).marks) for response in (["A", "B"], ["B"])]
    assert marks == [{"A": "right", "B": "wrong"}, {"A": "missed", "B": "wrong", "C": "missed"}]
    ordered = asked.answer("x-order", ["2011", "2020", "2014"])
    assert dict(ordered.marks) == {"2011": "right", "2020": "wrong", "2014": "wrong"}
    assert ordered.text == "1 of 3 stand in their place."
    assert dict(asked.answer("x-match", {"s04": "the envoy", "s07": ""}).marks) == {"s04": "wrong"}
    assert dict(asked.answer("x-classify", {"They met.": "fact", "It was good.": "fact"}).marks) == {
        "They met.": "right",
        "It was good.": "wrong",
    }
    words = QUESTIONS["highlight"].words()
    found, beside = (next(n for n, word in enumerate(words) if part in word) for part in ("putschist", "command"))
    assert dict(asked.answer("x-highlight", [found, beside]).marks) == {str(found): "right", str(beside): "wrong"}


def test_what_is_shown_already_is_not_given_up_again():
    asked = quiz()
    asked.answer("x-choice", "In Tripoli")
    assert asked.give_up("x-choice").verdict == RIGHT
    asked.give_up("x-number")
    asked.give_up("x-number")
    assert [attempt.verdict for attempt in progress.attempts()] == [RIGHT, GIVEN_UP]


def test_a_quiz_that_is_silent_and_a_question_that_nobody_grades_show_no_answer():
    silent = quizzes.show("00-start-here/baseline")
    id_ = silent.questions[0].id
    for _ in range(3):
        assert silent.answer(id_, wrong(silent.questions[0])[0]).key == ()
    for asked, question in ((silent, id_), (quiz(), "x-predict"), (quiz(), "x-reflect")):
        said = asked.give_up(question)
        assert (said.verdict, said.key, said.marks) == (UNCHECKED, (), ())
    assert not any(attempt.verdict == GIVEN_UP for attempt in progress.attempts())


def test_tries_at_a_question_as_it_was_before_do_not_show_the_answer_of_today():
    name, then = "02-where-it-happened/try", {"question": "02-t01", "kind": "number", "response": "1"}
    for _ in range(2):
        store.write(quiz=name, **then, version=1, verdict="wrong", score=0.0)
    store.write(quiz=name, **then | {"response": None}, version=1, verdict=GIVEN_UP, score=0.0)
    asked = quizzes.show(name)
    assert asked.last_answers()["02-t01"][1].key == ()
    assert asked.answer("02-t01", "1").key == ()
    assert asked.answer("02-t01", "1").key


def test_a_click_asks_for_the_answer_as_a_call_does():
    asked = quiz()
    said = heard(asked.widget)
    asked.widget._hear(asked.widget, {"type": "give up", "question": "x-choice", "hint": True, "seconds": 2}, [])
    clicked = said[-1]["answer"]
    assert (clicked["verdict"], clicked["stored"], len(clicked["key"])) == (GIVEN_UP, True, 2)
    [attempt] = progress.attempts()
    assert (attempt.response, attempt.hint, attempt.seconds) == (None, True, 2)


def test_an_answer_that_was_asked_for_is_nowhere_right_and_comes_back():
    asked = quizzes.show("02-where-it-happened/check")
    first, *rest = asked.questions
    asked.give_up(first.id)
    for question in rest:
        asked.answer(question.id, right(question))
    [lesson] = [part for part in progress.summary().lessons if part.id == "02-where-it-happened"]
    assert (lesson.graded, lesson.right) == (len(asked.questions), len(rest))
    assert review.due("03-how-libya-got-here", 1) == (first,)
