"""Lay evidence beside rival explanations (`weigh`): it speaks for one, against it, or does not settle it."""

from collections.abc import Iterator
from typing import Any

from course_utils import knowledge
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop
from course_utils.period import Period
from course_utils.quiz.option import Named, find
from course_utils.quiz.question import STORED, KeyPart, Question, Result, tables

STANCES = {
    "strongly-for": gettext_noop("speaks strongly for it"),
    "for": gettext_noop("speaks for it"),
    "open": gettext_noop("does not settle it"),
    "against": gettext_noop("speaks against it"),
    "strongly-against": gettext_noop("speaks strongly against it"),
}
FOR = ("strongly-for", "for")
AGAINST = ("strongly-against", "against")


@record_of()
class Evidence(Named):
    """One piece of evidence in words; its id is that of the record, document or set of voices, if it is one."""

    def objection(self) -> str:
        """Return why it cannot speak for an explanation, where that can be known; else an empty text."""
        claim = knowledge.claims().get(self.id)
        if claim and claim.status == "contradicted":
            return gettext("Other sources contradict this claim: it cannot carry an explanation.")
        event, day = knowledge.events().get(self.id), knowledge.course().explains
        if event and day and event.period.first > (explained := Period.parse(day)).last:
            said = gettext_noop("This came after {day}: it can show what went on, not why things were so on that day.")
            return gettext(said, day=explained.words)
        return ""


@record_of()
class Weigh(Question):
    """Evidence to lay beside the course's rival explanations; nobody grades it, and the board keeps it.

    The response is a dict: id of the evidence -> id of the explanation -> a code of STANCES.
    """

    evidence: tuple[Evidence, ...]

    graded = False
    typed = False
    saved = gettext_noop("Your board is saved.")
    form = gettext_noop("Choose an explanation and what the evidence does for it.")

    def __post_init__(self):
        object.__setattr__(self, "evidence", tables(self, "evidence", Evidence, self.evidence))
        super().__post_init__()

    def judge(self, response: Any) -> Result:
        """Return that it can be stored, and an objection only where one can be known."""
        parts = [
            (one.text, said)
            for one, _, stance in placed(self, self.by_id(response))
            if stance in FOR and (said := one.objection())
        ]
        return Result(STORED, None, gettext("Historians differ too: nobody grades this."), tuple(dict.fromkeys(parts)))

    def by_id(self, response: Any) -> dict[str, dict[str, str]]:
        """Return the stances by explanation and evidence; ValueError or LookupError if it is not such a dict."""
        known = explanations()
        made: dict[str, dict[str, str]] = {}
        for name, laid in response.items():
            for explanation, stance in laid.items():
                if explanation not in known or stance not in STANCES:
                    raise ValueError("no such explanation or stance")
                made.setdefault(find(self.evidence, name).name, {})[explanation] = stance
        if not made:
            raise ValueError("nothing is laid")
        return made

    def in_words(self, response: Any) -> str:
        """Return what was laid where, one after the other."""
        known = explanations()
        said = gettext_noop("“{evidence}” {stance}: {explanation}")
        return "; ".join(
            gettext(said, evidence=one.text, stance=gettext(STANCES[stance]), explanation=known[explanation])
            for one, explanation, stance in placed(self, response)
        )

    def key(self) -> tuple[KeyPart, ...]:
        """Return that there is none."""
        return (KeyPart(gettext("Weighed by each for themselves"), gettext("Nobody grades it.")),)

    def face(self) -> dict[str, Any]:
        """Return the evidence, the explanations and the stances."""
        return {
            "evidence": [one.face for one in self.evidence],
            "explanations": [{"id": id_, "text": label} for id_, label in explanations().items()],
            "stances": [{"id": code, "text": gettext(said)} for code, said in STANCES.items()],
        }

    def lines(self) -> list[str]:
        """Return the evidence, the explanations, and what it can do for each."""
        return [
            *(f"- {one.text}" for one in self.evidence),
            gettext("beside: {choices}", choices=" / ".join(explanations().values())),
            gettext("It …: {choices}", choices=" / ".join(map(gettext, STANCES.values()))),
        ]


def explanations() -> dict[str, str]:
    """Return the course's rival explanations: id -> label."""
    return {id_: value.label for id_, value in knowledge.vocabulary("board.explanation").items()}


def placed(question: Weigh, response: dict[str, dict[str, str]]) -> Iterator[tuple[Evidence, str, str]]:
    """Yield each piece of evidence that a response lays, with the explanation and the stance.

    What the question or the course no longer has is passed over.
    """
    known = explanations()
    for one in question.evidence:
        for name, laid in response.items():
            for explanation, stance in laid.items() if one.means(name) else ():
                if explanation in known and stance in STANCES:
                    yield one, explanation, stance
