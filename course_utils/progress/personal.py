"""A view that differs from learner to learner: shown while the course runs, and never saved with the notebook."""

from typing import TYPE_CHECKING, Any

from course_utils.attempts import learner
from course_utils.display import View
from course_utils.language import gettext

if TYPE_CHECKING:
    from course_utils.progress.shown import Shown


class Personal(View):
    """What a learner did: a constant message as plain text, all of it in print() and, by message, on the page."""

    def __init__(self, constant: str, text: str, html: str):
        super().__init__(text, html)
        self.constant = gettext(constant)
        self.learner = learner.current()
        self._shown: Shown | None = None

    def __repr__(self) -> str:
        return self.constant

    @property
    def widget(self) -> "Shown":
        """The widget that shows it; made when it is first shown."""
        if self._shown is None:
            from course_utils.progress.shown import Shown  # anywidget is loaded with the first widget shown

            self._shown = Shown(self)
        return self._shown

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {"text/plain": self.constant, "application/vnd.jupyter.widget-view+json": view}
