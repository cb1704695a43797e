"""One question of a jupyterquiz file while it is read: its values, where they stand, and what of it is left out."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from course_utils.language import gettext
from course_utils.quiz.formats import values
from course_utils.quiz.formats.javascript import Entry, Path, Script
from course_utils.quiz.formats.jupyterquiz import plain


class Fault(ValueError):
    """A field that keeps a question from being shown, and what is wrong with it."""

    def __init__(self, name: str, what: str):
        super().__init__(gettext('of its field "{name}": {what}', name=name, what=what))
        self.name = name


@dataclass
class FileEntry:
    """One question of a file while it is read, and what is said about what of it is left out."""

    number: int
    values: dict[str, Any]
    script: Script | None
    source: Entry
    left_out: list[str] = field(default_factory=list)

    def leave(self, what: str) -> None:
        """Note what of the question is not shown, or counts as something else."""
        self.left_out.append(what)

    def text(self, held: dict[str, Any], name: str, where: str, usual: str | None = None) -> str:
        """Return a text of the file as it is read on a page; a number or true or false as it is written."""
        value = values.text(held.get(name))
        value = usual if value is None else value
        if not isinstance(value, str):
            raise Fault(f"{where}{name}", gettext("it is missing.") if value is None else gettext("it must be a text."))
        return plain(value)

    def truth(self, held: dict[str, Any], name: str, where: str) -> bool:
        """Return whether something is true; what is not written as true or false is said."""
        value = held.get(name)
        truth = values.truth(value)
        if truth is None:
            raise Fault(f"{where}{name}", gettext("it must be true or false."))
        if value is not None and not isinstance(value, bool):
            word = json.dumps(value, ensure_ascii=False)
            said = gettext('"{name}" should be true or false: {word} counts as {value}.')
            self.leave(said.format(name=name, word=word, value=str(truth).lower()))
        return truth

    def number_of(self, value: Any, name: str) -> int | float | None:
        """Return the number that a value counts as; None if it counts as none."""
        number = 0 if value is None else values.number(value)
        if number is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            word = json.dumps(value, ensure_ascii=False)
            said = gettext('"{name}" should be a number: {word} counts as {value}.')
            self.leave(said.format(name=name, word=word[:40], value=number))
        return number

    def answers(self) -> list[tuple[str, dict[str, Any]]]:
        """Return each answer with how a fault in it is named."""
        answers = self.values.get("answers")
        if not isinstance(answers, list) or not answers or not all(isinstance(one, dict) for one in answers):
            raise Fault("answers", gettext("it must be a list of { … } with at least one in it."))
        return [(f"answers[{place}].", answer) for place, answer in enumerate(answers)]

    def label(self, name: str | None = None) -> str:
        """Return how this question is named where it is left out: its number, its place in the file, its words."""
        asked = self.values.get("question")
        begins = f'"{" ".join(asked[:80].split())[:40]}"' if isinstance(asked, str) and asked.strip() else ""
        parts = [part for part in (self._place(name), begins) if part]
        return f"{self.number} ({'; '.join(parts)})" if parts else str(self.number)

    def _place(self, name: str | None) -> str:
        if self.script is None:
            return ""
        path: list[str | int] = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", name or "")]
        while path and tuple(path) not in self._places:
            path.pop()
        at = self._places[tuple(path)] if path else self.source.begins
        return self.script.line(self.source.fault.at if self.source.fault else at)

    @cached_property
    def _places(self) -> dict[Path, int]:
        return self.script.places(self.source) if self.script else {}
