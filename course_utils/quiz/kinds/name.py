"""A name to write (`text`), or a place to name or to point at (`place`)."""

import math
from dataclasses import dataclass, field
from typing import Any

from course_utils import knowledge, spelling
from course_utils.errors import UnknownId
from course_utils.quiz.kinds.value import Misreading
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Question, Result, any_other, share, tables

EARTH_KM = 6371.0088  # mean radius, IUGG 1980


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """The answer is a name or word: those listed, and every spelling of the record it `names` ("actor/haftar")."""

    feedback: str
    otherwise: str
    answers: tuple[str, ...] = ()
    names: str | None = None
    misreadings: tuple[Misreading, ...] = field(default=())

    form = "Write a word or a name."

    def __post_init__(self):
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))
        super().__post_init__()
        if not self.answers and not self.names:
            raise self.fault("answers", 'list the accepted answers, or give names = "actor/…".')
        try:
            accepted = self.accepted()
        except (KeyError, UnknownId):
            said = f'it must be "actor/…", "place/…" or "term/…" with an id of the course; "{self.names}" is not.'
            raise self.fault("names", said) from None
        for answer in self.answers:
            if not spelling.plain(answer):
                raise self.fault("answers", f'"{answer}" has no letter or digit in it.')
        for wrong in self.misreadings:
            if spelling.matches(str(wrong.value), accepted):
                raise self.fault("misreadings", f'"{wrong.value}" is an accepted answer.')

    def accepted(self) -> list[str]:
        """Return every accepted spelling, Latin and Arabic."""
        if not self.names:
            return list(self.answers)
        kind, _, id_ = self.names.partition("/")
        record = {"actor": knowledge.actor, "place": knowledge.place, "term": knowledge.term}[kind](id_)
        written = (record.term_en, record.term_ar) if kind == "term" else (record.name_en, record.name_ar)
        last_names = [name.split()[-1] for name in written if name] if getattr(record, "kind", "") == "person" else []
        return [*self.answers, *filter(None, written), *last_names, *getattr(record, "variants", ())]

    def judge(self, response: Any) -> Result:
        """Return right for an accepted spelling; a known misreading gets its own feedback."""
        if spelling.matches(_short(response), self.accepted()):
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if spelling.matches(response, [str(wrong.value)])]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def key(self) -> tuple[KeyPart, ...]:
        """Return every spelling that is taken, and what is said to wrong answers."""
        spellings = " / ".join(dict.fromkeys(self.accepted()))
        wrong = (KeyPart(str(one.value), one.feedback, False) for one in self.misreadings)
        return (KeyPart(spellings, self.feedback, True), *wrong, any_other(self.otherwise))

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return ["In your own words: ______"]


@dataclass(frozen=True, kw_only=True)
class Place(Question):
    """The answer is a place; the response is its name, or a point as [latitude, longitude] within `within_km`."""

    place: str
    feedback: str
    otherwise: str
    within_km: float = 60

    def __post_init__(self):
        super().__post_init__()
        if self.place not in knowledge.places():
            raise self.fault("place", f'the course has no place "{self.place}".')
        if self.within_km <= 0:
            raise self.fault("within_km", "it must be more than 0.")

    form = "Write the name of a place, or point at it on the map."

    def judge(self, response: Any) -> Result:
        """Return right for the name or a point near enough; a point that misses earns less the further it is."""
        wanted = knowledge.place(self.place)
        if isinstance(response, str):
            return self._by_name(_short(response), wanted)
        if not isinstance(response, list | tuple) or any(type(value) not in (int, float) for value in response):
            raise TypeError("not a point")
        lat, lon = response
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("not a point on the earth")
        missed = distance_km(lat, lon, wanted.lat, wanted.lon)
        if missed <= self.within_km:
            return Result(RIGHT, 1.0, f"{self.feedback} Your point is {missed:.0f} km away.")
        score = max(0.0, 1 - missed / (5 * self.within_km))
        return share(min(score, 0.9), f"Your point is {missed:.0f} km away. {self.otherwise}")

    def _by_name(self, response: str, wanted: knowledge.records.Place) -> Result:
        if spelling.matches(response, (wanted.name_en, wanted.name_ar, wanted.id, *wanted.variants)):
            return Result(RIGHT, 1.0, self.feedback)
        for other in knowledge.places().values():
            if spelling.matches(response, (other.name_en, other.name_ar, *other.variants)):
                missed = distance_km(other.lat, other.lon, wanted.lat, wanted.lon)
                return Result(NOT_YET, 0.0, f"{other.name_en} is about {missed:.0f} km away. {self.otherwise}")
        return Result(NOT_YET, 0.0, self.otherwise)

    def key(self) -> tuple[KeyPart, ...]:
        """Return the name of the place."""
        place = knowledge.place(self.place)
        named = f"{place.name_en} ({place.name_ar})" if place.name_ar else place.name_en
        return (KeyPart(named, self.feedback, True), any_other(self.otherwise))

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return ["The name of a place: ______"]


def distance_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine formula)."""
    a, b, step = math.radians(lat), math.radians(to_lat), math.radians(to_lon - lon)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(step / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _short(response: Any) -> str:
    if not isinstance(response, str) or len(response) > 200:
        raise ValueError("not a name")
    return response
