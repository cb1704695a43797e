"""How long the lessons are and how hard their English is: what the course says of it is what is counted."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course_authors.measure import minutes, readability
from course_utils import knowledge

ROOT = Path(__file__).parents[1]
LESSONS = list(knowledge.lessons())
SPLIT = ("10-capstone",)  # it has a marked stop within 45 minutes, and may take two meetings


def notebook(lesson):
    return ROOT / "notebooks" / f"{lesson}.ipynb"


@pytest.fixture
def made(tmp_path):
    """Return what writes a notebook of cells: prose, or code with the text it shows."""

    def write(*cells):
        path = tmp_path / "made.ipynb"
        path.write_text(json.dumps({"cells": list(map(_cell, cells))}), "utf-8")
        return path

    return write


def _cell(cell):
    if isinstance(cell, str):
        return {"cell_type": "markdown", "source": cell}
    code, text = cell
    return {"cell_type": "code", "source": code, "outputs": [{"data": {"text/plain": text}}]}


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_minutes_given_are_near_those_that_are_counted(lesson):
    counted = sum(minutes.of(notebook(lesson)).values())
    given = knowledge.lesson(lesson).minutes
    said = f"{lesson} gives {given} minutes and {counted:.0f} are counted. See: python start.py measure"
    assert abs(given - counted) <= minutes.TOLERANCE, said


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_asks_for_no_more_words_and_minutes_than_one_hour_at_school_has(lesson):
    read, _ = minutes.words(notebook(lesson))
    assert read <= minutes.MUST_READ, f"{lesson} has {read} words that must be read. See: python start.py measure"
    if lesson not in SPLIT:
        assert sum(minutes.of(notebook(lesson)).values()) <= minutes.LONGEST
        assert knowledge.lesson(lesson).minutes <= (20 if lesson.startswith("00") else minutes.LONGEST)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_page_for_teachers_gives_the_same_minutes(lesson):
    given = knowledge.lesson(lesson).minutes
    page = (ROOT / "docs" / "teaching" / f"{lesson}.md").read_text("utf-8")
    [(total, line)] = re.findall(r"^\*\*Minutes \(an estimate, (\d+)\)\.\*\* (.*)$", page, re.MULTILINE)
    beats = {beat: int(number) for beat, number in re.findall(r"(\w[\w ]*?) (\d+)(?= ·|\.|,|$)", line)}
    counted = minutes.of(notebook(lesson))
    assert int(total) == given
    assert beats.keys() == counted.keys()
    assert all(abs(beats[beat] - counted[beat]) <= 2 for beat in beats), (beats, counted)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_two_tasks_for_the_hands(lesson):
    assert minutes.tasks(notebook(lesson)) >= 2


@pytest.mark.parametrize("lesson", ["08-reading-critically", "10-capstone"])
def test_a_long_lesson_can_be_stopped_within_45_minutes(lesson):
    assert minutes.until(notebook(lesson), "A good place to stop.**") <= 45


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_english_is_not_too_hard(lesson):
    assert readability.grade(readability.prose(notebook(lesson))) <= readability.HIGHEST
    assert readability.grade(readability.questions(lesson)) <= readability.HIGHEST


def test_reading_looking_doing_and_answering_all_take_time(made):
    words = "word " * 130
    path = made(
        "## Look\n\n" + words,
        ("timeline.show()", words * 9 + "\nSources\n" + words),
        "**Your task.** Change it.",
        "## Check",
        ('quiz.show("01-the-article/predict")', words),
        ("sources.records()", words),
    )
    counted = minutes.of(path)
    assert list(counted) == ["Look", "Check"]
    assert counted["Look"] == pytest.approx(1 + minutes.LOOK + minutes.TASK + 5 / minutes.READ, abs=0.03)
    assert minutes.words(path)[0] == pytest.approx(2 * 130, abs=10)  # prose and the question; the timeline is searched
    assert counted["Check"] == pytest.approx(minutes.ANSWER["predict"], abs=0.03)


def test_a_list_of_sources_is_not_read(made):
    words = "word " * 65
    assert minutes.of(made(("people.show()", words + "\n\nSources\n" + words)))["Where we are"] == pytest.approx(0.5)


def test_evidence_is_read_to_its_end_however_long_it_is(made):
    sheet = (
        "word " * 1300 + "[1, 2]\n    (not compared a second time)\n  Helps to read: s05\n\nSources\n" + "word " * 130
    )
    path = made(("documents.show()", sheet), ('timeline.show("ev49")', "word " * 130), ("atlas.show()", sheet))
    assert minutes.words(path) == (1430, 0)
    assert sum(minutes.of(path).values()) == pytest.approx(11 + minutes.LOOK)


def test_what_opens_after_an_answer_is_read_too(made):
    path = made(('quiz.after("08-reading-critically/settle", compare.show("first-again"))', "Answer first."))
    assert minutes.words(path)[0] > 300


def test_what_is_folded_under_more_is_counted_apart(made):
    words = "word " * 130
    path = made(
        "## Look\n\n" + words, "### More: a card (optional)\n\n" + words, ("people.show()", words), "## Try\n\nGo"
    )
    assert minutes.words(path) == pytest.approx((131, 260), abs=10)
    assert minutes.of(path)["Look"] == pytest.approx(1, abs=0.1)


def test_an_optional_part_takes_no_time_and_ends_at_the_next_heading_like_it(made):
    words = "word " * 130
    path = made(
        "## Try\n\n### Under the hood (optional)\n\n" + words, words, "### Next\n\n" + words, "## Check\n\n" + words
    )
    counted = minutes.of(path)
    assert counted["Try"] == pytest.approx(1, abs=0.03)
    assert counted["Check"] == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("map", 1), ("lesson", 2), ("article", 3), ("place", 1), ("called", 1), ("wanted", 2), ("people", 2),
        ("government", 3), ("they", 1), ("years", 1), ("places", 2), ("the", 1), ("election", 3), ("parliament", 3),
        ("border", 2), ("little", 2), ("signed", 1), ("started", 2), ("ceasefire", 2), ("true", 1),
    ],
)  # fmt: skip
def test_syllables(word, number):
    assert abs(readability.syllables(word) - number) <= (word == "ceasefire")


def test_a_longer_sentence_of_longer_words_is_harder_and_names_do_not_count():
    easy = "The men met. They had a talk."
    hard = "Representatives of competing institutions deliberated about the reunification of their administrations."
    assert readability.grade(easy) < 2 < 15 < readability.grade(hard)
    assert readability.grade("Khalifa Haftar met Abdulrazek al-Nadhouri.") == readability.grade("met.")
    assert readability.grade("Tripoli, Benghazi") == 0


def test_the_command_prints_a_row_for_each_lesson():
    done = subprocess.run(
        [sys.executable, "-m", "course_utils", "measure"], capture_output=True, text=True, timeout=120, check=True
    )
    assert [line[2:4] for line in done.stdout.splitlines() if re.match(r"\| \d\d ", line)] == [
        one[:2] for one in LESSONS
    ]
