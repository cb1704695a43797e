"""The formulas: reliability, normalised gain and their intervals, from sums, so that a class can be of any size.

Sources: Kuder and Richardson, Psychometrika 2 (1937) 151; Cronbach, Psychometrika 16 (1951) 297; Fieller, Journal of
the Royal Statistical Society B 16 (1954) 175; Feldt, Psychometrika 30 (1965) 357; Hake, American Journal of Physics 66
(1998) 64. The distributions are worked out here so that a teacher has to install nothing but DuckDB.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

FEWEST = 10  # learners; with fewer, what follows would be false precision
SURE = 0.95  # of every interval


@dataclass(frozen=True)
class Interval:
    """An estimate and the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


def alpha(items: int, item_variances: float, total_variance: float) -> float | None:
    """Return Cronbach's alpha (1951), which is KR-20 where every score is 0 or 1; None where all scores are alike.

    k/(k-1) (1 - sum of the variances of the items / variance of the totals), of a population or of a sample alike.
    """
    if items < 2 or total_variance <= 1e-12:
        return None
    return items / (items - 1) * (1 - item_variances / total_variance)


def reliability(items: int, learners: int, item_variances: float, total_variance: float) -> Interval | None:
    """Return alpha with Feldt's interval (1965); None below 10 learners.

    The bounds are 1 - (1 - alpha) F, F with n-1 and (n-1)(k-1) degrees of freedom.
    """
    found = alpha(items, item_variances, total_variance)
    if found is None or learners < FEWEST:
        return None
    a, b = learners - 1, (learners - 1) * (items - 1)
    tail = (1 - SURE) / 2
    return Interval(found, 1 - (1 - found) * f_quantile(1 - tail, a, b), 1 - (1 - found) * f_quantile(tail, a, b))


def hake(before: float, after: float) -> float | None:
    """Return Hake's normalised gain (1998), (after - before) / (1 - before); None if all was right before.

    `before` and `after` are the mean shares that a class got right, or the shares of one learner.
    """
    return None if before > 1 - 1e-9 else (after - before) / (1 - before)


def gain(n: int, before: float, after: float, variances: tuple[float, float], covariance: float) -> Interval | None:
    """Return the normalised gain with Fieller's interval (1954); None below 10 learners or where there are no bounds.

    The gain is 1 - y/x, x and y being the shares still missing before and after. `variances` (of before and after) and
    `covariance` are those of a sample, over the same learners.
    """
    found = hake(before, after)
    if found is None or n < FEWEST:
        return None
    x, y = 1 - before, 1 - after
    t2 = t_quantile(1 - (1 - SURE) / 2, n - 1) ** 2 / n
    a = x * x - t2 * variances[0]
    b = x * y - t2 * covariance
    c = y * y - t2 * variances[1]
    inside = b * b - a * c
    if a <= 0 or inside < 0:  # what was missing at first is too close to nothing
        return None
    root = math.sqrt(inside)
    return Interval(found, 1 - (b + root) / a, 1 - (b - root) / a)


def f_quantile(p: float, a: float, b: float) -> float:
    """Return what a variable with the F distribution (a and b degrees of freedom) stays below with chance p."""
    x = _root(lambda x: beta(x, a / 2, b / 2) - p)
    return b * x / (a * (1 - x))


def t_quantile(p: float, freedom: float) -> float:
    """Return the same for Student's t distribution, for p of at least one half."""
    return math.sqrt(f_quantile(2 * p - 1, 1, freedom))


def beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a)
    )
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function (Lentz's method)."""
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, 100_000):
        m = step // 2
        if step % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + part * d or tiny)
        c = 1 + part / c or tiny
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises from 0 to 1 crosses zero."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return low if low > 0 else high
