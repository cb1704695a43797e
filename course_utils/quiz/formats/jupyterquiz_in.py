"""jupyterquiz files in: every question is judged as jupyterquiz judges it.

Its own script is the rule where its documentation says less: what is drawn depends on how many options are right and
not on the type; of several answers that fit, the first counts; `precision` is a number of significant digits. What
that script takes is taken: a number in quotation marks, `false` for 0, a precision of 0. A question that cannot be
taken all the same is left out by itself, and named.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from course_utils.errors import ContentError, CourseError
from course_utils.progress import store
from course_utils.quiz.formats import formulas, own, values
from course_utils.quiz.formats.javascript import Entry, Script, Unreadable
from course_utils.quiz.formats.jupyterquiz import EXTRAS, LINK, plain, written
from course_utils.quiz.formats.jupyterquiz_entry import Fault, FileEntry
from course_utils.quiz.formats.notes import Grouped
from course_utils.quiz.question import Question

RIGHT, WRONG, OTHERWISE = "Correct!", "Incorrect -- try again.", "Incorrect. Try again."
TYPES = {"multiple_choice": "choice", "many_choice": "choice", "numeric": "numeric", "string": "string"}
LONGEST = store.LONGEST_LINE // 2  # bytes of a question, which is kept beside its answers
_LOOKS = ("answer_cols", "input_width")
_MOST = 26  # options that can be lettered
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(held: str | list[Any], file: str) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Return the questions of a text or a list, and a sentence for each thing in it that the course does not show."""
    noted = Grouped("Question", "questions")
    found: dict[str, Question] = {}
    counted: Counter[str] = Counter()
    try:
        for entry in _entries(held):
            name = None
            try:
                made = _read(entry, counted)
                if made.id in found:
                    raise Fault("id", f'"{made.id}" is used twice. Give one of them another id.')
                found[made.id] = made
            except (Fault, Unreadable, CourseError) as error:
                name = getattr(error, "name", None)
                noted.add(entry.label(name), f"it is left out, because {_why(error)}")
            else:
                for said in entry.left_out:
                    noted.add(str(entry.number), said)
    except Unreadable as error:
        place = f" ({Script(held).line(error.at)})" if isinstance(held, str) else ""
        raise ContentError(f"{file} is not in the form it should have: {error.what}{place}.") from None
    if not found:
        why = " ".join(noted.lines()[:3]) or "A jupyterquiz file is a list of them, between [ and ]."
        raise ContentError(f"{file} has no questions that can be shown. {why}")
    return tuple(found.values()), tuple(noted.lines())


def _entries(held: str | list[Any]) -> Iterator[FileEntry]:
    if isinstance(held, str):
        script = Script(held)
        for number, source in enumerate(script.entries(), start=1):
            known = source.value if isinstance(source.value, dict) else {}
            yield FileEntry(number, known, script, source)
        return
    for number, value in enumerate(held, start=1):
        yield FileEntry(number, value if isinstance(value, dict) else {}, None, Entry(0, 0, value))


def _why(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return f"it cannot be read: {error.what}."
    said = re.sub(r'^(?:Question "[^"]*", |question \d+, "[^"]*": )(?=field|the field)', "of its ", str(error))
    return said.replace("of its the field", "of its field")


def _read(entry: FileEntry, counted: Counter[str]) -> Question:
    """Return the question of an entry; a fault if it cannot be shown. Its length is looked at first."""
    source = entry.source
    if source.fault:
        raise source.fault
    if not isinstance(source.value, dict):
        raise Unreadable("a question stands between { and }", source.begins)
    if "cells" in source.value and "nbformat" in source.value:
        raise Unreadable("this is a notebook; load the file of questions that it uses", source.begins)
    if source.ends - source.begins > LONGEST:
        raise Fault("question", "the question is too long as a whole. Make it shorter.")
    try:
        entry.values, size = values.plainly(source.value)
    except (TypeError, ValueError, RecursionError):
        raise Unreadable("something in it is neither text, number, list nor { … }", source.begins) from None
    if size > LONGEST:
        raise Fault("question", "the question is too long as a whole. Make it shorter.")
    made = _question(entry, counted)
    if len(json.dumps(own.table(made), ensure_ascii=False).encode()) > LONGEST:
        raise Fault("question", "the question is too long as a whole. Make it shorter.")
    return made


def _question(entry: FileEntry, counted: Counter[str]) -> Question:
    type_ = entry.values.get("type")
    if not isinstance(type_, str) or type_ not in TYPES:
        raise Fault("type", f"it must be one of: {', '.join(TYPES)}.")
    ours = _ours(entry)
    if ours:
        return ours
    made = {"choice": _choice, "numeric": _numeric, "string": _string}[TYPES[type_]](entry)
    extras = {name: entry.values[name] for name in EXTRAS if name in entry.values and "kind" in entry.values}
    extras = {name: value for name, value in extras.items() if name not in ("kind", "unit", "tolerance")}
    text = _asked(entry)
    with_formulas = _say_left_out(entry, text, made)
    usual = {"id": _id(type_, text, counted), "set": "loaded"}
    if with_formulas and "kind" not in entry.values:
        usual["formulas"] = True
    return own.question({**usual, **extras, "text": text, **made}, f"question {entry.number}")


def _ours(entry: FileEntry) -> Question | None:
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
        question = own.question({**given, **made}, "a file")
        return question if written(question) == entry.values else None
    except (CourseError, ValueError, TypeError, KeyError, LookupError, AttributeError):
        return None


def _option(answer: dict[str, Any]) -> dict[str, Any]:
    made = {"text": plain(answer["answer"]), "feedback": plain(answer["feedback"]), "right": answer["correct"]}
    return made | ({"formerly": answer["formerly"]} if "formerly" in answer else {})


def _misreading(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {"value": answer[name], "feedback": plain(answer["feedback"])}


def _asked(entry: FileEntry) -> str:
    """Return what is asked, with the code that belongs to it."""
    text = entry.text(entry.values, "question", "", "")
    code = entry.text(entry.values, "code", "", "")
    asked = "\n\n".join(part for part in (text, code) if part.strip())
    if not asked:
        entry.leave("what it asks stands outside the file.")
    return asked or f"Question {entry.number}"


def _choice(entry: FileEntry) -> dict[str, Any]:
    options: dict[str, dict[str, Any]] = {}
    again: Counter[str] = Counter()
    for where, answer in entry.answers():
        parts = [entry.text(answer, name, where, "") for name in ("answer", "code")]
        text = "\n".join(part for part in parts if part.strip())
        if not text:
            raise Fault(f"{where}answer", "it is missing.")
        right = entry.truth(answer, "correct", where)
        again[text] += 1
        shown = text if again[text] == 1 else f"{text} ({again[text]})"
        while shown in options:  # an option may be called "A (2)" from the start
            again[text] += 1
            shown = f"{text} ({again[text]})"
        if shown != text:
            entry.leave(f'the option "{text}" stands in it more than once: the next is shown as "{shown}".')
        options[shown] = {"text": shown, "right": right}
        options[shown]["feedback"] = entry.text(answer, "feedback", where, RIGHT if right else WRONG)
        if isinstance(answer.get("formerly"), list) and "kind" in entry.values:
            options[shown]["formerly"] = answer["formerly"]
    right = sum(option["right"] for option in options.values())
    if right > 1 and len(options) > _MOST:
        raise Fault("answers", f"there must be at most {_MOST} of them where several are right.")
    plainly = right == 1 and 2 <= len(options) <= _MOST
    kind = "choices" if right > 1 else "choice" if plainly else "pick"
    return {"kind": kind, "options": list(options.values())}


def _numeric(entry: FileEntry) -> dict[str, Any]:
    cases, otherwise, faults = [], OTHERWISE, []
    for where, answer in entry.answers():
        name = "value" if "value" in answer else "range"  # where both stand, the value counts
        if name not in answer and answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, OTHERWISE)
            continue
        right = entry.truth(answer, "correct", where)
        said = entry.text(answer, "feedback", where, RIGHT if right else OTHERWISE)
        try:
            held = _value(entry, answer, where) if name == "value" else _range(entry, answer, where)
        except Fault as fault:
            if right:
                raise  # without it nobody could be right
            faults.append(fault)
        else:
            cases.append({name: held, "right": right, "feedback": said})
    if not cases:
        raise faults[0] if faults else Fault("answers", "there is none with a value or a range.")
    for fault in faults:
        entry.leave(f"one of its answers is left out, because {fault}")
    made = {"kind": "numeric", "cases": cases, "otherwise": otherwise}
    precision = _precision(entry)
    return made if precision is None else made | {"precision": precision}


def _value(entry: FileEntry, answer: dict[str, Any], where: str) -> int | float:
    if answer["value"] is None:
        raise Fault(f"{where}value", "it must be a number.")
    value = entry.number_of(answer["value"], "value")
    if value is None or abs(value) >= values.MOST:
        raise Fault(f"{where}value", "it must be a number.")
    return value


def _range(entry: FileEntry, answer: dict[str, Any], where: str) -> list[int | float]:
    if "range" not in answer:
        raise Fault(f"{where}value", 'it is missing, and so is "range".')
    ends = answer["range"]
    if not isinstance(ends, list) or len(ends) < 2:
        raise Fault(f"{where}range", "it must be two numbers, such as [1, 2].")
    if len(ends) > 2:
        entry.leave('"range" has more than two numbers: the first two count.')
    numbers = [entry.number_of(end, "range") for end in ends[:2]]
    if None in numbers:
        raise Fault(f"{where}range", "it must be two numbers, such as [1, 2].")
    return [max(-values.MOST, min(values.MOST, number)) for number in numbers]


def _precision(entry: FileEntry) -> int | None:
    """Return the number of significant digits; None where nothing is rounded, as for jupyterquiz below 1."""
    given = entry.values.get("precision")
    number = values.number(given)
    if number is None and given is not None:
        entry.leave('"precision" is left out: it is not a number.')
    return None if number is None or not 1 <= number <= 100 else int(number)


def _string(entry: FileEntry) -> dict[str, Any]:
    cases, otherwise = [], OTHERWISE
    for where, answer in entry.answers():
        if answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, OTHERWISE)
            continue
        written_ = values.text(answer.get("answer"))
        if not isinstance(written_, str):
            raise Fault(f"{where}answer", "it must be a text.")
        right = entry.truth(answer, "correct", where)
        said = entry.text(answer, "feedback", where, RIGHT if right else OTHERWISE)
        case = {"answer": written_, "right": right, "feedback": said}
        nearly = answer.get("fuzzy_threshold")
        near = values.number(nearly)
        if nearly is not None and near is None:
            entry.leave('"fuzzy_threshold" is left out: it is not a number from 0 to 1.')
        cases.append(case | {"match_case": entry.truth(answer, "match_case", where), "nearly": near})
    if not cases:
        raise Fault("answers", "there is none with an answer.")
    return {"kind": "string", "cases": cases, "otherwise": otherwise}


def _say_left_out(entry: FileEntry, asked: str, made: dict[str, Any]) -> bool:
    """Note what of a question is not shown as jupyterquiz shows it; return whether it has formulas."""
    known = {"question", "type", "answers", "code", "precision", *EXTRAS}
    for name in (name for name in entry.values if name not in known):
        what = "how it looks is up to the course" if name in _LOOKS else "the course does not know it"
        entry.leave(f'"{name[:40]}" is left out: {what}.')
    texts = [asked, *(part["feedback"] for part in made.get("options", made.get("cases", ())))]
    texts += [option["text"] for option in made.get("options", ())]
    texts += [made["otherwise"]] if "otherwise" in made else []
    with_formulas = any(map(formulas.spans, texts))
    if with_formulas:
        entry.leave("its formulas are shown as they are written.")
    if any(_HTML.search(text) for text in texts):
        entry.leave("its HTML is shown as it is written.")
    if any(LINK.search(text) for text in texts):
        entry.leave("its links are shown as they are written.")
    return with_formulas


def _id(type_: str, text: str, counted: Counter[str]) -> str:
    """Return an id that stays the same while what is asked does, wherever the question stands in the file."""
    stem = f"q-{zlib.crc32(f'{type_}/{text}'.encode()):08x}"
    counted[stem] += 1
    return stem if counted[stem] == 1 else f"{stem}-{counted[stem]}"
