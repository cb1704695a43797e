"""A new edition of the lessons, brought by git: what a learner ran or wrote in a lesson must not stand in its way.

git merges lines, and a notebook whose lines are merged can hold a cell twice or be no notebook any more. So before a
new edition comes, each lesson in it is put back as it was brought, and what a learner wrote into it goes into a copy
beside it. Answers are in my_work, which git does not know: nothing here touches them.
"""

import json
import subprocess
from datetime import date
from pathlib import Path

from course_utils import traces
from course_utils.errors import CourseError
from course_utils.language import gettext

_PATIENCE = 60  # seconds for a repository that may be on the internet


def update(folder: Path) -> str:
    """Bring the new edition into a course that came by `git clone`, and return what was done, in sentences."""
    if not (folder / ".git").exists():
        raise CourseError(
            gettext(
                "{folder} did not come by `git clone`: unpack the new edition beside it, "
                "copy the folder notebooks/my_work into it, and start that one.",
                folder=folder,
            )
        )
    if traces.is_open(folder / "notebooks"):  # what it has on screen it would save over the new edition
        raise CourseError(
            gettext("The course is open in Jupyter: save your work and end Jupyter there, then run this again.")
        )
    before = _git(folder, "rev-parse", "HEAD")
    copies = make_way(folder)
    try:
        _git(folder, "merge", "--ff-only", "@{upstream}")
    except CourseError as error:
        raise CourseError(
            gettext(
                "The new edition does not go with what was changed here outside the lessons ({why}). "
                "Undo or commit those changes, then merge with git.",
                why=error,
            )
        ) from None
    newest = _git(folder, "rev-parse", "HEAD") == before
    done = gettext("This is the newest edition.") if newest else gettext("The new edition is here.")
    copied = [gettext("What you wrote is kept in {file}.", file=copy.relative_to(folder)) for copy in copies]
    return " ".join([done, *copied])


def make_way(folder: Path) -> list[Path]:
    """Put back each lesson that a new edition changes, and return the copies made of those that a learner changed.

    Where there is nothing new, a lesson that is whole stays as the learner left it. CourseError where git cannot say.
    """
    _keep_whole(folder)
    _git(folder, "fetch", "--quiet", timeout=_PATIENCE)
    base = _git(folder, "merge-base", "HEAD", "@{upstream}")
    new = set(_names(_git(folder, "diff", "--name-only", "-z", base, "@{upstream}", "--", "*.ipynb")))
    copies = []
    for name in _names(_git(folder, "ls-tree", "-r", "--name-only", "-z", base)):
        file = folder / name
        if not name.endswith(".ipynb") or not file.is_file():
            continue
        here, brought = file.read_bytes(), _show(folder, base, name)
        cells = _cells(here)
        if here == brought or (name not in new and cells is not None):
            continue
        if cells is None or cells != _cells(brought):
            copies.append(_copy(file, here))
        file.write_bytes(brought)
    return copies


def make_way_in(home: Path) -> None:
    """Make way in each course that lies in a learner's home, before nbgitpuller brings what is new."""
    for lessons in home.glob("*/notebooks"):
        if (lessons.parent / ".git").is_dir():
            try:
                make_way(lessons.parent)
            except (CourseError, OSError):
                continue  # no network, or no git: then nothing new comes either


def _keep_whole(folder: Path) -> None:
    """Have git take a notebook whole where both sides changed it, as one that is brought while a learner is at work."""
    attributes = folder / ".git" / "info" / "attributes"
    line = "*.ipynb -merge\n"
    written = attributes.read_text("utf-8") if attributes.is_file() else ""
    if attributes.parent.parent.is_dir() and line not in written:
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_text(written + line, "utf-8")


def _copy(file: Path, text: bytes) -> Path:
    number, words = 1, f"my copy {date.today():%Y-%m-%d}"
    copy = file.with_name(f"{file.stem} ({words}).ipynb")
    while copy.exists():
        number += 1
        copy = file.with_name(f"{file.stem} ({words}, {number}).ipynb")
    copy.write_bytes(text)
    return copy


def _cells(text: bytes) -> list[tuple[str, str]] | None:
    """Return kind and text of each cell that says something; None for what is no whole notebook."""
    try:
        cells = json.loads(text)["cells"]
        ids = [cell.get("id") for cell in cells]
        said = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if len(set(ids)) < len(ids) and None not in ids:  # one that an earlier merge spoiled
        return None
    return [(kind, words) for kind, words in said if words.strip()]


def _show(folder: Path, commit: str, name: str) -> bytes:
    return subprocess.run(["git", "show", f"{commit}:{name}"], cwd=folder, check=True, capture_output=True).stdout


def _names(listed: str) -> list[str]:
    return [name for name in listed.split("\0") if name]


def _git(folder: Path, *command: str, timeout: float | None = None) -> str:
    """Return what git prints; CourseError with what it says where it fails."""
    try:
        done = subprocess.run(
            ["git", *command], cwd=folder, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        said = gettext("git is not installed here: install it, or take the new edition as a ZIP file.")
        raise CourseError(said) from None
    except subprocess.TimeoutExpired:
        said = gettext("The place where the course came from does not answer. Try again later.")
        raise CourseError(said) from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise CourseError(lines[0] if lines else gettext("git {command} failed", command=command[0]))
    return done.stdout.strip()
