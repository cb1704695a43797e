"""A name to write (`text`), or a place to name or to point at (`place`)."""

import math
from collections.abc import Iterator
from typing import Any

from course_utils import knowledge, text_matching
from course_utils.errors import UnknownId
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.kinds.number_and_date import Misreading
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Question, Result, any_other, share, tables

EARTH_KM = 6371.0088  # mean radius, IUGG 1980


@record_of()
class Text(Question):
    """The answer is a name or word: those listed, and every spelling of the record it `names` ("actor/ID")."""

    feedback: str
    otherwise: str
    answers: tuple[str, ...] = ()
    names: str | None = None
    misreadings: tuple[Misreading, ...] = ()

    form = gettext_noop("Write a word or a name.")

    def __post_init__(self):
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))
        super().__post_init__()
        if not self.answers and not self.names:
            raise self.fault("answers", gettext('list the accepted answers, or give names = "actor/…".'))
        try:
            accepted = self.accepted()
        except (KeyError, UnknownId):
            said = gettext('it must be "actor/…", "place/…" or "term/…" with an id of the course; "{names}" is not.')
            raise self.fault("names", said.format(names=self.names)) from None
        for answer in self.answers:
            if not text_matching.plain(answer):
                raise self.fault("answers", gettext('"{answer}" has no letter or digit in it.', answer=answer))
        for wrong in self.misreadings:
            if text_matching.matches(str(wrong.value), accepted):
                raise self.fault("misreadings", gettext('"{answer}" is an accepted answer.', answer=wrong.value))

    def accepted(self) -> list[str]:
        """Return every accepted spelling, Latin and Arabic."""
        if not self.names:
            return list(self.answers)
        kind, _, id_ = self.names.partition("/")
        return [*self.answers, *_SPELLINGS[kind](id_)]

    def judge(self, response: Any) -> Result:
        """Return right for an accepted spelling; a known misreading gets its own feedback."""
        if text_matching.matches(_short(response), self.accepted()):
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if text_matching.matches(response, [str(wrong.value)])]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def key(self) -> tuple[KeyPart, ...]:
        """Return every spelling that is taken, and what is said to wrong answers."""
        spellings = " / ".join(dict.fromkeys(self.accepted()))
        wrong = (KeyPart(str(one.value), one.feedback, False) for one in self.misreadings)
        return (KeyPart(spellings, self.feedback, True), *wrong, any_other(self.otherwise))

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [gettext("In your own words: ______")]


@record_of()
class Place(Question):
    """The answer is a place; the response is its name, or a point as [latitude, longitude] within `within_km`."""

    place: str
    feedback: str
    otherwise: str
    within_km: float = 60

    def __post_init__(self):
        super().__post_init__()
        if self.place not in knowledge.places():
            raise self.fault("place", gettext('the course has no place "{place}".', place=self.place))
        if self.within_km <= 0:
            raise self.fault("within_km", gettext("it must be more than 0."))

    form = gettext_noop("Write the name of a place, or point at it on the map.")

    def judge(self, response: Any) -> Result:
        """Return right for the name or a point near enough; a point that misses earns less the further it is."""
        wanted = knowledge.place(self.place)
        if isinstance(response, str):
            return self._by_name(_short(response))
        if not isinstance(response, list | tuple) or any(type(value) not in (int, float) for value in response):
            raise TypeError("not a point")
        lat, lon = response
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("not a point on the earth")
        missed = distance_km(lat, lon, wanted.lat, wanted.lon)
        away = point_said(f"{missed:.0f}")
        if missed <= self.within_km:
            return Result(RIGHT, 1.0, f"{self.feedback} {away}")
        score = max(0.0, 1 - missed / (5 * self.within_km))
        return share(min(score, 0.9), f"{away} {self.otherwise}")

    def _by_name(self, response: str) -> Result:
        if text_matching.matches(response, self.accepted()):
            return Result(RIGHT, 1.0, self.feedback)
        for spellings, away in self.elsewhere():
            if text_matching.matches(response, spellings):
                return Result(NOT_YET, 0.0, f"{away} {self.otherwise}")
        return Result(NOT_YET, 0.0, self.otherwise)

    def accepted(self) -> list[str]:
        """Return every accepted spelling, Latin and Arabic."""
        wanted = knowledge.place(self.place)
        return [wanted.name_en, wanted.name_ar, wanted.id, *wanted.variants]

    def elsewhere(self) -> Iterator[tuple[list[str], str]]:
        """Yield the spellings of each place of the course, and how far it is from the one that is asked for."""
        wanted = knowledge.place(self.place)
        for other in knowledge.places().values():
            missed = distance_km(other.lat, other.lon, wanted.lat, wanted.lon)
            away = gettext("{place} is about {distance} km away.", place=other.name_en, distance=f"{missed:.0f}")
            yield [other.name_en, other.name_ar, *other.variants], away

    def key(self) -> tuple[KeyPart, ...]:
        """Return the name of the place."""
        place = knowledge.place(self.place)
        named = f"{place.name_en} ({place.name_ar})" if place.name_ar else place.name_en
        return (KeyPart(named, self.feedback, True), any_other(self.otherwise))

    def face(self) -> dict[str, Any]:
        """Return the blank map on which it can be pointed at."""
        from course_utils.atlas.blank_map import outline  # only this kind needs a map

        return {"map": outline()}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [gettext("The name of a place: ______")]


def point_said(distance: str) -> str:
    """Return how far a point is from the place that is asked for."""
    return gettext("Your point is {distance} km away.", distance=distance)


def distance_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine formula)."""
    a, b, step = math.radians(lat), math.radians(to_lat), math.radians(to_lon - lon)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(step / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _actor(id_: str) -> list[str]:
    actor = knowledge.actor(id_)
    names = [name for name in (actor.name_en, actor.name_ar) if name]
    last_names = [name.split()[-1] for name in names] if actor.kind == "person" else []
    return [*names, *last_names, *actor.variants]


def _place(id_: str) -> list[str]:
    place = knowledge.place(id_)
    return [*filter(None, (place.name_en, place.name_ar)), *place.variants]


def _term(id_: str) -> list[str]:
    term = knowledge.term(id_)
    return [*filter(None, (term.term_en, term.term_ar))]


_SPELLINGS = {"actor": _actor, "place": _place, "term": _term}


def _short(response: Any) -> str:
    if not isinstance(response, str) or len(response) > 200:
        raise ValueError("not a name")
    return response
