"""The lines and boxes of a network, as numbers for the template."""

from math import atan2, degrees
from textwrap import wrap

from course_utils.knowledge.records import Actor
from course_utils.people import layout, lines
from course_utils.people.camps import CAMPS
from course_utils.people.ties import Tie, short

_APART = 9  # between two lines that join the same two boxes
_LETTERS = 22  # in one line of a box
# kind -> the sign at its end, and at its start where it holds both ways
_SIGNS = {
    "commands": ("arrow", None),
    "part_of": ("circle", None),
    "appointed_by": ("open", None),
    "backs": ("arrow", None),
    "recognises": ("open", None),
    "mediates": ("diamond", None),
    "negotiates_with": ("open", "open"),
    "rival_of": ("bar", "bar"),
}

Point = tuple[float, float]


def draw(actors: list[Actor], ties: list[Tie]) -> dict:
    """Return the boxes, the lines and the headings of the zones, with the size of the whole."""
    pairs = [(tie.relation.from_.id, tie.relation.to.id) for tie in ties]
    points, areas, height = layout.place({actor.id: actor.camp for actor in actors}, pairs)
    tied: dict[str, list[str]] = {actor.id: [] for actor in actors}
    for one, other in pairs:
        tied[one].append(other)
        tied[other].append(one)
    boxes = [
        {
            "id": actor.id,
            "camp": actor.camp,
            "x": points[actor.id][0] - layout.BOX // 2,
            "y": points[actor.id][1] - layout.HEIGHT // 2,
            "lines": _lines(short(actor), points[actor.id]),
            "tied": list(dict.fromkeys(tied[actor.id])),
        }
        for actor in sorted(actors, key=lambda actor: _reading(actor, points[actor.id]))
    ]
    for area in areas:
        area["name"] = CAMPS[area["zone"]]
        if area["zone"] == "other" and not any(actor.camp == "other" for actor in actors):
            area["name"] = CAMPS["historical"]
    return {
        "width": layout.WIDTH,
        "height": height,
        "box": (layout.BOX, layout.HEIGHT),
        "areas": areas,
        "boxes": boxes,
        "edges": _edges(ties, points),
    }


def sample(kind: str) -> list[dict]:
    """Return the signs of a kind at the ends of a short level line, for the legend."""
    end, start = _SIGNS[kind]
    signs = [{"sign": end, "x": 50, "y": 8, "turn": 0}]
    return signs + ([{"sign": start, "x": 4, "y": 8, "turn": 180}] if start else [])


def _reading(actor: Actor, point: Point) -> tuple[int, float, float]:
    """Return what sorts boxes as they are read: the row above, down each column, the rows below."""
    if actor.camp in layout.ACROSS:
        return (0 if actor.camp == "international" else 2), point[1], point[0]
    return 1, point[0], point[1]


def _lines(name: str, point: Point) -> list[dict]:
    rows = wrap(name, _LETTERS)
    first = point[1] - (len(rows) - 1) * 7.5 + 5
    return [{"text": row, "x": point[0], "y": first + 15 * n} for n, row in enumerate(rows)]


def _edges(ties: list[Tie], points: dict[str, Point]) -> list[dict]:
    joined: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        ends = sorted((tie.relation.from_.id, tie.relation.to.id))
        joined.setdefault((ends[0], ends[1]), []).append(tie)
    routes = {}
    bows = []
    for ends, same in joined.items():
        start, end = points[ends[0]], points[ends[1]]
        for n, tie in enumerate(same):
            if layout.same_column((start, end)):
                bows.append((abs(start[1] - end[1]), start[0], tie))
            else:
                aside = (n - (len(same) - 1) / 2) * _APART
                routes[tie] = lines.across(points[tie.relation.from_.id], points[tie.relation.to.id], aside, points)
    taken: list[tuple[float, int, float, float]] = []
    for _, column, tie in sorted(bows, key=lambda one: one[:2]):
        start, end = points[tie.relation.from_.id], points[tie.relation.to.id]
        top, bottom = sorted((start[1], end[1]))
        beside = {lane for where, lane, low, high in taken if where == column and low < bottom and top < high}
        lane = next(n for n in range(len(beside) + 1) if n not in beside)
        taken.append((column, lane, top, bottom))
        routes[tie] = lines.bow(start, end, lane)
    return [_edge(tie, routes[tie], points) for tie in ties]


def _edge(tie: Tie, route: list[Point], points: dict[str, Point]) -> dict:
    relation = tie.relation
    sign, back = _SIGNS[relation.kind]
    signs = [_sign(sign, route[-2], route[-1])]
    if back:
        signs.append(_sign(back, route[1], route[0]))
    return {
        "kind": "alleged" if tie.alleged else relation.kind,
        "ends": (relation.from_.id, relation.to.id),
        "path": _path(route),
        "signs": signs,
        "uncertain": None if tie.certain else lines.free(route, points),
        "title": f"{short(relation.from_)} {tie.words(relation.from_, when=False)}",
    }


def _path(route: list[Point]) -> str:
    first, *rest = (f"{x:.0f},{y:.0f}" for x, y in route)
    return f"M{first} {'L' if len(rest) == 1 else 'C'}{' '.join(rest)}"


def _sign(sign: str, before: Point, tip: Point) -> dict:
    turn = round(degrees(atan2(tip[1] - before[1], tip[0] - before[0])))
    return {"sign": sign, "x": round(tip[0]), "y": round(tip[1]), "turn": turn}
