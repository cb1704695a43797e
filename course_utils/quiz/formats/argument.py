"""What `quiz.load` was given: a file, a list, a text. What it cannot take is said in a sentence."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.language import gettext

MOST = 5_000_000  # bytes of one file of questions


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
        return Given(gettext("The list"), "list", [dict(questions)] if alone else list(listed or ()))
    if isinstance(questions, list | tuple):
        return Given(gettext("The list"), "list", list(questions))
    if isinstance(questions, bytes | bytearray):
        return Given(gettext("The text"), "text", _decoded(bytes(questions), gettext("The text")))
    if isinstance(questions, str):
        return _text(questions)
    if isinstance(questions, os.PathLike):
        return _file(Path(questions))
    said = gettext(
        'quiz.load takes the name of a file, such as "questions.json", or a list of questions; '
        "this is neither, but {what}."
    )
    raise CourseError(said.format(what=_kind(questions)))


def _text(text: str) -> Given:
    bare = text.lstrip("\ufeff \t\r\n")
    if not bare:
        raise CourseError(
            gettext(
                'quiz.load takes the name of a file, such as "questions.json", or a list of questions; '
                "this is an empty text."
            )
        )
    if bare.lower().startswith(("http://", "https://")):
        file = bare.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        file = file if file.endswith((".json", ".toml")) else "questions.json"
        said = gettext(
            "A lesson fetches nothing from the internet. Open the address in your browser, save the file beside the "
            'notebook and run quiz.load("{file}").'
        )
        raise CourseError(said.format(file=file[-60:]))
    if bare[0] in "[{" or bare.startswith(("//", "/*")):
        return Given(gettext("The text"), "text", _small(text, gettext("The text")))
    unpacked = _from_base64(bare)
    if unpacked is not None:
        return Given(gettext("The text"), "text", _small(unpacked, gettext("The text")))
    if text.startswith("#") and not Path(text).exists():
        said = gettext(
            '"{name}" is the name of a part of the page, which the course does not read. '
            "Copy the questions that stand there into a file, and load that."
        )
        raise CourseError(said.format(name=text[:40]))
    return _file(Path(text))


def _file(path: Path) -> Given:
    shown = path.name.encode("utf-8", "replace").decode("utf-8")
    called = "".join(sign if sign.isprintable() else "�" for sign in shown[:80])
    try:
        path = path.expanduser()
        if not path.is_file():
            said = gettext('There is no file "{file}". Upload it first, or look at its name again.')
            raise CourseError(said.format(file=called))
        if path.stat().st_size > MOST:
            said = gettext("{file} is too big: a file of questions has at most {most} MB.")
            raise CourseError(said.format(file=called, most=MOST // 1_000_000))
        if path.suffix == ".toml":
            return Given(called, Path(shown).stem, path)
        text = _decoded(path.read_bytes(), called)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise CourseError(gettext("{file} could not be read ({why}).", file=called, why=why)) from None
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("[", "{"):
        text = _from_base64(text) or text
    return Given(called, Path(shown).stem, text)


def _small(text: str, called: str) -> str:
    if len(text) > MOST:
        said = gettext("{name} is too big: questions are at most {most} MB.")
        raise CourseError(said.format(name=called, most=MOST // 1_000_000))
    return text


def _decoded(data: bytes, called: str) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = gettext(
            "{file} is not in the form it should have: it is not written in UTF-8. "
            "Save it again and choose the encoding UTF-8."
        )
        raise CourseError(said.format(file=called)) from None


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
    return gettext("of the type {name}", name=type(value).__name__)
