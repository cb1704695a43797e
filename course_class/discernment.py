"""How a class rates claims before and after: how well it tells true from false, apart from how much it doubts.

Discernment is the area under the ROC curve: the chance that a true claim is believed more than a false one, a tie
counting half (Hanley and McNeil, Radiology 143 (1982) 29; from ranks, as Mann and Whitney, Annals of Mathematical
Statistics 18 (1947) 50). Bias is the mean belief. Courses that only make people doubt change the second and not the
first: Modirrousta-Galian and Higham, Journal of Experimental Psychology: General 152 (2023) 2411.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from course_class.answer_keys import Keys
from course_class.reliability import FEWEST, SURE, Interval, t_quantile
from course_utils.language import gettext
from course_utils.quiz import bank
from course_utils.quiz.kinds.rate import Rate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Rating = tuple[float, bool]
"""The belief in a claim from 0 to 1, and whether it is true."""

_FIRST = """
SELECT learner, scored.item, scored.version, response FROM scored JOIN answer USING (answer)
WHERE scored.item IN (SELECT unnest($items))
QUALIFY row_number() OVER (PARTITION BY learner, scored.item ORDER BY time, nth, place) = 1
"""


@dataclass(frozen=True)
class Change:
    """A mean of a class before and after, and the change between with its interval (None below 10 learners)."""

    before: float
    after: float
    change: Interval | None


@dataclass(frozen=True)
class Discernment:
    """What is said of those who rated the claims both times; both measures are None where nobody did."""

    learners: int
    told_apart: Change | None = None
    """The area under the ROC curve: 0.5 is chance, 1 is every true claim above every false one."""
    belief: Change | None = None
    """The mean belief in true and false claims alike: below 0.5 they doubt, above it they believe."""

    @property
    def said(self) -> str:
        """The one sentence for a teacher; "" where the class is too small for one."""
        apart, belief = self.told_apart and self.told_apart.change, self.belief and self.belief.change
        if not apart or not belief:
            return ""
        if apart.low > 0:
            if belief.high < 0:
                return gettext("Your class tells true from false better than before, and it doubts more.")
            return gettext("Your class tells true from false better than before.")
        if apart.high < 0:
            return gettext("Your class tells true from false less well than before.")
        if belief.high < 0:
            return gettext("Your class doubts more; the figures do not show that it tells true from false better.")
        if belief.low > 0:
            return gettext("Your class believes more; the figures do not show that it tells true from false better.")
        return gettext("The figures show no change that is more than chance.")


def of(database: "DuckDBPyConnection", keys: Keys) -> Discernment:
    """Return what the first ratings of each learner say, before and after, from the table `scored`."""
    later = dict.fromkeys(bank.rated_again().values(), 1)
    when = {item: later.get(quiz, 0) for item, quiz in keys.quiz.items() if isinstance(keys.newest(item), Rate)}
    database.execute(_FIRST, {"items": list(when)})
    given: dict[int, tuple[list[Rating], list[Rating]]] = {}
    while row := database.fetchone():
        learner, item, version, response = row
        question = keys.question(item, version)
        if isinstance(question, Rate):
            given.setdefault(learner, ([], []))[when[item]].extend(_ratings(question, response))
    both = [pair for pair in given.values() if all(pair)]
    if not both:
        return Discernment(0)
    return Discernment(
        len(both),
        _change([(area(before), area(after)) for before, after in both]),
        _change([(mean_belief(before), mean_belief(after)) for before, after in both]),
    )


def area(ratings: Iterable[Rating]) -> float:
    """Return the area under the ROC curve (Hanley and McNeil 1982) of ratings of true and of false claims.

    It is (R - n(n+1)/2) / (n m), R being the sum of the ranks of the n true claims among all, m the number of the
    false ones; claims that are believed alike share the mean of their ranks.
    """
    ratings = sorted(ratings)
    true = sum(is_true for _, is_true in ratings)
    ranks, place = 0.0, 0
    for _, tied in groupby(ratings, key=lambda rating: rating[0]):
        alike = [is_true for _, is_true in tied]
        ranks += sum(alike) * (place + (len(alike) + 1) / 2)
        place += len(alike)
    return (ranks - true * (true + 1) / 2) / (true * (len(ratings) - true))


def mean_belief(ratings: Iterable[Rating]) -> float:
    """Return the mean belief, true and false claims weighing alike: the bias of ratings (Macmillan and Creelman,
    Detection Theory (2005), chapter 2, call it the criterion): 0.5 leans to neither side, below it is suspicion.
    """
    ratings = list(ratings)
    return fmean(fmean(belief for belief, is_true in ratings if is_true is wanted) for wanted in (True, False))


def _ratings(question: Rate, response: str) -> list[Rating]:
    try:
        return question.ratings(json.loads(response))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return []  # not of the form that this question takes


def _change(pairs: Sequence[tuple[float, float]]) -> Change:
    """Return the means of pairs and Student's interval (Biometrika 6 (1908) 1) of the mean of their differences."""
    before, after = (fmean(side) for side in zip(*pairs, strict=True))
    n = len(pairs)
    if n < FEWEST:
        return Change(before, after, None)
    half = t_quantile(1 - (1 - SURE) / 2, n - 1) * stdev(b - a for a, b in pairs) / math.sqrt(n)
    return Change(before, after, Interval(after - before, after - before - half, after - before + half))
