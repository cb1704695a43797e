"""The one family of errors meant for learners, teachers and editors: each says itself in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path


class CourseError(Exception):
    """Something the reader can mend: what is wrong, where, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows instead of a traceback."""
        return [str(self)]


class ContentError(CourseError):
    """A content file that does not say what it should."""


class UnknownId(CourseError):
    """A name that the course does not know, with the nearest one that it does."""

    def __init__(self, kind: str, asked: object, known: list[str]):
        near = get_close_matches(str(asked), known, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"Choose one of: {', '.join(known[:12])}."
        super().__init__(f'There is no {kind} "{asked}". {hint}')


@contextmanager
def writing(file: str | Path) -> Iterator[None]:
    """Do what writes a file that somebody named; CourseError if it cannot be written."""
    try:
        yield
    except OSError as error:
        raise CourseError(f"{file} could not be written ({error.strerror}). Name another file.") from None
