"""What `quiz.load` was given: a file, a list, a text. What it cannot take is said in a sentence."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError

MOST = 5_000_000  # bytes of one file of questions
_TAKES = 'quiz.load takes the name of a file, such as "questions.json", or a list of questions'


@dataclass(frozen=True)
class Given:
    """Questions before they are read: how sentences call them, the name of their quiz, and what holds them."""

    called: str
    name: str
    held: str | list[Any] | Path  # a text of JSON, entries, or a file of the course's own form (.toml)


def given(questions: Any) -> Given:
    """Return what was given; CourseError if it cannot be taken, or not be read."""
    if isinstance(questions, Mapping):
        listed = questions.get("questions")
        alone = "type" in questions or not isinstance(listed, list)
        return Given("The list", "list", [dict(questions)] if alone else listed)
    if isinstance(questions, list | tuple):
        return Given("The list", "list", list(questions))
    if isinstance(questions, bytes | bytearray):
        return Given("The text", "text", _decoded(bytes(questions), "The text"))
    if isinstance(questions, str):
        return _text(questions)
    if isinstance(questions, os.PathLike):
        return _file(Path(questions))
    raise CourseError(f"{_TAKES}; this is neither, but {_kind(questions)}.")


def _text(text: str) -> Given:
    bare = text.lstrip("\ufeff \t\r\n")
    if not bare:
        raise CourseError(f"{_TAKES}; this is an empty text.")
    if bare.lower().startswith(("http://", "https://")):
        file = bare.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        file = file if file.endswith((".json", ".toml")) else "questions.json"
        raise CourseError(
            "A lesson fetches nothing from the internet. Open the address in your browser, save the file beside the "
            f'notebook and run quiz.load("{file[-60:]}").'
        )
    if bare[0] in "[{" or bare.startswith(("//", "/*")):
        return Given("The text", "text", _small(text, "The text"))
    unpacked = _from_base64(bare)
    if unpacked is not None:
        return Given("The text", "text", _small(unpacked, "The text"))
    if text.startswith("#") and not Path(text).exists():
        raise CourseError(
            f'"{text[:40]}" is the name of a part of the page, which the course does not read. '
            "Copy the questions that stand there into a file, and load that."
        )
    return _file(Path(text))


def _file(path: Path) -> Given:
    shown = path.name.encode("utf-8", "replace").decode("utf-8")
    called = "".join(sign if sign.isprintable() else "�" for sign in shown[:80])
    try:
        path = path.expanduser()
        if not path.is_file():
            raise CourseError(f'There is no file "{called}". Upload it first, or look at its name again.')
        if path.stat().st_size > MOST:
            raise CourseError(f"{called} is too big: a file of questions has at most {MOST // 1_000_000} MB.")
        if path.suffix == ".toml":
            return Given(called, Path(shown).stem, path)
        text = _decoded(path.read_bytes(), called)
    except (OSError, RuntimeError) as error:
        raise CourseError(f"{called} could not be read ({getattr(error, 'strerror', None) or error}).") from None
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("[", "{"):
        text = _from_base64(text) or text
    return Given(called, Path(shown).stem, text)


def _small(text: str, called: str) -> str:
    if len(text) > MOST:
        raise CourseError(f"{called} is too big: questions are at most {MOST // 1_000_000} MB.")
    return text


def _decoded(data: bytes, called: str) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = "it is not written in UTF-8. Save it again and choose the encoding UTF-8"
        raise CourseError(f"{called} is not in the form it should have: {said}.") from None


def _from_base64(text: str) -> str | None:
    """Return the text of JSON that is written here in base64, as jupyterquiz hides it; None if it is none."""
    try:
        found = base64.b64decode("".join(text.split()), validate=True).decode("utf-8-sig").strip()
    except ValueError:
        return None
    return found if found[:1] in ("[", "{") else None


def _kind(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float):
        return f'"{value}"'
    return f"of the type {type(value).__name__}"
