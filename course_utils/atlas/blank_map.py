"""The blank map for questions: shapes without names, and how a point on it becomes latitude and longitude."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, cos, radians

from course_utils import knowledge
from course_utils.atlas import ground

HEIGHT = 496
NEAR = 0.7  # in units of the drawing: nearer points are left out


@cache
def outline() -> dict:
    """Return a blank map: its corners in degrees, its width and height, and its shapes as SVG path data.

    A point at x, y of the drawing is at longitude west + (east - west) * x / width and latitude
    north - (north - south) * y / height.
    """
    geography = knowledge.geography()
    frame = _Frame(*geography.blank)
    shapes = [
        {"home": country == geography.home, "path": path}
        for country, features in ground.countries().items()
        for feature in features
        if (path := _path(feature["geometry"], frame))
    ]
    return {
        "title": geography.blank_title,
        "bounds": [[frame.south, frame.west], [frame.north, frame.east]],
        "width": frame.width,
        "height": HEIGHT,
        "projection": f"equirectangular, true to scale at {frame.middle}° N",
        "shapes": sorted(shapes, key=lambda shape: shape["home"]),
    }


@dataclass(frozen=True)
class _Frame:
    """The corners of the map in degrees: one degree of longitude is drawn as wide as it is at the middle latitude."""

    south: float
    west: float
    north: float
    east: float

    @property
    def middle(self) -> int:
        return round((self.south + self.north) / 2)

    @property
    def width(self) -> int:
        return ceil(HEIGHT / (self.north - self.south) * (self.east - self.west) * cos(radians(self.middle)))


def _path(geometry: dict, frame: _Frame) -> str:
    """Return a polygon as SVG path data; nothing for what lies outside the map."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return "".join(_ring(ring, frame) for polygon in polygons for ring in polygon)


def _ring(ring: list, frame: _Frame) -> str:
    across, down = frame.width / (frame.east - frame.west), HEIGHT / (frame.north - frame.south)
    points = [((lon - frame.west) * across, (frame.north - lat) * down) for lon, lat in ring]
    for axis, limit, keep_less in ((0, 0, False), (0, frame.width, True), (1, 0, False), (1, HEIGHT, True)):
        points = _cut(points, axis, limit, keep_less=keep_less)
    kept: list[tuple[float, float]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > NEAR:
            kept.append((x, y))
    return f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in kept)}Z" if len(kept) > 2 else ""


def _cut(points: list, axis: int, limit: float, *, keep_less: bool) -> list:
    """Return a ring without what lies beyond a straight edge (Sutherland and Hodgman)."""
    kept = []
    for a, b in pairwise([points[-1], *points] if points else []):
        a_in, b_in = (a[axis] <= limit) == keep_less, (b[axis] <= limit) == keep_less
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append(tuple(one + share * (other - one) for one, other in zip(a, b, strict=True)))
        if b_in:
            kept.append(b)
    return kept
