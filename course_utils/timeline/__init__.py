"""What happened, in order of date: the whole, or what a reader asks for by time, actor, place, phase or word."""

from course_utils import asked, knowledge, seals, spelling
from course_utils.knowledge.records import Event
from course_utils.timeline import strip, told
from course_utils.timeline.phases import PHASES
from course_utils.view import View, paragraph, render


def show(
    *events: str,
    since: int | str | None = None,
    until: int | str | None = None,
    actor: str | None = None,
    place: str | None = None,
    phase: str | None = None,
    text: str | None = None,
    sentence: str | None = None,
    sealed: bool = True,
) -> View:
    """Return the events that fit everything asked for, by default all of them, grouped by phase.

    sealed=False shows those too that a lesson seals until learners have settled something themselves.
    """
    chosen = [knowledge.event(str(id_)) for id_ in events] or list(knowledge.events().values())
    conditions = []
    if since is not None or until is not None:
        time = asked.time(since, until)
        conditions.append(asked.time_words(time))
        chosen = [event for event in chosen if event.period.overlaps(time)]
    if actor is not None:
        who = asked.actor(actor)
        conditions.append(f"with {who.name_en}")
        chosen = [event for event in chosen if who in event.actors]
    if place is not None:
        where = asked.place(place)
        conditions.append(f"at {where.name_en}")
        chosen = [event for event in chosen if where in event.places]
    if phase is not None:
        part = asked.choice("phase", phase, PHASES)
        conditions.append(f"in the phase “{PHASES[part]}”")
        chosen = [event for event in chosen if event.phase == part]
    if text is not None:
        text = str(text)
        conditions.append(f"with the word “{text}”" if len(text.split()) == 1 else f"with the words “{text}”")
        chosen = [event for event in chosen if _says(event, text)]
    if sentence is not None:
        one = knowledge.sentence(str(sentence))
        conditions.append(f"that help to explain sentence {one.id}")
        chosen = [event for event in chosen if one in event.sentences]
    return _view(*seals.split(chosen, sealed), conditions)


def between(first: str, second: str) -> View:
    """Return how long it was from one event to another, in days and in years and months."""
    events = sorted((knowledge.event(str(first)), knowledge.event(str(second))), key=lambda event: event.period)
    said = [f"{event.title} ({event.period.words})" for event in events]
    length = events[0].period.time_to(events[1].period)
    note = "Each event is counted from its first day." if any(event.end for event in events) else ""
    text = "\n".join(paragraph(line) for line in (f"From: {said[0]}", f"To: {said[1]}", length, note) if line)
    return View(text, render("timeline-between.html", events=events, length=length, note=note))


def _view(chosen: list[Event], kept: str, conditions: list[str]) -> View:
    """Return the events as a view; `kept` says what is kept back, "" where nothing is."""
    if not chosen:
        line = f"No event in the course fits: {', '.join(conditions)}. {kept or 'Ask for less at once.'}"
        return View(paragraph(line), render("timeline-none.html", line=line))
    count = f"{len(chosen)} of {len(knowledge.events())} events"
    heading = f"Timeline: {', '.join([count, *conditions])}"
    drawing = strip.draw(chosen)
    groups, citations = told.groups(chosen)
    heading = f"{heading}. {kept}" if kept else heading
    lines = [paragraph(heading), paragraph(drawing["words"]), *told.text(groups), "Sources\n" + citations.text()]
    html = render("timeline.html", heading=heading, strip=drawing, groups=groups)
    return View("\n\n".join(lines), html)


def _says(event: Event, text: str) -> bool:
    """Return whether every word asked for begins a word of the event, or of a name of who and where it was."""
    names = [name for one in (*event.actors, *event.places) for name in (one.name_en, one.name_ar, *one.variants)]
    words = spelling.plain(" ".join([event.title, event.summary, *names])).split()
    wanted = spelling.plain(text).split()
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)
