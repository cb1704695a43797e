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
    values, _ = checked(line)
    return Attempt(**{"version": 1, "response": None, **{name: values[name] for name in _NAMES if name in values}})


def checked(line: bytes) -> tuple[dict[str, Any], datetime]:
    """Return what a line says if it is an attempt, and its moment; raises as `parse` does if it is none.

    The one place that says what an attempt is. It makes no `Attempt`: the report of a class looks at a million lines.
    """
    text = line.decode("utf-8").strip(" \t\r\n")
    try:
        values, end = _SCAN(text, 0)
    except StopIteration:
        raise ValueError("not JSON") from None
    if end != len(text):
        raise ValueError("more than one value")
    if "\\ud" in text or "\\uD" in text:  # perhaps half a character, which no browser and no other file would take
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    if type(values) is not dict:
        raise ValueError("not an attempt")
    for name in _TEXTS:
        if type(values.get(name)) is not str:
            raise ValueError(f"not a {name}")
    for name in _TEXTS_OR_NONE:
        if name in values and values[name] is not None and type(values[name]) is not str:
            raise ValueError(f"not a {name}")
    version, score = values.get("version", 1), values.get("score")
    if type(version) is not int or not 0 < version < 1e6:
        raise ValueError("not a version")
    if score is not None and not (_is_number(score) and 0 <= score <= 1):
        raise ValueError("not a score")
    if type(values.get("hint", False)) is not bool or not is_seconds(values.get("seconds")):
        raise ValueError("not a hint, or no seconds")
    moment = datetime.fromisoformat(values["time"])
    if moment.tzinfo is None:
        raise ValueError("not a moment: the zone is missing")
    return values, moment


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
    return type(value) is float or type(value) is int


_SCAN = json.JSONDecoder(parse_float=_finite, parse_constant=_finite).scan_once
_TEXTS = ("id", "time", "quiz", "question", "kind", "verdict")
_TEXTS_OR_NONE = ("confidence", "objective")
_NAMES = tuple(field.name for field in fields(Attempt))
