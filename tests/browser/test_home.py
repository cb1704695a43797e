"""The home and the rail in a real JupyterLab: the first look, a name, two answers, and back to the home."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from course_authors import home
from course_utils import knowledge
from course_utils.course_folder import HOME
from tests.browser.lab import TOKEN, Lab, comes_to, until
from tests.browser.test_lessons import RIGHT
from tests.browser.wcag import RULES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_new_learner")]

LESSON = knowledge.lesson("01-the-article")
LESSONS = list(knowledge.lessons().values())
ASKED = next(one for one in home.told()["questions"] if one["quiz"] == f"{LESSON.id}/check")
NUMBER = ASKED["sentences"][0].removeprefix("s").lstrip("0")
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def open_home(lab: Lab, page: Page):
    page.goto(f"http://127.0.0.1:{lab.port}/doc/tree/{HOME}?token={TOKEN}")
    shown = page.locator(".course-home")
    expect(shown).to_be_visible()
    return shown


def share(shown) -> str:
    """Return how far the sentence that the question is about is marked."""
    sentence = shown.locator(".ch-article li").nth(int(NUMBER) - 1).locator(".ch-marked")
    return sentence.evaluate("one => one.style.getPropertyValue('--settled')")


def check(question, option) -> None:
    option.check()
    question.get_by_role("button", name=re.compile("my answer$")).click()


def test_a_learner_takes_a_name_and_the_home_fills_with_right_answers_alone(lab: Lab, page: Page):
    shown = open_home(lab, page)
    expect(shown.get_by_role("heading", level=1)).to_have_text(knowledge.course().question)
    expect(shown.locator(".ch-article li")).to_have_count(len(knowledge.sentences()))
    shown.get_by_label("A made-up name").fill("a/b")
    shown.get_by_role("button", name="Begin", exact=True).click()
    expect(shown.get_by_role("status")).to_contain_text("cannot be used as a name")
    assert not (lab.home / "learner.txt").exists()
    shown.get_by_label("A made-up name").fill("Amal")
    shown.get_by_role("button", name="Begin", exact=True).click()
    lab.wait_for_words(page)
    assert (lab.home / "learner.txt").read_text("utf-8") == "Amal\n"
    expect(page.get_by_role("heading", level=1, name=LESSONS[0].title)).to_be_visible()

    lab.open(page, LESSON.id)
    rail = page.get_by_role("navigation", name="Parts of this lesson")
    expect(rail.locator("[aria-current]")).to_have_text("Where we are")
    part = rail.get_by_role("button", name="Check", exact=False)
    before = part.inner_text()
    part.press("Enter")
    expect(rail.locator("[aria-current]")).to_contain_text("Check")
    question = page.locator(".cq-choice", has=page.get_by_role("radio", name=RIGHT))
    check(question, question.get_by_role("radio").first)
    expect(question.get_by_role("status").first).not_to_be_empty()
    rail.get_by_role("button", name="All lessons").click()
    shown = page.locator(".course-home")
    expect(shown.get_by_text("You learn as “Amal”.")).to_be_visible()
    comes_to(page, lambda: share(shown), "0%")
    expect(shown.locator(".ch-back")).to_contain_text(ASKED["recalled"])
    expect(shown.locator("a[aria-current]")).to_contain_text(LESSON.title)

    shown.get_by_role("link", name="Continue", exact=True).click()
    lab.wait_for_words(page)
    check(question, question.get_by_role("radio", name=RIGHT))
    expect(question.get_by_role("status").first).to_contain_text("Right.")
    expect(part).not_to_have_text(before)
    rail.get_by_role("button", name="All lessons").click()
    expect(shown.locator(".ch-back")).to_have_count(0)
    until(page, lambda: share(shown) not in ("", "0%"))
    shown.get_by_text("Change", exact=True).click()
    shown.get_by_label("A new made-up name").fill("Basim")
    shown.get_by_role("button", name="Give “Amal” this name").click()
    expect(shown.get_by_text("You learn as “Basim”.")).to_be_visible()
    assert {one.parent.parent.name for one in lab.home.glob("*/attempts/*.jsonl")} == {"Basim"}


def test_home_and_rail_break_no_rule_in_any_size_and_theme(lab: Lab, page: Page):
    """The rail on a phone is one line that opens over the text."""
    lab.come_to(page, LESSON.id)
    rail = page.get_by_role("navigation", name="Parts of this lesson")
    for where in (".course-rail", ".course-home"):
        if where == ".course-home":
            open_home(lab, page)
        for theme in ("JupyterLab Dark", "JupyterLab Light"):
            page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
            expect(page.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached()
            for size in (LAPTOP, PHONE):
                page.set_viewport_size(size)
                if where == ".course-rail" and size == PHONE:
                    rail.get_by_role("button", name=re.compile(r"^1 of \d: ")).press("Enter")
                expect(page.locator(where)).to_be_visible()
                found = Axe().run(page, context={"include": [[where]]}, options=RULES)
                assert found.response["violations"] == [], f"{size}, {theme}: {found.generate_report()}"
                wide = "one => one.scrollWidth > one.clientWidth"
                comes_to(page, lambda: page.locator(where).evaluate(wide), False)  # noqa: B023 (called here)
                if where == ".course-rail" and size == PHONE:
                    page.keyboard.press("Escape")
                    expect(rail.get_by_role("button", name="All lessons")).to_be_hidden()
