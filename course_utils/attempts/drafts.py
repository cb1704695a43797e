"""Free texts while they are written: kept beside the answers, a file for each question, until one is saved."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from course_utils.attempts import learner

_LONGEST = 20_000  # characters, as an answer may have


def keep(question: str, text: str) -> None:
    """Keep what a learner has written so far; an empty text is no draft. OSError if the disk does not take it."""
    file = _file(question)
    if not text.strip():
        return forget(question)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".part")
    fresh.write_text(json.dumps({"question": question, "text": text[:_LONGEST]}), encoding="utf-8")
    fresh.replace(file)
    return None


def kept(question: str) -> str | None:
    """Return what was written and not saved as an answer, if anything was."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        text = json.loads(_file(question).read_text(encoding="utf-8"))["text"]
        return text if isinstance(text, str) else None
    return None


def forget(question: str) -> None:
    """Drop a draft: it was saved as an answer."""
    with suppress(OSError):
        _file(question).unlink(missing_ok=True)


def _file(question: str) -> Path:
    # Questions of loaded files have any text for a name, and a file's name must be one everywhere.
    name = hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return learner.folder() / "drafts" / f"{name}.json"
