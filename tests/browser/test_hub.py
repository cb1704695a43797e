"""A learner's way in on a JupyterHub with the course's settings: from the login to an answer on disk."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from course_utils.classroom.rehearsal import hub as hubs

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "deploy" / "hub" / "jupyterhub_config.py").read_text("utf-8")
PATIENCE = 180_000  # ms: a server is started


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A hub whose copy of the course is a repository made here."""
    course = tmp_path / "course"
    shutil.copytree(ROOT / "notebooks", course / "notebooks", ignore=shutil.ignore_patterns("my_work", ".ipynb*"))
    author = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    for command in (["init", "--initial-branch=main"], ["add", "--all"], [*author, "commit", "--message=first"]):
        subprocess.run(["git", *command], cwd=course, check=True, capture_output=True)
    settings = tmp_path / "jupyterhub_config.py"
    settings.write_text(SETTINGS.replace("file:///opt/libya-course", f"file://{course}"), "utf-8")
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
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=PATIENCE)
    assert page.url.endswith("/doc/tree/course/notebooks/00-start-here.ipynb")
    wait_for_kernel(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu").get_by_text("Run All Cells", exact=True).click()
    question = page.locator(".cq-choice").first
    expect(question.get_by_role("radio").first).to_be_visible(timeout=PATIENCE)
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Save my answer").click()
    expect(question.get_by_role("status")).to_contain_text("Your answer is saved", timeout=PATIENCE)
    [file] = hub.home("learner").glob("course/notebooks/my_work/me/attempts/*.jsonl")
    assert len([json.loads(line) for line in file.read_text("utf-8").splitlines()]) == 1


def wait_for_kernel(page):
    """Wait until the page is connected to a kernel at rest: JupyterLab starts another for a Run All before that."""
    for _ in range(PATIENCE // 200):
        answer = page.request.get(page.url.partition("doc/tree")[0] + "api/sessions")
        kernels = [session["kernel"] for session in answer.json()] if answer.ok else []
        if any(kernel["connections"] and kernel["execution_state"] == "idle" for kernel in kernels):
            page.wait_for_timeout(1000)
            return
        page.wait_for_timeout(200)
    raise AssertionError("no kernel came to rest")
