"""The desk of lesson 10 in a real JupyterLab: the board beside the statements, and what is taken from it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from course_utils import quiz
from course_utils.attempts import learner
from tests.browser.lab import HOME, Lab
from tests.browser.wcag import RULES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_new_learner")]

LESSON = "10-capstone"


@pytest.fixture
def lay(lab: Lab, monkeypatch):
    """Return a way to lay evidence on the board of who is learning in JupyterLab, as another lesson does it."""
    monkeypatch.setenv("COURSE_HOME", str(lab.home))

    def lay(lesson: str, laid: dict[str, dict[str, str]]) -> None:
        board = quiz.show(f"{lesson}/board")
        assert board.answer(board.questions[0].id, laid).verdict == "stored"

    return lay


def leave_and_come_back(page: Page) -> Locator:
    """Lay the home of the course over the lesson, then come back to it; return what is asked at the desk."""
    opened = "path => void jupyterapp.commands.execute('docmanager:open', { path })"
    page.evaluate(opened, HOME)
    expect(page.locator(".course-home")).to_be_visible()
    page.evaluate(opened, f"{LESSON}.ipynb")
    return at_the_desk(page)


def at_the_desk(page: Page) -> Locator:
    asked = page.locator("fieldset.cq-brief")
    asked.evaluate("node => node.scrollIntoView()")  # at once: the lesson may be just about to be drawn anew
    return asked


def test_what_is_laid_in_other_lessons_stands_beside_the_statements_and_is_taken_by_keyboard(lab, page, lay):
    lab.open(page, LESSON)
    asked = at_the_desk(page)
    board = asked.locator(".cq-board")
    expect(board).to_contain_text("Nothing lies on your board yet. You fill it in the lessons, at “Your board”: 03, 04")

    lay("03-how-libya-got-here", {"ev15": {"groups": "strongly-for", "money": "against"}})
    leave_and_come_back(page)
    groups = board.locator("details", has_text="Armed groups on the ground (1)")
    groups.locator("summary").press("Enter")
    expect(groups.get_by_role("list", name="For (1)")).to_contain_text("(lesson 03; strong)")
    text = asked.get_by_role("textbox", name="Your answer")
    text.fill("Two parliaments, two armies.")
    groups.get_by_role("button", name="Put [ev15] into your line").press("Enter")
    expect(text).to_have_value("Two parliaments, two armies. [ev15]")
    expect(asked.get_by_text("[ev15] is in line 1 now.")).to_be_visible()
    found = Axe().run(page, context={"include": [["fieldset.cq-brief"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()

    # More is laid: what was unfolded stays so, and who was there is not sent away.
    lay("06-the-southern-border", {"ev24": {"groups": "against"}})
    leave_and_come_back(page)
    expect(board.get_by_role("list", name="Against (1)").first).to_contain_text("(lesson 06)")
    expect(text).to_have_value("Two parliaments, two armies. [ev15]")

    # Another learner has another board.
    learner.switch("Amal")
    leave_and_come_back(page)
    expect(board).to_contain_text("Nothing lies on your board yet.")
    expect(board).not_to_contain_text("lesson 03")
