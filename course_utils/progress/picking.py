"""Picking who is learning, in a notebook: a widget over `learner`, by click what `learner.switch` does by call."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_utils import front
from course_utils.errors import CourseError
from course_utils.progress import keeping, learner

PLAIN = "Who is learning now? Pick a made-up name, or add one. Answers are saved in the folder my_work."


class Learners(anywidget.AnyWidget):
    """The names on this computer, the one who is learning now, and what was last done."""

    _esm = front.joined(Path(__file__).parent / "picking.js")
    _css = front.CSS

    names = traitlets.List().tag(sync=True)
    current = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    reminder = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(reminder=keeping.keep_reminder() or "")
        self._look(f'Answers are saved for "{learner.current()}".')
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        name = str(message.get("name", ""))
        try:
            if message.get("type") == "switch":
                self._look(f'Answers are now saved for "{learner.switch(name)}". Run the other cells again.')
            elif message.get("type") == "forget":
                learner.forget(name)
                self._look(f'Everything that was saved for "{name}" is deleted.')
        except CourseError as error:
            self._look(str(error))

    def _look(self, said: str) -> None:
        self.current = learner.current()
        self.names = sorted({learner.FIRST, self.current, *learner.everyone()})
        self.said = ""  # the same sentence twice is still something new to say
        self.said = said

    def __repr__(self) -> str:
        return PLAIN

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": PLAIN, "application/vnd.jupyter.widget-view+json": view}
