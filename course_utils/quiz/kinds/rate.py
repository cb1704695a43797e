"""Say how sure one is that claims are true (`rate`), before and after: so doubt and judgement can be told apart."""

from collections.abc import Callable
from typing import Any

from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.kinds.order_match_classify import Pair, Rows
from course_utils.quiz.option import Named
from course_utils.quiz.question import STORED, KeyPart, Result, tables

SCALE = {
    "surely-false": gettext_noop("surely false"),
    "probably-false": gettext_noop("probably false"),
    "rather-false": gettext_noop("rather false"),
    "rather-true": gettext_noop("rather true"),
    "probably-true": gettext_noop("probably true"),
    "surely-true": gettext_noop("surely true"),
}
"""The degrees by their codes, from the least belief to the most; none in the middle, so that everybody leans."""


@record_of()
class Claim(Named):
    """A claim to rate, whether it is true, and what the record says."""

    true: bool
    feedback: str


@record_of()
class Rate(Rows):
    """Claims, each to be given a degree of SCALE; nobody grades it, and the report of a class works with it.

    `again` names the set in which the same claims are rated first: the bank puts them in, and that set says nothing
    of them until this one is answered. The response is a dict: id of the claim -> code of the degree.
    """

    claims: tuple[Claim, ...] = ()
    again: str | None = None

    graded = False
    measured = True
    saved = gettext_noop("Your ratings are saved.")
    form = gettext_noop("Choose a degree for each claim.")

    def __post_init__(self):
        if self.claims or self.again is None:
            object.__setattr__(self, "claims", tables(self, "claims", Claim, self.claims))
        super().__post_init__()
        if self.claims and len({one.true for one in self.claims}) < 2:
            raise self.fault("claims", gettext("there must be a true one and a false one."))

    def rows(self) -> tuple[Pair, ...]:
        """Return the claims, each with the degree that is nearest to the truth."""
        least, *_, most = self.choices()
        return tuple(
            Pair(
                id=one.id,
                text=one.text,
                partner=most if one.true else least,
                feedback=one.feedback,
                formerly=one.formerly,
            )
            for one in self.claims
        )

    def choices(self) -> list[Named]:
        """Return the degrees."""
        return [Named(id=code, text=gettext(said)) for code, said in SCALE.items()]

    def judge(self, response: Any) -> Result:
        """Return that it can be stored, and what the record says of each claim; ValueError if one is not rated."""
        self.ratings(response)
        said = gettext("Nobody grades it. This is what the record says of each claim.")
        return Result(STORED, None, said, tuple((part.answer, part.why) for part in self.key()))

    def ratings(self, response: Any) -> list[tuple[float, bool]]:
        """Return, claim by claim, the belief in it from 0 to 1, and whether it is true."""
        made, codes = self.by_id(response), list(SCALE)
        given = [(made.get(one.name) or "", one.true) for one in self.claims]
        return [(codes.index(code) / (len(codes) - 1), true) for code, true in given]

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return none: to be unsure is no mistake."""
        return []

    def in_words(self, response: Any) -> str:
        """Return each claim with its degree, one after the other."""
        made = self.by_id(response)
        return "; ".join(f"{one.text} – {gettext(SCALE[made[one.name] or ''])}" for one in self.claims)

    def key(self) -> tuple[KeyPart, ...]:
        """Return each claim with whether it is true."""
        said = {True: gettext_noop("True: {claim}"), False: gettext_noop("False: {claim}")}
        return tuple(KeyPart(gettext(said[one.true], claim=one.text), one.feedback) for one in self.claims)

    def lines(self) -> list[str]:
        """Return the claims and the degrees."""
        return [*(f"- {one.text}" for one in self.claims), gettext("as: {choices}", choices=self.among())]
