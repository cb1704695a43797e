"""What a slip of the pen in a cell means, in one sentence: a name not known yet, a lost quotation mark, `true`."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from course_utils.errors import nearest

NAMES = (  # what lessons import from the course
    *("article", "atlas", "charts", "compare", "dates", "glossary", "knowledge", "lessons", "people", "progress"),
    *("quiz", "review", "sources", "timeline"),
)
_PYTHONS = {"true": "True", "false": "False", "none": "None", "null": "None"}


def of_name(name: str, known: Iterable[str] = ()) -> str:
    """Return what to do about a name that Python does not know; `known` are those that it knows."""
    if name in NAMES:
        return f'Python does not know "{name}" here yet. Run this line first: from course_utils import {name}'
    if name.lower() in _PYTHONS:
        return f'Python does not know "{name}". Write {_PYTHONS[name.lower()]}, with a capital letter.'
    if near := nearest(name, [one for one in dict.fromkeys((*known, *NAMES)) if not one.startswith("_")]):
        return f'Python does not know the name "{name}". Did you mean "{near}"?'
    return f'Python does not know the name "{name}". If you mean the word, put it between quotation marks: "{name}".'


def of_writing(error: SyntaxError) -> str:
    """Return what to do about a cell that is no Python."""
    line, said = error.lineno or 1, error.msg or ""
    if "unterminated" in said and "string" in said:
        return f'A quotation mark is missing in line {line}. A text has one before it and one after it, as "s01" has.'
    if found := re.search(r"'(.)' was never closed", said):
        return f'The bracket "{found[1]}" in line {line} is never closed. Write the one that belongs to it.'
    if "incomplete input" in said:
        return "A bracket is opened in this cell and never closed. Write the one that belongs to it."
    if found := re.search(r"unmatched '(.)'", said):
        return f'The bracket "{found[1]}" in line {line} was never opened. Take it out, or write the one before it.'
    if "invalid character" in said and re.search("[“”„‟‘’‚‛«»]", error.text or ""):
        return f'Python reads only straight quotation marks: write "…" in line {line}.'
    if "comma" in said:
        return f"Something is missing in line {line}: perhaps a comma or a quotation mark."
    if isinstance(error, IndentationError):
        return f"Line {line} begins too far to the right or to the left. Let it begin as the line above it does."
    return f"Python cannot read line {line} of this cell. Look there for a sign that is missing or too many."


def explain() -> None:
    """Let the notebook that this runs in say a slip in a sentence; elsewhere nothing changes."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell and hasattr(shell, "set_custom_exc") and not shell.custom_exceptions:
        shell.set_custom_exc((NameError, SyntaxError), _say)


def _say(shell: Any, kind: type, error: BaseException, where: TracebackType | None, tb_offset: Any = None) -> list[str]:
    sentence = _sentence(shell, error, where)
    if sentence:
        shown = [sentence]
        shell._showtraceback(kind, error, shown)
        return shown
    shell.showtraceback((kind, error, where), tb_offset=tb_offset)
    return []


def _sentence(shell: Any, error: BaseException, where: TracebackType | None) -> str | None:
    """Return the sentence for a slip in a cell; None for an error that lies deeper."""
    if isinstance(error, SyntaxError):
        return None if Path(error.filename or "").suffix == ".py" and _is_file(error.filename) else of_writing(error)
    while where and where.tb_next:
        where = where.tb_next
    if where and where.tb_frame.f_globals is not shell.user_ns:
        return None
    return of_name(getattr(error, "name", None) or "", shell.user_ns) if getattr(error, "name", None) else None


def _is_file(name: str | None) -> bool:
    """Return whether what Python could not read is a file; a cell has a name in a folder that is not there."""
    return name is not None and name != "" and Path(name).is_file()
