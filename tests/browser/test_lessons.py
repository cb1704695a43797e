"""The lessons as a learner meets them: a real JupyterLab in a real browser, all other machines out of reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lab import NOTEBOOKS, PATIENCE, Lab, bar
from tests.browser.wcag import RULES

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))

RIGHT = "Al-Nadhouri and al-Haddad"  # how the right answer to the first question of lesson 01 begins

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_new_learner")]


def quiz_titled(page: Page, title: str):
    quiz = page.locator(".course-quiz", has=page.get_by_text(title, exact=True))
    quiz.scroll_into_view_if_needed(timeout=PATIENCE)
    return quiz


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_cell_shows_something_whole(lab: Lab, page: Page, lesson: str):
    lab.open(page, lesson)
    expect(bar(page)).to_be_empty()
    broken = page.locator(
        "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error'], "
        ".jupyter-widgets-error-widget"
    )
    expect(broken).to_have_count(0)
    aligned = page.evaluate(
        "[...document.querySelectorAll('.course-view td')].map((cell) => getComputedStyle(cell).textAlign)"
    )
    assert set(aligned) <= {"start", "left"}
    counted = page.evaluate(
        "[...document.querySelectorAll('.tl-sources')].map((list) => getComputedStyle(list).listStyleType)"
    )
    assert set(counted) <= {"decimal"}
    found = Axe().run(page, context={"include": [[".course-quiz"], [".course-view"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


def test_an_answer_by_keyboard_is_on_disk_and_back_after_a_restart(lab: Lab, page: Page):
    lab.open(page, "02-where-it-happened")
    expect(page.frame_locator("iframe").first.locator(".leaflet-marker-icon").first).to_be_attached()
    quiz = quiz_titled(page, "Check what you know")
    first = quiz.get_by_role("group").first
    first.get_by_role("textbox").focus()
    page.keyboard.type("Brega")
    page.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_contain_text("yet right")
    page.keyboard.press("Control+A")
    page.keyboard.type("Sirte")
    page.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Right.")
    expect(first.get_by_role("textbox")).to_be_focused()
    assert [attempt["response"] for attempt in lab.attempts()] == ["Brega", "Sirte"]

    lab.restart_kernel(page)
    lab.run_all(page)
    first = quiz_titled(page, "Check what you know").get_by_role("group").first
    expect(first.get_by_role("textbox")).to_have_value("Sirte")
    expect(first.get_by_role("status")).to_contain_text("Right.")


def test_the_notebooks_own_keys_leave_a_question_alone_and_its_feedback_waits_until_the_answer_is_on_disk(
    lab: Lab, page: Page
):
    lab.open(page, "01-the-article")
    first = quiz_titled(page, "Check what you know").get_by_role("group").first
    before = page.locator(".jp-Cell").count()
    first.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "ArrowDown", "d", "d", "a", "b", "x", "z", "0", "0"):
        page.keyboard.press(key)
    expect(first.get_by_role("radio").nth(2)).to_be_checked()
    expect(first.get_by_role("radio").nth(2)).to_be_focused()
    expect(page.locator(".jp-Cell")).to_have_count(before)
    first.get_by_role("button", name="Hint").focus()
    for key in ("d", "d", "ArrowDown"):
        page.keyboard.press(key)
    expect(first.get_by_role("button", name="Hint")).to_be_focused()
    expect(page.locator(".jp-Cell")).to_have_count(before)

    lab.home.write_text("a file where the folder should be")
    try:
        first.get_by_role("radio", name=RIGHT).check()
        first.get_by_role("button", name="Check my answer").click()
        expect(first.get_by_role("status")).to_contain_text("! Not saved. Your work could not be saved")
        expect(first.get_by_role("radio", name=RIGHT)).to_be_checked()
    finally:
        lab.home.unlink()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.get_by_role("status")).not_to_contain_text("could not be saved")
    expect(first.get_by_role("status")).to_contain_text("Right.")
    assert [attempt["verdict"] for attempt in lab.attempts()] == ["right"]


def test_without_the_page_a_reopened_lesson_shows_the_questions_and_how_to_go_on(bare: Lab, page: Page):
    lab = bare
    lab.open(page, "01-the-article")
    lab.run_all(page)
    first = quiz_titled(page, "Check what you know").get_by_role("group").first
    first.get_by_role("radio", name=RIGHT).check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.get_by_role("status")).to_contain_text("Right.")
    lab.save(page, "01-the-article")
    lab.end_kernels()

    lab.open(page, "01-the-article")
    again = quiz_titled(page, "Check what you know")
    expect(again.get_by_role("group").first.get_by_role("radio", name=RIGHT)).not_to_be_checked()
    expect(again).to_contain_text("This quiz is not connected")
    expect(again).to_contain_text("choose Run, then Run All Cells")
    expect(again.get_by_role("group").first.get_by_role("status")).to_be_empty()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(page.locator(".course-bar")).to_have_count(0)


def test_the_baseline_tells_nothing_yet_and_a_learner_takes_a_name_and_deletes_the_answers(lab: Lab, page: Page):
    lab.open(page, "00-start-here")
    first = quiz_titled(page, "Before you start").get_by_role("group").first
    first.get_by_role("radio").first.check()
    first.get_by_role("button", name="Save my answer").click()
    expect(first.get_by_role("status")).to_contain_text("after the last lesson")
    assert "Right" not in first.inner_text() and "passes it on" not in page.content()

    who = quiz_titled(page, "Who is learning now?")
    who.get_by_label("A new made-up name").fill("../Blue Falcon")
    page.keyboard.press("Enter")
    expect(who.get_by_role("status")).to_contain_text("cannot be used as a name")
    who.get_by_label("A new made-up name").fill("Blue Falcon")
    page.keyboard.press("Enter")
    expect(who.get_by_role("radio", name="Blue Falcon")).to_be_checked()
    assert (lab.home / "Blue Falcon").is_dir()
    expect(who.get_by_role("button", name="Yes, delete them for good")).to_be_hidden()
    who.get_by_role("button", name="Delete my answers …").click()
    expect(who.get_by_role("button", name="Yes, delete them for good")).to_be_focused()
    page.keyboard.press("Enter")
    expect(who.get_by_role("status")).to_contain_text("is deleted")
    assert not (lab.home / "Blue Falcon").exists()
