"""What a reader asks for in a cell: names as people write them, dates as numbers or words."""

from collections.abc import Mapping
from typing import Any

from course_utils import knowledge, text_matching
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.records import Actor, Place
from course_utils.language import gettext
from course_utils.period import ENDLESS, UNKNOWN, Period


def actor(asked: object) -> Actor:
    """Return the actor with this id, or with this name in any spelling that the course knows."""
    return _named("actor", knowledge.actors(), asked)


def place(asked: object) -> Place:
    """Return the place with this id, or with this name in any spelling that the course knows."""
    return _named("place", knowledge.places(), asked)


def choice(kind: str, asked: object, known: Mapping[str, str]) -> str:
    """Return the key that is meant: written with - or _, its first letters, or the words it is shown with."""
    text = text_matching.plain(str(asked).replace("_", " "))
    keys = {key: text_matching.plain(key.replace("_", " ")) for key in known}
    same = [key for key, form in keys.items() if text in (form, text_matching.plain(known[key]))]
    found = same or [key for key, form in keys.items() if text and form.startswith(text)]
    if len(found) != 1:
        raise UnknownId(kind, asked, [key.replace("_", "-") for key in found or known])
    return found[0]


def period(asked: object, argument: str) -> Period:
    """Return the year, month or day that is meant; CourseError, naming the argument, if it is none."""
    text = f"{asked:04}" if isinstance(asked, int) and not isinstance(asked, bool) else str(asked)
    try:
        return Period.parse(text)
    except ValueError:
        said = gettext(
            '{argument}: "{text}" is not a date. '
            'Write a year such as 2022, a month such as "2022-07" or a day such as "2022-07-19".',
            argument=argument,
            text=text,
        )
        raise CourseError(said) from None


def time(since: object = None, until: object = None) -> Period:
    """Return the time from the first day of `since` to the last of `until`; None leaves that end open."""
    start = UNKNOWN if since is None else period(since, "since")
    end = ENDLESS if until is None else period(until, "until")
    try:
        return Period.between(start, end)
    except ValueError:
        said = gettext(
            "The time since {start} until {end} ends before it starts. Swap since and until.",
            start=start.words,
            end=end.words,
        )
        raise CourseError(said) from None


def time_words(asked: Period) -> str:
    """Return the time as it was asked for: "since 2020 until July 2022", or one of the two."""
    start, end = asked.start.words, asked.end.words
    if start and end:
        return gettext("since {start} until {end}", start=start, end=end)
    return gettext("since {start}", start=start) if start else gettext("until {end}", end=end) if end else ""


def _named(kind: str, records: Mapping[str, Any], asked: object) -> Any:
    text = str(asked)
    if text in records:
        return records[text]
    for record in records.values():
        names = (record.id, record.name_en, record.short_name, record.name_ar, *record.variants)
        if text_matching.matches(text, names):
            return record
    raise UnknownId(kind, asked, list(records))
