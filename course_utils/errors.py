"""The one family of errors meant for learners, teachers and editors: each says itself in one sentence."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.language import gettext, gettext_noop, listed


class CourseError(Exception):
    """Something the reader can mend: what is wrong, where, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows instead of a traceback."""
        return [str(self)]


class ContentError(CourseError):
    """A content file that does not say what it should; `why` says it without where, if anything does."""

    def __init__(self, said: str, why: str = ""):
        super().__init__(said)
        self.why = why


class NotKept(CourseError):
    """What was written can be handed in, and is gone when the page is left: this browser keeps nothing."""


class UnknownId(CourseError):
    """A name that the course does not know, with the nearest one that it does."""

    def __init__(self, kind: str, asked: object, known: list[str]):
        near = nearest(asked, known, kind)
        hint = (
            gettext('Did you mean "{near}"?', near=near)
            if near
            else gettext("Choose one of: {known}.", known=listed(known[:12]))
        )
        super().__init__(f"{none_said(kind, asked)} {hint}")


def none_said(kind: str, asked: object) -> str:
    """Return that there is none of this kind with this name."""
    return gettext(_NONE.get(kind, 'There is no {kind} "{asked}".'), kind=kind, asked=_short(asked))


# How it is said, by kind, that there is none; of other kinds only authors hear.
_NONE = {
    "actor": gettext_noop('There is no actor "{asked}".'),
    "camp": gettext_noop('There is no camp "{asked}".'),
    "claim": gettext_noop('There is no claim "{asked}".'),
    "event": gettext_noop('There is no event "{asked}".'),
    "field": gettext_noop('There is no field "{asked}".'),
    "figure": gettext_noop('There is no figure "{asked}".'),
    "format": gettext_noop('There is no format "{asked}".'),
    "kind of tie": gettext_noop('There is no kind of tie "{asked}".'),
    "layer": gettext_noop('There is no layer "{asked}".'),
    "lesson": gettext_noop('There is no lesson "{asked}".'),
    "lesson with questions": gettext_noop('There is no lesson with questions "{asked}".'),
    "map": gettext_noop('There is no map "{asked}".'),
    "phase": gettext_noop('There is no phase "{asked}".'),
    "place": gettext_noop('There is no place "{asked}".'),
    "question": gettext_noop('There is no question "{asked}".'),
    "quiz": gettext_noop('There is no quiz "{asked}".'),
    "record": gettext_noop('There is no record "{asked}".'),
    "sentence": gettext_noop('There is no sentence "{asked}".'),
    "source": gettext_noop('There is no source "{asked}".'),
    "term": gettext_noop('There is no term "{asked}".'),
    "topic": gettext_noop('There is no topic "{asked}".'),
}


def nearest(asked: object, known: Iterable[str], kind: str = "") -> str | None:
    """Return the known id that is most likely meant, by what it says before how it is spelt; None if none is near.

    "s1", "S 01" and "sentence 1" are s01, "2" is the first that begins with 02.
    """
    known, text = list(known), _short(asked)
    words = ("", kind.partition(" ")[0].casefold(), "lesson ")  # "sentence 1", "lesson 2"
    for wanted in dict.fromkeys(_form(text.casefold().removeprefix(word)) for word in words):
        if not wanted.strip("-/"):
            continue
        bare = wanted.replace("-", "")
        tests = (
            lambda form, bare=bare: form.replace("-", "") == bare,
            lambda form, wanted=wanted: _begins(form.split("/"), wanted.split("/")),
            lambda form, wanted=wanted: wanted in form.split("/")[1:],
            lambda form, wanted=wanted: wanted.isdecimal() and re.findall(r"[0-9]+", form)[:1] == [wanted],
        )
        for fits in tests:
            found = next((one for one in known if fits(_form(one))), None)
            if found:
                return found
    from difflib import get_close_matches  # loaded where somebody mistypes

    return next(iter(get_close_matches(text, known, n=1)), None)


def short(value: object) -> str:
    """Return a faulty value as it is shown: its beginning."""
    try:
        text = str(value)
    except (RecursionError, ValueError):  # lists within lists, or a number of thousands of digits
        return "…"
    return text if len(text) <= 80 else text[:79] + "…"


def _form(text: str) -> str:
    """Return an id without what writers differ in: capitals, leading zeros, blanks or strokes between its parts."""
    return re.sub(r"[\s_-]+", "-", re.sub(r"0*([0-9]+)", r"\1", text.casefold().strip())).strip("-")


def _begins(parts: list[str], wanted: list[str]) -> bool:
    fits = (part == asked or part.startswith(f"{asked}-") for part, asked in zip(parts, wanted, strict=False))
    return len(wanted) <= len(parts) and all(wanted) and all(fits)


def _short(asked: object) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(asked)[:200])
    return text if len(text) <= 80 else f"{text[:79]}…"


@contextmanager
def writing(file: str | Path) -> Iterator[None]:
    """Do what writes a file that somebody named; CourseError if it cannot be written."""
    try:
        yield
    except OSError as error:
        said = gettext("{file} could not be written ({why}). Name another file.", file=file, why=error.strerror)
        raise CourseError(said) from None
