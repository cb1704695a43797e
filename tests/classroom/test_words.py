"""Answers that were stored as texts, with verdicts in words, count as they did before ids stood in their place.

`words/` holds what thirteen learners handed in with the last version that stored texts: every kind of question, every
verdict and degree of confidence, wordings that had been changed even then, earlier versions of questions, and two
quizzes of their own. `questions.csv`, `learners.csv`, `notes.csv` and `report.json` are what that version made of it,
`told.json` how it scored the last answers of one of the learners alone.
"""

import json
from pathlib import Path

import pytest

import course_class as classroom
from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.quiz import bank, parallel_forms

WORDS = Path(__file__).parent / "words"
LEARNER = WORDS / "handed-in" / "09.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the report on the class, and the folder with its tables."""
    folder = tmp_path_factory.mktemp("tables")
    return classroom.report(WORDS / "handed-in", tables=folder), folder


@pytest.mark.parametrize("table", ["questions.csv", "learners.csv", "notes.csv"])
def test_the_tables_are_the_same(made, table):
    assert (made[1] / table).read_text("utf-8") == (WORDS / table).read_text("utf-8")


def test_the_report_says_the_same(made):
    assert figures(made[0]) == json.loads((WORDS / "report.json").read_text("utf-8"))


@pytest.mark.parametrize("only_some", [False, True])
def test_the_same_answers_stored_by_id_give_the_same_report(only_some, tmp_path):
    """So do they where a learner began with one version of the course and went on with the other."""
    changed = 0
    for file in (WORDS / "handed-in").iterdir():
        head, *lines = file.read_text("utf-8").splitlines()
        stored = [by_id(line) if number % 2 or not only_some else line for number, line in enumerate(lines)]
        changed += sum(line != now for line, now in zip(lines, stored, strict=True))
        (tmp_path / file.name).write_text("\n".join([head, *stored, ""]), "utf-8")
    assert changed > 400
    report = classroom.report(tmp_path, tables=tmp_path / "tables")
    assert figures(report) == json.loads((WORDS / "report.json").read_text("utf-8"))
    for table in ("questions.csv", "learners.csv", "notes.csv"):
        assert (tmp_path / "tables" / table).read_text("utf-8") == (WORDS / table).read_text("utf-8")


def test_a_learner_is_told_the_same():
    progress.restore(LEARNER)
    assert told() == json.loads((WORDS / "told.json").read_text("utf-8"))


def by_id(line):
    """Return the line of an attempt at a question of the course as it is stored today; any other as it is."""
    said = json.loads(line)
    if "question" not in said or said["quiz"].startswith("loaded/"):
        return line
    question = bank.asked_before().get((said["question"], said["version"])) or bank.every()[said["question"]]
    verdicts = {"right": "right", "partly right": "partly", "not yet right": "wrong", "saved": "stored"}
    degrees = {"guessing": "guess", "fairly sure": "fairly", "certain": "certain", None: None}
    response = question.by_id(said["response"])
    return json.dumps(
        said | {"response": response, "verdict": verdicts[said["verdict"]], "confidence": degrees[said["confidence"]]}
    )


def figures(report):
    """Return what a report says of a class beside its tables, as JSON has it."""
    said = {
        "answers": report.answers,
        "wrong": {f"{one.quiz} {one.question.id}": [one.wrong and one.wrong[0], one.chosen_by] for one in report.items},
        "calibration": [[count, score] for _, count, score in report.calibration],
        "gain": vars(report.gain) | {"interval": report.gain.interval and vars(report.gain.interval)},
        "objectives": {one.id: [one.learners, one.met, one.score] for one in report.objectives},
        "problems": report.problems,
        "keys": report.keys,
    }
    return json.loads(json.dumps(said, default=vars))


def told():
    """Return how this learner's last answer to each question is scored and explained, by where it is asked now."""
    found = {}
    now = {one.id: f"{lesson}/{one.set}" for lesson in bank.lessons() for one in bank.lesson_questions(lesson)}
    asked = [one for one in progress.attempts() if not one.quiz.startswith("loaded/")]
    for name in sorted({now[one.question] for one in asked}):
        if name != parallel_forms.baseline():
            for id_, (_, feedback) in quizzes.show(name).last_answers().items():
                # A model answer is a part of its own, or one of the two samples of a rubric.
                found[f"{name} {id_}"] = [feedback.score, len(feedback.parts) + bool(feedback.rubric)]
    return found
