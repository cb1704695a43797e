"""The static site: lessons live in the browser with no other machine, and the same lessons as pages to read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lab import NOTEBOOKS
from tests.browser.live_site import PATIENCE, Site, fetched_from

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
ORDINARY = ("00-start-here", "02-where-it-happened")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SIZES = {"phone": (390, 844), "laptop": (1280, 800), "laptop at 200 %": (640, 400), "projector": (1920, 1080)}

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The site: built here, or where COURSE_SITE says that it is already."""
    if os.environ.get("COURSE_SITE"):
        return Path(os.environ["COURSE_SITE"])
    target = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "start.py", "site", "--output", target]
    done = subprocess.run(command, cwd=NOTEBOOKS.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def site(folder):
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture
def live(page: Page):
    """A page on which the front end may look for a list of the learner's own folders: no host has one."""
    missing = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
    yield page
    assert [address for address in missing if "/api/contents/" not in address] == []
    page.faults[:] = [fault for fault in page.faults if "status of 404" not in fault]


LIVE = [lesson if lesson in ORDINARY else pytest.param(lesson, marks=pytest.mark.long) for lesson in LESSONS]


@pytest.mark.parametrize("lesson", LIVE)
def test_a_lesson_runs_to_its_end(site: Site, live: Page, lesson: str):
    site.open(live, lesson)
    site.run_all(live)
    broken = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"
    expect(live.locator(f"{broken}, .jupyter-widgets-error-widget")).to_have_count(0)
    found = Axe().run(live, context={"include": [[".course-quiz"], [".course-view"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


def test_an_answer_is_there_after_a_reload(site: Site, live: Page):
    site.open(live, "00-start-here")
    site.run_all(live)
    first = site.quiz(live, "Check what you know").get_by_role("group").first
    first.get_by_role("radio").nth(1).check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.get_by_role("status")).to_contain_text("Right.", timeout=PATIENCE)

    live.reload()
    expect(live.get_by_text("choose Run, then Run All Cells")).to_be_visible(timeout=PATIENCE)
    site.run_all(live)
    first = site.quiz(live, "Check what you know").get_by_role("group").first
    expect(first.get_by_role("radio").nth(1)).to_be_checked(timeout=PATIENCE)
    expect(first.get_by_role("status")).to_contain_text("Right.")


def test_a_map_is_drawn(site: Site, live: Page):
    site.open(live, "02-where-it-happened")
    site.run_all(live)
    expect(live.frame_locator("iframe").first.locator(".leaflet-marker-icon").first).to_be_attached(timeout=PATIENCE)


def test_nothing_is_fetched_from_another_machine_without_a_click(folder: Path):
    found = {}
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".mjs", ".svg"):
            outside = fetched_from(path.read_text("utf-8", errors="replace"))
            if outside:
                found[path.relative_to(folder).as_posix()] = outside
    assert found == {}


def test_the_search_for_other_machines_finds_them():
    page = """<script src="https://a.example/x.js"></script><link rel="stylesheet" href="//b.example/x.css">
    <a href="https://fine.example/">a link</a><style>@import "https://c.example/x.css";
    p { background: url(https://d.example/x.png) }</style><img alt="" src='http://e.example/x.png'>
    <script type="module">import("https://f.example/x.mjs"); import x from "https://g.example/x.mjs"</script>"""
    assert sorted(address.split("/")[2][0] for address in fetched_from(page)) == list("abcdefg")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_to_read_break_no_rule(site: Site, page: Page, size: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    for name in ("index", *LESSONS):
        page.goto(f"{site.address}/{name}.html")
        found = Axe().run(page, options=RULES)
        assert found.response["violations"] == [], f"{name}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_the_pages_to_read_need_no_script(site: Site, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.address)
        page.get_by_role("link", name="Read it: 02 Where it happened").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("02 Where it happened")
        quiz = page.get_by_role("region", name="Check what you know")
        expect(quiz.get_by_text("Why does each place matter here?")).to_be_visible()
        answer = quiz.locator("details", has_text="The answer, and why").first
        expect(answer.locator("dt").first).to_be_hidden()
        answer.locator("summary").click()
        expect(answer.locator("dt").first).to_be_visible()


def test_every_link_inside_the_pages_leads_somewhere(folder: Path, site: Site, page: Page):
    for name in ("index", *LESSONS):
        page.goto(f"{site.address}/{name}.html")
        ids = set(page.eval_on_selector_all("[id]", "all => all.map(one => one.id)"))
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
            if link.startswith("#"):
                assert link[1:] in ids, (name, link)
            elif "://" not in link:
                assert (folder / link.split("?")[0].split("#")[0]).is_file(), (name, link)
                if "?path=" in link:
                    assert (folder / "files" / link.split("?path=")[1]).is_file(), (name, link)
