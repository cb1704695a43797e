"""Drawn layers: each is a function of front/ and the data it draws, which can hold no markup."""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import compress

from branca.element import Figure
from folium.map import Layer

from course_utils.atlas.page import Verbatim
from course_utils.dates import spell
from course_utils.knowledge.records import Source, Sourced
from course_utils.language import gettext


class Drawn(Layer):
    """A layer that a function of front/ draws from data; `layer` is its name where a learner can switch it."""

    def __init__(self, draws: str, data: dict | Sequence, layer: str = "", *, show: bool = True):
        super().__init__(name=layer or draws, overlay=True, control=False, show=show)
        self._name = draws
        self.draws = draws
        self.layer = layer
        self.data = in_script(data)

    def render(self, **kwargs: Any) -> str:
        """Put the line that draws the layer on the page."""
        made = f"atlas.{self.draws}({self.data})"
        if self.layer:
            made = f"atlas.switched({in_script(self.layer)}, {made})"
        root = self.get_root()
        assert isinstance(root, Figure)
        root.script.add_child(Verbatim(f"var {self.get_name()} = {made};"), name=self.get_name())
        return super().render(**kwargs)


def cited(records: Iterable[Sourced]) -> dict:
    """Return the sources that popups name by id, each once."""
    found = dict.fromkeys(source for record in records for source in record.sources)
    return {source.id: _source(source) for source in found}


def in_columns(found: dict[str, dict]) -> dict[str, list]:
    """Return sources as lists of ids, titles, addresses and the rest: what is alike lies together and packs better."""
    return {"id": [*found], **{key: [one[key] for one in found.values()] for key in ("title", "url", "rest")}}


def in_script(data: Any) -> str:
    """Return compact JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def packed(data: Any) -> str:
    """Return data as the text that `unpack` of front/ reads: a third of its JSON, for what is read only later."""
    return b64encode(compress(in_script(data).encode(), 9)).decode("ascii")


def _source(source: Source) -> dict:
    date = spell(source.date) if source.date else gettext("no date")
    rest = gettext("{publisher}, {date}", publisher=source.publisher, date=date)
    return {"title": source.title, "url": source.link, "rest": rest}
