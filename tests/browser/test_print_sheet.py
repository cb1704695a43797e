"""The printed sheet on a page: no word makes it wider than the paper."""

import pytest

from course_utils.quiz import formats

pytestmark = pytest.mark.browser

WORD = "w" * 3000
ENTRIES = [
    {"question": WORD, "type": "multiple_choice",
     "answers": [{"answer": WORD, "correct": True, "feedback": WORD}, {"answer": "B", "correct": False}]},
    {"question": "?", "type": "string", "answers": [{"answer": "A", "correct": True, "feedback": WORD}]},
]  # fmt: skip


@pytest.mark.parametrize("width", [320, 800])
def test_an_unbroken_word_is_no_wider_than_the_page(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(formats.export(formats.load(ENTRIES), "print", WORD).text)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
