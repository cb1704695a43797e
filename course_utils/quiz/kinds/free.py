"""What is stored and never graded: a guess before the evidence (`predict`), a thought after it (`reflect`)."""

from dataclasses import dataclass
from typing import Any

from course_utils.quiz.question import STORED, KeyPart, Question, Result

LONGEST = 20_000  # characters


@dataclass(frozen=True, kw_only=True)
class Predict(Question):
    """A guess: one of the options, or a few words. Lesson 09 shows it again."""

    options: tuple[str, ...] = ()

    graded = False
    called = "guess"
    form = "Choose an option or write a few words."

    def __post_init__(self):
        super().__post_init__()
        if len(set(self.options)) < len(self.options):
            raise self.fault("options", "two of them are the same. Change one.")

    def judge(self, response: Any) -> Result:
        """Return that the guess can be stored, and where it comes back."""
        text = written(response)
        if self.options and text not in self.options:
            raise ValueError("no such option")
        return Result(STORED, None, "You will meet it again in lesson 09.")

    def key(self) -> tuple[KeyPart, ...]:
        """Return that there is none."""
        return (KeyPart("A guess", "Nobody grades it."),)

    def face(self) -> dict[str, Any]:
        """Return the options, if there are any."""
        return {"options": list(self.options)}

    def lines(self) -> list[str]:
        """Return the options, or room to write."""
        return [f"- {option}" for option in self.options] or ["In your own words: ______"]


@dataclass(frozen=True, kw_only=True)
class Reflect(Question):
    """A thought in the learner's own words; afterwards a model answer to compare it with."""

    model: str

    graded = False
    called = "text"
    form = "Write a few words."

    def judge(self, response: Any) -> Result:
        """Return that the text can be stored, and the model answer."""
        written(response)
        return Result(STORED, None, "Compare it with the answer below.", (("One possible answer", self.model),))

    def key(self) -> tuple[KeyPart, ...]:
        """Return the model answer."""
        return model_answer(self.model)

    def lines(self) -> list[str]:
        """Return room to write."""
        return ["In your own words: ______"]


def model_answer(model: str) -> tuple[KeyPart, ...]:
    """Return the key of a question that nobody grades: one answer of many."""
    return (KeyPart("One possible answer", model),)


def written(response: Any) -> str:
    """Return the response if it is a text that is neither empty nor far too long; otherwise ValueError."""
    if not isinstance(response, str) or not response.strip() or len(response) > LONGEST:
        raise ValueError("not a text")
    return response
