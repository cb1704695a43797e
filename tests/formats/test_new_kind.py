"""A new kind of question is one class: whatever has no entry for it leaves it out and says so, or needs none."""

import pytest

from course_utils.knowledge.record import record_of
from course_utils.quiz import Quiz, formats
from course_utils.quiz.question import RIGHT, KeyPart, Question, Result


@record_of()
class Echo(Question):
    """The answer is a word to write after somebody."""

    word: str

    def judge(self, response):
        """Return right for the word."""
        return Result(RIGHT, 1.0, "So it is.") if response == self.word else Result("wrong", 0.0, "Listen again.")

    def key(self):
        """Return the word."""
        return (KeyPart(self.word, "That was said.", True),)

    def lines(self):
        """Return room to write."""
        return ["Write it: ______"]


ECHO = Echo(id="e1", kind="echo", set="check", text="Write what you hear.", word="tamam")


@pytest.mark.parametrize("tool", ["print", "anki"])
def test_what_needs_no_entry_carries_it(tool):
    made = formats.export([ECHO], tool, "Echo")
    assert made.data and not any("left out" in said for said in made.left_out)
    if tool == "print":
        assert "tamam" in made.text and "That was said." in made.text


@pytest.mark.parametrize("tool", ["moodle", "qti", "qti12", "jupyterquiz"])
def test_what_has_no_entry_leaves_it_out_and_says_so(tool):
    both = [ECHO, formats.question({"id": "n", "kind": "number", "set": "check", "text": "How many?", "answer": 3,
                                    "unit": "men", "feedback": "Three.", "otherwise": "Count."}, "here")]  # fmt: skip
    made = formats.export(both, tool, "Echo")
    assert any('"e1"' in said and "left out" in said and "echo" in said for said in made.left_out)
    assert b"Write what you hear" not in made.data


def test_it_is_asked_answered_and_looked_at_by_the_class_report():
    asked = Quiz("02-where-it-happened/check", (ECHO,))
    assert asked.answer("e1", "tamam").verdict == RIGHT
    assert asked.answer("e1", "tamim").score == 0
    assert "Write it" in repr(asked)
    wrong = ECHO.grade("tamim")
    assert ECHO.mistakes("tamim", wrong, str) == [("tamim", "Listen again.")] and ECHO.typed
