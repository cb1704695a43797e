"""A text of one's own is judged by its writer: after it is stored, by two samples and three levels, never graded."""

import re
import shutil

import pytest
from samples import QUESTIONS, heard, quiz

import course_class as classroom
from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.errors import UnknownId
from course_utils.quiz import bank, beside, formats
from course_utils.quiz.rubric import LEVELS, Open

SET, ID = "04-who-is-who/reflect", "04-r01"
TEXT = "General al-Nadhouri came. <b>=1+1</b>"


def test_samples_are_shown_once_a_text_is_stored_and_not_before():
    asked = quiz(kinds=("reflect",))
    weak = asked.questions[0].rubric.weak
    assert weak not in repr(asked) and weak not in str(asked.widget.questions)
    said = asked.answer("x-reflect", "s05")
    assert (said.verdict, said.score, said.parts) == ("stored", None, ())
    assert sorted(said.rubric["samples"]) == ["Sentence s05.", "The article."]
    assert said.rubric["samples"][said.rubric["better"]] == "Sentence s05."
    assert asked.answer("x-reflect", "").rubric is None


def test_a_level_is_kept_like_an_answer_and_is_none():
    asked = quiz(kinds=("reflect",))
    asked.answer("x-reflect", "s05")
    said = heard(asked.widget)
    asked.widget._handle_custom_msg({"type": "level", "question": "x-reflect", "level": "middling"}, [])
    assert said == [{"type": "level", "question": "x-reflect", "said": beside.level_kept()}]
    _, line = progress.attempts()
    assert (line.question, line.response, line.score) == ("x-reflect/level", "middling", None)
    response, told = quiz(kinds=("reflect",)).last_answers()["x-reflect"]
    assert (response, told.rubric["level"]) == ("s05", "middling")


@pytest.mark.parametrize("level", ["best", "", None, 3])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(UnknownId):
        quiz(kinds=("reflect",)).place("x-reflect", level)
    assert progress.attempts() == ()


def test_the_report_of_a_class_counts_levels_once_for_each_learner_and_shows_no_text(tmp_path):
    (folder := tmp_path / "handed-in").mkdir()
    for number, reflections in enumerate((True, False)):
        progress.learner.switch(f"Learner {number}")
        asked = quizzes.show(SET)
        asked.answer(ID, TEXT if reflections else "My uncle was there.")
        asked.place(ID, "weak")
        asked.place(ID, LEVELS[number])
        shutil.copy(progress.export(reflections=reflections), folder)
    progress.learner.switch("Learner 0")
    quizzes.show(SET).place(ID, "strong")
    shutil.copy(progress.export(reflections=True), folder / "again.jsonl")
    made = classroom.report(folder)
    weak, middling, _ = bank.every()[ID].rubric.levels
    [(question, levels)] = made.judged
    assert question == ID and dict(levels)[middling] == 0 and sum(dict(levels).values()) == 1
    assert weak in made.html and "uncle" not in made.html and TEXT not in made.html and "&lt;b&gt;" not in made.html


@pytest.mark.parametrize("levels", [["One.", "Two."], ["One.", "One.", "Two."], ["One.", "", "Two."], "One."])
def test_a_rubric_without_three_levels_is_a_fault(levels):
    table = formats.table(QUESTIONS["reflect"])
    with pytest.raises(Exception, match=r'"x-reflect", field "rubric"'):
        bank.question(table | {"rubric": table["rubric"] | {"levels": levels}}, "x.toml")


def test_every_open_question_before_the_last_lesson_has_one():
    *lessons, _last = bank.lessons()
    asked = [one for lesson in lessons for one in bank.lesson_questions(lesson) if isinstance(one, Open)]
    assert asked and not [one.id for one in asked if one.rubric is None]
    better = [one.judged_by()["better"] for one in asked]
    assert 0.3 < sum(better) / len(better) < 0.7, "the place of a sample must not tell which is better"


def test_paper_and_other_tools_have_samples_and_levels():
    one = bank.every()[ID]
    sheet = formats.export([one], "print", "Sheet").text
    questions, key = sheet.split('class="key"')
    for words in (one.rubric.weak, one.rubric.why, one.model):
        assert words in key and words not in questions
    assert all(level in questions for level in one.rubric.levels)
    for tool in ("moodle", "qti"):
        notes = formats.export([one], tool, "Sheet").left_out
        assert [note for note in notes if re.search("nobody places a text", note)], tool
