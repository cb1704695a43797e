"""A class on a real JupyterHub: its servers, kernels and answers are real, and the hub is really killed."""

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from course_class import load_test
from course_class.load_test.hub import MARK, Hub
from course_class.load_test.results import held_by, percentile
from course_utils.errors import CourseError

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    """Return the folder in which a rehearsal makes its own; afterwards nothing of it is left there or running."""
    folder = tmp_path / "room"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield folder
    assert list(running_in(folder)) == []
    assert list(folder.iterdir()) == []


def running_in(folder):
    """Yield every process of a rehearsal in a folder: each works there, also when the folder is gone."""
    for process in psutil.process_iter():
        try:
            if process.cwd().startswith(str(folder)) and MARK in process.environ():
                yield process
        except psutil.Error:
            continue


def rehearse(*given, **named):
    """Rehearse in a thread of its own: in this one a loop is running once a browser test has been here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(load_test.rehearse, *given, **named).result()


def check(found, learners):
    assert found.errors == []
    assert found.lost == 0
    assert found.learners == learners
    assert len(found.to_server) == learners
    assert found.acknowledged == len(found.to_feedback) == found.reported > 0
    assert found.ratio <= 1.1
    assert found.well
    assert f"{found.acknowledged} acknowledged, 0 lost" in str(found)


def test_three_learners_on_this_computer_alone_and_no_two_servers_get_the_same_port(room, monkeypatch):
    settings = Hub._settings
    # As JupyterHub does by chance where two servers start at the same moment.
    same = "import jupyterhub.spawner as spawner\nport = spawner.random_port()\nspawner.random_port = lambda: port\n"
    monkeypatch.setattr(Hub, "_settings", lambda hub: same + settings(hub))
    listening, transports = set(), []

    def look(step, share):
        if step == "measuring memory":
            for process in running_in(room):
                listening.update(
                    one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN
                )
                command = process.cmdline()
                if "course_class.hub.kernel" in command:
                    connection = json.loads(Path(command[command.index("-f") + 1]).read_text("utf-8"))
                    transports.append(connection["transport"])

    check(rehearse(3, tell=look), 3)
    assert listening == {"127.0.0.1"}
    assert transports == ["ipc"] * 3  # no port that another kernel could be given at the same moment


@pytest.mark.long
def test_thirty_learners():
    check(rehearse(30), 30)


def test_a_killed_hub_loses_no_answer():
    found = rehearse(3, "01-the-article", kill_hub=True)
    check(found, 3)
    assert 0 < found.while_away < found.acknowledged
    assert found.tried_again > 0  # by the learner who came while there was no hub


@pytest.mark.parametrize("ignored", [False, True], ids=["by hand", "in the background"])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_can_be_stopped(end, ignored, room):
    command = ["env", "--ignore-signal=INT"] if ignored else []  # as a shell starts what it starts with &
    command += [sys.executable, "-m", "course_utils", "class", "rehearse", "--learners", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if "opening the first lesson" in line:
                break
        else:
            pytest.fail("it ended by itself")
        process.send_signal(end)
        said = process.stderr.read()
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped. Nothing of the rehearsal is left."


def test_a_hub_that_does_not_start_is_said(monkeypatch, tmp_path):
    broken = tmp_path / "jupyterhub_config.py"
    broken.write_text("raise SystemExit('a mistake in the settings')")
    monkeypatch.setattr("course_class.load_test.hub._SETTINGS", broken)
    with pytest.raises(CourseError, match=r"did not start. The last that it said: a mistake in the settings"):
        rehearse(1)


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyterhub", None)
    with pytest.raises(
        CourseError, match=r"JupyterHub is not installed. In the course's folder run `python start.py class "
    ):
        rehearse(1)


def test_a_missing_proxy_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr("course_class.load_test.hub._PROXY", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseError, match=r"proxy of JupyterHub, configurable-http-proxy, is not installed. In the"):
        rehearse(1)


def test_odd_numbers_and_lessons_are_said():
    for learners in (0, -1, 1000):
        with pytest.raises(CourseError, match="1 to 200 learners"):
            rehearse(learners)
    with pytest.raises(CourseError, match='Did you mean "02-where-it-happened"'):
        rehearse(1, "02-where-it-hapened")


def test_percentile_and_what_a_machine_holds():
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([3.0], 95) == 3.0
    assert percentile([1.0, 2.0, 3.0], 95) == 3.0
    # 20 learners × 100 MB and 30 % of headroom, and 200 MB for the hub
    assert [held_by(size, 100, 200) for size in (2.8, 2.79, 0.1)] == [20, 19, 0]
