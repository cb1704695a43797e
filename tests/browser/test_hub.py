"""A learner's way in on a JupyterHub with the course's settings: from the login to an answer on disk."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from course_class.load_test import hub as hubs
from tests.browser.lab import PATIENCE

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "deploy" / "hub" / "jupyterhub_config.py").read_text("utf-8")
CLONE = "/opt/libya-course"


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A hub whose copy of the course is a repository made here."""
    course = tmp_path / "course"
    shutil.copytree(ROOT / "notebooks", course / "notebooks", ignore=shutil.ignore_patterns("my_work", ".ipynb*"))
    lessons = Path("course_utils", "content", "lessons.toml")
    (course / lessons).parent.mkdir(parents=True)
    shutil.copy(ROOT / lessons, course / lessons)
    author = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    for command in (["init", "--initial-branch=main"], ["add", "--all"], [*author, "commit", "--message=first"]):
        subprocess.run(["git", *command], cwd=course, check=True, capture_output=True)
    settings = tmp_path / "jupyterhub_config.py"
    assert CLONE in SETTINGS
    settings.write_text(SETTINGS.replace(CLONE, str(course)), "utf-8")
    monkeypatch.setattr(hubs, "_SETTINGS", settings)
    monkeypatch.delenv("COURSE_HOME")
    room = tmp_path / "room"
    hub = hubs.Hub(room)
    hub.home("learner").mkdir(parents=True)
    try:
        hub.open()
        yield hub
    finally:
        hub.close()


def test_from_the_login_to_an_answer(hub, page):
    page.goto(f"http://{hubs.HOST}:{hub.port}/")
    page.get_by_label("Username").fill("learner")
    page.get_by_label("Password").fill(hubs.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Begin", exact=True).click(timeout=PATIENCE)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
    expect(page.locator(".course-bar")).to_be_visible()  # the page around the lessons is there too
    question = page.locator(".cq-choice").first
    expect(question.get_by_role("radio").first).to_be_visible()
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Save my answer").click()
    expect(question.get_by_role("status")).to_contain_text("Your answer is saved")
    [file] = hub.home("learner").glob("course/notebooks/my_work/me/attempts/*.jsonl")
    assert len([json.loads(line) for line in file.read_text("utf-8").splitlines()]) == 1
