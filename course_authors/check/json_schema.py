"""`python -m course_utils schema`: writes, for editors, a JSON Schema of each content file, read from the declarations.

A content file whose first line is `#:schema ./schemas/….json` is completed and checked while it is written.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from course_authors.check import reader
from course_utils import schema
from course_utils.knowledge.loader import KINDS
from course_utils.quiz.kinds import KINDS as QUESTION_KINDS

FOLDER = "schemas"
_DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that editors of TOML know
_DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_PLAIN = {str: {"type": "string", "pattern": "\\S"}, int: {"type": "integer"}, float: {"type": "number"}}


def write(content: Path) -> list[Path]:
    """Write the schemas of a folder of content beside its files, and return those that changed."""
    changed = []
    for name, text in texts(content).items():
        path = content / FOLDER / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def texts(content: Path) -> dict[str, str]:
    """Return what the schemas say, by the names of their files."""
    words = reader.vocabularies(content)
    made = {f"{Path(file).stem}.json": _file(cls, file, array, words) for cls, file, array in KINDS.values()}
    made["questions.json"] = _top({"questions": {"type": "array", "items": _question(words)}})
    return {name: _written({"$schema": _DRAFT, **one}) for name, one in made.items()}


def _written(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _file(cls: type, file: str, array: str, words: schema.Vocabularies) -> dict[str, Any]:
    table = _table(cls, words)
    if not file.endswith(".geojson"):
        return _top({array: {"type": "array", "items": table}})
    line = table["properties"].pop("line")
    table["required"].remove("line")
    geometry = {"type": "object", "properties": {"coordinates": line}, "required": ["coordinates"]}
    parts = {"properties": table, "geometry": geometry}
    feature = {"type": "object", "properties": parts, "required": list(parts)}
    return _top({array: {"type": "array", "items": feature}}) | {"additionalProperties": True}


def _top(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _question(words: schema.Vocabularies) -> dict[str, Any]:
    """Return what fits one question: the fields of its kind."""
    kind = {"type": "string", "enum": list(QUESTION_KINDS)}
    ways = []
    for name, cls in QUESTION_KINDS.items():
        table = _table(cls, words)
        ways.append({"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": table})
    return {"type": "object", "properties": {"kind": kind}, "required": ["kind"], "allOf": ways}


def _table(cls: type, words: schema.Vocabularies) -> dict[str, Any]:
    known = schema.declared(cls)
    said = (cls.__doc__ or "").strip().partition("\n")[0]
    return {
        "type": "object",
        "description": said,
        "properties": {name: _fits(field.hint, words) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
        "additionalProperties": False,
    }


def _fits(hint: Any, words: schema.Vocabularies) -> dict[str, Any]:
    """Return what fits a type."""
    bare, rule = schema.rule(hint)
    origin, inner = get_origin(bare), get_args(bare)
    if origin is Union:
        return {"anyOf": [_fits(one, words) for one in inner]}
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _fits(inner[0], words)}
    if origin is tuple:
        items = [_fits(one, words) for one in inner]
        return {"type": "array", "items": items, "minItems": len(inner), "maxItems": len(inner)}
    if isinstance(bare, type) and is_dataclass(bare):
        return _table(bare, words)
    return {"type": "boolean"} if bare is bool else {**_PLAIN[bare], **dict(_rule(rule, words))}


def _rule(rule: Any, words: schema.Vocabularies) -> Iterator[tuple[str, Any]]:
    match rule:
        case schema.In():
            known: Collection[str] | None = words(rule.vocabulary)
            yield from [("enum", list(known))] if known else []
        case schema.Id():
            yield "description", f"The id of a record of the kind {rule.kind}."
        case schema.Dated():
            yield "description", "A year, a month or a day: 2022, 2022-07 or 2022-07-19."
            yield "pattern", f"^{_DAY}(/{_DAY})?$" if rule.ranged else f"^{_DAY}$"
        case schema.Like():
            yield "pattern", rule.pattern
        case schema.Between():
            limits = {"minimum": rule.least, "maximum": rule.most, "exclusiveMinimum": rule.more_than}
            yield from ((name, limit) for name, limit in limits.items() if limit is not None)
