"""The picture in docs/architecture.md, drawn from the code: the floors of pyproject.toml, and which room uses which."""

import ast
import re
import tomllib
from pathlib import Path

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/architecture.md"
_PLACE = re.compile(r"(<!-- picture -->\n).*(<!-- end -->)", re.DOTALL)


def write() -> bool:
    """Draw the picture anew in the page, and return whether it has changed."""
    before = PAGE.read_text("utf-8")
    after = _PLACE.sub(lambda found: found[1] + picture() + found[2], before)
    PAGE.write_text(after, "utf-8")
    return after != before


def picture() -> str:
    """Return the floors as a Mermaid drawing, and what each room is for as a table."""
    floors = _floors()
    rooms = [room for floor in floors for room in floor]
    lines = ["```mermaid", "flowchart TD"]
    for number, floor in enumerate(floors):
        lines += [f"  subgraph f{number} [ ]", *(f"    {_id(room)}[{_name(room)}]" for room in floor), "  end"]
    lines += [f"  {_id(above)} --> {_id(below)}" for above, below in _arrows(rooms)]
    lines += ["```", "", "| room | what it is for |", "|---|---|"]
    lines += [f"| `{_path(room)}` | {_purpose(room)} |" for room in rooms]
    return "\n".join(lines) + "\n"


def _floors() -> list[list[str]]:
    """Return the layers of the contract that import-linter keeps, the highest first."""
    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return [layer.split(" | ") for layer in contract["layers"]]


def _arrows(rooms: list[str]) -> list[tuple[str, str]]:
    """Return which room imports which, without the arrows that others already say (the transitive reduction)."""
    graph = build_graph("course_utils", "course_class", "course_authors", cache_dir=None)
    uses = {room: {other for other in rooms if other != room and _imports(graph, room, other)} for room in rooms}
    below: dict[str, set[str]] = {}
    for room in reversed(rooms):  # the lowest floor first: what it stands on is known before it
        below[room] = uses[room].union(*(below.get(one, set()) for one in uses[room]))
    return [
        (room, other)
        for room in rooms
        for other in rooms
        if other in uses[room] and not any(other in below[one] for one in uses[room] if one != other)
    ]


def _imports(graph: ImportGraph, room: str, other: str) -> bool:
    inside = {other, *graph.find_descendants(other)}
    return any(inside & graph.find_modules_directly_imported_by(one) for one in (room, *graph.find_descendants(room)))


def _path(room: str) -> str:
    path = ROOT / room.replace(".", "/")
    return f"{room.replace('.', '/')}/" if path.is_dir() else f"{room.replace('.', '/')}.py"


def _purpose(room: str) -> str:
    path = ROOT / _path(room)
    text = (path / "__init__.py" if path.is_dir() else path).read_text("utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def _id(room: str) -> str:
    return room.replace(".", "_")


def _name(room: str) -> str:
    return room.removeprefix("course_utils.")
