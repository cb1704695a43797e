"""The command a teacher runs, on the work of learners who really answered: what it says, and how far it is."""

import io
import random
import re
import shutil
import sys

import pytest
import samples

import course_class as classroom
from course_class.progress_bar import Bar
from course_utils import progress, quiz
from course_utils.__main__ import main

QUIZ = "01-the-article/check"


@pytest.fixture
def hand_ins(tmp_path):
    """Twelve learners who answer one quiz, some of it wrongly, each with a file handed in."""
    chance = random.Random(7)
    folder = tmp_path / "handed-in"
    folder.mkdir()
    for number in range(12):
        progress.learner.switch(f"Learner {number}")
        asked = quiz.show(QUIZ)
        for question in asked.questions:
            wrong = samples.wrong(question) or [samples.right(question)]
            asked.answer(question.id, samples.right(question) if chance.random() < 0.4 else chance.choice(wrong))
            asked.answer(question.id, samples.right(question))  # a second try, which does not count
        shutil.copy(progress.export(), folder)
    return folder


def test_the_command_writes_the_page_and_says_what_it_counted(hand_ins, tmp_path, capsys):
    out, tables = tmp_path / "report.html", tmp_path / "tables"
    assert main(["class", "report", str(hand_ins), "--out", str(out), "--tables", str(tables)]) == 0
    printed = capsys.readouterr()
    assert "12 learners" in printed.out and str(out) in printed.out
    assert [line.split("] ")[1] for line in printed.err.splitlines()][-1].startswith("100% done")
    assert {path.name for path in tables.iterdir()} == {"questions.csv", "learners.csv", "notes.csv"}
    page = out.read_text("utf-8")
    assert len(page) < 300_000
    assert re.findall(r"(?:src|href)=\"(?!#|https?://)", page) == []


def test_without_duckdb_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["class", "report", str(tmp_path), "--out", str(tmp_path / "x.html")]) == 1
    assert f"{sys.executable} -m pip install duckdb" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["nowhere", "nowhere.zip"])
def test_the_command_says_what_it_cannot_find(path, tmp_path, capsys):
    assert main(["class", "report", str(tmp_path / path), "--out", str(tmp_path / "x.html")]) == 1
    assert "There is no file or folder" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_what_to_teach_again_is_what_was_missed_most_with_the_material_to_do_it(hand_ins, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = classroom.report(hand_ins)
    missed = sorted((one for one in made.objectives if one.score < 0.8), key=lambda one: (one.score, one.id))
    assert [one.objective for one in made.teach] == missed[:3]
    for one in made.teach:
        assert one.items and all(item.question.objective == one.objective.id for item in one.items)
        assert one.notebook == "notebooks/01-the-article.ipynb"
        command = one.command.split()
        assert command[:2] == ["python", "start.py"] and main(command[2:]) == 0  # it is there to be run


def test_below_ten_learners_it_says_what_cannot_be_said(hand_ins):
    for file in sorted(hand_ins.iterdir())[9:]:
        file.unlink()
    made = classroom.report(hand_ins)
    assert made.small and made.gain.interval is None
    assert all(one.discrimination is None for one in made.items)
    assert all(one.reliability is None for one in made.tests)
    assert "What cannot be said" in made.html
    of_class = made.html.partition('id="again"')[2].partition('id="who"')[0]  # below that, each learner's own points
    told = set(re.findall(r"\d+\s?%", re.sub(r'style=".*?"', "", of_class)))
    assert told <= {"50%", "80%", "80 %", "95 %", "100 %"}  # where a line is drawn, not what was found


def test_from_ten_learners_on_it_does(hand_ins):
    for file in sorted(hand_ins.iterdir())[10:]:
        file.unlink()
    made = classroom.report(hand_ins)
    assert not made.small
    assert any(one.discrimination is not None for one in made.items)


def test_the_same_files_make_the_same_page(hand_ins):
    assert len({classroom.report(hand_ins).html for _ in range(3)}) == 1


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_bar_is_drawn_anew_on_a_terminal_and_a_line_for_each_step_elsewhere():
    for stream, lines in ((Terminal(), 1), (io.StringIO(), 2)):
        with Bar(stream) as bar:
            for number in range(500):
                bar(f"looking at file {number}", 0)
            bar("done", 1)
        said = stream.getvalue()
        assert said.count("\n") == lines
        assert "100%" in said and len(said) < 2000
