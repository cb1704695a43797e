"""What is stored and never graded: a guess before the evidence (`predict`), a thought after it (`reflect`)."""

from typing import Any

from course_utils import knowledge
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.option import Named, find
from course_utils.quiz.question import STORED, KeyPart, Question, Result, tables
from course_utils.quiz.rubric import Open

LONGEST = 20_000  # characters


@record_of()
class Predict(Question):
    """A guess: the id of one of the options, or a few words. A later lesson shows it again."""

    options: tuple[Named, ...] = ()

    graded = False
    guess = True
    sourced = False
    comes_back = True
    room = 2
    saved = gettext_noop("Your guess is saved.")
    form = gettext_noop("Choose an option or write a few words.")

    def __post_init__(self):
        if self.options:
            object.__setattr__(self, "options", tables(self, "options", Named, self.options))
        super().__post_init__()

    def judge(self, response: Any) -> Result:
        """Return that the guess can be stored, and where it comes back."""
        self.by_id(written(response))
        again = knowledge.course().predictions_return
        if not again:
            return Result(STORED, None, "")
        label = knowledge.lesson(again).label
        return Result(STORED, None, gettext("You will meet it again in lesson {lesson}.", lesson=label))

    def by_id(self, response: Any) -> str:
        """Return the id of the option, if there are any."""
        return find(self.options, response).name if self.options else response

    def in_words(self, response: Any) -> str:
        """Return the words of the option, or those of the learner."""
        chosen = next((option for option in self.options if option.means(response)), None)
        return chosen.text if chosen else str(response)

    def key(self) -> tuple[KeyPart, ...]:
        """Return that there is none."""
        return (KeyPart(gettext("A guess"), gettext("Nobody grades it.")),)

    def face(self) -> dict[str, Any]:
        """Return the options, if there are any."""
        return {"options": [option.face for option in self.options]}

    def lines(self) -> list[str]:
        """Return the options, or room to write."""
        return [f"- {option.text}" for option in self.options] or [gettext("In your own words: ______")]


@record_of()
class Reflect(Open):
    """A thought in the learner's own words; afterwards a model answer or two samples to compare it with."""

    sourced = False
    room = 6
    saved = gettext_noop("Your text is saved.")
    form = gettext_noop("Write a few words.")

    def judge(self, response: Any) -> Result:
        """Return that the text can be stored, and the model answer where no rubric has it."""
        written(response)
        if self.rubric:
            return Result(STORED, None, self.then(""))
        example = (gettext("One possible answer"), self.model)
        return Result(STORED, None, gettext("Compare it with the answer below."), (example,))


def written(response: Any) -> str:
    """Return the response if it is a text that is neither empty nor far too long; otherwise ValueError."""
    if not isinstance(response, str) or not response.strip() or len(response) > LONGEST:
        raise ValueError("not a text")
    return response
