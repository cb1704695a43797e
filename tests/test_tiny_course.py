"""A content folder is a course: an island that is not there, its two lessons and five questions, by the same engine."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TINY = Path(__file__).with_name("tiny_course")


@pytest.fixture
def engine(home):
    """Return what runs Python with the tiny course as its content, and gives what it prints."""

    def run(*arguments, course=TINY):
        environment = {**os.environ, "COURSE_CONTENT": str(course / "content"), "COURSE_HOME": str(home)}
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=home.parent, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_it_has_no_python_of_its_own_and_nothing_to_mend(engine):
    assert {path.suffix for path in TINY.rglob("*.*")} == {".geojson", ".ipynb", ".toml", ".txt"}
    assert engine("-m", "course_utils", "check").startswith("Nothing to mend: ")


def test_its_lessons_run_and_show_what_was_committed(engine, tmp_path):
    course = shutil.copytree(TINY, tmp_path / "tiny")
    said = engine("-m", "course_utils", "clean", course=course)
    assert said.splitlines() == ["the-ferry.ipynb: was clean", "the-report.ipynb: was clean"]


SHOWN = """
from course_utils import article, atlas, knowledge, lessons, people, review, sources, timeline
print(knowledge.course().title, *knowledge.lessons(), sep="|")
for shown in (
    lessons.show("the-ferry"), article.show(claims=True), article.show("s02", claims=True, lesson="the-ferry"),
    article.voices(), timeline.show(), timeline.show(sealed=False), people.show("council"), atlas.show("orlen"),
    sources.of("the-report"),
):
    print(shown if hasattr(shown, "text") else shown._repr_mimebundle_()["text/plain"])
print([question.id for question in review.due("the-ferry")], review.due("the-report"))
"""


def test_its_article_events_people_and_map_are_shown_in_its_own_words(engine):
    shown = " ".join(engine("-c", SHOWN).split())
    for words in (
        "A ferry in three sentences|the-report|the-ferry",
        "no ferry had ever been late before",
        "Open: checked in lesson “The ferry”.",  # a lesson without a number goes by its title
        "Not held: the log says something else.",
        "fishers in the harbour In sentences: s02",
        "1 entry is sealed until lesson “The ferry”",
        "The new boat",
        "A ferry came a day late",
        "In May 2021: It runs the ferry.",
        "Tarn lies in the south-west, Hithe in the north-east.",
        "sailed: The new ferry sailed (7 May 2021).",
        "['report-1'] ()",  # what comes back goes by the order of the lessons, and not of their names
    ):
        assert words in shown, words


ANSWERED = """
import sys
from course_utils import progress, quiz
progress.learner.switch("Ada")
given = {"the-report/before": ("before-1", "Fishers in the harbour"), "the-report/predict": ("guess-1", "None had"),
         "the-report/check": ("report-1", [34.5, 20.0]), "the-ferry/check": ("ferry-1", "12 January 2021"),
         "the-ferry/after": ("after-1", ["The council", "The fishers"])}
for name, (question, response) in given.items():
    told = quiz.show(name).answer(question, response)
    print(question, told.verdict, told.score, told.text)
print(progress.summary().gain.said)
print(progress.predictions().text)
progress.export(path=sys.argv[1])
"""


def test_it_is_answered_handed_in_and_reported(engine, tmp_path):
    told = " ".join(engine("-c", ANSWERED, tmp_path / "ada.jsonl").split())
    assert "before-1 stored None Your answer is saved." in told  # the baseline tells nothing before the post-test
    assert "You will meet it again in lesson “The ferry”." in told
    assert told.count(" right 1.0 ") == 3
    assert "0% of the baseline, 100% of the post-test" in told
    assert json.loads((tmp_path / "ada.jsonl").read_text("utf-8").splitlines()[0])["form"] == "orlen-course work"
    said = engine("-m", "course_utils", "class", "report", tmp_path / "ada.jsonl", "--out", tmp_path / "class.html")
    assert "1 learner, 5 answers, 0 notes" in said
    page = (tmp_path / "class.html").read_text("utf-8")
    assert "When was a ferry late?" in page and "find Tarn on a map of Orlen" in page


@pytest.mark.parametrize(("form", "words"), [("moodle", "<quiz>"), ("print", "When was a ferry late?")])
def test_its_questions_go_to_other_tools(engine, tmp_path, form, words):
    said = engine("-m", "course_utils", "questions", "export", "--format", form, "--out", tmp_path / "questions")
    assert "5 questions" in said
    written = (tmp_path / "questions").read_text("utf-8")
    assert words in written and "the south-west" in written
