"""Where the boxes of a network stand: the same for the same ties, with few lines across boxes and each other.

Three columns for the camps inside Libya, rows above and below for those outside. Places are given by trying swaps in a
fixed order and keeping each that makes the drawing simpler.
"""

from collections.abc import Sequence

WIDTH, BOX, HEIGHT = 980, 164, 50
COLUMNS = {"west": 170, "other": 490, "east": 810}
ACROSS = {"international": 5, "foreign_state": 5}  # how many boxes stand beside each other
_ZONE = {"historical": "other"}
_PITCH = 84  # from one box to the next one below
_HEAD = 34  # above a row or the columns: their name
_ROUNDS = 12

Point = tuple[int, int]


def place(camps: dict[str, str], edges: Sequence[tuple[str, str]]) -> tuple[dict[str, Point], list[dict], int]:
    """Return the centre of each actor's box, the areas of the zones, and the height of the whole."""
    zones: dict[str, list[str]] = {zone: [] for zone in ("international", "west", "other", "east", "foreign_state")}
    for id_, camp in camps.items():
        zones[_ZONE.get(camp, camp)].append(id_)
    slots, areas, height = _slots(zones)
    best = None
    for turned in (False, True):
        order = {zone: members[::-1] if turned else list(members) for zone, members in zones.items()}
        cost, points = _improve(order, slots, edges)
        if best is None or cost < best[0]:
            best = cost, points
    return best[1], areas, height


def _slots(zones: dict[str, list[str]]) -> tuple[dict[str, list[Point]], list[dict], int]:
    """Return the places of each zone, what the template draws behind them, and the height of the whole."""
    slots: dict[str, list[Point]] = {}
    areas = []
    top = 0
    columns = {zone: len(zones[zone]) for zone in COLUMNS if zones[zone]}
    for zone in ("international", "inside", "foreign_state"):
        if zone == "inside" and columns:
            most = max(columns.values())
            # The middle stands half a step lower, so that a level line from west to east passes between its boxes.
            for name, count in columns.items():
                lower = _PITCH // 2 if name == "other" and len(columns) > 1 else 0
                first = top + _HEAD + HEIGHT // 2 + lower + (most - count) // 2 * _PITCH
                slots[name] = [(COLUMNS[name], first + n * _PITCH) for n in range(count)]
            bottom = max(slots[name][-1][1] for name in columns) + HEIGHT // 2 + 12
            areas += [_area(name, COLUMNS[name] - BOX // 2 - 14, BOX + 28, top, bottom) for name in columns]
            top = bottom + 24
        elif zone != "inside" and zones[zone]:
            slots[zone], bottom = _across(len(zones[zone]), ACROSS[zone], top + _HEAD)
            areas.append(_area(zone, 0, WIDTH, top, bottom))
            top = bottom + 24
    return slots, areas, top - 24 if areas else 0


def _area(zone: str, x: int, width: int, top: int, bottom: int) -> dict:
    return {"zone": zone, "x": x, "y": top, "width": width, "height": bottom - top}


def _across(count: int, most: int, top: int) -> tuple[list[Point], int]:
    points = []
    for start in range(0, count, most):
        row = min(most, count - start)
        step = WIDTH / row
        points += [(round(step * (n + 0.5)), top + HEIGHT // 2) for n in range(row)]
        top += _PITCH
    return points, top - _PITCH + HEIGHT + 12


def _improve(
    order: dict[str, list[str]], slots: dict[str, list[Point]], edges: Sequence[tuple[str, str]]
) -> tuple[float, dict[str, Point]]:
    points = {id_: slots[zone][n] for zone, members in order.items() for n, id_ in enumerate(members)}
    measure = _Measure(edges)
    cost = measure(points)
    for _ in range(_ROUNDS):
        before = cost
        for members in order.values():
            for n, one in enumerate(members):
                for other in members[n + 1 :]:
                    points[one], points[other] = points[other], points[one]
                    tried = measure(points)
                    if tried < cost - 1e-9:
                        cost = tried
                    else:
                        points[one], points[other] = points[other], points[one]
        if cost >= before:
            break
    return cost, points


class _Measure:
    """How hard a drawing is to read; the places are few, so each pair of lines is worked out once."""

    def __init__(self, edges: Sequence[tuple[str, str]]):
        self.edges = list(dict.fromkeys(tuple(sorted(edge)) for edge in edges if edge[0] != edge[1]))
        self.known: dict[tuple, float] = {}

    def __call__(self, points: dict[str, Point]) -> float:
        lines = sorted(tuple(sorted((points[one], points[other]))) for one, other in self.edges)
        boxes = list(points.values())
        cost = 0.0
        for n, line in enumerate(lines):
            key = (line, None)
            if key not in self.known:
                self.known[key] = _length(line) + sum(6 for box in boxes if box not in line and _through(line, box))
            cost += self.known[key]
            for other in lines[n + 1 :]:
                pair = (line, other)
                if pair not in self.known:
                    self.known[pair] = 1.5 if _cross(line, other) else 0.0
                cost += self.known[pair]
        return cost


def same_column(line: tuple[Point, Point]) -> bool:
    """Return whether a line joins two boxes of one column that are not next to each other: it is drawn round."""
    (x1, y1), (x2, y2) = line
    return x1 == x2 and x1 in COLUMNS.values() and abs(y1 - y2) > _PITCH


def _length(line: tuple[Point, Point]) -> float:
    (x1, y1), (x2, y2) = line
    return (0.01 if x1 == x2 else 0.006) * abs(y1 - y2) + 0.002 * abs(x1 - x2) + (2.5 if same_column(line) else 0)


def _through(line: tuple[Point, Point], box: Point) -> bool:
    """Return whether the line passes through a box."""
    if same_column(line):
        return False
    (x1, y1), (x2, y2) = line
    left, right = box[0] - BOX / 2 - 4, box[0] + BOX / 2 + 4
    top, bottom = box[1] - HEIGHT / 2 - 4, box[1] + HEIGHT / 2 + 4
    low, high = 0.0, 1.0
    for start, step, least, most in ((x1, x2 - x1, left, right), (y1, y2 - y1, top, bottom)):
        if not step:
            if not least <= start <= most:
                return False
            continue
        near, far = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, near), min(high, far)
    return low < high


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    if a in (c, d) or b in (c, d):
        return False
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)
