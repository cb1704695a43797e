"""Picking who is learning, in a notebook: a widget over `learner`, by click what `learner.switch` does by call."""

from pathlib import Path
from typing import Any

import traitlets

from course_utils.attempts import learner, loaded_quizzes
from course_utils.errors import CourseError
from course_utils.front.widget import CourseWidget
from course_utils.language import gettext, gettext_noop

PLAIN = gettext_noop("Who is learning now? Pick a made-up name, or add one. Answers are saved in the folder my_work.")


class Learners(CourseWidget):
    """The names on this computer and who is learning now; they go to the browser as messages, and are saved nowhere."""

    scripts = (Path(__file__).parent / "picking.js",)

    reminder = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(reminder=loaded_quizzes.keep_reminder() or "")
        self.on_msg(self._hear)
        learner.listen(self)

    def state(self, said: str = "") -> dict[str, Any]:
        """Return the names, who is learning now, and what is to be said."""
        current = learner.current()
        names = sorted({learner.FIRST, current, *learner.everyone()})
        if not said:
            said = gettext('You are learning as "{name}".', name=current)
            if not learner.chosen():
                hint = gettext("Take a made-up name before your first answer, or go on as you are.")
                said = f"{said} {hint}"
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
                    said = gettext(
                        'You are now learning as "{name}". Open questions show your own answers.', name=taken
                    )
                    if taken != learner.checked(name):
                        one = gettext(
                            'There is work of "{taken}" here already, and that is one name with "{name}".',
                            taken=taken,
                            name=name,
                        )
                        said = f"{one} {said}"
                case "rename":
                    before = learner.current()
                    after = learner.rename(name)
                    said = gettext(
                        '"{before}" is now called "{after}". Every answer is kept.', before=before, after=after
                    )
                case "forget":
                    said = learner.forget(name)
                case _:
                    said = ""
        except CourseError as error:
            said = str(error)
        self.send(self.state(said))

    def __repr__(self) -> str:
        return gettext(PLAIN)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # the data alone, without the metadata of anywidget
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view}
