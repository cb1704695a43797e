"""One learner who hands in very much never ends the report: what fits is counted, and what does not is named."""

import zipfile

import pytest
from hand_ins import QUESTIONS, RIGHT, WRONG, attempt, hand_in, text

import course_class as classroom
from course_utils.errors import CourseError

pytestmark = pytest.mark.slow

REFLECT = [id_ for id_, (_, question) in QUESTIONS.items() if question.kind == "reflect"]
LONG = {
    "typed": lambda number: attempt("01-x01", f"{number}" + "ж" * 75_000, number, id=f"long-{number}"),
    "a reflection": lambda number: attempt(REFLECT[0], "x" * 150_000, number, id=f"long-{number}"),
    "marks": lambda number: attempt("01-c01", "\\\n" * 45_000, number, id=f"long-{number}"),
    "an id": lambda number: attempt("01-c01", RIGHT, id="x" * 150_000 + f"-{number}"),
    "a question": lambda number: attempt("01-c01", RIGHT, quiz="loaded/x", question="x" * 150_000, id=f"long-{number}"),
    "a key": lambda number: {"quiz": f"loaded/{number}", "question": {"id": "x", "text": "x" * 59_000}},
}


@pytest.fixture
def folder(tmp_path):
    for number in range(5):
        hand_in(tmp_path / "in" / f"{number}.jsonl", f"learner {number}", [attempt("01-c01", WRONG, id=f"{number}-1")])
    return tmp_path / "in"


@pytest.mark.parametrize("many", [30, 100])
@pytest.mark.parametrize("what", LONG)
def test_one_file_of_long_lines_does_not_end_the_report(what, many, folder):
    hand_in(folder / "0-long.jsonl", "long", [LONG[what](number) for number in range(many)])
    made = classroom.report(folder)
    assert made.learners >= 5
    assert made.answers == 5 + (0 if what == "a key" else many)


def test_a_class_that_ticks_its_reflections_is_counted(folder):
    given = [attempt(id_, "ق" * 20_000) for id_ in REFLECT for _ in range(2)][:15]
    for number in range(30):
        lines = [one | {"id": f"{number}-{nth + 9}"} for nth, one in enumerate(given)]
        hand_in(folder / f"long {number}.jsonl", f"writer {number}", lines)
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (35, 5 + 30 * len(given))
    assert made.problems == []


def test_a_class_that_brings_long_questions_along_is_counted(folder):
    for number in range(15):
        hand_in(folder / f"key {number}.jsonl", f"key {number}", [LONG["a key"](nth) for nth in range(100)])
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (5, 5)
    assert sum("holds no answers" in note for note in made.problems) == 15


def too_long(name):
    return [attempt("01-x01", f"{number}" + "x" * 190_000, number, id=f"{name}-{number}") for number in range(100)]


@pytest.mark.parametrize("packed", [False, True])
def test_files_that_do_not_fit_in_the_memory_are_named_and_the_others_counted(packed, folder):
    files = {f"{name} long.jsonl": text(f"long {name}", too_long(name)) for name in "ab"}
    if packed:
        with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_STORED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    else:
        for name, data in files.items():
            (folder / name).write_text(data, "utf-8")
    made = classroom.report(folder, memory_mb=18)
    assert (made.learners, made.answers) == (5, 5)
    for name in files:
        assert any(name in note and "more memory than there is" in note for note in made.problems), made.problems
    assert classroom.report(folder).answers == 205


def test_where_nothing_fits_it_says_how_to_go_on(folder):
    with pytest.raises(CourseError, match="--memory 4"):
        classroom.report(folder, memory_mb=2)
