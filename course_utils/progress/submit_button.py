"""Handing in, in a notebook: a button that makes the file, by click what `progress.export` does by call."""

from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.front.widget import CourseWidget
from course_utils.language import gettext, gettext_noop
from course_utils.progress import submission

PLAIN = gettext_noop("Make the file to hand in. Reflections go into it only if you say so.")


class HandIn(CourseWidget):
    """A button, a box to tick, and where the file is; the browser also gets the file itself, to save it."""

    scripts = (Path(__file__).parent / "handing-in.js",)

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "make":
            self.send(self.make(message.get("reflections") is True))

    def make(self, reflections: bool) -> dict[str, str]:
        """Make the file and return what the browser is told: a sentence, and the file's name and text."""
        try:
            file = submission.export(reflections)
            text = file.read_text(encoding="utf-8")
        except (CourseError, OSError) as error:
            return {"type": "made", "said": str(error)}
        return {"type": "made", "said": file.told, "name": file.name, "text": text}

    def __repr__(self) -> str:
        return gettext(PLAIN)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # the data alone, without the metadata of anywidget
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view}
