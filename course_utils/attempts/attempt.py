"""One answer to one question, and the line of a file that holds it: what cannot be read back is never written."""

import json
import math
from dataclasses import dataclass
from datetime import datetime
from types import NoneType
from typing import Annotated, Any

from course_utils import schema
from course_utils.answer_codes import confidence_code, verdict_code
from course_utils.schema import Between

FAULT = "/fault"
"""How the id of a question ends where a line is no answer to it, but says what a learner found wrong in it."""
WORDS = "/words"
"""How it ends where a line holds the words that decide it: they follow a right answer, and nobody grades them."""
LEVEL = "/level"
"""How it ends where a line says on which level of a rubric a learner has placed an answer."""
_BILLION = math.nextafter(1e9, 0)  # the last number below it


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One answer to one question."""

    id: str
    """The session and the number in it: the same attempt is never counted twice."""
    time: str
    quiz: str
    question: str
    version: Annotated[int, Between(1, 999_999)] = 1
    kind: str
    response: Any = None
    verdict: str
    """A code of `answer_codes`, as `confidence` is."""
    score: Annotated[float, Between(0, 1)] | None = None
    confidence: str | None = None
    hint: bool = False
    seconds: Annotated[float, Between(0, _BILLION)] | None = None
    objective: str | None = None


def written(attempt: Attempt) -> bytes:
    """Return the line that holds an attempt."""
    return _json(vars(attempt)) + b"\n"


def parse(line: bytes) -> Attempt:
    """Return the attempt that a line holds; ValueError, TypeError or RecursionError if it holds none."""
    values, _ = checked(line)
    return Attempt(**{name: values[name] for name in _FIELDS if name in values})


def checked(line: bytes) -> tuple[dict[str, Any], datetime]:
    """Return what a line says if it is an attempt, and its moment; raises as `parse` does if it is none.

    The one place that says what an attempt is. It makes no `Attempt`: the report of a class looks at a million lines.
    """
    text = line.decode("utf-8").strip(" \t\r\n")
    values, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    if "\\ud" in text or "\\uD" in text:  # perhaps half a character, which no browser and no other file would take
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    if type(values) is not dict:
        raise ValueError("not an attempt")
    for name, types, least, most, required in _RULES:
        value = values.get(name)
        if value is None:
            if required or (name in values and NoneType not in types):
                raise ValueError(f"not a {name}")
        elif type(value) not in types or not (least is None or most is None or least <= value <= most):
            raise ValueError(f"not a {name}")
    moment = datetime.fromisoformat(values["time"])
    if moment.tzinfo is None:
        raise ValueError("not a moment: the zone is missing")
    values["verdict"] = verdict_code(values["verdict"])
    if values.get("confidence"):
        values["confidence"] = confidence_code(values["confidence"])
    return values, moment


def is_seconds(value: Any) -> bool:
    """Return whether a value can be a number of seconds that someone took, or None."""
    return value is None or (type(value) in (int, float) and 0 <= value <= _BILLION)


def as_stored(response: Any) -> Any:
    """Return a response as it comes back from disk; TypeError, ValueError or RecursionError if it cannot go there."""
    return json.loads(_json(response))


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_listed)
    return text.encode("utf-8", "replace")  # half a character, as a torn emoji leaves it, cannot be stored


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, set | frozenset):
        raise TypeError("cannot be stored")
    return sorted(value)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("not a number that can be stored")
    return value


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
_FIELDS = schema.declared(Attempt)


def _rule(field: schema.Field) -> tuple[str, frozenset[type], float | None, float | None, bool]:
    """Return what a line may have in a field: types, least, most, and whether it must be there."""
    bare, rule = schema.rule(field.hint)
    types = {int, float} if bare is float else {bare}
    limits = (rule.least, rule.most) if isinstance(rule, Between) else (None, None)
    return field.name, frozenset(types | ({NoneType} if field.optional else set())), *limits, field.required


_RULES = tuple(_rule(field) for field in _FIELDS.values() if field.hint is not Any)
