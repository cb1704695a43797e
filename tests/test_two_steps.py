"""A question in two steps: right is who has the answer and what it rests on, in every kind that is graded."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from samples import QUESTIONS, TWO_STEPS, heard, right, wrong

from course_utils.attempts import store
from course_utils.errors import ContentError
from course_utils.quiz import Quiz, bank, formats
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT, UNCHECKED
from course_utils.quiz.two_steps import SAID, TwoSteps

STEPS = {one.id: one for one in bank.every().values() if isinstance(one, TwoSteps)}
CHOICE = TWO_STEPS["choice"]


@pytest.mark.parametrize("asked", [*TWO_STEPS.values(), *STEPS.values()], ids=lambda one: one.id)
def test_the_verdict_is_on_both_steps_and_says_which_is_right(asked):
    both = right(asked)
    assert (asked.grade(both).verdict, asked.grade(both).score) == (RIGHT, 1)
    off = wrong(asked.first)[0]
    elsewhere = next(one.name for one in asked.grounds if not one.right)
    for answer in (both["answer"], off):
        for ground in (both["ground"], elsewhere):
            first, found = asked.first.grade(answer), asked.grade({"answer": answer, "ground": ground})
            holds = ground == both["ground"]
            assert found.text == SAID[first.verdict][holds]
            assert found.score == (first.score + holds) / 2
            assert found.verdict == (RIGHT if found.score == 1 else PARTLY if found.score else NOT_YET)
            chosen = next(one for one in asked.grounds if one.means(ground))
            assert (f"ground/{chosen.name}", holds) in found.marks and (chosen.text, chosen.feedback) in found.parts
    for half in ({"answer": both["answer"]}, both | {"ground": None}, both | {"answer": None}, both["answer"]):
        assert asked.grade(half).verdict == UNCHECKED, half


@pytest.mark.parametrize("asked", [*TWO_STEPS.values(), *STEPS.values()], ids=lambda one: one.id)
def test_the_answer_and_why_has_all_that_it_could_rest_on(asked):
    quiz = Quiz("02-where-it-happened/check", (asked,))
    quiz.answer(asked.id, wrong(asked)[0])
    shown = quiz.answer(asked.id, right(asked))
    why = [said for _, said, _ in shown.key]
    assert all(one.feedback in why for one in asked.grounds)
    assert [holds for _, _, holds in shown.key[-len(asked.grounds) :]] == [one.right for one in asked.grounds]
    assert store.read().attempts[-1].response == asked.by_id(right(asked))
    assert quiz.last_answers()[asked.id][1] == shown


def test_the_browser_gets_no_key():
    [face] = Quiz("02-where-it-happened/check", (CHOICE,)).widget.questions
    assert "right" not in json.dumps(face) and "feedback" not in json.dumps(face)
    assert [one["id"] for one in face["grounds"]["options"]] == ["ev49", "ev43", "Neither of them"]


def test_an_answer_from_before_there_was_a_second_step_is_shown_by_the_wording_of_then(monkeypatch):
    lesson, before = "02-where-it-happened", QUESTIONS["choice"]
    now = replace(CHOICE, id=before.id, version=2)
    monkeypatch.setattr(bank, "earlier", lambda _: {(before.id, 1): before})
    quiz = Quiz(f"{lesson}/check", (before,))
    quiz.answer(before.id, "In Tripoli")
    again = Quiz(f"{lesson}/check", (now,))
    response, feedback = again.last_answers()[now.id]
    assert (response, feedback.verdict, feedback.score) == ("In Tripoli", RIGHT, 1)
    assert not feedback.key  # the second step is still to be done
    said = heard(again.widget)
    again.answer(now.id, {"answer": "In Tripoli", "ground": "ev49"})
    assert said[-1]["answer"]["response"] == {"answer": "In Tripoli", "ground": "ev49"}
    assert again.last_answers()[now.id][1].text == SAID[RIGHT][True]


@pytest.mark.parametrize("tool", ["moodle", "qti", "jupyterquiz"])
def test_a_tool_with_one_step_gets_pairs_and_it_is_said(tool):
    said = formats.export([CHOICE], tool).left_out
    assert any("only the right pair counts" in one for one in said)
    asked, _ = CHOICE.as_one()
    assert [one.text for one in asked.options if one.right] == ["In Tripoli – The meeting in July"]
    assert len(asked.options) == len(CHOICE.options) * len(CHOICE.grounds)


@pytest.mark.parametrize("tool", ["moodle", "qti"])
def test_of_other_kinds_the_tool_asks_the_first_step_and_it_is_said(tool):
    said = formats.export([TWO_STEPS["match"]], tool).left_out
    assert any("what the answer rests on is not asked" in one for one in said)


@pytest.mark.parametrize("tool", ["print", "anki"])
def test_paper_and_cards_ask_both(tool):
    content = formats.export([CHOICE], tool).data
    if tool == "anki":
        content = ZipFile(BytesIO(content)).read("collection.anki2")
    for text in ("What does your answer rest on?", "The meeting in Sirte", "That was before."):
        assert text.encode() in content


@pytest.mark.parametrize(("grounds", "said"), [
    ([], "at least one"), ([{"text": "A", "feedback": "f", "right": True}], "two or more"),
    ([{"text": "A", "feedback": "f"}, {"text": "B", "feedback": "g"}], "exactly one"), ("A", "list"),
])  # fmt: skip
def test_grounds_that_cannot_be_asked_are_refused(grounds, said):
    with pytest.raises(ContentError, match=said):
        bank.question(formats.table(QUESTIONS["choice"]) | {"grounds": grounds}, "x.toml")


def test_what_nobody_grades_has_no_grounds():
    with pytest.raises(ContentError, match="nobody grades"):
        bank.question(formats.table(QUESTIONS["reflect"]) | {"grounds": formats.table(CHOICE)["grounds"]}, "x.toml")
