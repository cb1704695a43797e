"""What the site says and does where a browser keeps nothing, not all, or only without its service worker."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS
from tests.browser.live_site import (
    Site,
    expect_the_answer,
    expect_the_first_page_to_go_on,
    first_choice,
    write_and_run,
)
from tests.browser.live_site import answer as answer_right

LESSON = "00-start-here"
NOTHING = "This browser stores nothing for this site: answers are lost when you leave."

pytestmark = pytest.mark.browser

REFUSED = {  # each in the way in which some browser refuses it
    "no IndexedDB and no localStorage": """
        Object.defineProperty(window, "indexedDB", { get: () => undefined });
        Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
    """,
    "IndexedDB that never answers": """
        IDBFactory.prototype.open = () => new EventTarget();
    """,
    "IndexedDB that fails, and no service worker": """
        IDBFactory.prototype.open = () => { throw new DOMException("no mutations allowed", "InvalidStateError"); };
        delete Navigator.prototype.serviceWorker;
    """,
}


def answer(site: Site, page: Page):
    """Answer a question, and return where its feedback stands."""
    group, right = first_choice(site, page, LESSON)
    group.get_by_role("radio", name=right, exact=True).check()
    group.get_by_role("button", name="Check my answer").click()
    return group.get_by_role("status")


def expect_nothing_kept(site: Site, page: Page) -> None:
    expect(page.get_by_role("status").get_by_text(NOTHING)).to_be_visible()
    said = answer(site, page)
    expect(said).to_contain_text("Not kept: this browser stores nothing for this site.")
    expect(said).not_to_contain_text("saved")
    expect(page.get_by_text("are saved on this computer")).to_have_count(0)


def test_a_browser_with_cookies_blocked_says_that_nothing_is_kept(
    site: Site, playwright: Playwright, browser_path: str, tmp_path: Path
):
    settings = tmp_path / "browser" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    with playwright.chromium.launch_persistent_context(
        tmp_path / "browser", executable_path=browser_path, args=ARGUMENTS
    ) as context:
        page = context.new_page()
        site.open(page, LESSON)
        assert "SecurityError" in page.evaluate(
            "(() => { try { localStorage } catch (error) { return error.name } })()"
        )
        expect_nothing_kept(site, page)
        write_and_run(page, "from course_utils import progress; print(len(progress.attempts()), 'to hand in')")
        expect(page.get_by_text("1 to hand in")).to_be_visible()


@pytest.mark.parametrize("refused", REFUSED)
def test_whatever_way_a_browser_refuses_to_store_the_lesson_starts_and_says_it(
    site: Site, browser: Browser, refused: str
):
    with browser.new_context() as context:
        context.add_init_script(REFUSED[refused])
        page = context.new_page()
        site.open(page, LESSON)
        expect_nothing_kept(site, page)


@pytest.mark.parametrize("way", ["blocked", "not there"])
def test_without_a_service_worker_answers_are_kept_all_the_same(site: Site, browser: Browser, way: str):
    with browser.new_context(service_workers="block" if way == "blocked" else "allow") as context:
        if way == "not there":
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        page = context.new_page()
        site.open(page, LESSON)
        expect(page.get_by_text("stores nothing")).to_have_count(0)
        answer_right(site, page, LESSON)
        page.reload()
        site.wait(page)
        expect_the_answer(site, page, LESSON)
        expect_the_first_page_to_go_on(site, page, LESSON)


def test_an_answer_for_which_there_is_no_room_is_not_called_saved(site: Site, browser: Browser):
    with browser.new_context() as context:
        page = context.new_page()
        site.open(page, LESSON)
        full = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
        page.evaluate(f"() => {{ {full} }}")
        said = answer(site, page)
        expect(said).to_contain_text("Your work could not be saved")
        expect(said).not_to_contain_text("is saved")


def test_the_first_answer_that_is_not_kept_without_a_service_worker_is_not_called_saved(site: Site, browser: Browser):
    """The browser's database takes what Python wrote only later, and may refuse it."""
    with browser.new_context() as context:
        context.add_init_script("delete Navigator.prototype.serviceWorker")
        page = context.new_page()
        site.open(page, LESSON)
        refuse = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
        for worker in page.workers:
            worker.evaluate(f"() => {{ globalThis.put = IDBObjectStore.prototype.put; {refuse}; }}")
        for title, index in (("Before you start", 0), ("Before you start", 1), ("Check what you know", 0)):
            question = site.quiz(page, title).get_by_role("group").filter(has=page.get_by_role("radio")).nth(index)
            said = question.get_by_role("status")
            watch_words(said)
            question.get_by_role("radio").first.check()
            question.get_by_role("button", name=re.compile("my answer$")).click()
            expect(said).to_contain_text("Not kept: this browser could not store your work")
            words = said.evaluate("node => node.words")
            assert not [one for one in words if re.search("✓|is saved", one)], words
        for worker in page.workers:
            worker.evaluate("() => { IDBObjectStore.prototype.put = globalThis.put; }")
        question.get_by_role("button", name=re.compile("my answer$")).click()
        expect(said).not_to_contain_text("Not kept")


def watch_words(place: Locator) -> None:
    """Note all that is ever said at a place, also what soon gives way to something else."""
    place.evaluate(
        "node => { node.words = []; new MutationObserver(() => node.words.push(node.textContent))"
        ".observe(node, { childList: true, subtree: true, characterData: true }); }"
    )


def test_where_python_does_not_come_and_nothing_is_stored_no_slow_line_is_blamed(site: Site, browser: Browser):
    with browser.new_context() as context:
        context.add_init_script(REFUSED["no IndexedDB and no localStorage"])
        context.route("**/pyodide.asm.wasm", lambda route: route.abort())
        page = context.new_page()
        page.clock.install()
        page.goto(f"{site.address}/lab/index.html?path={LESSON}.ipynb")
        words = page.locator("#course-loading").get_by_role("status")
        expect(words).to_contain_text("Python is starting")
        page.clock.fast_forward(60_000)
        expect(words).to_contain_text(NOTHING)
        expect(words).not_to_contain_text("slow line")
