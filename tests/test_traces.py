"""What of a learner stands in a notebook's file: nothing any more, and what an earlier version left is taken out."""

import copy
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from samples import TOML

from course_authors import notebooks
from course_utils import progress, traces
from course_utils import quiz as quizzes
from course_utils.attempts import learner

ROOT = Path(__file__).parents[1]
# A notebook that JupyterLab saved while an earlier version ran in it; the scripts of the widgets are cut.
EARLIER = Path(__file__).with_name("earlier") / "lesson.json"
WORDS = ("ZEBRASECRET", "zebra", "كلماتي", "Müge")
VIEW = "application/vnd.jupyter.widget-view+json"
OWN = ("quagga, my own cell", "okapi, my own cell")


def words(file):
    text = json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False)
    # A cell that somebody wrote stays theirs, also where they wrote a name into it.
    return [word for word in WORDS if word in text.replace("my_work/Müge/hand-in-Müge.jsonl", "")]


@pytest.fixture
def lessons(tmp_path):
    """Return a folder of lessons as an earlier version left it."""
    folder = tmp_path / "notebooks"
    for place in (".", ".ipynb_checkpoints", "copies", "copies/.ipynb_checkpoints"):
        (folder / place).mkdir(parents=True, exist_ok=True)
        name = "00-start-here-checkpoint.ipynb" if "checkpoints" in place else "00-start-here.ipynb"
        (folder / place / name).write_text(EARLIER.read_text("utf-8"), "utf-8")
    return folder


def test_a_lesson_that_an_earlier_version_saved_holds_nothing_of_the_learner_afterwards(lessons):
    files = sorted(lessons.rglob("*.ipynb"))
    assert len(files) == 4 and all(len(words(file)) == len(WORDS) for file in files)
    assert traces.clean_folder(lessons) == []
    for file in files:
        assert words(file) == []
        assert all(own in file.read_text("utf-8") for own in OWN)
        nbformat.validate(nbformat.read(file, as_version=4))
        before = file.stat().st_mtime_ns
        assert traces.clean(file) is False
        assert file.stat().st_mtime_ns == before
    assert sorted(lessons.rglob("*")) == sorted({*files, *(file.parent for file in files)} - {lessons})


def test_what_is_not_the_learners_stays_as_it_was():
    before = json.loads(EARLIER.read_text("utf-8"))
    after = copy.deepcopy(before)
    assert traces.without_answers(after) is True
    state = "application/vnd.jupyter.widget-state+json"
    old, new = (one["metadata"]["widgets"][state]["state"] for one in (before, after))
    assert old.keys() == new.keys()
    for id_, widget in old.items():
        now = new[id_]["state"]
        assert now.keys() == widget["state"].keys()
        changed = {name for name in now if now[name] != widget["state"][name]}
        assert changed <= {"answers", "note", "names", "current", "said", "questions"}
        assert "questions" not in changed or now["title"] == "Do you remember?"
        assert all(type(now[name]) is type(widget["state"][name]) for name in changed)  # an old script reads them still
    assert [cell["source"] for cell in after["cells"]] == [cell["source"] for cell in before["cells"]]
    assert all(
        was["data"]["text/plain"] == now["data"]["text/plain"]
        for one, other in zip(before["cells"], after["cells"], strict=True)
        for was, now in zip(one["outputs"], other["outputs"], strict=True)
        if "data" in was and not any(name in "".join(one["source"]) for name in ("export", "restore"))
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"7", b"null", b"\xff\xfe", b'{"cells": 7, "metadata": []}', b'{"cells": [7, {"outputs": {}}]}',
     b'{"cells": [{"outputs": [{"data": {"text/plain": 7}}, {"data": []}]}]}', b"[" * 100_000,
     b'{"metadata": {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": 1, "b": {}}}}}}'],
    ids=lambda content: repr(content[:20]),
)  # fmt: skip
def test_what_is_no_notebook_is_left_as_it_is(tmp_path, content):
    file = tmp_path / "odd.ipynb"
    file.write_bytes(content)
    assert traces.clean(file) is False
    assert file.read_bytes() == content


def test_a_question_whose_widget_was_not_saved_is_there_as_text():
    """An earlier version lost its widgets when a lesson was saved without a kernel, and JupyterLab showed an error."""
    notebook = json.loads(EARLIER.read_text("utf-8"))
    del notebook["metadata"]["widgets"]
    assert traces.without_answers(notebook) is True
    lost = {"".join(cell["source"]): output["data"].keys() for cell in notebook["cells"]
            for output in cell["outputs"] if "data" in output}  # fmt: skip
    assert lost['quiz.load("kinds.toml")'] == {"text/plain"}
    assert VIEW in next(kinds for source, kinds in lost.items() if "ipywidgets" in source)  # a cell of their own
    assert traces.without_answers(notebook) is False


def test_a_widget_of_the_learners_own_is_theirs():
    own = {"state": {"_anywidget_id": "__main__.Diary", "answers": {"a": "mine"}, "said": "mine"}}
    notebook = {"metadata": {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": own}}}}}
    assert traces.without_answers(notebook) is False
    assert own["state"]["answers"] == {"a": "mine"}


def test_nothing_that_a_widget_syncs_changes_with_the_learner(tmp_path):
    from course_utils import review

    (tmp_path / "own.toml").write_text(TOML, "utf-8")

    def synced():
        shown = [quizzes.show("00-start-here/baseline"), quizzes.show("01-the-article/reflect"),
                 quizzes.load(tmp_path / "own.toml"), review.show("02-where-it-happened"), progress.show(),
                 progress.predictions(), progress.export(), progress.restore(progress.export())]  # fmt: skip
        bundles = [one._repr_mimebundle_() for one in (*shown, progress.learners(), progress.hand_in())]
        assert all("text/html" not in bundle for bundle in bundles)
        ids = [bundle["application/vnd.jupyter.widget-view+json"].pop("model_id") for bundle in bundles]
        widgets = [_widgets()[id_] for id_ in ids]
        states = [{name: value for name, value in one.get_state().items() if name != "layout"} for one in widgets]
        return bundles, states

    before = synced()
    learner.switch("Müge")
    asked = quizzes.load(tmp_path / "own.toml")
    for id_, response in {"x-reflect": "ZEBRASECRET كلماتي", "x-text": "zebra", "x-choice": "In Tripoli"}.items():
        asked.answer(id_, response)
    quizzes.show("01-the-article/predict").answer(
        "01-p01", quizzes.show("01-the-article/predict").questions[0].options[0]
    )
    for question in quizzes.show("01-the-article/check").questions[:2]:
        quizzes.show("01-the-article/check").answer(question.id, "?")
    after = synced()
    assert after == before


def _widgets():
    from ipywidgets.widgets import widget

    return widget._instances


def test_a_personal_view_is_shown_by_message_and_only_to_the_one_it_is_about():
    learner.switch("Müge")
    shown = progress.show()
    assert repr(shown) == traces.PROGRESS and "Müge" in str(shown)
    assert "Müge" in shown.widget.state()["html"]
    learner.switch("hare")
    assert shown.widget.state() == {"type": "state", "html": ""}
    learner.switch("Müge")
    progress.rename("falcon")
    assert "Progress of" in shown.widget.state()["html"]


def test_delete_my_answers_reaches_the_lessons_and_says_what_it_did_not_reach(lessons, monkeypatch, home):
    monkeypatch.chdir(lessons)
    learner._home.cache_clear()
    learner.switch("Müge")
    quizzes.show("01-the-article/reflect").answer("01-r01", "ZEBRASECRET")
    said = learner.forget("Müge")
    assert said.startswith('Everything that was saved for "Müge" is deleted, also where a lesson')
    assert "Not reached: files handed in or copied elsewhere, and cells that you wrote yourself." in said
    assert [word for file in lessons.rglob("*.ipynb") for word in words(file)] == []
    assert not [file for file in home.rglob("*") if file.is_file() and "ZEBRASECRET" in file.read_text("utf-8")]


def test_clean_also_cleans_the_checkpoint(lessons):
    file = lessons / "00-start-here.ipynb"
    cell = nbformat.v4.new_code_cell("1 + 1")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), file)
    notebooks.clean(file)
    assert words(lessons / ".ipynb_checkpoints" / "00-start-here-checkpoint.ipynb") == []


def test_cleaning_needs_nothing_but_python(lessons):
    program = (
        "import sys; from pathlib import Path; from course_utils import traces; before = set(sys.modules)\n"
        "print(traces.clean_folder(Path(sys.argv[1])), sorted(n for n in sys.modules if n.startswith('course_utils')))"
    )
    command = [sys.executable, "-S", "-c", program, str(lessons)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = ["course_utils", *(f"course_utils.{name}" for name in ("course_folder", "language", "traces"))]
    assert done.stdout.strip() == f"[] {loaded}"


def test_lessons_that_a_running_jupyter_shows_may_be_open(lessons, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    assert not traces.is_open(lessons)
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = {"port": server.getsockname()[1], "root_dir": str(lessons)}
        (tmp_path / "jpserver-1.json").write_text(json.dumps(told))
        (tmp_path / "jpserver-0.json").write_text("torn")
        assert traces.is_open(lessons)
        assert not traces.is_open(tmp_path / "another")
    assert not traces.is_open(lessons)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_lesson_that_cannot_be_written_is_named(lessons):
    lessons.chmod(0o500)
    try:
        assert traces.clean_folder(lessons) == [lessons / "00-start-here.ipynb"]
    finally:
        lessons.chmod(0o700)


def test_a_server_of_a_hub_cleans_the_lessons_before_it_starts(lessons, tmp_path, monkeypatch):
    from course_class.hub import server

    home = tmp_path / "home"
    (home / "course").mkdir(parents=True)
    lessons.rename(home / "course" / "notebooks")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    server.take_answers_out_of_lessons()
    assert [word for file in home.rglob("*.ipynb") for word in words(file)] == []
