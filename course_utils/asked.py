"""What a reader asks for in a cell: names as people write them, dates as numbers or words."""

from collections.abc import Mapping
from typing import Any

from course_utils import dates, knowledge, spelling
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.records import Actor, Place


def actor(asked: object) -> Actor:
    """Return the actor with this id, or with this name in any spelling that the course knows."""
    return _named("actor", knowledge.actors(), asked)


def place(asked: object) -> Place:
    """Return the place with this id, or with this name in any spelling that the course knows."""
    return _named("place", knowledge.places(), asked)


def choice(kind: str, asked: object, known: Mapping[str, str]) -> str:
    """Return the key that is meant: written with - or _, its first letters, or the words it is shown with."""
    text = spelling.plain(str(asked).replace("_", " "))
    keys = {key: spelling.plain(key.replace("_", " ")) for key in known}
    same = [key for key, form in keys.items() if text in (form, spelling.plain(known[key]))]
    found = same or [key for key, form in keys.items() if text and form.startswith(text)]
    if len(found) != 1:
        raise UnknownId(kind, asked, [key.replace("_", "-") for key in found or known])
    return found[0]


def date(asked: object, argument: str) -> str:
    """Return the date as the content writes dates; CourseError, naming the argument, if it is none."""
    text = f"{asked:04}" if isinstance(asked, int) and not isinstance(asked, bool) else str(asked)
    try:
        dates.span(text)
    except ValueError:
        hint = 'Write a year such as 2022, a month such as "2022-07" or a day such as "2022-07-19".'
        raise CourseError(f'{argument}: "{text}" is not a date. {hint}') from None
    return text


def _named(kind: str, records: Mapping[str, Any], asked: object) -> Any:
    text = str(asked)
    if text in records:
        return records[text]
    for record in records.values():
        names = (record.id, record.name_en, record.name_en.split(" (")[0], record.name_ar, *record.variants)
        if spelling.matches(text, names):
            return record
    raise UnknownId(kind, asked, list(records))
