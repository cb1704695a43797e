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
    """The names on this computer and who is learning now; they go to the browser as messages, and are saved nowhere."""

    _esm = front.joined(Path(__file__).parent / "picking.js")
    _css = front.CSS

    reminder = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(reminder=keeping.keep_reminder() or "")
        self.on_msg(self._hear)
        learner.listen(self)

    def state(self, said: str = "") -> dict[str, Any]:
        """Return the names, who is learning now, and what is to be said."""
        current = learner.current()
        names = sorted({learner.FIRST, current, *learner.everyone()})
        if not said:
            said = f'You are learning as "{current}".'
            said += "" if learner.chosen() else " Take a made-up name before your first answer, or go on as you are."
        return {"type": "state", "names": names, "current": current, "said": said}

    def follow(self, renamed: bool = False) -> None:
        """Show who is learning now."""
        self.send(self.state())

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        name = str(message.get("name", ""))
        try:
            match message.get("type"):
                case "switch":
                    taken = learner.switch(name)
                    said = f'You are now learning as "{taken}". Open questions show your own answers.'
                    if taken != learner.checked(name):
                        said = f'There is work of "{taken}" here already, and that is one name with "{name}". {said}'
                case "rename":
                    before = learner.current()
                    said = f'"{before}" is now called "{learner.rename(name)}". Every answer is kept.'
                case "forget":
                    said = learner.forget(name)
                case _:
                    said = ""
        except CourseError as error:
            said = str(error)
        self.send(self.state(said))

    def __repr__(self) -> str:
        return PLAIN

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": PLAIN, "application/vnd.jupyter.widget-view+json": view}
