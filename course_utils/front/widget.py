"""What all widgets of the course share: one look, and scripts that speak the language in use when they are made."""

from pathlib import Path
from typing import ClassVar

import anywidget

from course_utils import front


class CourseWidget(anywidget.AnyWidget):
    """A widget of the course; a subclass names its `scripts`."""

    scripts: ClassVar[tuple[Path, ...]]

    _css = front.CSS

    @property
    def _esm(self) -> str:
        return front.joined(*self.scripts)
