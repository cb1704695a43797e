"""The static site: lessons live in the browser with no other machine, and the same lessons as pages to read."""

import contextlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from course_utils import progress, quiz
from tests.browser.conftest import ARGUMENTS
from tests.browser.lab import NOTEBOOKS, PATIENCE
from tests.browser.live_site import (
    Elsewhere,
    Site,
    answer,
    expect_the_answer,
    expect_the_first_page_to_go_on,
    fetched_from,
    write_and_run,
)
from tests.browser.wcag import RULES

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
ORDINARY = ("00-start-here", "02-where-it-happened")
LIVE = [lesson if lesson in ORDINARY else pytest.param(lesson, marks=pytest.mark.long) for lesson in LESSONS]
OURS = {"include": [[".course-quiz"], [".course-view"]]}
SIZES = {"phone": (390, 844), "laptop": (1280, 800), "laptop at 200 %": (640, 400), "projector": (1920, 1080)}
BROKEN = (
    "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error'], "
    ".jupyter-widgets-error-widget"
)

pytestmark = pytest.mark.browser


def expect_the_answers(site: Site, page: Page, lessons: Iterable[str]) -> None:
    """Expect that each lesson, opened anew, has the answer that was given in it."""
    for lesson in lessons:
        site.open(page, lesson)
        expect_the_answer(site, page, lesson)


@pytest.mark.parametrize("lesson", LIVE)
def test_a_lesson_runs_to_its_end_breaks_no_rule_and_keeps_an_answer(request, site: Site, context, lesson: str):
    page = context.new_page()
    site.open(page, lesson)
    site.run_all(page)
    expect(page.locator(BROKEN)).to_have_count(0)
    answer(site, page, lesson)
    expect_maps(page)
    expect_no_broken_rule(page, request.config.getoption("--long"))

    page.reload()
    site.wait(page)
    expect_the_answer(site, page, lesson)
    expect_the_first_page_to_go_on(site, page, lesson)


def expect_maps(page: Page) -> None:
    """Expect that each map among the cells near by has its markers."""
    for frame in page.locator(".course-view iframe").all():
        expect(frame.content_frame.locator(".leaflet-marker-icon").first).to_be_attached()


def expect_no_broken_rule(page: Page, everywhere: bool) -> None:
    """Expect that axe finds nothing in what the course shows: at every size, light and dark, or at two of them."""
    every = [(size, theme) for theme in ("JupyterLab Light", "JupyterLab Dark") for size in SIZES]
    for size, theme in every if everywhere else [("laptop", "JupyterLab Light"), ("phone", "JupyterLab Dark")]:
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        expect(page.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached()
        found = Axe().run(page, context=OURS, options=RULES)
        assert found.response["violations"] == [], f"{size}, {theme}: {found.generate_report()}"


def test_a_live_lesson_can_be_read_while_python_starts_and_then_runs_by_itself(site: Site, context):
    page = context.new_page()
    words = page.locator("#course-loading").get_by_role("status")
    with held_back(context, "**/pyodide.asm.wasm"):
        with held_back(context, "**/build/**"):
            page.goto(f"{site.address}/lab/index.html?path=00-start-here.ipynb", wait_until="commit")
            expect(words).to_contain_text("Loading the lesson")
        expect(words).to_contain_text("Python is starting")
        expect(page.locator(".course-bar").get_by_role("status")).to_have_text("The lesson is starting …")
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    site.wait(page)
    site.wait_for_the_end(page)
    expect(words).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.locator(".course-quiz").first).to_be_attached()
    expect(page.locator(BROKEN)).to_have_count(0)


@contextlib.contextmanager
def held_back(context: BrowserContext, pattern: str):
    """Let no file of a kind come to a page before the end of the block, by which it must have been asked for."""
    waiting, held = [], True
    context.route(pattern, lambda route: waiting.append(route) if held else route.continue_())
    yield
    held = False
    assert waiting, f"nothing asked for {pattern}"
    for route in waiting:
        route.continue_()


def test_where_python_does_not_come_words_say_what_can_be_done(site: Site, browser: Browser):
    with browser.new_context() as context:
        context.route("**/pyodide.asm.wasm", lambda route: route.abort())
        page = context.new_page()
        page.clock.install()
        page.goto(f"{site.address}/lab/index.html?path=00-start-here.ipynb")
        words = page.locator("#course-loading").get_by_role("status")
        expect(words).to_contain_text("Python is starting")
        page.clock.fast_forward(60_000)
        expect(words).to_contain_text("On a slow line a first visit can take five minutes")
        page.get_by_role("link", name="Read it without waiting").click()
        expect(page).to_have_url(f"{site.address}/00-start-here.html")


def test_a_lesson_that_starts_behind_another_window_runs(site: Site, context):
    page = context.new_page()
    # What JupyterLab asks to have the focus does not get it, as where another window has it.
    page.add_init_script("HTMLElement.prototype.focus = () => {};")
    site.open(page, "00-start-here")
    expect(page.locator(".course-quiz").first).to_be_attached()
    expect(page.locator(BROKEN)).to_have_count(0)


@pytest.mark.long
def test_lessons_in_two_tabs_keep_their_answers(site: Site, context):
    lessons = ("00-start-here", "02-where-it-happened")
    tabs = [context.new_page() for _ in lessons]
    for tab, lesson in zip(tabs, lessons, strict=True):
        site.open(tab, lesson)
    for tab in tabs:
        tab.bring_to_front()
        site.run_all(tab)
    for tab, lesson in zip(tabs, lessons, strict=True):
        tab.bring_to_front()
        answer(site, tab, lesson)
    expect_the_answers(site, context.new_page(), lessons)


def test_answers_outlive_the_browser_and_move_to_an_installed_course(
    site: Site, elsewhere: Elsewhere, playwright: Playwright, browser_path: str, tmp_path: Path, monkeypatch
):
    def opened():
        return playwright.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=browser_path, args=ARGUMENTS, proxy=elsewhere.proxy
        )

    with opened() as context:
        page = context.new_page()
        site.open(page, "00-start-here")
        answer(site, page, "00-start-here")
    with opened() as context:
        page = context.new_page()
        site.open(page, "10-capstone")
        card = site.quiz(page, "Hand in your work")
        card.get_by_role("button", name="Make my file to hand in").click()
        with page.expect_download() as download:
            card.get_by_role("link", name="Save hand-in-me.jsonl").click(timeout=PATIENCE)
        download.value.save_as(tmp_path / "hand-in-me.jsonl")

    progress.restore(tmp_path / "hand-in-me.jsonl")
    [attempt] = progress.attempts()
    assert (attempt.quiz, attempt.verdict) == ("00-start-here/check", "right")


def test_answers_are_kept_over_plain_http_in_two_windows(site: Site, playwright: Playwright, browser_path: str):
    # As from a classroom laptop: for this name, which is not the computer itself, Chromium has no service worker.
    rules = "--host-resolver-rules=MAP classroom.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    there = copy(site)
    there.address = f"http://classroom.example:{site.server.server_port}"
    lessons = ("00-start-here", "01-the-article")
    with playwright.chromium.launch(executable_path=browser_path, args=[*ARGUMENTS, rules]) as browser:
        context = browser.new_context()
        windows = [context.new_page() for _ in lessons]
        for window, lesson in zip(windows, lessons, strict=True):
            there.open(window, lesson)
        assert not windows[0].evaluate("isSecureContext")
        for again in (False, True):  # each writes after the other has
            for window, lesson in zip(windows, lessons, strict=True):
                window.bring_to_front()
                if again:
                    there.run_all(window)
                answer(there, window, lesson)
        expect_the_answers(there, context.new_page(), lessons)


def test_answers_move_from_an_installed_course_to_the_site(site: Site, context, tmp_path: Path):
    asked = quiz.show("00-start-here/check")
    right = next(option.text for option in asked.questions[0].options if option.right)
    assert asked.answer(asked.questions[0].id, right).verdict == "right"
    file = progress.export(path=tmp_path / "work.jsonl")

    page = context.new_page()
    site.open(page, "00-start-here")
    page.evaluate("() => jupyterapp.restored.then(() => jupyterapp.commands.execute('filebrowser:activate'))")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload Files").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("tabpanel", name="work.jsonl")).to_be_visible()  # JupyterLab opens it
    page.get_by_role("listitem", name="00-start-here.ipynb").dblclick()
    write_and_run(page, 'from course_utils import progress\nprogress.restore("work.jsonl")')
    expect(page.get_by_text('1 answers of "me" are back')).to_be_visible()
    site.run_all(page)
    expect_the_answer(site, page, "00-start-here")


LIVE_CHARTS = {"migrants": "06-the-southern-border-1", "oil-bp-kbd": "07-elections-and-oil-3"}


def test_who_looks_under_the_hood_has_help_and_charts_with_the_words_of_the_same_charts_to_read(site: Site, context):
    page = context.new_page()
    site.open(page, "00-start-here")
    write_and_run(page, "from course_utils import atlas\nhelp(atlas.show)")
    expect(page.get_by_text("Help on function show in module course_utils.atlas")).to_be_visible()
    for figure, picture in LIVE_CHARTS.items():
        write_and_run(page, f"from course_utils import charts; charts.show('{figure}')")
        chart = page.locator(".jp-Notebook .jp-CodeCell").last.locator(".vega-embed svg")
        expect(chart).to_be_visible()
        drawn = ElementTree.parse(site.folder / f"{picture}.svg").iter("{http://www.w3.org/2000/svg}text")
        assert chart.locator("text").all_text_contents() == [text.text or "" for text in drawn]


OURS_ALONE = {"course-settings", "jedi", "libya-course", "micropip", "numpy", "piplite", "requests"}  # stand-ins too
GRANT = re.compile(r"permission|redistribut|licensed under|grant", re.IGNORECASE)


def test_the_site_has_the_licence_of_each_thing_that_it_gives_on(folder: Path):
    rule = "=" * 80
    _, *parts = (folder / "LICENSES.txt").read_text("utf-8").split(f"\n{rule}\n")
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    packages = json.loads((folder / "static" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))["packages"]
    brought = {f"{name} {one['version']}" for name, one in packages.items() if name not in OURS_ALONE}
    coasts = {f"The coasts of the maps (GSHHG 2.3.7, cut and simplified): {name}.txt" for name in ("LGPL-3", "GPL-3")}
    wanted = brought | coasts | {"The course", "Python 3.14, its standard library", "Pyodide 314.0.7"}
    assert len(brought) > 20
    assert wanted <= set(sections)
    for title in wanted:
        assert len(sections[title]) > 500 and GRANT.search(sections[title]), title
    scripts = {line for title, text in sections.items() if title.startswith("JavaScript") for line in text.splitlines()}
    for file in folder.rglob("third-party-licenses.json"):
        for one in json.loads(file.read_text("utf-8"))["packages"]:
            assert f"{one['name']} {one['versionInfo']}" in scripts


def test_learners_get_their_package_of_the_course_and_no_other(folder: Path):
    [wheel] = folder.glob("static/pyodide/libya_course-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packages = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in packages if not name.endswith(".dist-info")} == {"course_utils"}


def test_the_first_page_says_the_licence_and_leads_to_all_of_them(site: Site, page: Page):
    page.goto(site.address)
    said = page.get_by_text("The lessons may be used, changed and passed on under CC BY 4.0")
    expect(said).to_be_visible()
    said.get_by_role("link", name="All licences").click()
    expect(page.get_by_text("Mozilla Public License Version 2.0").first).to_be_attached()


def test_sources_open_beside_the_page(folder: Path):
    """In a window of its own, an address cannot run anything in the place where the answers are kept."""
    outside = re.compile(r"<a\b[^>]*\bhref=[\"'](?:[a-z]+:)[^>]*>", re.IGNORECASE)
    map_ = re.compile(r"""srcdoc=(["']).*?\1""", re.DOTALL)
    pages = [(folder / f"{name}.html").read_text("utf-8") for name in ("index", *LESSONS)]
    found = [link for text in pages for link in outside.findall(map_.sub("", text))]
    assert len(found) > 100
    # A table that a link holds whole is a file to keep: it opens nowhere.
    kept = re.compile(r'<a href="data:text/csv;charset=utf-8;base64,[A-Za-z0-9+/=]*" download="[a-z0-9-]+\.csv">')
    found = [link for link in found if not kept.fullmatch(link)]
    assert [link for link in found if 'target="_blank"' not in link or "noopener" not in link] == []


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


@pytest.fixture
def served_to_class(folder: Path):
    """Return what starts the site for a class, the line in which it says its address, and ends it after the test."""
    started = []

    def serve(*before: str) -> tuple[subprocess.Popen, str]:
        command = [*before, sys.executable, "start.py", "site", "--output", folder, "--to-class", "--no-browser"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, cwd=NOTEBOOKS.parent, start_new_session=True, **pipes))
        return started[-1], started[-1].stdout.readline()

    yield serve
    for one in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.communicate()


def test_a_class_opens_the_site_at_the_address_it_is_told(served_to_class):
    process, said = served_to_class()
    host, port = re.fullmatch(
        r"Learners in the same network open http://([\d.]+):(\d+)/ in their browsers.\n", said
    ).groups()
    assert not host.startswith("127.")
    with urllib.request.urlopen(f"http://{host}:{port}/", timeout=180) as answer:
        assert b"The Libyan conflict" in answer.read()
    with socket.create_connection((host, int(port))) as hasty:  # a browser that goes away without a word
        hasty.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        hasty.sendall(b"GET /")
    with urllib.request.urlopen(f"http://{host}:{port}/", timeout=180):
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl+C does
    _, errors = process.communicate(timeout=180)
    assert (process.returncode, errors) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="switching the network off needs Linux namespaces")
def test_a_computer_in_no_network_is_told_so(served_to_class):
    process, said = served_to_class("unshare", "--user", "--map-root-user", "--net")
    _, errors = process.communicate(timeout=180)
    assert (process.returncode, said) == (1, "")
    assert errors == (
        "The site was not built or served: this computer is in no network: "
        "join the one of the class, then run this again\n"
    )


READ = [
    one if one in ("index", *ORDINARY) else pytest.param(one, marks=pytest.mark.long) for one in ("index", *LESSONS)
]


@pytest.mark.parametrize("name", READ)
def test_the_pages_to_read_break_no_rule(site: Site, page: Page, name: str):
    """Each at every size, light and dark: in one browser page, loaded once for each size."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{site.address}/{name}.html")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=RULES)
            assert found.response["violations"] == [], f"{size}, {scheme}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{size}, {scheme}"


def test_the_maps_of_the_pages_to_read_look_as_in_a_lesson(request, site: Site, page: Page):
    seen = 0
    for name in LESSONS if request.config.getoption("--long") else ORDINARY:
        page.goto(f"{site.address}/{name}.html")
        for frame in page.locator(".course-view iframe").all():
            frame.scroll_into_view_if_needed()
            map_ = frame.content_frame.locator(".folium-map")
            expect(map_.locator(".leaflet-marker-icon").first).to_be_attached()
            assert map_.bounding_box()["height"] <= frame.bounding_box()["height"], "the map has no style of its own"
            seen += 1
    assert seen


def test_the_pages_to_read_need_no_script(site: Site, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.address)
        page.get_by_role("link", name="Read it: 02 Where it happened").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("02 Where it happened")
        expect(page.get_by_text("Run All Cells")).to_have_count(0)
        quiz = page.get_by_role("region", name="Check what you know")
        expect(quiz.get_by_text("What is each place, or why does it matter here?")).to_be_visible()
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
            elif "://" not in link and not link.startswith("data:text/csv;"):
                assert (folder / link.split("?")[0].split("#")[0]).is_file(), (name, link)
                if "?path=" in link:
                    assert (folder / "files" / link.split("?path=")[1]).is_file(), (name, link)
