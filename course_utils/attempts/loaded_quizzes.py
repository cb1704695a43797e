"""What else is kept with the answers: the questions of files that were loaded, and a word on places that forget."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_utils.attempts import learner, page
from course_utils.language import gettext

LOADED = "loaded/"  # how the name of a quiz begins whose questions the course does not ship
_LONGEST = 20_000_000  # bytes of one file


def keep_reminder() -> str | None:
    """Return what to say where everything is forgotten when the learner leaves; None where work stays."""
    if not learner.on_binder():
        return page.not_kept()
    return gettext(
        "This place forgets everything when you leave it or pause for about 10 minutes. To keep your work, run "
        "progress.export(reflections=True) and download the file that it names. Next time, upload that file and run "
        'progress.restore("…") with its name.'
    )


def keep(quiz: str, questions: Sequence[dict[str, Any]], name: str | None = None) -> None:
    """Keep a loaded quiz beside the answers to it, so that both can be handed in together.

    Whatever the disk says, the quiz can be shown: the answers are what must not be lost.
    """
    text = json.dumps({"quiz": quiz, "questions": list(questions)}, ensure_ascii=False, sort_keys=True)
    folder = learner.folder(name) / "loaded"
    file = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(".part")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(file)
    except OSError:
        pass


def kept(name: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Return (quiz, table of a question) for every loaded question that is kept, each once."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for file in _files(name):
        try:
            if not file.is_file() or file.stat().st_size > _LONGEST:
                continue
            values = json.loads(file.read_bytes())
            quiz, questions = values["quiz"], values["questions"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue  # not one of ours
        if isinstance(quiz, str) and isinstance(questions, list):
            tables = [table for table in questions if isinstance(table, dict)]
            found |= {json.dumps([quiz, table], sort_keys=True): (quiz, table) for table in tables}
    return list(found.values())


def _files(name: str | None) -> list[Path]:
    try:
        return sorted((learner.folder(name) / "loaded").glob("*.json"))
    except OSError:
        return []
