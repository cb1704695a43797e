"""The report of a class: its numbers against the formulas written out again, and what hostile hand-ins do to it."""

import csv
import io
import math
import random
import shutil
import statistics

import pytest
import samples

from course_utils import progress, quiz
from course_utils.__main__ import main

pytest.importorskip("duckdb")
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
            asked.answer(question.id, samples.right(question) if chance.random() < 0.6 else chance.choice(wrong))
            asked.answer(question.id, samples.right(question))  # a second try, which does not count
        shutil.copy(progress.export(), folder)
    return folder


def report(folder, tmp_path):
    """Return the rows of questions.csv, those of learners.csv, and the page."""
    out, tables = tmp_path / "report.html", tmp_path / "tables"
    assert main(["class", "report", str(folder), "--out", str(out), "--tables", str(tables)]) == 0
    rows = {
        name: list(csv.DictReader(io.StringIO((tables / f"{name}.csv").read_text("utf-8-sig"))))
        for name in ("questions", "learners")
    }
    return {row["question"]: row for row in rows["questions"]}, rows["learners"], out.read_text("utf-8")


def test_the_numbers_are_those_of_the_formulas(hand_ins, tmp_path):
    questions, learners, _ = report(hand_ins, tmp_path)
    first = {}
    for number in range(12):
        for attempt in progress.attempts(f"Learner {number}"):
            if attempt.score is not None:
                first.setdefault((number, attempt.question), attempt.score)
    asked = sorted({question for _, question in first})
    assert set(asked) == set(questions) and len(learners) == 12
    for question in asked:
        own = [first[number, question] for number in range(12)]
        rest = [sum(first[number, other] for other in asked if other != question) for number in range(12)]
        assert float(questions[question]["difficulty"]) == pytest.approx(statistics.fmean(own), abs=1e-9)
        spread = math.sqrt(statistics.pvariance(own) * statistics.pvariance(rest))
        if spread:
            together = statistics.fmean(a * b for a, b in zip(own, rest, strict=True))
            expected = (together - statistics.fmean(own) * statistics.fmean(rest)) / spread
            assert float(questions[question]["discrimination"]) == pytest.approx(expected, abs=1e-9)


def test_the_same_file_twice_counts_once_and_an_edited_score_not_at_all(hand_ins, tmp_path):
    before, learners, _ = report(hand_ins, tmp_path)
    file = sorted(hand_ins.iterdir())[0]
    shutil.copy(file, hand_ins / "again.jsonl")
    edited = sorted(hand_ins.iterdir())[3]
    edited.write_text(edited.read_text("utf-8").replace('"score":0.0', '"score":1.0'), "utf-8")
    after, still, page = report(hand_ins, tmp_path)
    assert {q: row["difficulty"] for q, row in after.items()} == {q: row["difficulty"] for q, row in before.items()}
    assert len(still) == len(learners)
    assert "again.jsonl" in page


def test_what_is_not_a_hand_in_is_named_and_stops_nothing(hand_ins, tmp_path):
    (hand_ins / "picture.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (hand_ins / "long.jsonl").write_bytes(b"x" * 3_000_000)
    _, learners, page = report(hand_ins, tmp_path)
    assert len(learners) == 12
    assert "picture.jsonl" in page and "long.jsonl" in page
    assert "<script" not in page


def test_a_small_class_gets_no_false_precision(hand_ins, tmp_path):
    for file in sorted(hand_ins.iterdir())[4:]:
        file.unlink()
    questions, _, page = report(hand_ins, tmp_path)
    assert all(not row["discrimination"] for row in questions.values())
    assert "10" in page
