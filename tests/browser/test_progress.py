"""Progress and handing in, in a real JupyterLab: drawn, accessible, and the file really comes out."""

import json

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser

CELLS = [
    'from course_utils import progress, quiz\nasked = quiz.show("00-start-here/check")\n'
    "for n in (1, 1, 1, 2, 3):\n    question = asked.questions[n - 1]\n"
    '    asked.answer(question.id, question.options[n - 1].text, "certain")\n'
    "progress.show()",
    "progress.hand_in()",
    "progress.learners()",
]


@pytest.fixture
def notebook(lab):
    lab.start_afresh()
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.folder / "try.ipynb")
    return "try"


def test_the_file_to_hand_in_comes_out_by_keyboard_and_nothing_fails_axe(lab: Lab, page: Page, notebook: str):
    lab.open(page, notebook)
    lab.run_all(page)
    shown = page.locator(".course-view", has_text="Progress of")
    expect(shown).to_contain_text("answered: begun")
    expect(shown).to_contain_text("certain")
    card = page.locator(".course-quiz", has=page.get_by_text("Hand in your work", exact=True))
    box = card.get_by_role("checkbox", name="With my reflections")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("with your reflections")
    expect(card.get_by_role("button")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    head, *attempts = [json.loads(line) for line in download.value.path().read_bytes().splitlines()]
    assert head["learner"] == "me"
    assert len(attempts) == 5
    expect(page.locator(".jp-Cell")).to_have_count(len(CELLS))
    found = Axe().run(page, context={"include": [[".course-quiz"], [".course-view"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
