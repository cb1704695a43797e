"""Draw a line before the numbers are shown (`sketch`): the guess is kept, and the numbers are drawn over it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from course_utils import knowledge, schema
from course_utils.charts.rows import Row, rows_of
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop
from course_utils.quiz.question import STORED, KeyPart, Question, Result, figures

MOST_STEPS = 100
FURTHEST = gettext_noop("You were furthest off for {when}: you guessed {guess}, and the number is {number}.")
THEN = gettext_noop("Next comes {when}: you guessed {guess}, and the number is {number}.")
NEAR = gettext_noop("No point of your guess is further off than one step of the scale.")


@record_of()
class Sketch(Question):
    """A guess at the numbers of a chart along the years; nobody grades it, and the numbers come once it is kept.

    `dates` are those of rows of the figure: the first is shown, each of the others is guessed on a scale from 0 to
    `most` in steps of `step`. The response is a dict: date -> number.
    """

    figure: Annotated[str, schema.Id("figure")]
    dates: tuple[str, ...]
    most: int
    step: int

    graded = False
    guess = True
    sourced = False  # its figure is
    typed = False
    saved = gettext_noop("Your guess is saved.")
    form = gettext_noop("Give each date a number of the scale.")

    def __post_init__(self):
        super().__post_init__()
        if self.figure not in knowledge.figures():
            raise self.fault("figure", gettext('the course has no figure "{figure}".', figure=self.figure))
        if self.step < 1 or self.most % self.step or not 1 <= self.most // self.step <= MOST_STEPS:
            said = gettext_noop('"most" must be a whole number of steps, {most} of them at most.')
            raise self.fault("step", gettext(said, most=MOST_STEPS))
        known = self._every()
        if len(self.dates) < 2 or list(self.dates) != [day for day in known if day in self.dates]:
            raise self.fault("dates", gettext("they must be dates of two or more rows of the figure, in their order."))
        if any(row.value is None or row.value > self.most for row in self.rows().values()):
            raise self.fault("most", gettext("each row must have a number, and none above this."))
        if not self.sources:
            read = (row.source.id for row in self.rows().values())
            object.__setattr__(self, "sources", tuple(dict.fromkeys(read)))

    def rows(self) -> dict[str, Row]:
        """Return the rows of the figure from the first of the dates to the last, by their dates as written."""
        days = list(self._every())
        first, last = days.index(self.dates[0]), days.index(self.dates[-1])
        return dict(list(self._every().items())[first : last + 1])

    def guessed(self) -> dict[str, Row]:
        """Return the rows that are guessed, by their dates as written."""
        rows = self.rows()
        return {day: rows[day] for day in self.dates[1:]}

    def judge(self, response: Any) -> Result:
        """Return that it can be stored, and where the guess is furthest from the numbers."""
        made, rows = self.by_id(response), self.guessed()
        off = sorted(rows, key=lambda day: -abs(made[day] - rows[day].top))
        far = [day for day in off if abs(made[day] - rows[day].top) > self.step][:2]
        said = [
            gettext(sentence, when=rows[day].when, guess=figures(made[day]), number=rows[day].number)
            for sentence, day in zip((FURTHEST, THEN), far, strict=False)
        ]
        return Result(STORED, None, " ".join(said) or gettext(NEAR))

    def by_id(self, response: Any) -> dict[str, int]:
        """Return the number for each date that is guessed; ValueError or LookupError if one is missing or odd."""
        if set(response) != set(self.dates[1:]):
            raise ValueError("other dates")
        return {day: self._on_the_scale(response[day]) for day in self.dates[1:]}

    def _on_the_scale(self, value: Any) -> int:
        if type(value) not in (int, float) or not 0 <= value <= self.most or value % self.step:
            raise ValueError("not on the scale")
        return int(value)

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return none: a guess is no mistake."""
        return []

    def in_words(self, response: Any) -> str:
        """Return each date with its number, one after the other."""
        rows = self.guessed()
        return "; ".join(
            gettext("{what}: {number}", what=rows[day].when, number=figures(value))
            for day, value in self.by_id(response).items()
        )

    def key(self) -> tuple[KeyPart, ...]:
        """Return the numbers, which nobody compares a guess with but the learner."""
        return tuple(
            KeyPart(gettext("{what}: {number}", what=row.when, number=row.number), row.said_note or "")
            for row in self.rows().values()
        )

    def face(self) -> dict[str, Any]:
        """Return the axes, the number that is given, and the dates to guess: where each stands is a share of them."""
        first = self.rows()[self.dates[0]]
        guessed = [{"id": day, "text": row.when, "at": self._at(row.middle)} for day, row in self.guessed().items()]
        years = range(self._ends()[0].year, self._ends()[1].year)
        return {
            "unit": knowledge.figure(self.figure).unit,
            "start": self._drawn(first),
            "points": guessed,
            "years": [{"text": str(year), "at": self._at(date(year, 7, 1))} for year in years],
            "step": self.step,
            "scale": [figures(value) for value in range(0, self.most + 1, self.step)],
        }

    def drawn(self) -> dict[str, Any]:
        """Return the line of the numbers, and what each point of it is in words."""
        return {
            "title": knowledge.figure(self.figure).title,
            "rows": [{"id": day, **self._drawn(row), "note": row.said_note} for day, row in self.rows().items()],
        }

    def lines(self) -> list[str]:
        """Return the number that is given, and room for the others."""
        first = self.rows()[self.dates[0]]
        unit = knowledge.figure(self.figure).unit
        given = gettext("{what}: {number}", what=first.when, number=f"{first.number} ({unit})")
        return [given, *(gettext("{when}: ______", when=row.when) for row in self.guessed().values())]

    def _drawn(self, row: Row) -> dict[str, Any]:
        return {"text": row.when, "at": self._at(row.middle), "value": row.top, "number": row.number}

    def _every(self) -> dict[str, Row]:
        figure = knowledge.figure(self.figure)
        return dict(zip((row.date for row in figure.rows), rows_of(figure), strict=True))

    def _ends(self) -> tuple[date, date]:
        """Return the first day of the first year, and the day after the last one of the last."""
        rows = list(self.rows().values())
        return date(rows[0].first.year, 1, 1), date(rows[-1].last.year + 1, 1, 1)

    def _at(self, day: date) -> float:
        first, last = self._ends()
        return round((day - first) / (last - first), 4)
