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

from course_utils.attempts import store
from course_utils.errors import ContentError, CourseError
from course_utils.language import gettext, gettext_noop, listed
from course_utils.quiz.formats import formulas, toml_format, values
from course_utils.quiz.formats.export_notes import Grouped
from course_utils.quiz.formats.javascript import Entry, Script, Unreadable
from course_utils.quiz.formats.jupyterquiz import EXTRAS, LINK, plain, written
from course_utils.quiz.formats.jupyterquiz_entry import Fault, FileEntry
from course_utils.quiz.question import Question

RIGHT, WRONG = gettext_noop("Correct!"), gettext_noop("Incorrect -- try again.")
OTHERWISE = gettext_noop("Incorrect. Try again.")
TYPES = {"multiple_choice": "choice", "many_choice": "choice", "numeric": "numeric", "string": "string"}
LONGEST = store.LONGEST_LINE // 2  # bytes of a question, which is kept beside its answers
_LOOKS = ("answer_cols", "input_width")
_MOST = 26  # options that can be lettered
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(held: str | list[Any], file: str) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Return the questions of a text or a list, and a sentence for each thing in it that the course does not show."""
    noted = Grouped()
    found: dict[str, Question] = {}
    counted: Counter[str] = Counter()
    try:
        for entry in _entries(held):
            name = None
            try:
                made = _read(entry, counted)
                if made.id in found:
                    said = gettext('"{id}" is used twice. Give one of them another id.', id=made.id)
                    raise Fault("id", said)
                found[made.id] = made
            except (Fault, Unreadable, CourseError) as error:
                name = getattr(error, "name", None)
                noted.add(entry.label(name), gettext("it is left out, because {why}", why=_why(error)))
            else:
                for said in entry.left_out:
                    noted.add(str(entry.number), said)
    except Unreadable as error:
        if isinstance(held, str):
            said = gettext("{file} is not in the form it should have: {why} ({place}).")
            raise ContentError(said.format(file=file, why=error.what, place=Script(held).line(error.at))) from None
        said = gettext("{file} is not in the form it should have: {why}.", file=file, why=error.what)
        raise ContentError(said) from None
    if not found:
        why = " ".join(noted.lines()[:3]) or gettext("A jupyterquiz file is a list of them, between [ and ].")
        raise ContentError(gettext("{file} has no questions that can be shown. {why}", file=file, why=why))
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
        return gettext("it cannot be read: {why}.", why=error.what)
    return getattr(error, "why", "") or str(error)


def _read(entry: FileEntry, counted: Counter[str]) -> Question:
    """Return the question of an entry; a fault if it cannot be shown. Its length is looked at first."""
    source = entry.source
    if source.fault:
        raise source.fault
    if not isinstance(source.value, dict):
        raise Unreadable(gettext("a question stands between { and }"), source.begins)
    if "cells" in source.value and "nbformat" in source.value:
        raise Unreadable(gettext("this is a notebook; load the file of questions that it uses"), source.begins)
    if source.ends - source.begins > LONGEST:
        raise Fault("question", gettext("the question is too long as a whole. Make it shorter."))
    try:
        entry.values, size = values.plainly(source.value)
    except (TypeError, ValueError, RecursionError):
        raise Unreadable(gettext("something in it is neither text, number, list nor { … }"), source.begins) from None
    if size > LONGEST:
        raise Fault("question", gettext("the question is too long as a whole. Make it shorter."))
    made = _question(entry, counted)
    if len(json.dumps(toml_format.table(made), ensure_ascii=False).encode()) > LONGEST:
        raise Fault("question", gettext("the question is too long as a whole. Make it shorter."))
    return made


def _question(entry: FileEntry, counted: Counter[str]) -> Question:
    type_ = entry.values.get("type")
    if not isinstance(type_, str) or type_ not in TYPES:
        raise Fault("type", gettext("it must be one of: {names}.", names=listed(TYPES)))
    ours = _ours(entry)
    if ours:
        return ours
    made = {"choice": _choice, "numeric": _numeric, "string": _string}[TYPES[type_]](entry)
    extras = {name: entry.values[name] for name in EXTRAS if name in entry.values and "kind" in entry.values}
    extras = {name: value for name, value in extras.items() if name not in ("kind", "unit", "tolerance")}
    text = _asked(entry)
    with_formulas = _say_left_out(entry, text, made)
    usual: dict[str, Any] = {"id": _id(type_, text, counted), "set": "loaded"}
    if with_formulas and "kind" not in entry.values:
        usual["formulas"] = True
    return toml_format.question({**usual, **extras, "text": text, **made}, f"question {entry.number}")


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
        question = toml_format.question({**given, **made}, "a file")
        return question if written(question) == entry.values else None
    except (CourseError, ValueError, TypeError, KeyError, LookupError, AttributeError):
        return None


def _option(answer: dict[str, Any]) -> dict[str, Any]:
    made = {"text": plain(answer["answer"]), "feedback": plain(answer["feedback"]), "right": answer["correct"]}
    return made | {name: answer[name] for name in ("id", "formerly", "misreading") if name in answer}


def _misreading(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {"value": answer[name], "feedback": plain(answer["feedback"])}


def _asked(entry: FileEntry) -> str:
    """Return what is asked, with the code that belongs to it."""
    text = entry.text(entry.values, "question", "", "")
    code = entry.text(entry.values, "code", "", "")
    asked = "\n\n".join(part for part in (text, code) if part.strip())
    if not asked:
        entry.leave(gettext("what it asks stands outside the file."))
    return asked or gettext("Question {number}", number=entry.number)


def _choice(entry: FileEntry) -> dict[str, Any]:
    options: dict[str, dict[str, Any]] = {}
    again: Counter[str] = Counter()
    for where, answer in entry.answers():
        parts = [entry.text(answer, name, where, "") for name in ("answer", "code")]
        text = "\n".join(part for part in parts if part.strip())
        if not text:
            raise Fault(f"{where}answer", gettext("it is missing."))
        right = entry.truth(answer, "correct", where)
        again[text] += 1
        shown = text if again[text] == 1 else f"{text} ({again[text]})"
        while shown in options:  # an option may be called "A (2)" from the start
            again[text] += 1
            shown = f"{text} ({again[text]})"
        if shown != text:
            said = gettext('the option "{option}" stands in it more than once: the next is shown as "{shown}".')
            entry.leave(said.format(option=text, shown=shown))
        options[shown] = {"text": shown, "right": right}
        options[shown]["feedback"] = entry.text(answer, "feedback", where, gettext(RIGHT if right else WRONG))
        if "kind" in entry.values:  # it comes from the course
            kept = {"id": str, "formerly": list, "misreading": str}
            options[shown] |= {name: answer[name] for name, of in kept.items() if isinstance(answer.get(name), of)}
    holding = sum(option["right"] for option in options.values())
    if holding > 1 and len(options) > _MOST:
        said = gettext("there must be at most {most} of them where several are right.", most=_MOST)
        raise Fault("answers", said)
    plainly = holding == 1 and 2 <= len(options) <= _MOST
    kind = "choices" if holding > 1 else "choice" if plainly else "pick"
    return {"kind": kind, "options": list(options.values())}


def _numeric(entry: FileEntry) -> dict[str, Any]:
    cases, otherwise, faults = [], gettext(OTHERWISE), []
    for where, answer in entry.answers():
        name = "value" if "value" in answer else "range"  # where both stand, the value counts
        if name not in answer and answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, gettext(OTHERWISE))
            continue
        right = entry.truth(answer, "correct", where)
        said = entry.text(answer, "feedback", where, gettext(RIGHT if right else OTHERWISE))
        try:
            held = _value(entry, answer, where) if name == "value" else _range(entry, answer, where)
        except Fault as error:
            if right:
                raise  # without it nobody could be right
            faults.append(error)
        else:
            cases.append({name: held, "right": right, "feedback": said})
    if not cases:
        raise faults[0] if faults else Fault("answers", gettext("there is none with a value or a range."))
    for fault in faults:
        entry.leave(gettext("one of its answers is left out, because {why}", why=fault))
    made: dict[str, Any] = {"kind": "numeric", "cases": cases, "otherwise": otherwise}
    precision = _precision(entry)
    return made if precision is None else made | {"precision": precision}


def _value(entry: FileEntry, answer: dict[str, Any], where: str) -> int | float:
    if answer["value"] is None:
        raise Fault(f"{where}value", gettext("it must be a number."))
    value = entry.number_of(answer["value"], "value")
    if value is None or abs(value) >= values.MOST:
        raise Fault(f"{where}value", gettext("it must be a number."))
    return value


def _range(entry: FileEntry, answer: dict[str, Any], where: str) -> list[int | float]:
    if "range" not in answer:
        raise Fault(f"{where}value", gettext('it is missing, and so is "range".'))
    ends = answer["range"]
    if not isinstance(ends, list) or len(ends) < 2:
        raise Fault(f"{where}range", gettext("it must be two numbers, such as [1, 2]."))
    if len(ends) > 2:
        entry.leave(gettext('"range" has more than two numbers: the first two count.'))
    numbers = [number for end in ends[:2] if (number := entry.number_of(end, "range")) is not None]
    if len(numbers) < 2:
        raise Fault(f"{where}range", gettext("it must be two numbers, such as [1, 2]."))
    return [max(-values.MOST, min(values.MOST, number)) for number in numbers]


def _precision(entry: FileEntry) -> int | None:
    """Return the number of significant digits; None where nothing is rounded, as for jupyterquiz below 1."""
    given = entry.values.get("precision")
    number = values.number(given)
    if number is None and given is not None:
        entry.leave(gettext('"precision" is left out: it is not a number.'))
    return None if number is None or not 1 <= number <= 100 else int(number)


def _string(entry: FileEntry) -> dict[str, Any]:
    cases, otherwise = [], gettext(OTHERWISE)
    for where, answer in entry.answers():
        if answer.get("type") == "default":
            otherwise = entry.text(answer, "feedback", where, gettext(OTHERWISE))
            continue
        written_ = values.text(answer.get("answer"))
        if not isinstance(written_, str):
            raise Fault(f"{where}answer", gettext("it must be a text."))
        right = entry.truth(answer, "correct", where)
        said = entry.text(answer, "feedback", where, gettext(RIGHT if right else OTHERWISE))
        case = {"answer": written_, "right": right, "feedback": said}
        nearly = answer.get("fuzzy_threshold")
        near = values.number(nearly)
        if nearly is not None and near is None:
            entry.leave(gettext('"fuzzy_threshold" is left out: it is not a number from 0 to 1.'))
        cases.append(case | {"match_case": entry.truth(answer, "match_case", where), "nearly": near})
    if not cases:
        raise Fault("answers", gettext("there is none with an answer."))
    return {"kind": "string", "cases": cases, "otherwise": otherwise}


def _say_left_out(entry: FileEntry, asked: str, made: dict[str, Any]) -> bool:
    """Note what of a question is not shown as jupyterquiz shows it; return whether it has formulas."""
    known = {"question", "type", "answers", "code", "precision", *EXTRAS}
    for name in (name for name in entry.values if name not in known):
        looks = gettext('"{name}" is left out: how it looks is up to the course.')
        unknown = gettext('"{name}" is left out: the course does not know it.')
        entry.leave((looks if name in _LOOKS else unknown).format(name=name[:40]))
    texts = [asked, *(part["feedback"] for part in made.get("options", made.get("cases", ())))]
    texts += [option["text"] for option in made.get("options", ())]
    texts += [made["otherwise"]] if "otherwise" in made else []
    with_formulas = any(map(formulas.spans, texts))
    if with_formulas:
        entry.leave(gettext("its formulas are shown as they are written."))
    if any(_HTML.search(text) for text in texts):
        entry.leave(gettext("its HTML is shown as it is written."))
    if any(LINK.search(text) for text in texts):
        entry.leave(gettext("its links are shown as they are written."))
    return with_formulas


def _id(type_: str, text: str, counted: Counter[str]) -> str:
    """Return an id that stays the same while what is asked does, wherever the question stands in the file."""
    stem = f"q-{zlib.crc32(f'{type_}/{text}'.encode()):08x}"
    counted[stem] += 1
    return stem if counted[stem] == 1 else f"{stem}-{counted[stem]}"
