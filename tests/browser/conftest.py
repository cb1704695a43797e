"""A real Chromium for the tests, with no way to any other machine, and a page that tells what went wrong on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.lab import NOTEBOOKS
from tests.browser.live_site import Elsewhere, Site, hear_faults

ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def browser_path():
    path = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no Chromium found: install one, or set COURSE_BROWSER to its path")
    return path


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, browser_path):
    browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser):
    """A page on a laptop; the test fails if anything outside this machine is asked for or an error is logged."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.outside, page.faults = [], []

    def only_here(route):
        if route.request.url.startswith(HERE):
            route.continue_()
        else:
            page.outside.append(route.request.url)
            route.abort()

    page.route("**/*", only_here)
    page.on("pageerror", lambda error: page.faults.append(str(error)))

    def hear(line):
        # Jupyter's server answers 500 for the list of its sessions while one of them is just starting.
        if line.type == "error" and "/api/sessions" not in line.location.get("url", ""):
            page.faults.append(line.text)

    page.on("console", hear)
    yield page
    page.close()
    assert page.outside == []
    assert page.faults == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The site: built here, or where COURSE_SITE says that it is already."""
    if os.environ.get("COURSE_SITE"):
        return Path(os.environ["COURSE_SITE"])
    target = tmp_path_factory.mktemp("built") / "site"
    target.with_name("site.part").mkdir()  # somebody's folder, of whatever name, is left alone
    command = [sys.executable, "start.py", "site", "--output", target]
    done = subprocess.run(command, cwd=NOTEBOOKS.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in target.parent.iterdir()} == {"site", "site.part"}
    return target


@pytest.fixture(scope="session")
def site(folder):
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture
def elsewhere():
    """The other machines; the test fails if any of them was asked for anything."""
    elsewhere = Elsewhere()
    yield elsewhere
    elsewhere.stop()
    assert elsewhere.asked == []


@pytest.fixture
def context(browser: Browser, elsewhere: Elsewhere):
    """A browser as it is the first time; the test fails if anything goes wrong on one of its pages."""
    with browser.new_context(proxy=elsewhere.proxy, viewport={"width": 1280, "height": 800}) as context:
        faults = hear_faults(context)
        yield context
    assert faults == []
