"""What a learner judges a text of their own by: two sample answers to tell apart, and three levels to place it on."""

from collections.abc import Mapping
from typing import Any

from course_utils.knowledge.record import Value, record_of
from course_utils.language import gettext
from course_utils.quiz.option import Named
from course_utils.quiz.question import KeyPart, Question, mixed, tables

LEVELS = ("weak", "middling", "strong")
"""The codes that are stored, in the order of a rubric's levels."""


@record_of()
class Rubric(Value):
    """Three levels in words, the weakest first, a sample of the weakest, and why the strong sample is better."""

    levels: tuple[str, ...]
    weak: str
    why: str
    strong: str = ""
    """A sample of the strongest, where the model answer is not one itself."""


@record_of()
class Open(Question):
    """A text that nobody grades, with a model answer and, where an editor has written one, a rubric."""

    model: str
    rubric: Rubric | None = None

    graded = False

    def __post_init__(self):
        if isinstance(self.rubric, Mapping):
            object.__setattr__(self, "rubric", tables(self, "rubric", Rubric, [self.rubric])[0])
        super().__post_init__()
        if self.rubric and (len(set(self.rubric.levels)) != len(LEVELS) or not all(self.rubric.levels)):
            raise self.fault("rubric", gettext("its levels must be three texts, the weakest first."))

    def judged_by(self) -> dict[str, Any] | None:
        """Return what the browser gets once a text is stored: samples, which is better and why, and the levels."""
        if not self.rubric:
            return None
        strong = self.rubric.strong or self.model
        samples = [one.text for one in mixed(self, [Named(text=self.rubric.weak), Named(text=strong)])]
        return {
            "samples": samples,
            "better": samples.index(strong),
            "why": self.rubric.why,
            "levels": [[code, text] for code, text in zip(LEVELS, self.rubric.levels, strict=True)],
        }

    def key(self) -> tuple[KeyPart, ...]:
        """Return the model answer; with a rubric both samples, why one is better, and the levels."""
        if not self.rubric:
            return (KeyPart(gettext("One possible answer"), self.model),)
        levels = (
            gettext("Level {number}: {text}", number=number, text=text)
            for number, text in enumerate(self.rubric.levels, 1)
        )
        return (
            KeyPart(gettext("A weak answer, written for the course"), self.rubric.weak),
            KeyPart(gettext("A strong answer, written for the course"), self.rubric.strong or self.model),
            KeyPart(gettext("Why the second is better"), self.rubric.why),
            *(KeyPart(said, "") for said in levels),
        )

    def lines(self) -> list[str]:
        """Return room to write; what a text is judged by is read after it is written."""
        return [self.asks_for()]

    def then(self, said: str) -> str:
        """Return what is said of a stored text, and with a rubric what to do next."""
        below = gettext("Below it are two samples: tell them apart, then place your own.")
        return f"{said} {below}".strip() if self.rubric else said

    def asks_for(self) -> str:
        """Return the line that leaves room to write."""
        return gettext("In your own words: ______")
