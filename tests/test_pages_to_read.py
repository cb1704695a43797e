"""What a page to read makes of a lesson: nothing that only somebody with Python could do stands open on it."""

import json

import pytest

from course_utils import knowledge, sources
from course_utils.quiz import bank
from course_utils.quiz.feedback import rests
from deploy.lite.paths import filled, lessons
from deploy.lite.to_read import to_read


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_no_text_asks_for_keys_that_run_nothing_on_a_page(path):
    texts = [
        "".join(cell["source"])
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    left = "\n".join(map(to_read, texts))
    assert "**Shift** and **Enter**" not in left
    assert left.count("Your task.") == "\n".join(texts).count("Your task.")
    assert left.count("**") % 2 == 0


def test_code_that_runs_nothing_here_is_folded_behind_one_line():
    lesson = {
        "name": "x",
        "title": "x",
        "question": "",
        "styles": [],
        "asked": "",
        "parts": [{"kind": "code", "text": "1 + 1"}],
    }
    around = {"extension": "", "version": "", "words": "", "handed_in": {"form": "", "course": ""}}
    page = filled("lesson.html", lesson=lesson, before=None, after=None, **around)
    before, _, after = page.partition("1 + 1")
    assert before.count("<details") == before.count("</details>") + 1
    assert "x.ipynb" in after.split("</details>")[0]


def test_what_a_question_on_the_course_itself_rests_on_is_said_in_words_for_a_learner():
    own = {one.id for one in knowledge.sources().values() if one.kind == "own"}
    asked = [one for one in bank.every().values() if own & set(one.sources)]
    assert asked
    for question in asked:
        said = " ".join(text for text, _ in rests(question))
        assert "The course itself" in said and "not read" not in said and "Editorial" not in said, question.id


def test_a_list_of_sources_names_the_course_itself_without_publisher_or_year():
    [own] = (one.id for one in knowledge.sources().values() if one.kind == "own")
    view = sources.show(own)
    for said in (view.text, view.html.partition("<ol>")[2]):
        assert "The course itself" in said and "2026" not in said and "not read" not in said.lower()
