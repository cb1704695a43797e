"""What of a learner stands in a notebook's file, and taking it out: answers belong in my_work and nowhere else.

The course itself writes none of it any more. Lessons that an earlier version saved hold it, in the saved state of
widgets and in outputs. This module needs the standard library only: start.py runs it before anything is installed.
"""

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from course_utils.course_folder import first_notebook
from course_utils.language import gettext_noop

_STATE = "application/vnd.jupyter.widget-state+json"
_VIEW = "application/vnd.jupyter.widget-view+json"
_CALLS = re.compile(r"\b(quiz|review|progress|board)\.\w+\(")  # what shows a widget of the course
_OURS = "course_utils."  # how the course's own widgets are called in a notebook
_IMPERSONAL = {
    "layout",
    "title",
    "questions",
    "sureness",
    "words",
    "silent",
    "reminder",
    "constant",
    "tabbable",
    "tooltip",
}
_CHOSEN = "Do you remember?"  # the title of questions that were chosen by what one learner answered
_CHECKPOINTS = ".ipynb_checkpoints"

# The plain text of each output that differs from learner to learner; the rest of such an output is the learner's.
PROGRESS = gettext_noop("What you have done so far, by lesson and by objective. It differs from learner to learner.")
GUESSES = gettext_noop("Your guesses from the lessons, each beside its question. They differ from learner to learner.")
RESTORED = gettext_noop("The work in this file is back. Run the other cells again to see it.")
HANDED_IN = gettext_noop("The file to hand in is made. It lies in your folder in my_work.")
BOARD = gettext_noop("Your board: what you have laid beside each explanation. It differs from learner to learner.")
PAGE = gettext_noop("Your page: your statements, what they rest on, your map, and what changed since your first guess.")
_CONSTANT = {PROGRESS, GUESSES, RESTORED, HANDED_IN, BOARD, PAGE}
_EARLIER = (  # what earlier versions wrote in plain text, with the learner's name in it
    (re.compile(r'\d+ answers of ".*" are back'), RESTORED),
    (re.compile(r'The file for ".*" is made, with(out)? your reflections'), HANDED_IN),
)


def without_answers(notebook: Any) -> bool:
    """Take what belongs to a learner out of a notebook (its JSON), and return whether there was any.

    A cell that somebody wrote stays theirs, and so does what it printed.
    """
    if not isinstance(notebook, dict):
        return False
    states = _at(notebook, "metadata", "widgets", _STATE, "state")
    found = [_widget(_at(one, "state")) for one in states.values()] if isinstance(states, dict) else []
    for cell in _list(notebook.get("cells")):
        data = [_at(output, "data") for output in _list(_at(cell, "outputs"))]
        found += [_output(one) for one in data]
        if _CALLS.search("".join(map(str, _list(_at(cell, "source")) or [_at(cell, "source")]))):
            found += [_lost(one, states) for one in data]
    return any(found)


def clean(file: Path) -> bool:
    """Take what belongs to a learner out of a notebook's file, and return whether there was any; OSError if it stays.

    A file that is no notebook is left as it is.
    """
    try:
        notebook = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return False
    if not without_answers(notebook):
        return False
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
        part.chmod(file.stat().st_mode & 0o777)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return True


def clean_folder(folder: Path) -> list[Path]:
    """Clean the notebooks of a folder and their checkpoints, and return those that could not be.

    In the folder of the lessons also those in folders within it, where learners keep copies.
    """
    left = []
    for file in _notebooks(folder, deep=(folder / first_notebook()).is_file()):
        try:
            clean(file)
        except OSError:
            left.append(file)
    return left


def is_open(folder: Path) -> bool:
    """Return whether a Jupyter server that runs now shows this folder, so that a notebook in it may be open."""
    import socket  # only start.py asks, and every kernel imports this module

    here = folder.resolve()
    for file in _runtime().glob("jpserver-*.json"):
        with suppress(OSError, ValueError, TypeError, KeyError):
            server = json.loads(file.read_bytes())
            root = Path(server["root_dir"]).resolve()
            if here.is_relative_to(root) or root.is_relative_to(here):
                with socket.create_connection(("127.0.0.1", int(server["port"])), timeout=1):
                    return True
    return False


def _widget(state: Any) -> bool:
    """Empty what is not the course's own in the saved state of one of its widgets."""
    if not isinstance(state, dict) or not str(state.get("_anywidget_id", "")).startswith(_OURS):
        return False
    personal = {name for name in state if not name.startswith("_") and name not in _IMPERSONAL}
    if state.get("title") == _CHOSEN:
        personal.add("questions")
    emptied = {name: type(state[name])() for name in personal if state[name] is not None}  # its script reads them still
    changed = any(state[name] != value for name, value in emptied.items())
    state.update(emptied)
    return changed


def _output(data: Any) -> bool:
    """Leave of an output that differs from learner to learner the text that is the same for all."""
    if not isinstance(data, dict):
        return False
    plain = data.get("text/plain")
    text = "".join(map(str, plain)) if isinstance(plain, list) else str(plain)
    line = " ".join(text.split())
    constant = next((said for form, said in _EARLIER if form.match(line)), line if line in _CONSTANT else None)
    drawn = {"text/html", "text/markdown", "text/latex"} & data.keys()
    if constant is None or (constant == line and not drawn):
        return False
    for kind in drawn:
        del data[kind]
    data["text/plain"] = [constant] if isinstance(plain, list) else constant
    return True


def _lost(data: Any, states: Any) -> bool:
    """Leave the plain text of a widget that was not saved: JupyterLab shows an error in its place."""
    id_ = _at(data, _VIEW, "model_id")
    if id_ is None or not data.get("text/plain") or (isinstance(states, dict) and id_ in states):
        return False
    del data[_VIEW]
    return True


def _notebooks(folder: Path, deep: bool) -> list[Path]:
    found = []
    for at, folders, files in os.walk(folder):
        inside = [one for one in folders if deep and not one.startswith(".") and one not in ("my_work", "node_modules")]
        folders[:] = [one for one in folders if one == _CHECKPOINTS or one in inside]
        found += [Path(at, one) for one in files if one.endswith(".ipynb")]
    return sorted(file for file in found if file.is_file() and not file.is_symlink())


def _runtime() -> Path:
    """Return the folder in which Jupyter's servers say where they are."""
    given = os.environ
    if given.get("JUPYTER_RUNTIME_DIR"):
        return Path(given["JUPYTER_RUNTIME_DIR"])
    if given.get("JUPYTER_DATA_DIR"):
        return Path(given["JUPYTER_DATA_DIR"], "runtime")
    if os.name == "nt":
        return Path(given.get("APPDATA", ""), "jupyter", "runtime")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Jupyter" / "runtime"
    return Path(given.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jupyter" / "runtime"


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _list(value: Any) -> list:
    return value if isinstance(value, list) else []
