"""The F and t distributions from the integral of their density, to compare the course's own with."""

import math
from functools import cache


@cache
def f_quantile(p, a, b):
    """Return what F (a and b degrees of freedom) stays below with chance p."""
    return bisect(lambda x: _below(x, a, b) - p, 0, 2000)


def t_quantile(p, freedom):
    """Return what Student's t stays below with chance p, at least one half."""
    return math.sqrt(f_quantile(2 * p - 1, 1, freedom))


def bisect(rising, low, high):
    """Return where a function that rises crosses zero between two places."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return low


def _below(x, a, b):
    share = a * x / (a * x + b)
    return _integral(a, b, math.asin(math.sqrt(share))) / _integral(a, b, math.pi / 2)


def _integral(a, b, end, steps=1000):
    """Return the integral of sin^(a-1) cos^(b-1) from 0 to `end` by Simpson's rule."""
    width = end / steps

    def height(step):
        turn = step * width
        return math.sin(turn) ** (a - 1) * math.cos(turn) ** (b - 1)

    middle = sum((4 if step % 2 else 2) * height(step) for step in range(1, steps))
    return width / 3 * (height(0) + middle + height(steps))
