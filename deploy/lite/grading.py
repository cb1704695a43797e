"""What a page needs to ask questions and to grade the answers without Python: templates/grading.js reads it.

Each sentence is the one that Python itself says, worked out here: the page counts, and puts none together in words.
Where a sentence depends on a count alone (so many pairs are right), there is one for each count.
"""

from itertools import combinations, product
from typing import Any

from course_utils import knowledge, text_matching
from course_utils.answer_codes import CONFIDENCE
from course_utils.attempts import faults
from course_utils.attempts.loaded_quizzes import LOADED
from course_utils.dates import span
from course_utils.errors import UnknownId, none_said
from course_utils.knowledge.loader import all_of
from course_utils.language import gettext
from course_utils.progress import overview
from course_utils.quiz import Quiz, bank, beside, deciding_words, laid, parallel_forms, told_later
from course_utils.quiz.answered_before import RIGHT_THEN
from course_utils.quiz.feedback import given_up, rests_told, told
from course_utils.quiz.kinds.brief import Brief, resting_said
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.highlight import Highlight, beside_said, found_said
from course_utils.quiz.kinds.number_and_date import MORE_PRECISELY, PARTS, Date, Number
from course_utils.quiz.kinds.open_answer import Predict, Reflect
from course_utils.quiz.kinds.order_match_classify import Order, Rows
from course_utils.quiz.kinds.rate import Rate
from course_utils.quiz.kinds.search import Search, shut_said
from course_utils.quiz.kinds.sketch import FURTHEST, NEAR, THEN, Sketch
from course_utils.quiz.kinds.text_and_place import Place, Text, point_said
from course_utils.quiz.kinds.weigh import STANCES, Evidence, Weigh, explanations
from course_utils.quiz.parallel_forms import asked_first, second, stood
from course_utils.quiz.question import Question, Result
from course_utils.quiz.two_steps import SAID, TwoSteps, answer_said
from course_utils.quiz.widget import face, words

MOST = 30  # statements of a briefing that there are sentences for


def sentences() -> dict[str, Any]:
    """Return what is said in every quiz: verdicts, degrees of confidence, and sentences that no question changes."""
    return {
        **words(),
        "emptyText": Question(id="any", kind="any", set="any", text="any").grade(None).text,
        "givenUpText": given_up().text,
        "faultText": faults.kept_said(),
        "faultEmptyText": faults.missing_said(),
        "wordsEmptyText": deciding_words.missing_said(),
        "levelText": beside.level_kept(),
        "rightThenText": gettext(RIGHT_THEN),
        "laterText": told_later(),
        "noteText": gettext('You answer as "{name}", in this browser.', name="{name}"),
    }


def quiz(name: str) -> dict[str, Any]:
    """Return a quiz with all that its answers need to be graded."""
    shown = Quiz(name, bank.question_set(name))
    return {
        "name": name,
        "title": shown.title,
        "stood": stood(name),
        "silentUntil": _form(second(name)) if asked_first(name) else None,
        "questions": [question(one) for one in shown.questions],
    }


def recall(lesson: str) -> dict[str, Any]:
    """Return the quiz of what comes back in a lesson: the ids that it is chosen from, by lesson, the nearest first."""
    before = [id_ for id_ in bank.lessons() if knowledge.is_before(id_, lesson)]
    checks = {id_: [one.id for one in checked(id_)] for id_ in reversed(before)}
    name = f"{lesson}/recall"
    held = {"stood": stood(name), "silentUntil": None}
    return {"name": name, "title": Quiz(name, ()).title, **held, "checks": checks}


def checked(lesson: str) -> list[Question]:
    """Return the questions of a lesson that come back in later ones."""
    return [one for one in bank.lesson_questions(lesson) if one.set == "check"]


def question(asked: Question) -> dict[str, Any]:
    """Return a question as the browser gets it, and what is needed to grade an answer to it and to tell of it."""
    everything = told(asked, Result("", None, ""), shown=True)
    return {
        **face(asked),
        **_graded(asked),
        "objective": asked.objective,
        "saved": gettext(asked.saved),
        "wordsText": deciding_words.kept_said(asked) if asked.deciding else None,
        "rubric": asked.judged_by(),
        "drawn": asked.drawn(),
        "restsOn": rests_told(asked),
        "key": everything.key if asked.graded else (),
        "earlier": [
            {"kind": one.kind, **one.face(), **_graded(one)}
            for (id_, _), one in bank.asked_before().items()
            if id_ == asked.id
        ],
    }


def _graded(asked: Question) -> dict[str, Any]:
    """Return what an answer to one version of a question is graded by."""
    return {
        "version": asked.version,
        "unchecked": asked.unchecked().text,
        "holding": asked.holding(),
        "grading": _grading(asked),
    }


def _grading(asked: Question) -> dict[str, Any]:
    """Return what the page grades an answer by."""
    match asked:
        case TwoSteps():
            return _two_steps(asked)
        case Choice():
            return {"options": {one.name: [one.right, one.feedback] for one in asked.options}}
        case Choices():
            return _several(asked)
        case Search():
            shut = {row.name: shut_said(row.text) for row in asked.rows()}
            settling = [one.name for one in asked.results if asked.settling(one)]
            return {"rows": _rows(asked), "shut": shut, "settling": settling, "said": _searched(asked, settling)}
        case Rate():
            result = asked.judge({one.name: "rather-true" for one in asked.claims})
            return {"text": result.text, "parts": result.parts}
        case Rows():
            return {"rows": _rows(asked), "said": _counted(asked)}
        case Order():
            return {"items": [[one.name, one.text, one.feedback] for one in asked.items], "said": _ordered(asked)}
        case Highlight():
            return _highlight(asked)
        case Number():
            limit = asked.tolerance + 1e-9 * abs(asked.answer)
            known = [[one.value, one.feedback] for one in asked.misreadings]
            return {"answer": asked.answer, "limit": limit, "misreadings": known, **_said(asked)}
        case Date():
            return _date(asked)
        case Text():
            known = [[text_matching.plain(str(one.value)), one.feedback] for one in asked.misreadings]
            return {"accepted": _plain(asked.accepted()), "misreadings": known, **_said(asked)}
        case Place():
            return _place(asked)
        case Predict() | Reflect():
            result = asked.judge(asked.options[0].name if isinstance(asked, Predict) and asked.options else "…")
            return {"text": result.text, "parts": result.parts}
        case Brief():
            return _briefing(asked)
        case Sketch():
            places = {"when": "{when}", "guess": "{guess}", "number": "{number}"}
            numbers = {day: [row.top, row.when, row.number] for day, row in asked.guessed().items()}
            said = [gettext(FURTHEST, **places), gettext(THEN, **places)]
            return {"numbers": numbers, "most": asked.most, "said": said, "near": gettext(NEAR)}
        case Weigh():
            objections = {one.name: said for one in asked.evidence if (said := one.objection())}
            one = {asked.evidence[0].name: {asked.face()["explanations"][0]["id"]: "open"}}
            return {"text": asked.judge(one).text, "objections": objections}
    raise NotImplementedError(asked.kind)


def _two_steps(asked: TwoSteps) -> dict[str, Any]:
    return {
        "first": _grading(asked.first),
        "grounds": {one.name: [one.right, one.feedback] for one in asked.grounds},
        "said": {code: [gettext(said[False]), gettext(said[True])] for code, said in SAID.items()},
        "answer": answer_said(),
    }


def _said(asked: Number | Date | Text | Place) -> dict[str, str]:
    return {"feedback": asked.feedback, "otherwise": asked.otherwise}


def _several(asked: Choices) -> dict[str, Any]:
    right = list(asked.holding())
    wrong = [one.name for one in asked.options if not one.right][:1]
    missing = {
        n: asked.judge(chosen).text
        for n in range(1, len(right) + 1)
        if (chosen := right[n:] or wrong)  # who chose nothing that holds has chosen something else
    }
    return {
        "options": {one.name: [one.right, one.feedback] for one in asked.options},
        "missing": missing,
        "all": asked.judge(right).text,
        "more": asked.judge(right + wrong).text,
    }


def _rows(asked: Rows) -> list[list[str]]:
    return [
        [row.name, row.partner.name, f"{row.text} – {row.partner.text}", row.feedback] for row in asked.rows()
    ]  # as Rows.judge has its parts


def _counted(asked: Rows) -> list[str]:
    """Return what is said of an answer by the number of its right pairs."""
    right = {row.name: row.partner.name for row in asked.rows()}
    first = asked.rows()[0]
    wrong = {first.name: next(one.name for one in asked.choices() if one.name != first.partner.name)}
    names = list(right)
    return [asked.judge({name: right[name] for name in names[:n]} or wrong).text for n in range(len(names) + 1)]


def _searched(asked: Search, settling: list[str]) -> dict[str, list[str | None]]:
    """Return what is said by the number of right classes, where something that was opened settles it and where not."""
    partner = {row.name: row.partner.name for row in asked.rows()}
    said: dict[str, list[str | None]] = {code: [None] * (asked.opens + 1) for code in ("settled", "unsettled")}
    for opened in (some for count in range(1, asked.opens + 1) for some in combinations(partner, count)):
        code = "settled" if {*opened} & {*settling} else "unsettled"
        for given in product((False, True), repeat=len(opened)):
            if said[code][sum(given)] is None and any(given):
                made = {name: partner[name] if right else None for name, right in zip(opened, given, strict=True)}
                said[code][sum(given)] = asked.judge(made).text
        other = next(one.name for one in asked.choices() if one.name != partner[opened[0]])
        said[code][0] = asked.judge({opened[0]: other, **dict.fromkeys(opened[1:])}).text
    return said


def _ordered(asked: Order) -> dict[int, str]:
    """Return what is said by the number of items in their place; one alone cannot be out of it."""
    names = [one.name for one in asked.items]
    counts = (n for n in range(len(names) + 1) if n != len(names) - 1)
    turned = {n: names[:n] + names[n + 1 :] + names[n : n + 1] for n in counts}
    return {n: asked.judge(order).text for n, order in turned.items()}


def _highlight(asked: Highlight) -> dict[str, Any]:
    loaded = sum(mark.loaded for mark in asked.marks)
    return {
        "marks": [[sorted(asked.numbers(one.words)), one.words, one.feedback, one.loaded] for one in asked.marks],
        "said": [found_said(missing) for missing in range(loaded + 1)],
        "beside": beside_said(["{words}"]),
        "between": gettext(", "),
    }


def _date(asked: Date) -> dict[str, Any]:
    first, last = span(asked.answer)
    needed = min(PARTS[asked.accepts], *(end.count("-") for end in asked.answer.split("/")))
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "slack": asked.tolerance_days,
        "needed": needed,
        "more": gettext(MORE_PRECISELY[asked.accepts]) if asked.accepts in MORE_PRECISELY else "",
        "misreadings": [[one.value, one.feedback] for one in asked.misreadings],
        **_said(asked),
    }


def _place(asked: Place) -> dict[str, Any]:
    wanted = knowledge.place(asked.place)
    others: dict[str, str] = {}
    for spellings, away in asked.elsewhere():
        for spelling in _plain(spellings):
            others.setdefault(spelling, away)
    return {
        "lat": wanted.lat,
        "lon": wanted.lon,
        "within": asked.within_km,
        "accepted": _plain(asked.accepted()),
        "others": others,
        "point": point_said("{distance}"),
        **_said(asked),
    }


def _plain(spellings: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(text_matching.plain, spellings))))


def _briefing(asked: Brief) -> dict[str, Any]:
    """Return what is said of statements; where an id is of no record, not which is nearest to it."""
    known = [id_ for kind, (cls, *_) in knowledge.KINDS.items() if hasattr(cls, "sources") for id_ in all_of(kind)]
    return {
        "known": known,
        "none": none_said("record", "{asked}"),
        "unnamed": asked.judge("a statement").parts[0][1],
        "said": [asked.then(resting_said("{kept}", count)) for count in range(MOST + 1)],
        "example": asked.judge(f"a statement [{known[0]}]").parts,
    }


def board() -> dict[str, Any]:
    """Return what the board is filled by: the questions whose answers lie on it, its columns and their words."""
    return {
        "questions": [
            {"id": one.id, "evidence": [_laid(label, piece) for piece in one.evidence]}
            for label, one in laid.asked().values()
        ],
        "explanations": list(explanations().items()),
        "columns": [[codes, gettext(head)] for codes, head in laid.COLUMNS],
        "atFirst": {code: laid.at_first_said(code) for code in STANCES},
        "empty": laid.empty_said(),
    }


def _laid(lesson: str, piece: Evidence) -> dict[str, str]:
    """Return what is said of a piece that lies on the board, where it does little and where it does much."""
    some, much = (laid.Placement(lesson, piece.name, piece.text, stance, stance) for stance in ("for", "strongly-for"))
    return {"id": piece.name, "mark": some.mark, "said": some.said, "strong": much.said}


def progress() -> dict[str, Any]:
    """Return what a learner's progress is counted by: the questions of each row of `progress.show`, in order."""
    lessons, objectives = overview.by_lesson(), overview.by_objective()
    return {
        "lessons": [{"id": id_, "questions": [one.id for one in asked]} for id_, asked in lessons.items()],
        "objectives": [[one.id for one in asked] for asked in objectives.values()],
        "before": _form(parallel_forms.baseline()),
        "after": _form(parallel_forms.post_test()),
        "confidence": list(CONFIDENCE),
        "sure": {code: gettext(said) for code, said in CONFIDENCE.items()},
        "loaded": LOADED,
        "longest": overview.LONGEST_S,
        "enough": overview.ENOUGH,
    }


def guesses() -> list[dict[str, Any]]:
    """Return the questions whose answers are met again, in the order of their rows."""
    return [
        {"id": one.id, "options": {option.name: option.text for option in getattr(one, "options", ())}}
        for lesson in knowledge.lessons()
        for one in (bank.lesson_questions(lesson) if lesson in bank.lessons() else ())
        if one.comes_back
    ]


def _form(name: str | None) -> dict[str, Any]:
    """Return a form with the ids of its questions; none where the course does not have it, so that it is never done."""
    try:
        asked = bank.question_set(name or "")
    except UnknownId:
        asked = ()
    return {
        "names": stood(name),
        "questions": [one.id for one in asked],
        "versions": [one.version for one in asked],
        "graded": [one.id for one in asked if one.graded],
    }
