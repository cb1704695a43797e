"""What a learner finds wrong with a question: kept, handed in, in the report of a class, and no answer anywhere."""

import shutil

import pytest
from samples import heard, right

import course_class as classroom
from course_utils import progress, quiz, review
from course_utils.quiz import beside

SET, ID = "01-the-article/check", "01-c03"
LINE = "Two of them say so. <b>=1+1</b>"


def test_a_line_is_kept_and_is_no_answer():
    asked = quiz.show(SET)
    said = heard(asked.widget)
    before = review.due("02-where-it-happened")
    asked.widget._handle_custom_msg({"type": "fault", "question": ID, "text": f"  {LINE} "}, [])
    assert said == [{"type": "fault", "question": ID, "said": beside.fault_kept()}]
    [line] = progress.attempts()
    assert (line.question, line.kind, line.response, line.score) == (f"{ID}/fault", "fault", LINE, None)
    assert asked.last_answers() == {} and review.due("02-where-it-happened") == before
    asked.answer(ID, right(asked.question(ID)))
    asked.say_fault(ID, "And once more.")
    assert asked.last_answers()[ID][1].verdict == "right"


@pytest.mark.parametrize("text", ["", "   ", None, 7, ["a"]])
def test_nothing_written_is_not_kept(text):
    assert "what is wrong" in quiz.show(SET).say_fault(ID, text)
    assert progress.attempts() == ()


def test_the_report_of_a_class_has_each_line_once_and_nobodys_name(tmp_path):
    (folder := tmp_path / "handed-in").mkdir()
    for number in range(2):
        progress.learner.switch(f"Learner {number}")
        asked = quiz.show(SET)
        asked.answer(ID, right(asked.question(ID)))
        asked.say_fault(ID, LINE)
        shutil.copy(progress.export(), folder)
    made = classroom.report(folder)
    assert made.faults == [(ID, LINE)] and made.problems == []
    assert [(one.question.id, one.n, one.difficulty) for one in made.items] == [(ID, 2, 1)]
    listed = made.html.partition('id="faults"')[2].partition("<h2")[0]
    assert "&lt;b&gt;" in listed and "Learner" not in listed.partition("<ul>")[2]
