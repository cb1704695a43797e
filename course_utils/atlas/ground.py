"""The shapes that maps are drawn from, as the content has them."""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from course_utils.knowledge.geography import Box, Coast, Picture
from course_utils.knowledge.loader import CONTENT


@cache
def ground(name: str) -> dict:
    """Return a GeoJSON file of the content, as it is."""
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def countries() -> dict[str, list[dict]]:
    """Return the features of basemap.geojson that are land, by country."""
    found: dict[str, list[dict]] = {}
    for feature in ground("basemap.geojson")["features"]:
        if "country" in feature["properties"]:
            found.setdefault(feature["properties"]["country"], []).append(feature)
    return found


def borders() -> dict[str, dict]:
    """Return the lines between the home country and its neighbours, by neighbour."""
    features = ground("basemap.geojson")["features"]
    return {f["properties"]["neighbour"]: f["geometry"] for f in features if "neighbour" in f["properties"]}


def folded(geometry: dict) -> list:
    """Return the lines of a geometry, nested as they are, each as whole numbers: every point as a step from the last.

    A step is a thousandth of a degree, as exact as basemap.geojson: half the text, which `unfold` of front/ reads.
    """
    return _folded(geometry["coordinates"])


def near_coast(coast: Coast) -> dict:
    """Return the land of a coast, its shore without the edges of the box it was cut with, its corners, its makers."""
    rings = [feature["geometry"]["coordinates"][0] for feature in ground(f"ground/{coast.file}")["features"]]
    return {"land": rings, "shore": [line for ring in rings for line in _inside(ring, coast.box)], **_lies(coast)}


def picture(picture: Picture) -> dict:
    """Return a picture as a page holds it: whole, as data, so that it asks nothing of the network."""
    data = b64encode((CONTENT / "ground" / picture.file).read_bytes()).decode("ascii")
    kind = picture.file.rpartition(".")[2]
    return {
        "id": picture.id,
        "source": f"data:image/{kind};base64,{data}",
        "shading": picture.shading,
        **_lies(picture),
    }


def _folded(nested: list) -> list:
    if isinstance(nested[0][0], list):
        return [_folded(one) for one in nested]
    points = [(round(1000 * lat), round(1000 * lon)) for lon, lat in nested]
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise([(0, 0), *points]))
    return [number for step in steps for number in step]


def _lies(drawn: Coast | Picture) -> dict:
    south, west, north, east = drawn.box
    return {"bounds": [[south, west], [north, east]], "by": drawn.drawn_by}


def _inside(ring: list, box: Box) -> Iterator[list]:
    """Yield the parts of a ring that do not run along the edge of the box."""
    south, west, north, east = box
    for on_edge, points in groupby(ring, key=lambda point: point[0] in (west, east) or point[1] in (south, north)):
        if not on_edge:
            yield list(points)
