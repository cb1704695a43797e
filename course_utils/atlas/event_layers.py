"""What happened, as data for front/: the events of a view, where they happened, and what was taken or left."""

from course_utils.atlas import labels
from course_utils.atlas.views import MapView
from course_utils.knowledge.geography import Sketch
from course_utils.knowledge.records import Event
from course_utils.language import gettext


def events(view: MapView) -> list[dict]:
    """Return the events of a view in order of date."""
    return [
        {
            "when": labels.when(event),
            "first": event.period.first.isoformat(),
            "begun": event.period.start.last.isoformat(),
            "last": event.period.last.isoformat(),
            "title": event.title,
            "summary": event.summary,
            "warned": event.content_note,
            "doubt": ""
            if event.confidence == "high"
            else gettext("Confidence: {confidence}.", confidence=labels.confidence(event.confidence)),
            "where": labels.where(event),
            "at": [place.id for place in event.places if place in view.all_places],
            "sources": [source.id for source in event.sources],
        }
        for event in view.events
    ]


def sites(view: MapView) -> list[dict]:
    """Return the places at which something of the timeline happened."""
    happened = {place for event in view.events for place in event.places}
    return [
        {"id": place.id, "name": place.name_en, "short": labels.short_name(place), "lat": place.lat, "lon": place.lon}
        for place in view.all_places
        if place in happened
    ]


def control(view: MapView) -> dict:
    """Return what was taken or left, by place and event, and the lines that the view sketches."""
    numbers = {event: number for number, event in enumerate(view.events)}
    changes = [
        {
            "id": change.place.id,
            "event": numbers[change.event],
            "taken": change.taken,
            "year": str(change.event.period.first.year),
            "said": labels.change(change),
        }
        for change in view.changes
    ]
    places = {change.place for change in view.changes}
    return {
        "changes": changes,
        "sites": [
            {"id": p.id, "name": p.name_en, "short": labels.short_name(p), "lat": p.lat, "lon": p.lon}
            for p in view.all_places
            if p in places
        ],
        "lines": [_line(sketch, numbers) for sketch in view.sketches],
    }


def _line(sketch: Sketch, numbers: dict[Event, int]) -> dict:
    return {
        "title": sketch.title,
        "label": sketch.label,
        "note": sketch.note,
        "points": [[place.lat, place.lon] for place in sketch.places],
        "events": [numbers[event] for event in sketch.events if event in numbers],
    }
