"""Tours: paths through map and time, as data for front/ and as text for everyone."""

from course_utils import arguments, knowledge
from course_utils.atlas.js_layer import cited
from course_utils.atlas.options import Shown
from course_utils.atlas.views import view_of
from course_utils.dates import spell
from course_utils.display import Citations, paragraph
from course_utils.knowledge.geography import Step, Tour
from course_utils.knowledge.loader import one
from course_utils.knowledge.records import Event, Source
from course_utils.language import gettext
from course_utils.period import Period


def tour_of(id_: str) -> Tour:
    """Return the tour with this id; UnknownId, with the nearest id, if there is none."""
    return one("tour", id_)


def shown(tour: Tour) -> Shown:
    """Return the view of a tour with its layers, and of all events those that it tells."""
    told = {event for step in tour.steps for event in events(step)}
    view = view_of(tour.view.id).telling(tour, told)
    return Shown(view=view, on=frozenset(tour.layers), time=arguments.time(None, None))


def events(step: Step) -> list[Event]:
    """Return the events that a step rests on."""
    return [event for id_ in step.records if isinstance(event := knowledge.find(id_), Event)]


def sources(step: Step) -> list[Source]:
    """Return the sources of all records that a step rests on, each once."""
    return list(dict.fromkeys(source for id_ in step.records for source in knowledge.find(id_).sources))


def when(step: Step) -> str:
    """Return the date of a step in words; nothing where it has none."""
    return spell(step.date) if step.date else ""


def path(tour: Tour, told: Shown) -> dict:
    """Return what a page tells: each step's words, date, places, events and sources, and the sources themselves."""
    numbers = {event: number for number, event in enumerate(told.view.events)}
    records = [knowledge.find(id_) for step in tour.steps for id_ in step.records]
    steps = [
        {
            "says": step.says,
            "when": when(step),
            "day": Period.parse(step.date).last.isoformat() if step.date else "",
            "at": [[place.id, place.lat, place.lon] for place in map(knowledge.place, step.places)],
            "events": [numbers[event] for event in events(step)],
            "sources": [] if events(step) else [source.id for source in sources(step)],
        }
        for step in tour.steps
    ]
    return {"steps": steps, "cited": cited(records)}


def rows(tour: Tour, citations: Citations) -> list[dict]:
    """Return the steps as they are listed after the map."""
    return [
        {"when": when(step), "says": step.says, "mark": citations.mark(sources(step)), "records": step.records}
        for step in tour.steps
    ]


def text(tour: Tour, added: list[str]) -> str:
    """Return a tour in plain text: each step with its date and the numbers of its sources."""
    citations = Citations()
    lines = []
    for number, row in enumerate(rows(tour, citations), start=1):
        said = gettext("{when}. {says}", when=row["when"], says=row["says"]) if row["when"] else row["says"]
        lines.append(paragraph(f"{number}. {said} {row['mark']}", indent="  "))
    parts = [gettext("Tour: {title}", title=tour.title), paragraph(tour.about), "\n".join(lines)]
    if added:
        parts.append("\n".join([gettext("Added to this map"), *(paragraph(line, indent="  ") for line in added)]))
    return "\n\n".join([*parts, citations.section()])
