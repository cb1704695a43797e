"""A real Chromium for the tests, with no way to any other machine, and a page that tells what went wrong on it."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from deploy.alone import alone
from tests.browser.lab import NOTEBOOKS, PATIENCE, Lab
from tests.browser.live_site import Elsewhere, Site, hear_faults

# What Playwright switches off, since Chromium takes the last such list alone; test_browser.py compares the two.
SWITCHED_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,"
    "AimEnabled,PreconnectToSearch,msForceBrowserSignIn,msEdgeUpdateLaunchServicesPreferredVersion,"
    # Pages that Chromium draws behind the address bar of each window, which no test sees: a second of a processor each.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={SWITCHED_OFF}",
]
LAPTOP = {"width": 1280, "height": 800}
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:", "about:")


expect.set_options(timeout=PATIENCE)  # a machine with much to do is no fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have a browser test that fails run once more, anew: what fails twice fails, and each second run is named."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.flaky(reruns=1))


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
    browser.new_page, browser.new_context = patient(browser.new_page), patient(browser.new_context)
    yield browser
    browser.close()


def patient(make: Callable[..., Page | BrowserContext]) -> Callable[..., Page | BrowserContext]:
    """Return what makes a page, or a context of pages, that waits as long as `expect` does."""

    def made(**options: object) -> Page | BrowserContext:
        one = make(**options)
        one.set_default_timeout(PATIENCE)
        return one

    return made


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with the lessons, for all tests of a file."""
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.stop()


@pytest.fixture
def bare(tmp_path, page):
    """A JupyterLab without the page around the lessons: none runs by itself, and JupyterLab may give up a widget."""
    lab = Lab(tmp_path, page=False)
    lab.start_afresh()
    yield lab
    page.close()  # before its server goes, which it would miss
    lab.stop()
    page.faults = [fault for fault in page.faults if "widget model not found" not in fault]


@pytest.fixture
def a_new_learner(lab):
    """The lessons as they are committed, no kernel, and nobody's answers."""
    lab.start_afresh()


@pytest.fixture
def page(browser):
    """A page on a laptop; the test fails if anything outside this machine is asked for or an error is logged."""
    with watched(browser) as page:
        yield page


@pytest.fixture(scope="session")
def kept_page(browser):
    """A page that stays, for tests whose pages keep nothing: another costs a process, and axe runs faster again."""
    with watched(browser) as page:
        yield page


@pytest.fixture
def same_page(kept_page):
    """The page that stays, blank and on a laptop again; the test fails as it would on a page of its own."""
    kept_page.set_viewport_size(LAPTOP)
    kept_page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    yield kept_page
    kept_page.goto("about:blank")
    outside, faults = kept_page.outside[:], kept_page.faults[:]
    kept_page.outside.clear()
    kept_page.faults.clear()
    assert outside == []
    assert faults == []


@contextlib.contextmanager
def watched(browser: Browser) -> Iterator[Page]:
    """Yield a page on a laptop that notes what it asks other machines for, and its faults; at the end there is none."""
    page = browser.new_page(viewport=LAPTOP)
    page.outside, page.faults = [], []

    def hear_request(request):  # a listener, since a route would have each file come through this process, and uncached
        if not request.url.startswith(HERE):
            page.outside.append(request.url)

    page.on("request", hear_request)
    page.on("pageerror", lambda error: page.faults.append(str(error)))

    def hear(line):
        url = line.location.get("url", "")
        # Jupyter's server answers 500 for the list of its sessions while one of them is just starting, and 404
        # for the folder of a learner who was deleted or renamed while the rail was reading it.
        gone = "404" in line.text and "/api/contents/my_work/" in url
        if line.type == "error" and "/api/sessions" not in url and not gone:
            page.faults.append(f"{line.text} {url}")

    page.on("console", hear)
    yield page
    page.close()
    assert page.outside == []
    assert page.faults == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The site: built once for all that run side by side, or where COURSE_SITE says that it is already."""
    if os.environ.get("COURSE_SITE"):
        return Path(os.environ["COURSE_SITE"])
    base = tmp_path_factory.getbasetemp()
    target = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built" / "site"
    target.parent.mkdir(exist_ok=True)
    with alone(target.parent.with_suffix(".lock"), "Another process builds the site: this one waits for it."):
        if not target.exists():
            (target.parent / "site.part").mkdir(exist_ok=True)  # somebody's folder, of whatever name, is left alone
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
