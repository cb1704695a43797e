"""Where the course is: the one place that says which folder of content this Python reads, and what lies beside it.

COURSE_CONTENT in the environment, set before the first import, names the content folder of another course; without it,
content/ of this package is read. The standard library is enough here: start.py asks before anything is installed.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
CONTENT = Path(os.environ.get("COURSE_CONTENT") or PACKAGE / "content").absolute()
# Beside content/, or beside the package that holds it: the folder with notebooks/, seeds/, README.md and docs/.
ROOT = PACKAGE.parent if CONTENT.parent == PACKAGE else CONTENT.parent
NOTEBOOKS = ROOT / "notebooks"
HOME = "home.course"  # a file beside the lessons that says nothing: JupyterLab shows the home of the course for it


def lesson_ids() -> list[str]:
    """Return the ids of the lessons in their order, which is that of lessons.toml; none where it cannot be read."""
    import tomllib  # a kernel hardly ever needs it

    try:
        lessons = tomllib.loads((CONTENT / "lessons.toml").read_text("utf-8"))["lessons"]
        return [one["id"] for one in lessons]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # who shows or checks the lessons says what is wrong


def first_notebook() -> str:
    """Return the name of the first lesson's notebook."""
    return f"{next(iter(lesson_ids()), '')}.ipynb"


def first_page() -> str:
    """Return the name of the file that is opened first: the home of the course, or its first lesson if it has none."""
    return HOME if (NOTEBOOKS / HOME).is_file() else first_notebook()
