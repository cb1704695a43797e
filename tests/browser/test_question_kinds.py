"""Each kind of question in a real JupyterLab: answered by keyboard alone, named for a screen reader, never lost."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests import samples
from tests.browser.lab import PATIENCE, Lab

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("kinds"))
    lab.start_afresh()
    (lab.folder / "kinds.toml").write_text(samples.TOML, "utf-8")
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": 'from course_utils import quiz\nquiz.load("kinds.toml")',
    }
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "kinds.ipynb").write_text(json.dumps(notebook))
    yield lab
    lab.stop()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus: nothing may hold the focus back."""
    for _ in range(40):
        if target.evaluate("(node) => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with Tab")


def answer(page: Page, group: Locator, kind: str) -> None:
    """Answer a question rightly, with keys only, starting at its first control."""
    first = group.locator("input, button, select, textarea").first
    first.focus()
    match kind:
        case "choice":
            press(page, "Space")
        case "choices":
            press(page, "Space", "Tab", "Tab", "Space")
        case "order":
            for wanted in ("2020", "2014", "2011"):
                for _ in range(2):
                    group.get_by_role("button", name=f"Move up: {wanted}").focus()
                    press(page, "Enter")
        case "match":
            first.press("t")
            tab_to(page, group.get_by_role("combobox").nth(1))
            group.get_by_role("combobox").nth(1).press("t")
            press(page, "t")
        case "classify":
            first.press("f")
            press(page, "Tab", "j")
        case "number":
            page.keyboard.type("1,050 km")
        case "date":
            page.keyboard.type("July 2022")
        case "text":
            page.keyboard.type("حفتر")
        case "place":
            page.keyboard.type("Sirte")
        case "highlight":
            tab_to(page, group.get_by_role("button", name="putschist"))
            press(page, "Space")
        case "predict":
            press(page, "Space")
        case "brief":
            page.keyboard.type("They met in Tripoli. [ev49]")
        case "reflect":
            page.keyboard.type("I would look for the statement.")


def test_every_kind_by_keyboard_alone_with_a_name_and_a_result_that_stays(lab: Lab, page: Page):
    lab.open(page, "kinds")
    lab.run_all(page)
    quiz = page.locator(".course-quiz")
    quiz.scroll_into_view_if_needed(timeout=PATIENCE)
    cells = page.locator(".jp-Cell").count()
    for kind, question in samples.QUESTIONS.items():
        group = quiz.get_by_role("group", name=question.text).first
        status = group.get_by_role("status").last
        status.evaluate("(node) => (node.dataset.mine = 'same node')")
        answer(page, group, kind)
        button = group.get_by_role("button", name="my answer")
        tab_to(page, button)
        press(page, "Enter")
        expect(status).to_contain_text("Right." if question.graded else "Saved.")
        expect(button).to_be_focused()
        assert status.evaluate("(node) => node.dataset.mine") == "same node", kind
        assert page.locator(".jp-Cell").count() == cells
    stored = {attempt["kind"]: attempt["verdict"] for attempt in lab.attempts()}
    assert stored == {kind: "right" if one.graded else "saved" for kind, one in samples.QUESTIONS.items()}
    found = Axe().run(page, context={"include": [[".course-quiz"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


def test_a_place_is_pointed_at_with_the_arrow_keys(lab: Lab, page: Page):
    lab.end_kernels()
    lab.open(page, "kinds")
    lab.run_all(page)
    group = page.get_by_role("group", name=samples.QUESTIONS["place"].text, exact=False).first
    group.scroll_into_view_if_needed(timeout=PATIENCE)
    group.get_by_text("Or point at it on a map").press("Enter")
    blank = group.get_by_role("application", name="Blank map of Libya")
    blank.focus()
    press(page, *["ArrowUp"] * 9)
    expect(group).to_contain_text("degrees north")
    group.get_by_role("button", name="Check my answer").press("Enter")
    expect(group.get_by_role("status").last).to_contain_text("km away")
