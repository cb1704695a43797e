"""What a rehearsal found, and how it is said."""

import statistics
from dataclasses import dataclass, field
from functools import reduce

from course_class.load_test.memory import Memory
from course_utils.language import gettext, ngettext, number

HEADROOM = 1.3  # for what learners do beside the lesson: The Littlest JupyterHub advises 20 to 40 per cent
MACHINES_GB = (4, 8, 16, 32)


@dataclass(frozen=True)
class Rehearsal:
    """What was found with so many learners in so many seconds; times are in seconds, one for each learner or answer."""

    learners: int
    lesson: str
    seconds: float
    server: Memory
    """A learner's server without its kernel, the median."""
    learner: Memory
    """A learner's server with its kernel, the median."""
    largest: Memory
    bare: Memory
    """A JupyterLab with a kernel that has imported folium and ipywidgets, the median of a few in the same run."""
    hub: Memory
    """The hub and its proxy."""
    to_server: list[float]
    to_feedback: list[float]
    acknowledged: int
    lost: int
    reported: int | None
    """How many answers the report of the class counted, of the files handed in; None where DuckDB is not installed."""
    while_away: int | None
    """How many answers were acknowledged while there was no hub; None where it was not killed."""
    tried_again: int
    """How often a browser had to ask or to connect again, as browsers do: the hub was away, a server was too busy."""
    errors: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """A learner's memory against the bare JupyterLab's."""
        return self.learner.counted / self.bare.counted

    @property
    def well(self) -> bool:
        """Whether nothing was lost and nothing went wrong."""
        return not self.errors and not self.lost and self.reported in (None, self.acknowledged)

    def held_by(self, gigabytes: float) -> int:
        """Return how many learners at once a machine with so much memory holds."""
        return held_by(gigabytes, self.learner.counted, self.hub.counted)

    def __str__(self) -> str:
        lines = [
            ngettext(
                "{count} learner, lesson {lesson}, {seconds} seconds",
                "{count} learners, lesson {lesson}, {seconds} seconds",
                self.learners,
                lesson=self.lesson,
                seconds=number(self.seconds, 0),
            ),
            self._memory(),
            gettext(
                "beside a bare one     {ratio} times a JupyterLab whose kernel imported folium and ipywidgets "
                "({bare} MB)",
                ratio=number(self.ratio, 2),
                bare=_mb(self.bare),
            ),
            gettext("the hub and its proxy {hub} MB", hub=_mb(self.hub)),
            gettext("to a running server   {times}", times=times(self.to_server)),
            gettext("to feedback           {times}", times=times(self.to_feedback)),
            self._answers(),
        ]
        if self.while_away is not None:
            lines.append(
                ngettext(
                    "without a hub         {count} of them were acknowledged while it was killed",
                    "without a hub         {count} of them were acknowledged while it was killed",
                    self.while_away,
                )
            )
        lines.append(
            ngettext(
                "errors                {errors}; asked again {count} times",
                "errors                {errors}; asked again {count} times",
                self.tried_again,
                errors=number(len(self.errors)) if self.errors else gettext("none"),
            )
        )
        lines += [f"  {error}" for error in self.errors[:20]]
        sizes = [
            gettext("{gigabytes} GB {learners}", gigabytes=size, learners=number(self.held_by(size)))
            for size in MACHINES_GB
        ]
        machines = reduce(lambda some, more: gettext("{several}, {next}", several=some, next=more), sizes)
        lines.append(
            gettext(
                "a machine holds       {machines} learners, by the formula of The Littlest JupyterHub",
                machines=machines,
            )
        )
        return "\n".join(lines)

    def _memory(self) -> str:
        values = {
            "learner": _mb(self.learner),
            "largest": _mb(self.largest),
            "server": _mb(self.server),
        }
        if self.learner.pss is not None:
            return gettext(
                "memory per learner    {learner} MB, largest {largest} MB: share of memory (PSS) of the server "
                "({server} MB) and its kernel",
                **values,
            )
        return gettext(
            "memory per learner    {learner} MB, largest {largest} MB: memory of its own (USS) of the server "
            "({server} MB) and its kernel",
            **values,
        )

    def _answers(self) -> str:
        values = {"acknowledged": self.acknowledged, "lost": self.lost}
        if self.reported is None:
            return gettext(
                "answers               {acknowledged} acknowledged, {lost} lost, not read by the report (DuckDB is not "
                "installed)",
                **values,
            )
        return gettext(
            "answers               {acknowledged} acknowledged, {lost} lost, {reported} read by the report of the "
            "class",
            reported=self.reported,
            **values,
        )


def _mb(memory: Memory) -> str:
    return number(memory.counted)


def times(found: list[float]) -> str:
    """Return the median and the 95th percentile in words."""
    if not found:
        return gettext("none")
    return gettext(
        "median {median} s, 95 % within {most} s",
        median=number(statistics.median(found), 2),
        most=number(percentile(found, 95), 2),
    )


def percentile(found: list[float], share: int) -> float:
    """Return the smallest of the values that at least so many in a hundred do not exceed."""
    return sorted(found)[max(0, -(-len(found) * share // 100) - 1)]


def held_by(gigabytes: float, learner_mb: float, hub_mb: float) -> int:
    """Return how many learners at once a machine holds: its memory = learners × one's, with headroom, + the hub's."""
    return max(0, int((gigabytes * 1000 - hub_mb) / (learner_mb * HEADROOM) + 1e-9))
