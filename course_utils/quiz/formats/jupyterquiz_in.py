"""jupyterquiz files in: every question is judged as jupyterquiz judges it.

Its own script is the rule where its documentation says less: what is drawn depends on how many options are right and
not on the type; of several answers that fit, the first counts; `precision` is a number of significant digits.
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from course_utils.errors import ContentError, CourseError
from course_utils.quiz.formats import own
from course_utils.quiz.formats.jupyterquiz import EXTRAS, plain, written
from course_utils.quiz.question import Question

RIGHT, WRONG, OTHERWISE = "Correct!", "Incorrect -- try again.", "Incorrect. Try again."
TYPES = {"multiple_choice": "choice", "many_choice": "choice", "numeric": "numeric", "string": "string"}
_LOOKS = ("answer_cols", "input_width")
_MOST = 26  # options that can be lettered


@dataclass
class _Entry:
    """One question of a file while it is read, and what is said about what of it is left out."""

    file: str
    number: int
    values: dict[str, Any]
    left_out: list[str] = field(default_factory=list)

    def fault(self, name: str, what: str) -> ContentError:
        begins = self.values.get("question")
        named = f' ("{begins[:40]}")' if isinstance(begins, str) and begins else ""
        return ContentError(f'{self.file}, question {self.number}{named}, field "{name}": {what}')

    def leave(self, what: str) -> None:
        self.left_out.append(f"Question {self.number}: {what}")

    def text(self, values: dict[str, Any], name: str, where: str, usual: str | None = None) -> str:
        """Return a text of the file as it is read on a page."""
        value = values.get(name, usual)
        if not isinstance(value, str):
            raise self.fault(f"{where}{name}", "it is missing." if value is None else "it must be a text.")
        return plain(value)

    def right(self, answer: dict[str, Any], where: str) -> bool:
        if not isinstance(answer.get("correct", False), bool):
            raise self.fault(f"{where}correct", "it must be true or false.")
        return answer.get("correct", False)

    def answers(self) -> list[tuple[str, dict[str, Any]]]:
        """Return each answer with how a fault in it is named."""
        answers = self.values.get("answers")
        if not isinstance(answers, list) or not answers or not all(isinstance(one, dict) for one in answers):
            raise self.fault("answers", "it must be a list of { … } with at least one in it.")
        return [(f"answers[{place}].", answer) for place, answer in enumerate(answers)]


def read(entries: Any, file: str) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Return the questions of a file, and a sentence for each thing in it that the course does not show."""
    if not isinstance(entries, list) or not entries:
        raise ContentError(f"{file} has no questions: a jupyterquiz file is a list of them, between [ and ].")
    found: dict[str, Question] = {}
    left_out: list[str] = []
    for number, values in enumerate(entries, start=1):
        if not isinstance(values, dict):
            raise ContentError(f"{file}, question {number}: it must stand between {{ and }}.")
        entry = _Entry(file, number, values)
        made = _question(entry, found)
        if made.id in found:
            raise entry.fault("id", f'"{made.id}" is used twice. Give one of them another id.')
        found[made.id] = made
        left_out += entry.left_out
    return tuple(found.values()), tuple(left_out)


def _question(entry: _Entry, found: dict[str, Question]) -> Question:
    type_ = entry.values.get("type")
    if not isinstance(type_, str) or type_ not in TYPES:
        raise entry.fault("type", f"it must be one of: {', '.join(TYPES)}.")
    ours = _ours(entry)
    if ours:
        return ours
    made = {"choice": _choice, "numeric": _numeric, "string": _string}[TYPES[type_]](entry)
    extras = {name: entry.values[name] for name in EXTRAS if name in entry.values and "kind" in entry.values}
    extras = {name: value for name, value in extras.items() if name not in ("kind", "unit", "tolerance")}
    text = _asked(entry)
    _say_left_out(entry, made)
    usual = {"id": _id(type_, text, found), "set": "loaded"}
    return own.question({**usual, **extras, "text": text, **made}, f"{entry.file}, question {entry.number}")


def _ours(entry: _Entry) -> Question | None:
    """Return the question if it comes from the course and was not changed since; None if not."""
    given = {name: value for name, value in entry.values.items() if name in EXTRAS}
    try:
        text, answers = plain(entry.values["question"]), entry.values["answers"]
        cases = [one for one in answers if one.get("type") != "default"]
        right = [one for one in cases if one["correct"]]
        wrong = [one for one in cases if not one["correct"]]
        said = {"feedback": plain(right[0]["feedback"]), "otherwise": plain(answers[-1]["feedback"])}
        match given.get("kind"):
            case "choices":
                made = {"text": text, "options": [_option(one) for one in answers]}
            case "number":
                made = {"text": text.removesuffix(f" ({given['unit']})"), "answer": right[0]["value"], **said}
                made |= {"misreadings": [_misreading(one, "value") for one in wrong]}
            case "text":
                made = {"text": text, "answers": [one["answer"] for one in right], **said}
                made |= {"misreadings": [_misreading(one, "answer") for one in wrong]}
            case _:
                return None
        question = own.question({**given, **made}, entry.file)
        return question if written(question) == entry.values else None
    except (CourseError, ValueError, TypeError, KeyError, LookupError, AttributeError):
        return None


def _option(answer: dict[str, Any]) -> dict[str, Any]:
    made = {"text": plain(answer["answer"]), "feedback": plain(answer["feedback"]), "right": answer["correct"]}
    return made | ({"formerly": answer["formerly"]} if "formerly" in answer else {})


def _misreading(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {"value": answer[name], "feedback": plain(answer["feedback"])}


def _asked(entry: _Entry) -> str:
    """Return what is asked, with the code that belongs to it."""
    text = entry.text(entry.values, "question", "", "")
    code = entry.text(entry.values, "code", "", "")
    asked = "\n\n".join(part for part in (text, code) if part.strip())
    if not asked:
        entry.leave("what it asks stands outside the file.")
    return asked or f"Question {entry.number}"


def _choice(entry: _Entry) -> dict[str, Any]:
    options: dict[str, dict[str, Any]] = {}
    for where, answer in entry.answers():
        parts = [entry.text(answer, name, where, "") for name in ("answer", "code")]
        text = "\n".join(part for part in parts if part.strip())
        if not text:
            raise entry.fault(f"{where}answer", "it is missing.")
        right = entry.right(answer, where)
        again = 1
        shown = text
        while shown in options:
            again += 1
            shown = f"{text} ({again})"
        if again > 1:
            entry.leave(f'the option "{text}" stands in it more than once: the next is shown as "{shown}".')
        options[shown] = {"text": shown, "right": right}
        options[shown]["feedback"] = entry.text(answer, "feedback", where, RIGHT if right else WRONG)
        if isinstance(answer.get("formerly"), list) and "kind" in entry.values:
            options[shown]["formerly"] = answer["formerly"]
    right = sum(option["right"] for option in options.values())
    if right > 1 and len(options) > _MOST:
        raise entry.fault("answers", f"there must be at most {_MOST} of them where several are right.")
    plainly = right == 1 and 2 <= len(options) <= _MOST
    kind = "choices" if right > 1 else "choice" if plainly else "pick"
    return {"kind": kind, "options": list(options.values())}


def _numeric(entry: _Entry) -> dict[str, Any]:
    cases, otherwise = [], OTHERWISE
    for where, answer in entry.answers():
        if "value" in answer or "range" in answer:
            name = "value" if "value" in answer else "range"  # where both stand, the value counts
            numbers = [answer["value"]] if name == "value" else answer["range"]
            if not isinstance(numbers, list) or len(numbers) != (1 if name == "value" else 2):
                raise entry.fault(f"{where}range", "it must be two numbers, such as [1, 2].")
            if any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers):
                raise entry.fault(f"{where}{name}", "it must be a number, without quotation marks.")
            right = entry.right(answer, where)
            said = entry.text(answer, "feedback", where, RIGHT if right else OTHERWISE)
            cases.append({name: answer[name], "right": right, "feedback": said})
        elif answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, OTHERWISE)
        else:
            raise entry.fault(f"{where}value", 'it is missing, and so is "range".')
    precision = entry.values.get("precision")
    if precision is not None and (type(precision) is not int or not 1 <= precision <= 100):
        raise entry.fault("precision", "it must be a whole number from 1 to 100.")
    if not cases:
        raise entry.fault("answers", "there is none with a value or a range.")
    made = {"kind": "numeric", "cases": cases, "otherwise": otherwise}
    return made if precision is None else made | {"precision": precision}


def _string(entry: _Entry) -> dict[str, Any]:
    cases, otherwise = [], OTHERWISE
    for where, answer in entry.answers():
        if answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, OTHERWISE)
            continue
        if not isinstance(answer.get("answer"), str):
            raise entry.fault(f"{where}answer", "it must be a text.")
        right = entry.right(answer, where)
        said = entry.text(answer, "feedback", where, RIGHT if right else OTHERWISE)
        case = {"answer": answer["answer"], "right": right, "feedback": said}
        if not isinstance(answer.get("match_case", False), bool):
            raise entry.fault(f"{where}match_case", "it must be true or false.")
        nearly = answer.get("fuzzy_threshold")
        if isinstance(nearly, bool) or not isinstance(nearly, int | float | None):
            raise entry.fault(f"{where}fuzzy_threshold", "it must be a number from 0 to 1.")
        cases.append(case | {"match_case": answer.get("match_case", False), "nearly": nearly})
    if not cases:
        raise entry.fault("answers", "there is none with an answer.")
    return {"kind": "string", "cases": cases, "otherwise": otherwise}


def _say_left_out(entry: _Entry, made: dict[str, Any]) -> None:
    known = {"question", "type", "answers", "code", "precision", *EXTRAS}
    for name in (name for name in entry.values if name not in known):
        what = "how it looks is up to the course" if name in _LOOKS else "the course does not know it"
        entry.leave(f'"{name[:40]}" is left out: {what}.')
    texts = [_asked(entry), *(part["feedback"] for part in made.get("options", made.get("cases", ())))]
    texts += [option["text"] for option in made.get("options", ())]
    if any(re.search(r"\$[^$]+\$|\\[(\[]", text) for text in texts):
        entry.leave("its formulas are shown as they are written.")
    if any(re.search(r"</?[a-zA-Z][^>]*>", text) for text in texts):
        entry.leave("its HTML is shown as it is written.")
    if any(re.search(r"\[[^\]]*\]\([^)]*\)", text) for text in texts):
        entry.leave("its links are shown as they are written.")


def _id(type_: str, text: str, found: dict[str, Question]) -> str:
    """Return an id that stays the same while what is asked does, wherever the question stands in the file."""
    stem = f"q-{zlib.crc32(f'{type_}/{text}'.encode()):08x}"
    again = 1
    while (id_ := stem if again == 1 else f"{stem}-{again}") in found:
        again += 1
    return id_
