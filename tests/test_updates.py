"""A new edition by git: each learner gets it, whole, and keeps every answer and a copy of what they wrote."""

import json
import os
import subprocess
import sys
import time

import pytest

from course_utils import traces, updates
from course_utils.errors import CourseError

pytestmark = pytest.mark.slow

LESSON = "notebooks/00-start-here.ipynb"
FIRST = ("a", "m", "b", "n", "c", "d")
MOVED = ("a", "n", "c", "m", "b", "d")


@pytest.fixture
def upstream(tmp_path, monkeypatch):
    """Return a course under git with one lesson, with no settings of this computer's git."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Editor")
        monkeypatch.setenv(f"{name}_EMAIL", "editor@example.org")
    folder = tmp_path / "upstream"
    (folder / "notebooks").mkdir(parents=True)
    (folder / ".gitignore").write_text("my_work\n")
    git(folder, "init", "--quiet", "--initial-branch=main")
    publish(folder, notebook(FIRST))
    return folder


@pytest.fixture
def course(upstream, tmp_path):
    """Return a learner's course, brought by nbgitpuller, with an answer in it."""
    pull(upstream, tmp_path / "home" / "course")
    answers = tmp_path / "home" / "course" / "notebooks" / "my_work" / "me" / "attempts" / "one.jsonl"
    answers.parent.mkdir(parents=True)
    answers.write_text("{}\n")
    yield tmp_path / "home" / "course"
    assert answers.read_text() == "{}\n"


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def publish(folder, text):
    (folder / LESSON).write_text(text, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "an edition")


def pull(upstream, folder):
    command = [sys.executable, "-m", "nbgitpuller.pull", f"file://{upstream}", "main", folder]
    subprocess.run(command, check=True, capture_output=True)


def notebook(ids, ran=False, more=()):
    """Return the text of a notebook as the course's are written, or as JupyterLab saves it after a run."""
    cells = []
    for one in ids:
        cell = {"cell_type": "markdown" if one in "mn" else "code", "id": one, "metadata": {}, "source": [f"{one}()"]}
        if cell["cell_type"] == "code":
            data = {"text/plain": [f"plain {one}"]}
            if ran:
                data["text/html"] = ["<p>\n", f"html {one}\n", "</p>"]
            output = {"data": data, "metadata": {}, "output_type": "display_data"}
            cell |= {"execution_count": 7 if ran else 1, "outputs": [output]}
        cells.append(cell)
    cells += [
        {"cell_type": "markdown", "id": f"mine{n}", "metadata": {}, "source": text} for n, text in enumerate(more)
    ]
    metadata = {"widgets": {}} if ran else {}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def copies(course):
    return sorted((course / "notebooks").glob("*my copy*.ipynb"))


def test_who_only_ran_a_lesson_has_the_new_edition_whole(upstream, course):
    """Cells that moved under outputs of the learner's: merged by lines, they stood there twice."""
    (course / LESSON).write_text(notebook(FIRST, ran=True))
    publish(upstream, notebook(MOVED))
    updates.make_way_in(course.parent)
    pull(upstream, course)
    assert (course / LESSON).read_text() == notebook(MOVED)
    assert copies(course) == []


def test_who_wrote_into_a_lesson_has_the_new_edition_and_a_copy_with_what_they_wrote(upstream, course):
    mine = notebook(FIRST, ran=True, more=["my own words"])
    (course / LESSON).write_text(mine)
    publish(upstream, notebook(MOVED))
    updates.make_way_in(course.parent)
    pull(upstream, course)
    assert (course / LESSON).read_text() == notebook(MOVED)
    [copy] = copies(course)
    assert copy.read_text() == mine
    publish(upstream, notebook(FIRST))
    updates.make_way_in(course.parent)
    pull(upstream, course)
    assert (course / LESSON).read_text() == notebook(FIRST)
    assert copies(course) == [copy]


def test_edition_after_edition_comes_though_each_was_changed_and_pulled_before(upstream, course):
    """nbgitpuller commits what a learner changed: the next edition is not held back by that."""
    for number, ids in enumerate((MOVED, FIRST, MOVED), start=1):
        here = json.loads((course / LESSON).read_text())
        here["cells"][0]["source"] = f"edition {number} is mine"
        (course / LESSON).write_text(json.dumps(here))
        pull(upstream, course)  # nothing new: it is kept as it is, and committed
        assert "is mine" in (course / LESSON).read_text()
        publish(upstream, notebook(ids))
        updates.make_way_in(course.parent)
        pull(upstream, course)
        assert (course / LESSON).read_text() == notebook(ids)
        assert len(copies(course)) == number


def test_where_nothing_is_new_a_lesson_stays_as_the_learner_left_it(upstream, course):
    mine = notebook(FIRST, ran=True, more=["my own words"])
    (course / LESSON).write_text(mine)
    updates.make_way_in(course.parent)
    pull(upstream, course)
    assert (course / LESSON).read_text() == mine
    assert copies(course) == []


def test_what_comes_while_a_learner_is_at_work_leaves_the_lesson_whole_and_the_next_start_brings_it(upstream, course):
    updates.make_way_in(course.parent)
    mine = notebook(FIRST, ran=True, more=["my own words"])
    (course / LESSON).write_text(mine)
    publish(upstream, notebook(MOVED))
    pull(upstream, course)  # by a click on the link, with the server running
    assert (course / LESSON).read_text() == mine
    publish(upstream, notebook((*MOVED, "e")))
    updates.make_way_in(course.parent)
    pull(upstream, course)
    assert (course / LESSON).read_text() == notebook((*MOVED, "e"))
    assert [copy.read_text() for copy in copies(course)] == [mine]


@pytest.mark.parametrize("spoiled", ["<<<<<<< no notebook", notebook((*FIRST, "a"))], ids=["no JSON", "a cell twice"])
def test_a_lesson_that_an_earlier_update_spoiled_is_mended(course, spoiled):
    (course / LESSON).write_text(spoiled)
    updates.make_way_in(course.parent)
    assert (course / LESSON).read_text() == notebook(FIRST)
    assert [copy.read_text() for copy in copies(course)] == [spoiled]


def test_where_the_place_it_comes_from_is_away_the_server_starts_all_the_same(upstream, course):
    mine = notebook(FIRST, ran=True)
    (course / LESSON).write_text(mine)
    upstream.rename(upstream.with_name("away"))
    updates.make_way_in(course.parent)
    assert (course / LESSON).read_text() == mine


def test_a_learners_server_makes_way_before_it_starts(upstream, course, tmp_path):
    (course / LESSON).write_text(notebook(FIRST, ran=True))
    publish(upstream, notebook(MOVED))
    hub = tmp_path / "hub" / "jupyterhub"
    hub.mkdir(parents=True)
    (hub / "__init__.py").write_text("")
    (hub / "singleuser.py").write_text("def main():\n    print('started')\n")
    command = [sys.executable, "-m", "course_class.hub.server"]
    home = {**os.environ, "HOME": str(course.parent), "USERPROFILE": str(course.parent)}
    done = subprocess.run(command, cwd=hub.parent, env=home, capture_output=True, text=True, check=True)
    assert done.stdout == "started\n"
    assert (course / LESSON).read_text() == notebook(FIRST)
    pull(upstream, course)
    assert (course / LESSON).read_text() == notebook(MOVED)


def test_a_clone_is_brought_up_to_date_by_one_command(upstream, tmp_path):
    git(tmp_path, "clone", "--quiet", f"file://{upstream}", "clone")
    clone = tmp_path / "clone"
    assert updates.update(clone) == "This is the newest edition."
    mine = notebook(FIRST, ran=True, more=["my own words"])
    (clone / LESSON).write_text(mine)
    publish(upstream, notebook(MOVED))
    said = updates.update(clone)
    [copy] = copies(clone)
    assert said == f"The new edition is here. What you wrote is kept in notebooks/{copy.name}."
    assert (clone / LESSON).read_text() == notebook(MOVED)
    assert copy.read_text() == mine
    assert git(clone, "status", "--porcelain", "--", "notebooks/00-start-here.ipynb") == ""


def test_an_open_course_is_not_updated_and_one_that_is_closed_is(upstream, tmp_path, monkeypatch):
    git(tmp_path, "clone", "--quiet", f"file://{upstream}", "clone")
    clone = tmp_path / "clone"
    mine = notebook(FIRST, ran=True, more=["my own words"])
    (clone / LESSON).write_text(mine)
    publish(upstream, notebook(MOVED))
    for variable in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command.append(f"--ServerApp.root_dir={clone / 'notebooks'}")
    with (tmp_path / "jupyter.log").open("w+") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            while not traces.is_open(clone / "notebooks"):
                assert server.poll() is None, (tmp_path / "jupyter.log").read_text()
                time.sleep(0.1)
            with pytest.raises(CourseError, match="The course is open in Jupyter") as said:
                updates.update(clone)
            assert str(said.value).count(".") == 1
        finally:
            server.terminate()
            server.wait(60)
    assert (clone / LESSON).read_text() == mine
    assert copies(clone) == []
    assert updates.update(clone).startswith("The new edition is here.")


def test_a_course_that_came_as_a_zip_is_told_what_to_do(tmp_path):
    with pytest.raises(CourseError, match="unpack the new edition beside it"):
        updates.update(tmp_path)


def test_what_was_changed_outside_the_lessons_is_left_alone_and_named(upstream, tmp_path):
    git(tmp_path, "clone", "--quiet", f"file://{upstream}", "clone")
    clone = tmp_path / "clone"
    (clone / ".gitignore").write_text("mine\n")
    (upstream / ".gitignore").write_text("theirs\nmy_work\n")
    publish(upstream, notebook(MOVED))
    with pytest.raises(CourseError, match="outside the lessons"):
        updates.update(clone)
    assert (clone / ".gitignore").read_text() == "mine\n"
