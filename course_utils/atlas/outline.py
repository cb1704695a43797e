"""The blank map of Libya for questions: shapes without names, and how a point on it becomes latitude and longitude."""

import json
from functools import cache
from itertools import pairwise

from course_utils.knowledge.shelf import CONTENT

# Corners in degrees. Equirectangular: one degree of longitude is drawn cos 27° as wide as one of latitude is high.
SOUTH, WEST, NORTH, EAST = 19.0, 8.0, 34.5, 26.5
WIDTH, HEIGHT = 528, 496  # one degree of latitude is 32 high, one of longitude 32 × cos 27° wide
NEAR = 0.7  # in units of the drawing: nearer points are left out


@cache
def outline() -> dict:
    """Return a blank map: its corners in degrees, its width and height, and its shapes as SVG path data.

    A point at x, y of the drawing is at longitude west + (east - west) * x / width and latitude
    north - (north - south) * y / height.
    """
    features = json.loads((CONTENT / "basemap.geojson").read_text(encoding="utf-8"))["features"]
    shapes = []
    for feature in features:
        country = feature["properties"].get("country")
        path = _path(feature["geometry"]) if country else ""
        if path:
            shapes.append({"libya": country == "libya", "path": path})
    return {
        "bounds": [[SOUTH, WEST], [NORTH, EAST]],
        "width": WIDTH,
        "height": HEIGHT,
        "projection": "equirectangular, true to scale at 27° N",
        "shapes": sorted(shapes, key=lambda shape: shape["libya"]),
    }


def _path(geometry: dict) -> str:
    """Return a polygon as SVG path data; nothing for what lies outside the map."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return "".join(_ring(ring) for polygon in polygons for ring in polygon)


def _ring(ring: list) -> str:
    across, down = WIDTH / (EAST - WEST), HEIGHT / (NORTH - SOUTH)
    points = [((lon - WEST) * across, (NORTH - lat) * down) for lon, lat in ring]
    for axis, limit, keep_less in ((0, 0, False), (0, WIDTH, True), (1, 0, False), (1, HEIGHT, True)):
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
