"""What learners stored with an earlier version is all there: read, shown, restored, and graded as it was."""

import json
import shutil
from pathlib import Path

import pytest

from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.attempts import learner, loaded_quizzes, store
from course_utils.progress import submission
from course_utils.quiz import bank

# Written by the version before answers went as messages: each kind of question, wrong and right, and a loaded file.
EARLIER = Path(__file__).with_name("earlier")
# Verdicts and confidence are in words there; they are read as codes.
CODES = {"right": "right", "partly right": "partly", "not yet right": "wrong", "saved": "stored",
         "guessing": "guess", "fairly sure": "fairly", "certain": "certain", None: None}  # fmt: skip
LINES = [
    line | {name: CODES[line[name]] for name in ("verdict", "confidence")}
    for line in map(json.loads, (EARLIER / "attempts.jsonl").read_text("utf-8").splitlines())
]
KINDS = {"brief", "choice", "choices", "classify", "date", "highlight", "match", "number", "order", "place", "predict",
         "reflect", "text"}  # fmt: skip


@pytest.fixture
def there(home):
    """Return the folder of a learner as an earlier version left it."""
    folder = home / "Müge"
    for name, place in {"attempts.jsonl": "attempts", "loaded.json": "loaded", "hand-in.jsonl": "."}.items():
        (folder / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(EARLIER / name, folder / place / name)
    (home / "learner.txt").write_text("Müge\n", "utf-8")
    return folder


def test_every_answer_is_read_as_it_was_stored(there):
    reading = store.read()
    assert reading.problems == ()
    assert {attempt.kind for attempt in reading.attempts} == KINDS
    assert [vars(attempt) for attempt in reading.attempts] == LINES
    assert len(loaded_quizzes.kept()) == 13


def test_every_answer_is_graded_as_it_was(there):
    for line in LINES:
        if not line["quiz"].startswith(loaded_quizzes.LOADED):
            lesson = line["quiz"].partition("/")[0]
            [question] = [one for one in bank.lesson_questions(lesson) if one.id == line["question"]]
            if question.version == line["version"]:
                result = question.grade(line["response"])
                assert (result.verdict, result.score) == (line["verdict"], line["score"]), line["question"]


def test_what_was_right_is_right_still_where_the_question_has_changed(there):
    last = {
        (line["quiz"], line["question"]): line for line in LINES if not line["quiz"].startswith(loaded_quizzes.LOADED)
    }
    for (quiz, question), line in last.items():
        _, feedback = quizzes.show(quiz).last_answers()[question]
        if line["verdict"] == "right" and not quizzes.show(quiz).silent:
            assert (feedback.verdict, feedback.score) == ("right", line["score"]), question


def test_every_answer_is_shown_again_and_further_ones_come_after_it(there):
    last = {(line["quiz"], line["question"]): line for line in LINES}
    for quiz in {line["quiz"] for line in LINES if not line["quiz"].startswith(loaded_quizzes.LOADED)}:
        asked = quizzes.show(quiz)
        shown = asked.widget.state()
        given = {question: line["response"] for (name, question), line in last.items() if name == quiz}
        wanted = {question: _then(asked, question).by_id(response) for question, response in given.items()}
        assert {id_: answer["response"] for id_, answer in shown["answers"].items()} == wanted
        assert all(answer["stored"] for answer in shown["answers"].values())
    quizzes.show("01-the-article/reflect").answer("01-r01", "And more.")
    assert [attempt.response for attempt in progress.attempts()][-1] == "And more."
    assert len(progress.attempts()) == len(LINES) + 1


def _then(asked, id_):
    """Return the question as it is asked now, or as it was asked, if it has lost what was chosen then."""
    [version] = {line["version"] for line in LINES if line["quiz"] == asked.name and line["question"] == id_}
    now, before = asked.question(id_), bank.asked_before().get((id_, version))
    lost = before and hasattr(now, "options") and {one.id for one in before.options} != {one.id for one in now.options}
    return before if lost else now


def test_a_file_that_was_handed_in_is_restored_whole(home):
    read = submission.read(EARLIER / "hand-in.jsonl")
    assert (read.learner, len(read.attempts), read.reflections) == ("Müge", len(LINES), True)
    said = progress.restore(EARLIER / "hand-in.jsonl")
    assert f'{len(LINES)} answers of "Müge" are back' in said.text
    assert [vars(attempt) for attempt in progress.attempts()] == LINES
    assert learner.current() == "Müge" and len(loaded_quizzes.kept()) == 13
