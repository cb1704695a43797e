"""“Which words decide it?” follows a right answer: kept beside it, never graded, and no answer anywhere."""

import json
import shutil
from dataclasses import replace

import pytest
from samples import QUESTIONS, heard, right
from test_page_grading import in_node

import course_class as classroom
from course_utils import progress, quiz, review
from course_utils.attempts import store
from course_utils.attempts.attempt import as_stored, written
from course_utils.errors import ContentError
from course_utils.quiz import bank, deciding_words, formats
from deploy.lite import answers, grading
from deploy.lite.paths import TEMPLATES

FOLLOWED = [one for one in bank.every().values() if one.deciding]
SET, ID = "01-the-article/check", "01-c03"
WORDS = "“is said”"


def test_about_25_questions_are_followed_by_it_and_the_model_quotes_words():
    assert len(FOLLOWED) >= 25 and all(one.graded for one in FOLLOWED)
    assert all("“" in one.deciding for one in FOLLOWED)


def test_words_are_kept_with_a_model_and_are_no_answer():
    asked = quiz.show(SET)
    said = heard(asked.widget)
    asked.answer(ID, right(asked.question(ID)))
    before = (asked.last_answers(), review.due("02-where-it-happened"), str(progress.show()))
    asked.widget._handle_custom_msg({"type": "words", "question": ID, "text": f" {WORDS} "}, [])
    model = deciding_words.kept_said(asked.question(ID))
    assert said[-1] == {"type": "words", "question": ID, "said": model} and "leaves out" in model
    line = progress.attempts()[-1]
    assert (line.question, line.kind, line.response, line.score) == (f"{ID}/words", "reflect", WORDS, None)
    assert (asked.last_answers(), review.due("02-where-it-happened"), str(progress.show())) == before
    assert quiz.show(SET).widget.state()["words"] == {ID: (WORDS, model)}


@pytest.mark.parametrize("text", ["", "   ", None, 7])
def test_nothing_written_is_not_kept_and_shows_no_model(text):
    assert quiz.show(SET).say_words(ID, text) == deciding_words.missing_said()
    assert progress.attempts() == ()


def test_a_question_without_it_asks_nothing_more():
    without = next(one.id for one in bank.question_set(SET) if not one.deciding)
    assert "Nothing more" in quiz.show(SET).say_words(without, WORDS)
    assert progress.attempts() == ()


def test_the_browser_knows_that_it_follows_and_not_the_model():
    faces = {face["id"]: face for face in quiz.show(SET).widget.questions}
    assert faces[ID]["deciding"] is True and "leaves out" not in json.dumps(faces)
    assert "which words decide it?" in repr(quiz.show(SET))


def test_a_page_says_of_words_that_were_kept_what_the_widget_says():
    asked = quiz.show(SET)
    for text in ("first", WORDS):
        asked.say_words(ID, text)
    lines = [written(attempt).decode() for attempt in store.read().attempts]
    told = [grading.quiz(SET), grading.sentences(), lines]
    [said] = in_node("page-state.mjs", TEMPLATES / "page-quiz.js", lines=[told])
    assert said["words"] == as_stored(asked.widget.state()["words"])


def test_paper_and_the_page_that_is_only_read_ask_it_and_have_the_model():
    [one] = [one for one in answers.quiz(SET)["questions"] if "is said" in one["text"]]
    assert one["lines"][-1].endswith("which words decide it?") and one["answer"][-1][1].startswith(WORDS[0])
    sheet = formats.export([bank.every()[ID]], "print").data
    assert "which words decide it?" in str(sheet) and "leaves out whoever" in str(sheet)
    assert any("decide it" in line for line in formats.export([bank.every()[ID]], "moodle").left_out)


def test_words_go_along_with_reflections_alone_and_are_nothing_in_the_report_of_a_class(tmp_path):
    asked = quiz.show(SET)
    asked.answer(ID, right(asked.question(ID)))
    asked.say_words(ID, WORDS)
    (folder := tmp_path / "handed-in").mkdir()
    for reflections in (False, True):
        text = (file := progress.export(reflections=reflections)).read_text("utf-8")
        assert (f"{ID}/words" in text) is reflections
    shutil.copy(file, folder)
    made = classroom.report(folder)
    assert made.problems == [] and [(one.question.id, one.n, one.difficulty) for one in made.items] == [(ID, 1, 1)]


@pytest.mark.parametrize("kind, model", [("choice", " "), ("reflect", "words")])
def test_a_model_that_nobody_could_be_asked_for_is_refused(kind, model):
    with pytest.raises(ContentError, match="deciding"):
        replace(QUESTIONS[kind], deciding=model)
