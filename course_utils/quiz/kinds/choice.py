"""One option of several (`choice`), or all that hold (`choices`)."""

from collections.abc import Callable
from string import ascii_lowercase
from typing import Any

from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.quiz.option import Option, find, find_each, misreadings
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Question, Result, share, tables


@record_of()
class Options(Question):
    """What choosing one and choosing several share: options, each with whether it is right and why."""

    options: tuple[Option, ...]

    typed = False

    def __post_init__(self):
        options = tables(self, "options", Option, self.options)
        if not 2 <= len(options) <= len(ascii_lowercase):
            raise self.fault("options", gettext("there must be 2 to 26 of them."))
        object.__setattr__(self, "options", options)
        super().__post_init__()

    def key(self) -> tuple[KeyPart, ...]:
        """Return every option, with why it is right or not."""
        return tuple(KeyPart(option.text, option.feedback, option.right) for option in self.options)

    def holding(self) -> tuple[str, ...]:
        """Return the ids of the options that hold."""
        return tuple(option.name for option in self.options if option.right)

    def misread(self, response: Any) -> tuple[str, ...]:
        """Return the misreadings of the wrong options that were chosen."""
        return misreadings(find_each(self.options, [response] if isinstance(response, str) else response))

    def can_misread(self) -> tuple[str, ...]:
        """Return the misreading of each wrong option."""
        return misreadings(self.options)

    def face(self) -> dict[str, Any]:
        """Return the options."""
        return {"options": [option.face for option in self.options]}

    def lines(self) -> list[str]:
        """Return the options, lettered."""
        return [f"{letter}) {option.text}" for letter, option in zip(ascii_lowercase, self.options, strict=False)]


class Choice(Options):
    """One option is right; the response is its id."""

    form = gettext_noop("Choose one of the options.")

    def __post_init__(self):
        super().__post_init__()
        if sum(option.right for option in self.options) != 1:
            raise self.fault("options", gettext("exactly one option must have right = true."))

    def judge(self, response: Any) -> Result:
        """Return right or not yet right, with what is said about the chosen option."""
        chosen = find(self.options, response)
        marks = ((chosen.name, chosen.right),)
        return Result(RIGHT if chosen.right else NOT_YET, float(chosen.right), chosen.feedback, marks=marks)

    def by_id(self, response: Any) -> str:
        """Return the id of the chosen option."""
        return find(self.options, response).name

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return the chosen option."""
        chosen = find(self.options, response)
        return [(chosen.text, chosen.feedback)]


class Choices(Options):
    """Several options may hold; the response is a list of their ids."""

    form = gettext_noop("Choose every option that holds.")

    def __post_init__(self):
        super().__post_init__()
        if not any(option.right for option in self.options):
            raise self.fault("options", gettext("at least one option must have right = true."))

    def judge(self, response: Any) -> Result:
        """Return the share of options judged rightly, counted from what choosing nothing would give."""
        chosen = {option.name for option in self._chosen(response)}
        right = set(self.holding())
        # A wrong tick takes back a right one: ticking everything earns nothing.
        score = (len(chosen & right) - len(chosen - right)) / len(right)
        parts = [(option.text, option.feedback) for option in self.options if option.name in chosen]
        if missing := len(right - chosen):
            said = ngettext("{count} more of the options holds.", "{count} more of the options hold.", missing)
        elif chosen - right:
            said = gettext("All that hold are chosen, but something else too.")
        else:
            said = gettext("All that hold are chosen, and no other.")
        return share(score, said, parts, [(one.name, one.right) for one in self.options if one.name in chosen])

    def by_id(self, response: Any) -> list[str]:
        """Return the ids of the chosen options."""
        return [option.name for option in self._chosen(response)]

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return each option that was chosen and does not hold, or holds and was left out."""
        chosen = self._chosen(response)
        wrong = [option for option in self.options if option.right != (option in chosen)]
        left_out = gettext_noop("left out: {option}")
        return [(gettext(left_out, option=one.text) if one.right else one.text, one.feedback) for one in wrong]

    def _chosen(self, response: Any) -> list[Option]:
        return find_each(self.options, [response] if isinstance(response, str) else response)
