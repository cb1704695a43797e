"""What a rehearsal found, and how it is said."""

import statistics
from dataclasses import dataclass, field

from course_utils.classroom.rehearsal.memory import Memory

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
        method = "share of memory (PSS)" if self.learner.pss is not None else "memory of its own (USS)"
        lines = [
            f"{self.learners} learners, lesson {self.lesson}, {self.seconds:.0f} seconds",
            f"memory per learner    {self.learner.counted:.0f} MB, largest {self.largest.counted:.0f} MB: {method} of "
            f"the server ({self.server.counted:.0f} MB) and its kernel",
            f"beside a bare one     {self.ratio:.2f} times a JupyterLab whose kernel imported folium and ipywidgets "
            f"({self.bare.counted:.0f} MB)",
            f"the hub and its proxy {self.hub.counted:.0f} MB",
            f"to a running server   {times(self.to_server)}",
            f"to feedback           {times(self.to_feedback)}",
            f"answers               {self.acknowledged} acknowledged, {self.lost} lost, {self._read()}",
        ]
        if self.while_away is not None:
            lines.append(f"without a hub         {self.while_away} of them were acknowledged while it was killed")
        lines.append(f"errors                {len(self.errors) or 'none'}; asked again {self.tried_again} times")
        lines += [f"  {error}" for error in self.errors[:20]]
        machines = ", ".join(f"{size} GB {self.held_by(size)}" for size in MACHINES_GB)
        lines.append(f"a machine holds       {machines} learners, by the formula of The Littlest JupyterHub")
        return "\n".join(lines)

    def _read(self) -> str:
        if self.reported is None:
            return "not read by the report (DuckDB is not installed)"
        return f"{self.reported} read by the report of the class"


def times(found: list[float]) -> str:
    """Return the median and the 95th percentile in words."""
    if not found:
        return "none"
    return f"median {statistics.median(found):.2f} s, 95 % within {percentile(found, 95):.2f} s"


def percentile(found: list[float], share: int) -> float:
    """Return the smallest of the values that at least so many in a hundred do not exceed."""
    return sorted(found)[max(0, -(-len(found) * share // 100) - 1)]


def held_by(gigabytes: float, learner_mb: float, hub_mb: float) -> int:
    """Return how many learners at once a machine holds: its memory = learners × one's, with headroom, + the hub's."""
    return max(0, int((gigabytes * 1000 - hub_mb) / (learner_mb * HEADROOM) + 1e-9))
