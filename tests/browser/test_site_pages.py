"""The pages to read as a phone has them: answers kept and handed in, and all of it there without a network."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hand_ins import attempt
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

import course_class
from course_utils import progress
from course_utils.attempts.attempt import checked
from course_utils.quiz import bank
from course_utils.quiz.kinds.choice import Choice
from deploy.lite import offline
from tests.browser.conftest import ARGUMENTS
from tests.browser.lab import PATIENCE
from tests.browser.live_site import Site, answer

PHONE = {"width": 360, "height": 740}
OPEN = "globalThis.attempts = await (await import('./attempts.js')).Attempts.open();"
KEEP = f"async lines => {{ {OPEN} for (const line of lines) await attempts.keep(line); }}"
IDS = f"async () => {{ {OPEN} await attempts.refresh(); return attempts.lines.map(line => JSON.parse(line).id); }}"
EXTENSION = "extensions/libya-course/static"

pytestmark = pytest.mark.browser


def lines(lesson: str) -> list[dict]:
    """Return a right answer to each question of a lesson that has one right option, as a page gives it to be kept."""
    asked = [one for one in bank.lesson_questions(lesson) if isinstance(one, Choice) and not one.grounds]
    given = [attempt(one.id, next(option.name for option in one.options if option.right)) for one in asked]
    return [{name: value for name, value in one.items() if name not in ("id", "time")} for one in given]


def handed_in(page: Page, to: Path) -> Path:
    """Hand in from a page to read, and return the file."""
    work = page.locator(".page-work")
    work.get_by_role("button", name="Make my file to hand in").click()
    with page.expect_download() as download:
        work.get_by_role("link", name=re.compile("Save hand-in")).click()
    download.value.save_as(to)
    return to


def ids_in(file: Path) -> list[str]:
    head, *rest = map(json.loads, file.read_text("utf-8").splitlines())
    assert head["lines"] == len(rest)
    return [one["id"] for one in rest]


def test_who_learns_on_the_page_goes_on_live_and_hands_in_one_file(site: Site, context: BrowserContext, tmp_path: Path):
    page = context.new_page()
    page.set_viewport_size(PHONE)
    given = 0
    for lesson in ("00-start-here", "01-the-article", "02-where-it-happened"):
        page.goto(f"{site.address}/{lesson}.html")
        if not given:
            page.get_by_role("textbox", name="A made-up name for your answers").fill("Amal B")
            page.get_by_role("button", name="Go on").click()
        expect(page.locator(".page-learner")).to_contain_text("You learn as “Amal B”.")
        page.evaluate(KEEP, lines(lesson))
        given += len(lines(lesson))
    page.evaluate("async () => await attempts.keepDraft('02-r01', 'half a thought')")

    live = context.new_page()
    site.open(live, "10-capstone")
    answer(site, live, "10-capstone")
    card = site.quiz(live, "Hand in your work")
    card.get_by_role("button", name="Make my file to hand in").click()
    with live.expect_download() as download:
        card.get_by_role("link", name="Save hand-in-Amal-B.jsonl").click(timeout=PATIENCE)
    file = tmp_path / "from the live course" / "hand-in-Amal-B.jsonl"
    download.value.save_as(file)
    ids = ids_in(file)
    assert len(ids) == len(set(ids)) == given + 1
    live.close()

    page.reload()
    assert page.evaluate(IDS) == ids
    assert page.evaluate("attempts.draft('02-r01')") == "half a thought"
    again = handed_in(page, tmp_path / "from the page" / "hand-in-Amal-B.jsonl")
    assert [json.loads(line) for line in again.read_text("utf-8").splitlines()[1:]] == [
        json.loads(line) for line in file.read_text("utf-8").splitlines()[1:]
    ]
    made = course_class.report(tmp_path)  # both files: each answer counts once
    assert (made.learners, made.answers) == (1, given + 1)

    page.locator(".page-work").get_by_role("button", name="Delete my answers …").click()
    page.get_by_role("button", name="Yes, delete them for good").click()
    expect(page.get_by_text("Everything that was saved for “Amal B” in this browser is deleted.")).to_be_visible()
    assert page.evaluate(IDS) == []
    page.get_by_label("A file that you made to hand in").set_input_files(file)
    expect(page.get_by_text(f"{given + 1} answers of “Amal B” are back.")).to_be_visible()
    page.get_by_label("A file that you made to hand in").set_input_files(again)
    expect(page.get_by_text("0 answers of “Amal B” are back.")).to_be_visible()
    assert page.evaluate(IDS) == ids

    progress.restore(file)  # and on an installed course
    assert [one.id for one in progress.attempts()] == ids


LINE = attempt("01-c01", "x") | {"response": None}
ODD = [
    LINE,
    LINE | {"score": 2},
    LINE | {"score": True},
    LINE | {"time": "2026-01-15T10:00:00"},
    LINE | {"time": "15 January 2026"},
    LINE | {"version": 0},
    LINE | {"version": 1.5},
    LINE | {"hint": None},
    LINE | {"hint": 1},
    LINE | {"seconds": -1},
    LINE | {"seconds": None, "objective": None},
    LINE | {"objective": 3},
    LINE | {"verdict": None},
    LINE | {"more": "is no fault"},
    {name: value for name, value in LINE.items() if name != "kind"},
    [LINE],
    None,
]


def test_a_page_takes_the_lines_that_the_store_takes(site: Site, page: Page):
    def is_attempt(line: str) -> bool:
        try:
            checked(line.encode())
        except (ValueError, TypeError, RecursionError):
            return False
        return True

    page.goto(f"{site.address}/00-start-here.html")
    given = [*map(json.dumps, ODD), "", "{", json.dumps(LINE) * 2, json.dumps(LINE).replace("10,", "1e999,")]
    asked = "async lines => { const { isAttempt } = await import('./attempts.js'); return lines.map(isAttempt); }"
    assert page.evaluate(asked, given) == list(map(is_attempt, given))


@pytest.fixture
def own(site: Site, tmp_path: Path):
    """The pages to read of the site, without Python, in a folder in which a correction can be made."""
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("build", "pyodide"))
    own = Site(folder)
    yield own
    own.stop()


def test_what_was_visited_is_there_without_a_network_and_corrected_with_one(own: Site, browser: Browser):
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        for lesson in ("02-where-it-happened", "00-start-here"):
            page.goto(f"{own.address}/{lesson}.html")
            expect(page.locator(".page-kept")).to_have_text(re.compile("opens without a network"))
        page.close()

        context.set_offline(True)
        page = context.new_page()
        page.goto(f"{own.address}/02-where-it-happened.html")
        expect(page.get_by_role("heading", level=1)).to_have_text("02 Where it happened")
        for frame in page.locator("iframe.atlas-frame").all():
            frame.scroll_into_view_if_needed()
            expect(frame.content_frame.locator(".leaflet-marker-icon").first).to_be_attached()
        page.evaluate(KEEP, lines("02-where-it-happened"))
        kept = page.evaluate(IDS)
        page.reload()
        assert page.evaluate(IDS) == kept
        assert len(kept) == len(lines("02-where-it-happened"))
        page.get_by_role("link", name="All lessons").first.click()
        expect(page.get_by_text("Continue here")).to_be_visible()

        for name in ("00-start-here", "02-where-it-happened"):
            corrected = own.folder / f"{name}.html"
            corrected.write_text(corrected.read_text("utf-8").replace("</h1>", ", corrected</h1>", 1), "utf-8")
        offline.put(own.folder, EXTENSION)
        context.set_offline(False)
        page.goto(f"{own.address}/02-where-it-happened.html")
        expect(page.get_by_role("heading", level=1)).to_contain_text(", corrected")
        # The other one was not visited again: the new worker has it.
        there = "async address => (await (await caches.match(address)).text()).includes(', corrected</h1>')"
        page.wait_for_function(there, arg=f"{own.address}/00-start-here.html", timeout=PATIENCE)
        page.locator(".page-work").get_by_role("button", name=re.compile("Keep the whole course")).click()
        whole = re.compile("The whole course to read is kept")
        expect(page.locator(".page-kept")).to_have_text(whole)
        context.set_offline(True)
        page.goto(f"{own.address}/07-elections-and-oil.html")
        picture = page.locator("figure img").first
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('figure img').naturalWidth > 0")


def test_over_plain_http_answers_are_kept_and_what_is_not_is_said(
    site: Site, playwright: Playwright, browser_path: str
):
    rules = "--host-resolver-rules=MAP classroom.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with playwright.chromium.launch(executable_path=browser_path, args=[*ARGUMENTS, rules]) as browser:
        context = browser.new_context(viewport=PHONE)
        windows = [context.new_page() for _ in range(2)]
        given = lines("01-the-article")
        for window in windows:
            window.goto(f"http://classroom.example:{site.server.server_port}/01-the-article.html")
            expect(window.locator(".page-kept")).to_contain_text("browsers keep no pages")
            window.evaluate(KEEP, given)
        windows[0].reload()
        assert not windows[0].evaluate("isSecureContext")
        assert len(set(windows[0].evaluate(IDS))) == 2 * len(given)


def test_where_nothing_is_stored_the_page_says_it_before_the_first_question(site: Site, browser: Browser):
    with browser.new_context() as context:
        context.add_init_script("Object.defineProperty(window, 'indexedDB', { get: () => undefined });")
        page = context.new_page()
        page.goto(f"{site.address}/01-the-article.html")
        expect(page.locator(".page-learner")).to_contain_text("no answer can be kept here")
        expect(page.locator(".page-work")).to_contain_text("no answer can be kept here")
        expect(page.locator(".page-work")).not_to_contain_text("Answers stay in this browser")
        refused = f"async line => {{ {OPEN} return attempts.keep(line).catch(error => error.message); }}"
        assert "no answer can be kept here" in page.evaluate(refused, lines("01-the-article")[0])


def test_an_answer_for_which_there_is_no_room_is_refused_in_a_sentence(site: Site, context: BrowserContext):
    page = context.new_page()
    page.goto(f"{site.address}/01-the-article.html")
    page.evaluate(KEEP, lines("01-the-article")[:1])
    full = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };"
    refused = f"async line => {{ {full} return attempts.keep(line).catch(error => error.message); }}"
    assert page.evaluate(refused, lines("01-the-article")[0]).startswith("Not kept: this browser could not store")
    page.reload()
    assert len(page.evaluate(IDS)) == 1


@pytest.mark.parametrize(
    "lesson", ["02-where-it-happened", "03-how-libya-got-here", "04-who-is-who", "07-elections-and-oil"]
)
def test_a_phone_shows_all_of_a_page(site: Site, browser: Browser, lesson: str):
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(f"{site.address}/{lesson}.html")
        expect(page.locator(".page-work")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        for picture in page.locator("figure img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            # Its letters, of 11 px and more, are drawn as large as they are.
            assert picture.evaluate("one => one.clientWidth / one.naturalWidth") > 0.95
        signed = "one.previousElementSibling?.matches('.cv-wide') && one.tabIndex === 0"
        wide = f"one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && !({signed})"
        unsigned = f"[...document.querySelectorAll('.cv-scroll')].filter(one => {wide}).length"
        page.wait_for_function(f"{unsigned} === 0")
        # A box to tick or a round one is as large as the line of its words.
        controls = "button, summary, select, input:not([type=checkbox], [type=radio])"
        low = "one.checkVisibility() && one.getBoundingClientRect().height < 43.5"
        small = f"[...document.querySelectorAll('{controls}')].filter(one => {low}).map(one => one.outerHTML)"
        assert page.evaluate(small) == []


def test_a_long_list_of_sources_stands_in_its_fold_when_it_is_opened(site: Site, page: Page):
    page.goto(f"{site.address}/02-where-it-happened.html")
    fold = page.locator("details.cv-sources[data-list]").first
    expect(fold.locator("a").first).to_have_attribute("href", re.compile(r"^sources-\w+\.html$"))  # without a script
    fold.locator("summary").click()
    expect(fold.locator("li").first).to_be_visible()
    expect(fold.get_by_role("link", name="The list of these sources")).to_have_count(0)


def test_on_a_phone_the_first_page_opens_lessons_that_need_no_python(site: Site, context: BrowserContext):
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(site.address)
    page.get_by_role("link", name="Begin").click()
    expect(page).to_have_url(re.compile(r"/00-start-here\.html$"))
    page.goto(site.address)
    page.locator("a.ch-lesson").nth(1).click()
    expect(page).to_have_url(re.compile(r"/01-the-article\.html$"))
    expect(page.locator(".page-answered").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("quiz.show(")
