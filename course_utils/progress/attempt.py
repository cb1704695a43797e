"""One answer to one question, and the line of a file that holds it: what cannot be read back is never written."""

import json
import math
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One answer to one question."""

    id: str
    """The session and the number in it: the same attempt is never counted twice."""
    time: str
    quiz: str
    question: str
    version: int
    kind: str
    response: Any
    verdict: str
    score: float | None = None
    confidence: str | None = None
    hint: bool = False
    seconds: float | None = None
    objective: str | None = None


def written(attempt: Attempt) -> bytes:
    """Return the line that holds an attempt."""
    return _json(vars(attempt)) + b"\n"


def parse(line: bytes) -> Attempt:
    """Return the attempt that a line holds; ValueError, TypeError or RecursionError if it holds none."""
    return Attempt(**checked(line)[0])


def checked(line: bytes) -> tuple[dict[str, Any], datetime]:
    """Return the values of the attempt that a line holds, and its moment; raises as `parse` does.

    A class has a million lines: this makes no `Attempt` of each, and is the one place that says what an attempt is.
    """
    text = line.decode("utf-8")
    values = _DECODER.decode(text)
    if "\\ud" in text or "\\uD" in text:  # perhaps half a character, which no browser and no other file would take
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    if not isinstance(values, dict):
        raise ValueError("not an attempt")
    for name in _TEXTS:
        if not isinstance(values.get(name), str):
            raise ValueError("not an attempt")
    known = {"version": 1, "response": None}
    for name, value in values.items():
        if name in _NAMES:
            known[name] = value
            if name in _FIT and not _FIT[name](value):
                raise ValueError(f"not a {name}")
    moment = datetime.fromisoformat(known["time"])
    if moment.tzinfo is None:
        raise ValueError("not a moment: the zone is missing")
    return known, moment


def is_seconds(value: object) -> bool:
    """Return whether a value can be a number of seconds that someone took, or None."""
    return value is None or (_is_number(value) and 0 <= value < 1e9)


def as_stored(response: Any) -> Any:
    """Return a response as it comes back from disk; TypeError, ValueError or RecursionError if it cannot go there."""
    return json.loads(_json(response))


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_listed)
    return text.encode("utf-8", "replace")  # half a character, as a torn emoji leaves it, cannot be stored


def _listed(value: Any) -> list:
    if not isinstance(value, set | frozenset):
        raise TypeError("cannot be stored")
    return sorted(value)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("not a number that can be stored")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
_TEXTS = ("id", "time", "quiz", "question", "kind", "verdict")
_NAMES = frozenset(field.name for field in fields(Attempt))
_FIT = {
    "version": lambda value: type(value) is int and 0 < value < 1e6,
    "score": lambda value: value is None or (_is_number(value) and 0 <= value <= 1),
    "confidence": lambda value: value is None or isinstance(value, str),
    "hint": lambda value: isinstance(value, bool),
    "seconds": is_seconds,
    "objective": lambda value: value is None or isinstance(value, str),
}
