"""What is said to be saved is on disk: every kind of question on disks that refuse, and on one that does not."""

import errno
import json
import os
import re

import pytest
from samples import QUESTIONS, heard, quiz, right, wrong

from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.quiz import bank
from course_utils.quiz.question import NOT_SAVED

ASKED = dict.fromkeys(QUESTIONS, "02-where-it-happened/check") | {"baseline": "00-start-here/baseline"}
REFUSALS = {
    "no such place": lambda home, monkeypatch: monkeypatch.setenv("COURSE_HOME", "/proc/none"),
    "a file in its place": lambda home, monkeypatch: home.write_text("a file"),
    "a full disk": lambda home, monkeypatch: monkeypatch.setattr(os, "write", full),
    "a disk that is only read": lambda home, monkeypatch: monkeypatch.setattr(os, "open", only_read),
    "a disk that fails at the end": lambda home, monkeypatch: monkeypatch.setattr(os, "fsync", full),
}


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def only_read(*_):
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def asked(name):
    return quizzes.show(ASKED[name]) if name == "baseline" else quiz(ASKED[name])


def questions(name, shown):
    return shown.questions if name == "baseline" else (QUESTIONS[name],)


@pytest.mark.parametrize("refuse", REFUSALS.values(), ids=REFUSALS)
@pytest.mark.parametrize("name", ASKED)
def test_what_could_not_be_saved_is_said_once_and_first(home, monkeypatch, refuse, name):
    shown = asked(name)
    said = heard(shown.widget)
    refuse(home, monkeypatch)
    for question in questions(name, shown):
        for response in (right(question), *wrong(question)):
            feedback = shown.answer(question.id, response)
            assert feedback.verdict == NOT_SAVED
            assert feedback.text == feedback.problem
            assert feedback.text.startswith("Your work could not be saved in ")
            assert (feedback.parts, feedback.rests_on) == ((), ())
            sent = json.dumps(said[-1]["answer"], ensure_ascii=False)
            without = sent.replace(str(home), "").replace("not be saved", "").replace("not saved", "")
            assert "saved" not in without and "✓" not in sent
            assert said[-1]["answer"]["stored"] is False
    monkeypatch.undo()


def test_where_a_browser_keeps_nothing_a_learner_is_told_what_is_right_and_that_it_is_not_kept(home, monkeypatch):
    monkeypatch.setattr("course_utils.attempts.page.not_kept", lambda: "Not kept: this browser stores nothing.")
    for name in ASKED:
        shown = asked(name)
        for question in questions(name, shown):
            feedback = shown.answer(question.id, right(question))
            assert feedback.text.endswith("Not kept: this browser stores nothing.")
            assert "saved" not in feedback.text.lower()
            told = question.graded and name != "baseline"
            assert feedback.verdict == ("right" if told else NOT_SAVED)
    assert progress.attempts()  # they can be handed in


@pytest.mark.parametrize("name", ASKED)
def test_saved_is_said_once_of_what_is_on_disk(name):
    shown = asked(name)
    for question in questions(name, shown):
        feedback = shown.answer(question.id, right(question))
        assert progress.attempts()[-1].question == question.id
        told = name == "baseline" or not question.graded
        assert len(re.findall(r"[Ss]aved", feedback.text)) == told
        assert feedback.text.startswith("Your ") == told


@pytest.mark.parametrize("lesson", bank.lessons())
def test_no_question_says_itself_that_an_answer_is_saved(lesson):
    for question in bank.lesson_questions(lesson):
        said = [question.grade(response).text for response in (right(question), *wrong(question))]
        assert not [text for text in said if re.search(r"\bYour \w+ is saved\b", text)], question.id


def test_the_note_of_a_quiz_promises_nothing_that_the_disk_has_not_done():
    assert quiz().note == 'You answer as "me", on this computer.'
