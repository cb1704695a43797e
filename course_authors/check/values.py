"""Places, numbers and addresses: yields a finding for each value that cannot be right."""

from collections.abc import Iterator
from typing import Any

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short
from course_utils import address
from course_utils.knowledge.geography import WORLD, Box

_SLACK = 0.2  # degrees that an approximate point may lie outside


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with single values of records."""
    ground = course.entries["map"][0].fields if course.entries["map"] else {}
    region = ground.get("region", WORLD)
    for source in course.entries["source"]:
        wrong = address.fault(source.fields["url"]) if "url" in source.fields else None
        if wrong:
            yield source.finding("url", f'"{short(source.fields["url"])}": {wrong}')
    for place in course.entries["place"]:
        yield from _place(place, ground)
    for route in course.entries["route"]:
        for lon, lat in route.fields.get("line", ()):
            if not _inside(lat, lon, region):
                yield route.finding("line", _outside(lat, lon, "the region"))
    for view in course.entries["view"]:
        yield from _view(view, course, region)
    yield from _slots(course)
    for figure in course.entries["figure"]:
        yield from _rows(figure)
    for event in course.entries["event"]:
        for one in event.fields.get("control", ()):
            if ("taken_by" in one) == ("left_by" in one):
                yield event.finding("control", 'give either "taken_by" or "left_by".')


def _place(place: Entry, ground: dict[str, Any]) -> Iterator[Finding]:
    if not {"lat", "lon"} <= place.fields.keys():
        return
    lat, lon = place.fields["lat"], place.fields["lon"]
    home = ground.get("home_code", "")
    if not _inside(lat, lon, ground.get("region", WORLD)):
        yield place.finding("lat", _outside(lat, lon, "the region"))
    elif home and place.fields.get("country") == home:
        slack = _SLACK if place.fields.get("coord_precision") == "approximate" else 0
        if not _inside(lat, lon, ground.get("home_box", WORLD), slack):
            yield place.finding("lat", _outside(lat, lon, ground.get("home_name", home)))


def _view(view: Entry, course: Course, region: Box) -> Iterator[Finding]:
    if {"south", "west", "north", "east"} <= view.fields.keys():
        south, west, north, east = (view.fields[name] for name in ("south", "west", "north", "east"))
        if not (south < north and west < east):
            yield view.finding("south", "south must be less than north, and west less than east.")
        for lat, lon in ((south, west), (north, east)):
            if not _inside(lat, lon, region):
                yield view.finding("south", _outside(lat, lon, "the region"))
    for name in ("layers", "more"):
        for layer in view.fields.get(name, ()):
            if course.lacks("layer", layer):
                known = ", ".join(course.known["layer"])
                yield view.finding(name, f'"{short(layer)}" is not known. Choose one of: {known}.')
    for lat, lon, name in view.fields.get("labels", ()):
        if not _inside(lat, lon, region):
            yield view.finding("labels", f"{short(name)}: {_outside(lat, lon, 'the region')}")


def _slots(course: Course) -> Iterator[Finding]:
    """Yield who has ties and no place of its own in the network, or the place of another."""
    tied = {entry.fields.get(end) for entry in course.entries["relation"] for end in ("from", "to")}
    zones = {
        value["id"]: value.get("zone", "middle")
        for entry in course.entries["vocabulary"]
        for value in entry.fields.get("values", ())
        if entry.id == "actor.camp"
    }
    taken: dict[tuple[str, int], str] = {}
    for actor in course.entries["actor"]:
        slot = actor.fields.get("slot")
        if slot is None:
            if actor.id in tied and "slot" not in actor.left_out:
                yield actor.finding("slot", "it has ties, and no place in the network of people. Add a line slot = ….")
            continue
        first = taken.setdefault((zones.get(actor.fields.get("camp", ""), ""), slot), actor.id)
        if first != actor.id:
            yield actor.finding("slot", f'"{short(first)}" stands there, in the same part. Give another number.')


def _rows(figure: Entry) -> Iterator[Finding]:
    for number, row in enumerate(figure.fields.get("rows", ()), start=1):
        value, low, high = row.get("value"), row.get("low"), row.get("high")
        if value is None and (low is None or high is None):
            yield figure.finding("rows", f"row {number}: it has no value. Give value, or low and high.")
        steps = [one for one in (low, value, high) if one is not None]
        if steps != sorted(steps):
            yield figure.finding("rows", f"row {number}: low, value and high must not fall. They are {short(steps)}.")
    if figure.fields.get("rows") == []:
        yield figure.finding("rows", "there is no row. Write at least one.")


def _inside(lat: float, lon: float, box: Box, slack: float = 0) -> bool:
    south, west, north, east = box
    return south - slack <= lat <= north + slack and west - slack <= lon <= east + slack


def _outside(lat: float, lon: float, what: str) -> str:
    return f"{short(lat)}, {short(lon)} (latitude, longitude) lies outside of {what}. Check both numbers."
