"""The way of a line from one box to another: straight where nothing stands between, otherwise round it."""

from collections.abc import Iterable
from math import hypot

from course_utils.people.layout import BOX, HEIGHT, WIDTH, Point

_BENDS = (0, 45, -45, 80, -80, 120, -120, 165, -165, 215, -215)  # how far a line may go aside, the least first
_STEPS = 30


def across(start: Point, end: Point, aside: float, boxes: dict[str, Point]) -> list[Point]:
    """Return the straightest way that passes under the fewest other boxes."""
    others = [box for box in boxes.values() if box not in (start, end)]
    # Always measured from the same end, so that two lines between the same boxes lie on different sides.
    low, high = sorted((start, end))
    length = hypot(high[0] - low[0], high[1] - low[1]) or 1
    normal = (-(high[1] - low[1]) / length, (high[0] - low[0]) / length)
    ways = [_bent(start, end, normal, aside, bend) for bend in _BENDS]
    return min(ways, key=lambda way: _under(way, others))


def bow(start: Point, end: Point, lane: int) -> list[Point]:
    """Return a bow beside a column, to its outer side; the next lane lies further out."""
    side = -1 if start[0] < WIDTH / 2 else 1
    edge = start[0] + side * BOX / 2
    out = edge + side * (24 + 9 * min(lane, 5))
    down = max(0, 20 - 5 * lane) * (1 if end[1] > start[1] else -1)
    return [(edge, start[1] + down), (out, start[1] + down), (out, end[1] - down), (edge, end[1] - down)]


def free(way: list[Point], boxes: dict[str, Point]) -> dict[str, int]:
    """Return the point of the way, as near its middle as can be, that lies on no box."""
    points = _points(way)
    middle = len(points) // 2
    x, y = min(points, key=lambda point: (_hits(point, boxes.values(), 10), abs(points.index(point) - middle)))
    return {"x": round(x), "y": round(y)}


def _bent(start: Point, end: Point, normal: Point, aside: float, bend: float) -> list[Point]:
    moved = [(x + normal[0] * aside, y + normal[1] * aside) for x, y in (start, end)]
    if not bend:
        return [_border(start, *moved), _border(end, *moved[::-1])]
    (x1, y1), (x2, y2) = moved
    by = (normal[0] * bend * 4 / 3, normal[1] * bend * 4 / 3)
    first, second = ((x1 + (x2 - x1) * part + by[0], y1 + (y2 - y1) * part + by[1]) for part in (0.25, 0.75))
    return [_border(start, moved[0], first), first, second, _border(end, moved[1], second)]


def _border(box: Point, inside: Point, outside: Point) -> Point:
    """Return where the line from inside a box leaves it."""
    (x, y), dx, dy = inside, outside[0] - inside[0], outside[1] - inside[1]
    reach = []
    for step, at, middle, half in ((dx, x, box[0], BOX / 2), (dy, y, box[1], HEIGHT / 2)):
        if step:
            edge = middle + half if step > 0 else middle - half
            reach.append((edge - at) / step)
    part = min(reach, default=0)
    return x + dx * part, y + dy * part


def _under(way: list[Point], boxes: list[Point]) -> int:
    """Return how many boxes the way passes under; off the drawing is as bad as under many."""
    points = _points(way)
    off = any(not 4 <= x <= WIDTH - 4 for x, _ in points)
    return sum(any(_hits(point, [box], 4) for point in points) for box in boxes) + 100 * off


def _hits(point: Point, boxes: Iterable[Point], room: int) -> bool:
    return any(abs(point[0] - x) < BOX / 2 + room and abs(point[1] - y) < HEIGHT / 2 + room for x, y in boxes)


def _points(way: list[Point]) -> list[Point]:
    found = []
    for n in range(_STEPS + 1):
        t = n / _STEPS
        curved = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        weights = (1 - t, t) if len(way) == 2 else curved
        x, y = (sum(weight * point[axis] for weight, point in zip(weights, way, strict=True)) for axis in (0, 1))
        found.append((x, y))
    return found
