"""Dates, places, kinds and numbers: yields a finding for each value that cannot be right."""

import re
from collections.abc import Iterator

from course_utils import address
from course_utils.atlas.views import LAYERS
from course_utils.check.course import Course, Entry
from course_utils.check.finding import Finding, short
from course_utils.dates import precision, span

# kind -> fields that hold a date; the second of two ends what the first begins.
_DATES = {
    "source": ("date",),
    "event": ("date", "end"),
    "relation": ("since", "until"),
    "cooperation": ("date",),
    "provenance": ("date",),
    "course": ("looked", "reaches", "thin_from"),
}
_OF_ALL = ("as_of", "due")
_YEARS = range(1900, 2101)
_ZOOMS = range(1, 19)  # what a map of the whole world and one of single houses are drawn at

# (south, north, west, east) in degrees: where anything in this course can lie, and where Libya lies.
_REGION = (10, 55, -10, 40)
_LIBYA = (19, 34, 9, 26)
_SLACK = 0.2  # degrees that an approximate point may lie outside

_SURE = ("high", "medium", "low")
_KNOWN = {
    ("source", "kind"): (
        "official", "agency", "outlet", "research", "data", "reference", "repost", "own",
    ),
    ("source", "read"): ("whole", "beginning", "excerpt", "nothing"),
    ("claim", "attributed_to"): ("reporter", "generals", "envoy", "mission", "unnamed"),
    ("claim", "kind"): ("fact", "quotation", "judgement", "loaded word"),
    ("claim", "status"): (
        "corroborated", "partly", "same agency only", "uncorroborated", "contradicted", "disputed", "judgement",
    ),
    ("event", "precision"): ("day", "month", "year"),
    ("event", "phase"): (
        "before_2011", "revolution", "transition", "split", "second_civil_war_2014", "lna_offensive_2019",
        "ceasefire_process", "stalemate", "after_2022",
    ),
    ("event", "confidence"): _SURE,
    ("actor", "kind"): ("person", "institution", "armed_group", "community", "state", "international_body"),
    ("actor", "camp"): ("west", "east", "other", "international", "foreign_state", "historical"),
    ("relation", "kind"): (
        "commands", "part_of", "rival_of", "backs", "mediates", "negotiates_with", "recognises", "appointed_by",
    ),
    ("place", "kind"): (
        "capital", "city", "oil_terminal", "oil_field", "border_crossing", "airbase", "naval_base", "region",
        "frontline", "foreign_city",
    ),
    ("route", "confidence"): _SURE,
    ("wording", "where"): ("headline", "text", "our translation"),
    ("provenance", "confidence"): _SURE,
    ("figure", "chart"): ("bar", "line", "range", "table"),
}  # fmt: skip
_ARABIC_FIELDS = ("name_ar", "term_ar")
_ARABIC = re.compile(r"[\u0621-\u064A]")


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with single values of records."""
    for entry in course.all_entries:
        for (kind, name), known in _KNOWN.items():
            value = entry.fields.get(name)
            if kind == entry.kind and value is not None and value not in known:
                yield entry.finding(name, f'"{short(value)}" is not known. Choose one of: {", ".join(known)}.')
        for name in _ARABIC_FIELDS:
            if name in entry.fields and not _ARABIC.search(entry.fields[name]):
                yield entry.finding(name, f'"{short(entry.fields[name])}" has no Arabic letters. Write it in Arabic.')
        yield from _dates(entry)
    for source in course.entries["source"]:
        wrong = address.fault(source.fields["url"]) if "url" in source.fields else None
        if wrong:
            yield source.finding("url", f'"{short(source.fields["url"])}": {wrong}')
    for place in course.entries["place"]:
        yield from _place(place)
    for route in course.entries["route"]:
        for lon, lat in route.fields.get("line", ()):
            if not _inside(lat, lon, _REGION):
                yield route.finding("line", _outside(lat, lon, "the region"))
    for view in course.entries["view"]:
        yield from _view(view)
    for figure in course.entries["figure"]:
        yield from _rows(figure)
    for border in course.entries["border"]:
        for name in ("length_km", "older_figure_km"):
            if border.fields.get(name, 1) <= 0:
                yield border.finding(name, "a length is more than 0.")
    for event in course.entries["event"]:
        for one in event.fields.get("control", ()):
            if ("taken_by" in one) == ("left_by" in one):
                yield event.finding("control", 'give either "taken_by" or "left_by".')
    for lesson in course.entries["lesson"]:
        if lesson.fields.get("minutes", 1) <= 0:
            yield lesson.finding("minutes", "a lesson takes more than 0 minutes.")


def _dates(entry: Entry) -> Iterator[Finding]:
    right = {}
    for name in _DATES.get(entry.kind, ()):
        if name in entry.fields:
            wrong = _not_a_date(entry.fields[name])
            if wrong:
                yield entry.finding(name, wrong)
            else:
                right[name] = entry.fields[name]
    for name in _OF_ALL:
        if name in entry.fields and (wrong := _not_a_date(entry.fields[name])):
            yield entry.finding(name, wrong)
    if len(right) == 2:
        (_, start), (name, end) = right.items()
        if span(end)[1] < span(start)[0]:
            yield entry.finding(name, f"{end} is before {start}. Change one of the two.")
    if "date" in right and entry.fields.get("precision") in ("day", "month", "year"):
        form = precision(right["date"])
        if form != entry.fields["precision"]:
            said = entry.fields["precision"]
            yield entry.finding("precision", f"it says {said}, but the date {right['date']} is a {form}. Change one.")


def _not_a_date(text: str, *, ranged: bool = False) -> str | None:
    """Return what is wrong with a date, if anything is."""
    if "/" in text and not ranged:
        return f'"{short(text)}" is a range. Give one date such as 2022, 2022-07 or 2022-07-19.'
    try:
        years = {day.year for day in span(text)}
    except (ValueError, OverflowError) as error:
        return f"{short(error)}." if text in str(error) else f'"{short(text)}" is not a date: {error}.'
    return None if all(year in _YEARS for year in years) else f'"{short(text)}" is too far away to be right.'


def _place(place: Entry) -> Iterator[Finding]:
    if not {"lat", "lon"} <= place.fields.keys():
        return
    lat, lon = place.fields["lat"], place.fields["lon"]
    if not _inside(lat, lon, _REGION):
        yield place.finding("lat", _outside(lat, lon, "the region"))
    elif place.fields.get("country") == "LY":
        slack = _SLACK if place.fields.get("coord_precision") == "approximate" else 0
        if not _inside(lat, lon, _LIBYA, slack):
            yield place.finding("lat", _outside(lat, lon, "Libya"))
    country = place.fields.get("country", "LY")
    if not re.fullmatch(r"[A-Z]{2}", country):
        yield place.finding("country", f'"{short(country)}" is not a country code of two letters, such as LY.')


def _view(view: Entry) -> Iterator[Finding]:
    if {"south", "west", "north", "east"} <= view.fields.keys():
        south, west, north, east = (view.fields[name] for name in ("south", "west", "north", "east"))
        if not (south < north and west < east):
            yield view.finding("south", "south must be less than north, and west less than east.")
        for lat, lon in ((south, west), (north, east)):
            if not _inside(lat, lon, _REGION):
                yield view.finding("south", _outside(lat, lon, "the region"))
    for name in ("layers", "more"):
        for layer in view.fields.get(name, ()):
            if layer not in LAYERS:
                yield view.finding(name, f'"{short(layer)}" is not known. Choose one of: {", ".join(LAYERS)}.')
    if view.fields.get("max_zoom", _ZOOMS.start) not in _ZOOMS:
        yield view.finding("max_zoom", f"it must be from {_ZOOMS.start} to {_ZOOMS.stop - 1}.")
    for lat, lon, name in view.fields.get("labels", ()):
        if not _inside(lat, lon, _REGION):
            yield view.finding("labels", f"{short(name)}: {_outside(lat, lon, 'the region')}")


def _rows(figure: Entry) -> Iterator[Finding]:
    for number, row in enumerate(figure.fields.get("rows", ()), start=1):
        wrong = _not_a_date(row["date"], ranged=True)
        if wrong:
            yield figure.finding("rows", f"row {number}: {wrong}")
        value, low, high = row.get("value"), row.get("low"), row.get("high")
        if value is None and (low is None or high is None):
            yield figure.finding("rows", f"row {number}: it has no value. Give value, or low and high.")
        steps = [one for one in (low, value, high) if one is not None]
        if steps != sorted(steps):
            yield figure.finding("rows", f"row {number}: low, value and high must not fall. They are {short(steps)}.")
        if row.get("confidence", "low") not in _SURE:
            what = f'the confidence "{short(row["confidence"])}" is not known. Choose one of: {", ".join(_SURE)}.'
            yield figure.finding("rows", f"row {number}: {what}")
    if figure.fields.get("rows") == []:
        yield figure.finding("rows", "there is no row. Write at least one.")


def _inside(lat: float, lon: float, box: tuple[float, float, float, float], slack: float = 0) -> bool:
    south, north, west, east = box
    return south - slack <= lat <= north + slack and west - slack <= lon <= east + slack


def _outside(lat: float, lon: float, what: str) -> str:
    return f"{short(lat)}, {short(lon)} (latitude, longitude) lies outside of {what}. Check both numbers."
