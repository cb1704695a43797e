"""Handing in, in a notebook: a button that makes the file, by click what `progress.export` does by call."""

from pathlib import Path
from typing import Any

import anywidget

from course_utils import front
from course_utils.errors import CourseError
from course_utils.progress import parcel

PLAIN = "Make the file to hand in. Reflections go into it only if you say so."


class HandIn(anywidget.AnyWidget):
    """A button, a box to tick, and where the file is; the browser also gets the file itself, to save it."""

    _esm = front.joined(Path(__file__).parent / "handing-in.js")
    _css = front.CSS

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "make":
            self.send(self.make(message.get("reflections") is True))

    def make(self, reflections: bool) -> dict[str, str]:
        """Make the file and return what the browser is told: a sentence, and the file's name and text."""
        try:
            file = parcel.export(reflections)
            text = file.read_text(encoding="utf-8")
        except (CourseError, OSError) as error:
            return {"type": "made", "said": str(error)}
        return {"type": "made", "said": file.told, "name": file.name, "text": text}

    def __repr__(self) -> str:
        return PLAIN

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": PLAIN, "application/vnd.jupyter.widget-view+json": view}
