"""A list of questions as JavaScript reads it, which is how jupyterquiz puts a file into a page; each entry by itself.

Beside JSON that is: a comma after the last entry, names without quotation marks, 'single' and `backward` quotation
marks, comments, joined "texts" + "like these", numbers such as .5 and 0xFF. Where an entry cannot be read, the next
one still is.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course_utils.language import gettext, ngettext

_DEEPEST = 20  # brackets within brackets; a question has three
_MOST_FAULTS = 200  # entries that cannot be read; with more than that the text is no list of questions
_STRICT_FAULTS = 50  # after so many entries that are no JSON the strict reader, which is fast, is no longer asked
_GAP = re.compile(r"[\s\ufeff]*+")
_STRING = re.compile(r'"(?:[^"\\\n\r]++|\\[\s\S])*+"|\'(?:[^\'\\\n\r]++|\\[\s\S])*+\'|`(?:[^`\\]++|\\[\s\S])*+`')
_NUMBER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]++|(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?)(?![\w$])")
_NAME = re.compile(r"[^\W\d][\w$]*+|\$[\w$]*+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "", "\r\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "True": True, "False": False, "None": None,
          "NaN": float("nan"), "Infinity": float("inf")}  # fmt: skip
_BEGINS = re.compile(r"\{[\s\ufeff]*+[\"']?question[\"']?[\s\ufeff]*+:")  # most questions begin with what they ask
_STEP = re.compile(  # a text that is not closed is a step too, so that none of it is looked at twice
    r'"(?:[^"\\\n\r]++|\\[\s\S])*+"?|\'(?:[^\'\\\n\r]++|\\[\s\S])*+\'?|`(?:[^`\\]++|\\[\s\S])*+`?|//[^\n]*+|[{}\[\],]|/\*'
)

Path = tuple[str | int, ...]


class Unreadable(ValueError):
    """What cannot be read, in words, and where in the text it stands."""

    def __init__(self, what: str, at: int):
        super().__init__(what)
        self.what = what
        self.at = at


@dataclass(frozen=True)
class Entry:
    """One entry of the list: its value, or the fault that keeps it from being read; and where in the text it is."""

    begins: int
    ends: int
    value: Any = None
    fault: Unreadable | None = None


class Script:
    """A text that holds a list of questions."""

    def __init__(self, text: str):
        self.text = text

    def entries(self) -> Iterator[Entry]:
        """Yield what stands in the list, one by one; Unreadable if the text holds no list, or more than one."""
        text, at = self.text, self._gap(0)
        if text[at : at + 1] == "{":  # a question alone, or a list with a name
            yield from self._named(at)
            return
        if text[at : at + 1] != "[":
            raise Unreadable(gettext("it should begin with [, as a list of questions does"), at)
        at, strict, faults = self._gap(at + 1), _STRICT_FAULTS, 0
        while text[at : at + 1] != "]":
            if at >= len(text):
                yield Entry(at, at, fault=Unreadable(gettext("the list has no end: a ] is missing"), at))
                return
            entry = None
            if strict and text[at] == "{":
                entry = self._strictly(at)
                strict -= entry is None
            entry = entry or self._entry(at)
            yield entry
            faults += entry.fault is not None
            at = self._gap(entry.ends)
            if faults >= _MOST_FAULTS:
                said = ngettext(
                    "nothing is read after {count} entry with a fault",
                    "nothing is read after {count} entries with a fault",
                    faults,
                )
                yield Entry(at, at, fault=Unreadable(said, at))
                return
            if text[at : at + 1] == ",":
                at = self._gap(at + 1)
        at = self._gap(at + 1)
        if text[at:].strip(";\ufeff \t\r\n"):
            yield Entry(at, len(text), fault=Unreadable(gettext("it stands after the end of the list"), at))

    def places(self, entry: Entry) -> dict[Path, int]:
        """Return where in the text each part of an entry begins."""
        found: dict[Path, int] = {}
        with suppress(Unreadable):  # what stands before the fault has its place
            _Reader(self, found).value(entry.begins, ())
        return found

    def line(self, at: int) -> str:
        """Return the line and the column of a place, in words."""
        number = bisect_right(self._lines, at)
        column = at - self._lines[number - 1] + 1
        return gettext("line {number}, column {column}", number=number, column=column)

    def _named(self, at: int) -> Iterator[Entry]:
        found: dict[Path, int] = {}
        value, ends = _Reader(self, found).value(at, ())
        listed = value.get("questions")
        if "type" in value or not isinstance(listed, list):
            yield Entry(at, ends, value)
            return
        for number, one in enumerate(listed):
            begins = found["questions", number]
            yield Entry(begins, found.get(("questions", number + 1), ends), one)

    def _strictly(self, at: int) -> Entry | None:
        try:
            value, ends = _DECODER.raw_decode(self.text, at)
        except (ValueError, RecursionError):
            return None
        return Entry(at, ends, value)

    def _entry(self, at: int) -> Entry:
        try:
            value, ends = _Reader(self).value(at, ())
            after = self._gap(ends)
            if self.text[after : after + 1] not in ("", ",", "]", "{"):
                raise Unreadable(gettext("a comma is missing before it"), after)
            return Entry(at, ends, value)
        except Unreadable as fault:
            return Entry(at, self._end(at, fault.at), fault=fault)

    def _end(self, begins: int, fault: int) -> int:
        """Return where an entry that cannot be read ends: where its brackets close, or where the next one begins."""
        later = bisect_right(self._questions, begins)
        limit = self._questions[later] if later < len(self._questions) else len(self.text)
        depth, at = 0, begins
        while found := _STEP.search(self.text, at, limit):
            sign, at = found[0], found.end()
            if sign == "/*":
                at = max(at, self.text.find("*/", at, limit) + 2)
            elif sign in "[{":
                depth += 1
            elif sign in "]}":
                depth -= 1
                if depth < 0:
                    return max(found.start(), begins + (sign == "}"))
                if depth == 0 and at > fault:
                    return at
            elif sign == "," and depth == 0 and found.start() > begins:
                return found.start()
        return limit

    def _gap(self, at: int) -> int:
        """Return where the next sign stands, after blanks and comments."""
        while True:
            found = _GAP.match(self.text, at)
            at = found.end() if found else at
            if self.text.startswith("//", at):
                at = self.text.find("\n", at) + 1 or len(self.text)
            elif self.text.startswith("/*", at):
                ends = self.text.find("*/", at + 2)
                at = len(self.text) if ends < 0 else ends + 2
            else:
                return at

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n?|\n", self.text))]

    @cached_property
    def _questions(self) -> list[int]:
        return [found.start() for found in _BEGINS.finditer(self.text)]


class _Reader:
    """Reads one value, and notes where its parts begin."""

    def __init__(self, script: Script, found: dict[Path, int] | None = None):
        self.script = script
        self.text = script.text
        self.found = found

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        """Return the value that begins here, and where it ends; Unreadable if there is none."""
        if self.found is not None:
            self.found[path] = at
        if len(path) > _DEEPEST:
            raise Unreadable(gettext("it is nested too deeply"), at)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._members(at, path)
        if sign == "[":
            return self._list(at, path)
        if sign and sign in "\"'`":
            return self._joined(at)
        if number := _NUMBER.match(self.text, at):
            return _number(number[0]), number.end()
        if (name := _NAME.match(self.text, at)) and name[0] in _WORDS:
            return _WORDS[name[0]], name.end()
        missing = gettext("here a value is missing, or a quotation mark")
        raise Unreadable(missing if sign else gettext("the file ends here"), at)

    def _members(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        made: dict[str, Any] = {}
        at = self.script._gap(at + 1)
        while self.text[at : at + 1] != "}":
            name, ends = self._name(at)
            colon = self.script._gap(ends)
            if self.text[colon : colon + 1] != ":":
                raise Unreadable(gettext('after "{name}" a colon is missing', name=name[:40]), colon)
            made[name], at = self.value(self.script._gap(colon + 1), (*path, name))
            at = self._after(at, "}")
        return made, at + 1

    def _list(self, at: int, path: Path) -> tuple[list[Any], int]:
        made: list[Any] = []
        at = self.script._gap(at + 1)
        while self.text[at : at + 1] != "]":
            value, at = self.value(at, (*path, len(made)))
            made.append(value)
            at = self._after(at, "]")
        return made, at + 1

    def _after(self, at: int, closing: str) -> int:
        """Return where the next part begins, or where the closing bracket stands."""
        at = self.script._gap(at)
        sign = self.text[at : at + 1]
        if sign == ",":
            return self.script._gap(at + 1)
        if sign != closing:
            raise Unreadable(gettext("here a comma or a {sign} is missing", sign=closing), at)
        return at

    def _name(self, at: int) -> tuple[str, int]:
        if self.text[at : at + 1] in ('"', "'"):
            return self._string(at)
        name = _NAME.match(self.text, at) or _NUMBER.match(self.text, at)
        if not name:
            raise Unreadable(gettext('here a name is missing, such as "question"'), at)
        return name[0], name.end()

    def _joined(self, at: int) -> tuple[str, int]:
        parts = []
        while True:
            part, at = self._string(at)
            parts.append(part)
            plus = self.script._gap(at)
            more = self.script._gap(plus + 1)
            if self.text[plus : plus + 1] != "+" or self.text[more : more + 1] not in ('"', "'", "`"):
                return "".join(parts), at
            at = more

    def _string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self.text, at)
        if not found:
            raise Unreadable(gettext("the quotation mark that begins here is not closed in its line"), at)
        return _ESCAPE.sub(_unescaped, found[0][1:-1]), found.end()


_DECODER = json.JSONDecoder()


def _number(text: str) -> int | float:
    digits = text.lstrip("+-")
    if digits[:2] in ("0x", "0X"):
        value: int | float = int(digits, 16) if len(digits) < 300 else float("inf")
    else:
        value = int(digits) if digits.isdigit() and len(digits) < 300 else float(digits)
    return -value if text[0] == "-" else value


def _unescaped(found: re.Match) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _ESCAPED.get(found[4], found[4])
