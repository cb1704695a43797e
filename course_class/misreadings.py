"""Which misreadings the wrong answers of a class come from: the vocabulary `option.misreading` names each."""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from course_class.answer_keys import Keys
from course_class.regrade import Marked
from course_utils import knowledge

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHOSEN = """
SELECT misreading, item, count(DISTINCT learner) AS learners, list(DISTINCT learner)
FROM first JOIN misread USING (answer) GROUP BY misreading, item ORDER BY learners DESC, item
"""
_MET = "SELECT item, list(DISTINCT learner), count(*) FILTER (score < 1) FROM first GROUP BY item"


@dataclass(frozen=True)
class Misreading:
    """One misreading: who chose what comes from it at the first attempt, of those who could."""

    id: str
    label: str
    note: str
    """What to look at, and where to read again."""
    learners: int
    met: int
    """Learners who answered a question with an option that comes from it."""
    taken: int
    """How often it was chosen."""
    chances: int
    """How often it could be chosen."""
    expected: float
    """How often it would have been chosen if all wrong options, of all questions, drew alike."""
    questions: tuple[tuple[str, int], ...]
    """The questions in which it was chosen, and by how many learners, the most first."""

    @property
    def share(self) -> float:
        """How often it was chosen where it could be."""
        return self.taken / self.chances

    @property
    def weight(self) -> float:
        """How far it was chosen more often than expected, in the spread that chance gives (Poisson), nearly."""
        return (self.taken - self.expected) / sqrt(self.expected + 1)


def misreadings(database: "DuckDBPyConnection", keys: Keys, marked: Marked) -> list[Misreading]:
    """Return the misreadings that somebody's first answers come from, those that stand out most first."""
    rows = [row for row in database.execute(_MET).fetchall() if keys.newest(row[0]).can_misread()]
    met = {item: set(learners) for item, learners, _ in rows}
    error = sum(wrong for *_, wrong in rows) / max(1, sum(map(len, met.values())))
    offered: dict[str, dict[int, float]] = {}  # by misreading and question: its share of the wrong options
    for item in met:
        ids = keys.newest(item).can_misread()
        for id_ in ids:
            offered.setdefault(id_, {})[item] = ids.count(id_) / len(ids)
    chosen: dict[str, list[tuple[int, int, set[int]]]] = {}
    for number, item, count, learners in database.execute(_CHOSEN).fetchall():
        if item in offered.get(id_ := marked.misread[number], {}):
            chosen.setdefault(id_, []).append((item, count, set(learners)))
    known = knowledge.vocabulary("option.misreading") if chosen else {}
    found = [
        Misreading(
            id_,
            known[id_].label,
            known[id_].note or "",
            len(set().union(*(learners for _, _, learners in by))),
            len(set().union(*(met[item] for item in offered[id_]))),
            sum(count for _, count, _ in by),
            sum(len(met[item]) for item in offered[id_]),
            error * sum(len(met[item]) * part for item, part in offered[id_].items()),
            tuple((keys.newest(item).id, count) for item, count, _ in by),
        )
        for id_, by in chosen.items()
        if id_ in known
    ]
    return sorted(found, key=lambda one: (-one.weight, one.id))
