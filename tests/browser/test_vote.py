"""A vote as a class sees it: the slide and a phone in a real browser, from vote 1 to both side by side."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_class import vote
from course_utils.quiz import bank
from course_utils.quiz.kinds.choice import Choice
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser

LONGEST = max((one for one in bank.every().values() if type(one) is Choice), key=lambda one: len(one.text))
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def held():
    held = vote.hold(LONGEST.id, 0, host="127.0.0.1")
    yield held
    held.end()


def fine(page):
    """Assert that a page is accessible, light and dark, and no wider than its window."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=RULES)
        assert found.response["violations"] == [], found.generate_report()
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_class_votes_talks_and_votes_again(page, browser, held):
    page.goto(held.slide)
    faults = []
    with browser.new_context(viewport=PHONE) as context:
        phone = context.new_page()
        phone.on("pageerror", lambda error: faults.append(str(error)))
        phone.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        phone.goto(held.phones)
        expect(phone.get_by_role("heading", name="Vote 1")).to_be_visible()
        fine(phone)

        # By keyboard: the first option, a vote, another mind, a double tap, and the page loaded anew.
        phone.get_by_role("radio").first.focus()
        phone.keyboard.press("Space")
        phone.keyboard.press("Enter")
        expect(phone.get_by_text("Your vote is counted, once.")).to_be_visible()
        phone.keyboard.press("ArrowDown")
        phone.get_by_role("button", name="Vote").dblclick()
        phone.reload()
        expect(phone.get_by_role("radio").nth(1)).to_be_checked()
        phone.get_by_role("button", name="Vote").click()
        expect(page.get_by_text("1 phone has voted.")).to_be_visible()

        # The slide: large enough for the last row, and hands beside phones, typed as dots.
        assert float(page.locator(".question").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 24
        fine(page)
        page.get_by_text("Count hands").press("Enter")
        hand = page.get_by_role("textbox").first
        assert hand.evaluate("one => getComputedStyle(one).webkitTextSecurity") == "disc"
        hand.fill("7")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 phone has voted, 7 hands were counted.")).to_be_visible()
        page.get_by_role("button", name="Close vote 1").press("Enter")
        expect(phone.get_by_role("heading", name="Vote 1 is closed.")).to_be_visible()
        expect(phone.get_by_role("radio").first).to_be_disabled()
        expect(page.get_by_role("heading", name="Discuss")).to_be_visible()
        assert page.get_by_role("meter").count() == 0 and "7 in" not in page.content()
        fine(page)

        page.get_by_role("button", name="Open vote 2").press("Enter")
        expect(phone.get_by_role("heading", name="Vote 2")).to_be_visible()
        expect(phone.get_by_role("radio").nth(1)).not_to_be_checked()
        context.set_offline(True)
        phone.get_by_role("radio").nth(3).check()
        phone.get_by_role("button", name="Vote").click()
        expect(phone.get_by_text("The class computer does not answer.")).to_be_visible()
        context.set_offline(False)
        expect(phone.get_by_text("Your vote is counted, once.")).to_be_visible()
        # Another mind that arrives when the vote is closed is not counted, and is not lost in silence.
        context.set_offline(True)
        phone.get_by_role("radio").nth(2).check()
        phone.get_by_role("button", name="Vote").click()
        expect(phone.get_by_text("The class computer does not answer.")).to_be_visible()
        page.get_by_role("button", name="Close vote 2 and show both").press("Enter")
        expect(page.get_by_role("heading", name="Both votes")).to_be_visible()
        context.set_offline(False)
        expect(phone.get_by_role("heading", name="Look at the slide.")).to_be_visible()
        expect(phone.get_by_text("closed before your choice arrived")).to_be_visible()
        faults[:] = [one for one in faults if "ERR_INTERNET_DISCONNECTED" not in one]
    rows = [cells.all_inner_texts() for cells in (row.locator("td") for row in page.locator("tbody tr").all())]
    assert [[cell.strip() for cell in row] for row in rows] == [["7", "0"], ["1", "0"], ["0", "0"], ["0", "1"]]
    page.get_by_text("The answer, and why").press("Enter")
    expect(page.get_by_text("Right: ").first).to_be_visible()
    fine(page)
    assert faults == []
