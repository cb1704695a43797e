"""The lines and boxes of a network, as numbers for the template."""

from collections.abc import Iterable
from math import atan2, degrees
from textwrap import wrap
from typing import TypedDict

from course_utils.knowledge.records import Actor
from course_utils.language import gettext
from course_utils.people import edge_routing, layout
from course_utils.people.camps import camp
from course_utils.people.layout import Area, Point
from course_utils.people.relations import Tie, kinds, short

_APART = 9  # between two lines that join the same two boxes
_LETTERS = 21  # in one line of a box


class Sign(TypedDict):
    """The sign at an end of a line: which, where its tip is, and how far it is turned, in degrees."""

    sign: str
    x: int
    y: int
    turn: int


class Words(TypedDict):
    """A line of words in a box, with the middle of its foot."""

    text: str
    x: float
    y: float


class Box(TypedDict):
    """An actor: its upper left corner, its name in lines, and the ids of those that it is tied to."""

    id: str
    camp: str
    sign: str
    x: float
    y: float
    lines: list[Words]
    tied: list[str]


class Edge(TypedDict):
    """A line between two boxes; `uncertain` is where its question mark stands."""

    kind: str
    line: str
    ends: tuple[str, str]
    path: str
    signs: list[Sign]
    uncertain: dict[str, int] | None
    title: str


class Drawing(TypedDict):
    """All of a network, in units of its own width and height."""

    width: int
    height: float
    box: tuple[int, int]
    areas: list[Area]
    boxes: list[Box]
    edges: list[Edge]


def draw(actors: list[Actor], ties: list[Tie], ever: Iterable[Actor]) -> Drawing:
    """Return the boxes, the lines and the headings of the zones, with the size of the whole.

    `ever` are the actors that this network can show on any date: each has its own place among them.
    """
    points, areas, height = layout.place(ever)
    points = {actor.id: points[actor.id] for actor in actors}
    pairs = [(tie.relation.from_.id, tie.relation.to.id) for tie in ties]
    tied: dict[str, list[str]] = {actor.id: [] for actor in actors}
    for one, other in pairs:
        tied[one].append(other)
        tied[other].append(one)
    boxes: list[Box] = [
        {
            "id": actor.id,
            "camp": actor.camp,
            "sign": camp(actor).symbol,
            "x": points[actor.id][0] - layout.BOX // 2,
            "y": points[actor.id][1] - layout.HEIGHT // 2,
            "lines": _lines(short(actor), points[actor.id]),
            "tied": list(dict.fromkeys(tied[actor.id])),
        }
        for actor in sorted(actors, key=lambda actor: _reading(actor, points[actor.id]))
    ]
    return {
        "width": layout.WIDTH,
        "height": height,
        "box": (layout.BOX, layout.HEIGHT),
        "areas": areas,
        "boxes": boxes,
        "edges": _edges(ties, points),
    }


def sample(kind: str) -> list[Sign]:
    """Return the signs of a kind at the ends of a short level line, for the legend."""
    one = kinds()[kind]
    signs = [Sign(sign=one.symbol, x=50, y=8, turn=0)]
    return signs + ([Sign(sign=one.symbol, x=4, y=8, turn=180)] if one.both_ways else [])


def _reading(actor: Actor, point: Point) -> tuple[int, float, float]:
    """Return what sorts boxes as they are read: the row above, down each column, the rows below."""
    part = {"above": 0, "below": 2}.get(camp(actor).zone)
    return (1, point[0], point[1]) if part is None else (part, point[1], point[0])


def _lines(name: str, point: Point) -> list[Words]:
    rows = wrap(name, _LETTERS)
    first = point[1] - (len(rows) - 1) * 9 + 6
    return [{"text": row, "x": point[0], "y": first + 18 * n} for n, row in enumerate(rows)]


def _edges(ties: list[Tie], points: dict[str, Point]) -> list[Edge]:
    joined: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        one, other = sorted((tie.relation.from_.id, tie.relation.to.id))
        joined.setdefault((one, other), []).append(tie)
    routes = {}
    bows = []
    for (one, other), same in joined.items():
        start, end = points[one], points[other]
        for n, tie in enumerate(same):
            if layout.same_column((start, end)):
                bows.append((abs(start[1] - end[1]), start[0], tie))
            else:
                aside = (n - (len(same) - 1) / 2) * _APART
                routes[tie] = edge_routing.across(
                    points[tie.relation.from_.id], points[tie.relation.to.id], aside, points
                )
    taken: list[tuple[float, int, float, float]] = []
    for _, column, tie in sorted(bows, key=lambda one: one[:2]):
        start, end = points[tie.relation.from_.id], points[tie.relation.to.id]
        top, bottom = sorted((start[1], end[1]))
        beside = {lane for where, lane, low, high in taken if where == column and low < bottom and top < high}
        lane = next(n for n in range(len(beside) + 1) if n not in beside)
        taken.append((column, lane, top, bottom))
        routes[tie] = edge_routing.bow(start, end, lane)
    return [_edge(tie, routes[tie], points) for tie in ties]


def _edge(tie: Tie, route: list[Point], points: dict[str, Point]) -> Edge:
    relation = tie.relation
    kind = kinds()[relation.kind]
    signs = [_sign(kind.symbol, route[-2], route[-1])]
    if kind.both_ways:
        signs.append(_sign(kind.symbol, route[1], route[0]))
    return {
        "kind": "alleged" if tie.alleged else relation.kind,
        "line": "" if tie.alleged else kind.line,
        "ends": (relation.from_.id, relation.to.id),
        "path": _path(route),
        "signs": signs,
        "uncertain": None if tie.certain else edge_routing.free(route, points),
        "title": gettext("{actor} {tie}", actor=short(relation.from_), tie=tie.words(relation.from_, when=False)),
    }


def _path(route: list[Point]) -> str:
    first, *rest = (f"{x:.0f},{y:.0f}" for x, y in route)
    return f"M{first} {'L' if len(rest) == 1 else 'C'}{' '.join(rest)}"


def _sign(sign: str, before: Point, tip: Point) -> Sign:
    turn = round(degrees(atan2(tip[1] - before[1], tip[0] - before[0])))
    return {"sign": sign, "x": round(tip[0]), "y": round(tip[1]), "turn": turn}
