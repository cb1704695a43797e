"""The front end of a personal view: what it shows comes as a message, so that a saved notebook holds none of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from course_utils.attempts import learner
from course_utils.front.widget import CourseWidget

if TYPE_CHECKING:
    from course_utils.progress.personal import Personal


class Shown(CourseWidget):
    """A sentence that is the same for everybody, until the kernel says what is this learner's."""

    scripts = (Path(__file__).parent / "shown.js",)

    constant = traitlets.Unicode().tag(sync=True)

    def __init__(self, personal: "Personal"):
        super().__init__(constant=personal.constant)
        self._personal = personal
        self.on_msg(self._hear)
        learner.listen(self)

    def state(self) -> dict[str, Any]:
        """Return what is to be seen: nothing, where somebody else is learning by now."""
        mine = self._personal.learner == learner.current()
        return {"type": "state", "html": self._personal.html if mine else ""}

    def follow(self, renamed: bool = False) -> None:
        """Take what is shown away when somebody else is learning; a learner who is only renamed keeps it."""
        if renamed:
            self._personal.learner = learner.current()
        self.send(self.state() if renamed else {"type": "state", "html": ""})

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "hello":
            self.send(self.state())
