"""Where the boxes of a network stand: each actor at the place that the content gives it, whatever the date.

Three columns stand between rows above and rows below; an actor's camp says in which, its `slot` where in it. Rows in
which nobody of a network ever stands are left out.
"""

from collections.abc import Iterable
from itertools import count
from typing import TypedDict

from course_utils import knowledge
from course_utils.knowledge.records import Actor
from course_utils.people import camps

WIDTH, BOX, HEIGHT = 980, 190, 66
COLUMNS = {"left": 170, "middle": 490, "right": 810}
ABREAST = 5  # so many boxes stand beside each other above and below the columns
_PITCH = 96  # from one box to the next one below
_HEAD = 34  # above a row or the columns: their name
_GAP = 24

Point = tuple[float, float]


class Area(TypedDict):
    """What is drawn behind a zone: its upper left corner and its size; it is called by the first of its camps."""

    zone: str
    name: str
    x: int
    y: float
    width: int
    height: float


def place(actors: Iterable[Actor]) -> tuple[dict[str, Point], list[Area], float]:
    """Return the centre of each actor's box, the areas of the zones, and the height of the whole.

    `actors` are all that a network can show on any date, so that nobody's place hangs on the date.
    """
    slots = slots_of(knowledge.actors().values())
    zones: dict[str, dict[Actor, int]] = {}
    for actor in actors:
        zones.setdefault(camps.camp(actor).zone, {})[actor] = slots[actor.id]
    points: dict[str, Point] = {}
    areas: list[Area] = []
    top: float = 0
    for part in (["above"], list(COLUMNS), ["below"]):
        inside = {zone: zones[zone] for zone in part if zone in zones}
        if not inside:
            continue
        placed = _across(inside[part[0]]) if len(part) == 1 else _columns(inside)
        found = {id_: (x, y + top + _HEAD + HEIGHT // 2) for id_, (x, y) in placed.items()}
        bottom = max(y for _, y in found.values()) + HEIGHT // 2 + 12
        areas += [_area(zone, members, top, bottom) for zone, members in inside.items()]
        points |= found
        top = bottom + _GAP
    return points, areas, top - _GAP if areas else 0


def slots_of(actors: Iterable[Actor]) -> dict[str, int]:
    """Return the slot of each of the course's actors; one that has none, or one that is taken, gets the first free."""
    found: dict[str, int] = {}
    taken: dict[tuple[str, int], str] = {}
    actors = list(actors)
    for actor in actors:
        if actor.slot is not None and taken.setdefault((camps.camp(actor).zone, actor.slot), actor.id) == actor.id:
            found[actor.id] = actor.slot
    for actor in actors:
        if actor.id not in found:
            zone = camps.camp(actor).zone
            found[actor.id] = next(n for n in count(1) if (zone, n) not in taken)
            taken[zone, found[actor.id]] = actor.id
    return found


def same_column(line: tuple[Point, Point]) -> bool:
    """Return whether a line joins two boxes of one column that are not next to each other: it is drawn round."""
    (x1, y1), (x2, y2) = line
    return x1 == x2 and x1 in COLUMNS.values() and abs(y1 - y2) > _PITCH


def _columns(zones: dict[str, dict[Actor, int]]) -> dict[str, Point]:
    rows = _ranks(slot for members in zones.values() for slot in members.values())
    # The middle stands half a step lower, so that a level line from left to right passes between its boxes.
    lower = {"middle": _PITCH // 2 if len(zones) > 1 else 0}
    return {
        actor.id: (COLUMNS[zone], rows[slot] * _PITCH + lower.get(zone, 0))
        for zone, members in zones.items()
        for actor, slot in members.items()
    }


def _across(members: dict[Actor, int]) -> dict[str, Point]:
    rows = _ranks((slot - 1) // ABREAST for slot in members.values())
    step = WIDTH // ABREAST
    return {
        actor.id: (step * ((slot - 1) % ABREAST) + step // 2, rows[(slot - 1) // ABREAST] * _PITCH)
        for actor, slot in members.items()
    }


def _ranks(rows: Iterable[int]) -> dict[int, int]:
    """Return the rows that are used, counted anew from 0 without those that are not."""
    return {row: rank for rank, row in enumerate(sorted(set(rows)))}


def _area(zone: str, members: dict[Actor, int], top: float, bottom: float) -> Area:
    name = next(camp.label for id_, camp in camps.camps().items() if any(actor.camp == id_ for actor in members))
    x, width = (COLUMNS[zone] - BOX // 2 - 14, BOX + 28) if zone in COLUMNS else (0, WIDTH)
    return {"zone": zone, "name": name, "x": x, "y": top, "width": width, "height": bottom - top}
