"""What the code cells of notebooks ask for: gives the calls of a cell with the texts they name."""

import ast
import warnings
from functools import lru_cache
from typing import NamedTuple

from course_authors.check.course import Cell


class Call(NamedTuple):
    """A call such as `article.show("s01", claims=True)`: its name, its texts, and what it gives by name."""

    name: str
    texts: tuple[str, ...]
    named: dict[str, str]
    switched_off: frozenset[str]  # what it gives as False


def calls(cell: Cell) -> list[Call]:
    """Return the calls of `look.function(…)` in a code cell; none where the cell is no Python."""
    return [] if cell.markdown else _calls(cell.source)


@lru_cache(maxsize=1000)
def _calls(source: str) -> list[Call]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            texts = tuple(text for argument in node.args if (text := _text(argument)) is not None)
            named = {one.arg: text for one in node.keywords if one.arg and (text := _text(one.value)) is not None}
            off = {
                one.arg
                for one in node.keywords
                if one.arg and isinstance(one.value, ast.Constant) and one.value.value is False
            }
            found.append(Call(f"{node.func.value.id}.{node.func.attr}", texts, named, frozenset(off)))
    return found


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
