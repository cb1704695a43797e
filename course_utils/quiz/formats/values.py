"""What a value of a jupyterquiz file counts as: a text, a number, true or false, also where it is written otherwise."""

import json
import math
from typing import Any

from course_utils.quiz.formats import imported_kinds

MOST = 9e299  # a number above it counts as without end
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0", "")


def plainly(value: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Return a value as a file would hold it, and its bytes; TypeError or ValueError if a file cannot."""
    text = json.dumps(value, default=_of_numpy, ensure_ascii=False)
    whole = text.encode("utf-8", "replace")  # half a character cannot be shown
    return json.loads(whole), len(whole)


def text(value: Any) -> Any:
    """Return the text that a number, or true or false, is shown as; anything else as it is."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value) if isinstance(value, int | float) else value


def truth(value: Any) -> bool | None:
    """Return whether a value counts as true; nothing is false; None if it counts as neither."""
    if value is None or isinstance(value, bool):
        return bool(value)
    word = text(value).strip().lower() if isinstance(value, str | int | float) else value
    return True if word in _TRUE else False if word in _FALSE else None


def number(value: Any) -> int | float | None:
    """Return the number that a value counts as: true is 1, false 0, and "3.5" 3.5; None if it counts as none."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        try:
            value = imported_kinds.number(value)
        except (ValueError, ArithmeticError):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if not isinstance(value, int | float) or math.isnan(value):
        return None
    return value if -MOST <= value <= MOST else math.copysign(math.inf, value)


def _of_numpy(value: Any) -> Any:
    for name in ("tolist", "item"):  # an array or a number of numpy
        if hasattr(value, name):
            return getattr(value, name)()
    raise TypeError(type(value).__name__)
