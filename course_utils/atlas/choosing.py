"""Choosing what a map shows, in a notebook: by click what `atlas.show` does by call, with the line of Python for it."""

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import traitlets

from course_utils import arguments, atlas
from course_utils.atlas.map import Map
from course_utils.atlas.views import view_of
from course_utils.errors import CourseError
from course_utils.front.widget import CourseWidget
from course_utils.knowledge.loader import all_of
from course_utils.language import gettext
from course_utils.period import MONTHS

ENDS = ("since", "until")


class Choosing(CourseWidget):
    """Menus and buttons over a map; what is chosen goes to and fro as messages, and is saved nowhere."""

    scripts = (Path(__file__).parent / "choosing.js",)

    maps: traitlets.List[Any] = traitlets.List().tag(sync=True)
    """Of each map its id and its title."""
    ends: traitlets.List[Any] = traitlets.List().tag(sync=True)
    """Which ends of the time can be chosen: of "since" and "until"."""
    years: traitlets.List[Any] = traitlets.List().tag(sync=True)
    months: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, view: str | None, layers: Any, since: Any, until: Any):
        self.view = view_of(view).id
        self.layers: Any = [layers] if isinstance(layers, str) else layers
        self.time = {end: _month(asked, end) for end, asked in zip(ENDS, (since, until), strict=True)}
        _ = self.map  # what cannot be shown is said by the call
        years = {chosen[:4] for chosen in self.time.values() if chosen}
        for event in {event for one in all_of("view") for event in view_of(one).events}:  # what is sealed is in none
            years |= {f"{day.year:04}" for day in (event.period.first, event.period.last)}
        super().__init__(
            maps=[(one.id, one.title) for one in all_of("view").values()],
            ends=[end for end, chosen in self.time.items() if chosen],
            years=sorted(years),
            months=[gettext(month) for month in MONTHS],
        )
        self.on_msg(self._hear)

    @cached_property
    def map(self) -> Map:
        """The map as it is chosen; CourseError, in a sentence, where that cannot be."""
        return atlas.show(**self._given)

    @property
    def sentence(self) -> str:
        """The line of Python that draws the map as it is chosen: `atlas.show(view, until="2012")`."""
        view, *more = self._given.items()
        named = [json.dumps(view[1]), *(f"{name}={json.dumps(value)}" for name, value in more)]
        return f"atlas.show({', '.join(named)})"

    def choose(self, view: str, layers: Iterable[str], since: str, until: str) -> None:
        """Take what was chosen; layers that the map does not have are left out, and "" is no date."""
        self.view = view_of(view).id
        if self.layers is not None:
            self.layers = [name for name in view_of(view).offered if name in set(layers)]
        self.time = {end: chosen if end in self.ends else "" for end, chosen in zip(ENDS, (since, until), strict=True)}
        self.__dict__.pop("map", None)

    def state(self) -> dict[str, Any]:
        """Return what is chosen, the layers there are, the line of Python, and the map or why there is none."""
        view = view_of(self.view)
        offered = [] if self.layers is None else [one for one in view.offered.values() if one.shows != "article"]
        try:
            html, problem = self.map.html, ""
        except CourseError as error:
            html, problem = "", str(error)
        return {
            "type": "state",
            "chosen": {"view": self.view, "layers": self.layers or [], **self.time},
            "layers": [(one.id, one.title) for one in offered],
            "sentence": self.sentence,
            "problem": problem,
            "html": html,
        }

    @property
    def _given(self) -> dict[str, Any]:
        given = {"view": self.view, "layers": self.layers, **self.time}
        return {name: value for name, value in given.items() if value not in (None, "")}

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "choose":
            self.choose(*(message["chosen"][name] for name in ("view", "layers", *ENDS)))
        self.send(self.state())

    def __repr__(self) -> str:
        said = gettext("The map below stands for this line of Python. Change a word of it to see another map:")
        return f"{said}\n{self.sentence}\n\n{self.map.text}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # the data alone, without the metadata of anywidget
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view}


def _month(asked: object, argument: str) -> str:
    """Return a year or a month as the menus have it, "2020" or "2020-06"; "" for none."""
    if asked is None:
        return ""
    given = arguments.period(asked, argument)
    if given.precision not in ("year", "month"):
        said = gettext('{argument}: a year or a month can be chosen, such as "2022" or "2022-07".', argument=argument)
        raise CourseError(said)
    return str(given.first)[: 4 if given.precision == "year" else 7]
