"""Drawn layers: each is a function of front/ and the data it draws, which can hold no markup."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from folium.map import Layer

from course_utils.atlas.page import Verbatim
from course_utils.dates import spell
from course_utils.knowledge.records import Record, Sentence, Source
from course_utils.knowledge.shelf import CONTENT


class Drawn(Layer):
    """A layer that a function of front/ draws from data; `layer` is its name where a learner can switch it."""

    def __init__(self, draws: str, data: dict | list, layer: str = "", *, show: bool = True):
        super().__init__(name=layer or draws, overlay=True, control=False, show=show)
        self._name = draws
        self.draws = draws
        self.layer = layer
        self.data = in_script(data)

    def render(self, **kwargs: Any) -> None:
        """Put the line that draws the layer on the page."""
        made = f"atlas.{self.draws}({self.data})"
        if self.layer:
            made = f"atlas.switched({in_script(self.layer)}, {made})"
        self.get_root().script.add_child(Verbatim(f"var {self.get_name()} = {made};"), name=self.get_name())
        super().render(**kwargs)


def shared(sentences: Iterable[Sentence], records: Iterable[Record]) -> dict:
    """Return the sentences and the sources that popups name by id, each once."""
    cited = dict.fromkeys(source for record in records for source in record.sources)
    return {
        "texts": {sentence.id: sentence.text for sentence in sentences},
        "cited": {source.id: _source(source) for source in cited},
    }


@cache
def ground(name: str) -> dict:
    """Return a GeoJSON file of the content, as it is."""
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def in_script(data: Any) -> str:
    """Return compact JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _source(source: Source) -> dict:
    date = spell(source.date) if source.date else "no date"
    return {"title": source.title, "url": source.link, "rest": f"{source.publisher}, {date}"}
