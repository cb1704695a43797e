"""What is only sketched, as data for front/: routes as wide bands, main roads, and names of communities at towns."""

from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate, pairwise
from math import dist

from course_utils.atlas import labels
from course_utils.atlas.views import MapView


def routes(view: MapView, confidence: Iterable[str]) -> list[dict]:
    """Return the routes of a view that are held with one of these confidences."""
    return [
        {
            "number": number,
            "title": route.title,
            "carries": route.carries,
            "note": route.note,
            "unsure": route.confidence == "low",
            "confidence": labels.confidence(route.confidence),
            "caveat": view.caveat,
            "line": [[lat, lon] for lon, lat in route.line],
            "at": middle(route.line, view),
            "sources": [source.id for source in route.sources],
        }
        for number, route in enumerate(view.routes, start=1)
        if route.confidence in confidence
    ]


def roads(view: MapView) -> list[dict]:
    """Return the main roads of a view, straight from place to place."""
    return [
        {
            "title": road.title,
            "label": road.label,
            "note": road.note,
            "line": [[place.lat, place.lon] for place in road.places],
            "at": middle([(place.lon, place.lat) for place in road.places], view),
            "sources": [source.id for source in road.sources],
        }
        for road in view.roads
    ]


def communities(view: MapView) -> list[dict]:
    """Return the towns at which names of communities are written, and what is said of each community."""
    return [
        {
            "place": place.name_en,
            "short": labels.short_name(place),
            "lat": place.lat,
            "lon": place.lon,
            "communities": [
                {
                    "name": actor.name_en,
                    "arabic": actor.name_ar,
                    "description": actor.description,
                    "say": actor.say,
                    "sources": [source.id for source in actor.sources],
                }
                for actor in actors
            ],
        }
        for place, actors in view.community_places
    ]


def middle(line: list | tuple, view: MapView) -> list[float]:
    """Return a point (latitude, longitude) half-way along what a view shows of a line of (longitude, latitude)."""
    seen = [
        (lat, lon) for lon, lat in _finely(line) if view.south <= lat <= view.north and view.west <= lon <= view.east
    ]
    steps = list(accumulate((dist(a, b) for a, b in pairwise(seen)), initial=0))
    after = bisect(steps, steps[-1] / 2)
    share = (steps[-1] / 2 - steps[after - 1]) / (steps[after] - steps[after - 1])
    return [round(a + share * (b - a), 3) for a, b in zip(seen[after - 1], seen[after], strict=True)]


def _finely(line: list | tuple) -> list[tuple[float, float]]:
    """Return a line with points added, so that what a view cuts off is cut off near its edge."""
    parts = 16
    fine = [
        (a[0] + (b[0] - a[0]) * part / parts, a[1] + (b[1] - a[1]) * part / parts)
        for a, b in pairwise(line)
        for part in range(parts)
    ]
    return [*fine, tuple(line[-1])]
