"""One option of several (`choice`), or all that hold (`choices`)."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Option, Question, Result, share, tables


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One option is right; the response is its text."""

    options: tuple[Option, ...]

    form = "Choose one of the options."

    def __post_init__(self):
        object.__setattr__(self, "options", _options(self))
        super().__post_init__()
        if sum(option.right for option in self.options) != 1:
            raise self.fault("options", "exactly one option must have right = true.")

    def judge(self, response: Any) -> Result:
        """Return right or not yet right, with what is said about the chosen option."""
        chosen = next(option for option in (*self.options, None) if option is None or option.means(response))
        if chosen is None:
            raise ValueError("no such option")
        return Result(RIGHT if chosen.right else NOT_YET, float(chosen.right), chosen.feedback)

    def key(self) -> tuple[KeyPart, ...]:
        """Return every option, with why it is right or not."""
        return tuple(KeyPart(option.text, option.feedback, option.right) for option in self.options)

    def face(self) -> dict[str, Any]:
        """Return the texts of the options."""
        return {"options": [option.text for option in self.options]}

    def lines(self) -> list[str]:
        """Return the options, lettered."""
        return [f"{letter}) {option.text}" for letter, option in zip(ascii_lowercase, self.options, strict=False)]


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Several options may hold; the response is a list of their texts."""

    options: tuple[Option, ...]

    form = "Choose every option that holds."
    key = Choice.key
    face = Choice.face
    lines = Choice.lines

    def __post_init__(self):
        object.__setattr__(self, "options", _options(self))
        super().__post_init__()
        if not any(option.right for option in self.options):
            raise self.fault("options", "at least one option must have right = true.")

    def judge(self, response: Any) -> Result:
        """Return the share of options judged rightly, counted from what choosing nothing would give."""
        named = [response] if isinstance(response, str) else response
        if not isinstance(named, list | tuple):
            raise TypeError("not a list")
        chosen = {option.text for option in self.options for name in named if option.means(name)}
        if any(not any(option.means(name) for option in self.options) for name in named):
            raise ValueError("no such option")
        right = {option.text for option in self.options if option.right}
        # A wrong tick takes back a right one: ticking everything earns nothing.
        score = (len(chosen & right) - len(chosen - right)) / len(right)
        parts = [(option.text, option.feedback) for option in self.options if option.text in chosen]
        missing = len(right - chosen)
        said = "All that hold are chosen, and no other." if score == 1 else ""
        if missing:
            said = f"{missing} more of the options {'hold' if missing > 1 else 'holds'}."
        elif chosen - right:
            said = "All that hold are chosen, but something else too."
        return share(score, said, parts)


def _options(question: Question) -> tuple[Option, ...]:
    options = tables(question, "options", Option, question.options)
    if not 2 <= len(options) <= len(ascii_lowercase):
        raise question.fault("options", "there must be 2 to 26 of them.")
    wordings = [wording for option in options for wording in (option.text, *option.formerly)]
    if len(set(wordings)) < len(wordings):
        raise question.fault("options", "an earlier wording is that of another option. Change one of them.")
    return options
