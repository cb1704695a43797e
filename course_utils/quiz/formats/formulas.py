"""Formulas (TeX) in the texts of a question: where they stand, and the signs by which another tool knows them."""

import json
import re
from typing import Any

from course_utils.quiz.formats.toml_format import question as from_table
from course_utils.quiz.formats.toml_format import table
from course_utils.quiz.question import Question

# Around a formula in a line, and around one that has a line of its own.
TEX = ("\\(", "\\)", "\\[", "\\]")
# Unicode keeps these for use inside a program: they go through everything that is done to a text (markup.py).
MARKS = ("\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3")
_SIGN = re.compile(r"\\[$()\[\]]|\$\$?")
_CLOSES = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_STRAY = re.compile(f"[{''.join(MARKS)}]")
# What a question has that is not shown as a text: names, and answers that are compared with what is written.
_NO_TEXT = {"id", "kind", "set", "objective", "names", "sentence", "sentences", "sources", "place", "answer", "answers",
            "value", "formerly", "accepts", "words", "level", "misreading"}  # fmt: skip


def spans(text: str) -> list[tuple[int, int, str, bool]]:
    """Return each formula: where it begins and ends, its TeX, and whether it has a line of its own."""
    found, at, opened = [], 0, None
    while sign := _SIGN.search(text, at):
        mark, at = sign[0], sign.end()
        if opened is None:
            opened = sign if mark in _CLOSES else None
            continue
        if mark == "$$" and opened[0] == "$":  # $a$$b$ is two formulas
            mark, at = "$", at - 1
        if mark == _CLOSES[opened[0]]:
            inner = text[opened.end() : sign.start()]
            if inner.strip():
                found.append((opened.start(), at, inner, opened[0] in ("$$", "\\[")))
            opened = None
    return found


def marked(question: Question, signs: tuple[str, str, str, str]) -> Question:
    """Return the question with these signs around its formulas; as it is, if it has none."""
    held = table(question)
    if not question.formulas and not _STRAY.search(json.dumps(held, ensure_ascii=False)):
        return question
    return from_table(_each(held, signs if question.formulas else None), "a question")


def _each(value: Any, signs: tuple[str, str, str, str] | None) -> Any:
    if isinstance(value, dict):
        return {name: held if name in _NO_TEXT else _each(held, signs) for name, held in value.items()}
    if isinstance(value, list):
        return [_each(one, signs) for one in value]
    return _signed(value, signs) if isinstance(value, str) else value


def _signed(text: str, signs: tuple[str, str, str, str] | None) -> str:
    text = _STRAY.sub("\ufffd", text)
    if not signs:
        return text
    parts, at = [], 0
    for begins, ends, inner, alone in spans(text):
        opening, closing = signs[2:] if alone else signs[:2]
        parts += [text[at:begins], opening, inner, closing]
        at = ends
    return "".join([*parts, text[at:]])
