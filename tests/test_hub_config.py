"""What a technician puts on a JupyterHub: settings that its own reader reads, and a link that nbgitpuller follows."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

from course_class.hub import server
from course_utils.course_folder import HOME, NOTEBOOKS

ROOT = Path(__file__).parents[1]
HUB = ROOT / "deploy" / "hub"
NOTEBOOK = "notebooks/00-start-here.ipynb"


@pytest.fixture(scope="module")
def config():
    return PyFileConfigLoader("jupyterhub_config.py", str(HUB)).load_config()


@pytest.fixture
def upstream(tmp_path, monkeypatch):
    """Return a small course under git, and do what is asked with no settings of this computer's git."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Editor")
        monkeypatch.setenv(f"{name}_EMAIL", "editor@example.org")
    folder = tmp_path / "upstream"
    (folder / "notebooks").mkdir(parents=True)
    (folder / ".gitignore").write_text((ROOT / ".gitignore").read_text("utf-8"), "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    publish(folder, NOTEBOOK, "title\n\na cell\n\nan output\n")
    return folder


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def publish(folder, file, text):
    (folder / file).write_text(text, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "an edition")


def pull(link, upstream, home):
    asked = {name: value for name, [value] in parse_qs(urlsplit(link).query).items()}
    command = [
        sys.executable,
        "-m",
        "nbgitpuller.pull",
        f"file://{upstream}",
        asked["branch"],
        home / asked["targetpath"],
    ]
    subprocess.run(command, check=True, capture_output=True)
    return (home / asked["urlpath"].removeprefix("doc/tree/")).with_name(Path(NOTEBOOK).name)


@pytest.mark.slow
def test_the_link_brings_the_lessons_and_later_editions_and_keeps_what_a_learner_did(config, upstream, tmp_path):
    link, home = config.Spawner.default_url, tmp_path / "home"
    lesson = pull(link, upstream, home)
    assert lesson.read_text("utf-8") == "title\n\na cell\n\nan output\n"
    answers = lesson.parent / "my_work" / "me" / "attempts" / "one.jsonl"
    answers.parent.mkdir(parents=True)
    answers.write_text("{}\n")
    own = lesson.with_name("my-notes.ipynb")
    own.write_text("mine")
    lesson.write_text("title\n\na cell\n\nmy output\n")

    publish(upstream, "notebooks/01-the-article.ipynb", "new lesson")
    publish(upstream, NOTEBOOK, "a better title\n\na cell\n\nanother output\n")
    publish(upstream, "notebooks/my-notes.ipynb", "theirs")
    pull(link, upstream, home)

    assert lesson.with_name("01-the-article.ipynb").read_text() == "new lesson"
    assert lesson.read_text("utf-8") == "a better title\n\na cell\n\nmy output\n"
    assert answers.read_text() == "{}\n"
    assert "mine" in {file.read_text() for file in lesson.parent.glob("my-notes*.ipynb")}


def test_the_link_leads_to_the_home_of_the_course(config):
    values = yaml.safe_load((HUB / "values.yaml").read_text("utf-8"))
    for link in (config.Spawner.default_url, values["singleuser"]["defaultUrl"]):
        asked = parse_qs(urlsplit(link).query)
        course, file = asked["urlpath"][0].removeprefix("doc/tree/").split("/", 1)
        assert [course] == asked["targetpath"]
        assert ROOT / file == NOTEBOOKS / HOME


def test_room_and_cluster_start_the_same_server(config):
    values = yaml.safe_load((HUB / "values.yaml").read_text("utf-8"))
    assert config.Spawner.cmd[1:] == values["singleuser"]["cmd"][1:] == ["-P", "-m", server.__name__]
    assert config.Spawner.environment == values["singleuser"]["extraEnv"]
