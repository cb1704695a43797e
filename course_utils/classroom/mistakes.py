"""What went wrong in one answer, in words that many wrong answers can share, and what the course says about it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from course_utils.classroom.handed import LONGEST_SAID, cut
from course_utils.quiz.question import Question, Result

_HALF = LONGEST_SAID // 2 - 6  # signs of one of two texts
_PARTNER = 60  # signs of what was put to a text
Mistake = tuple[str, str]  # what was chosen or written, and the feedback on it
_CHOSEN = ("choice", "pick", "choices", "match", "classify", "order", "highlight")


def typed(question: Question) -> bool:
    """Return whether an answer is in the learner's own words."""
    return question.kind not in _CHOSEN


def mistakes(question: Question, response: Any, result: Result) -> list[Mistake]:
    """Return each thing that is wrong in a response that was checked and is not right, with its misconception.

    Where the learner chose, in the question's own words: what was chosen may stand in a response in any other way.
    """
    match question.kind:
        case "choice" | "pick":
            return [(option.text, option.feedback) for option in question.options if option.means(response)]
        case "choices":
            return list(_choices(question, response))
        case "match":
            return _rows(question.pairs, response)
        case "classify":
            return _rows(question.items, response)
        case "order":
            places = {item.text: place for place, item in enumerate(question.items)}
            feedback = {item.text: item.feedback for item in question.items}
            turned = [(a, b) for a, b in pairwise(response) if places[a] > places[b]]
            return [(f"“{cut(a, _HALF)}” before “{cut(b, _HALF)}”", feedback[b]) for a, b in turned]
        case "highlight":
            words = question.words()
            marked = " … ".join(words[number] for number in sorted({*response}))
            return [(marked, " ".join(why for _, why in result.parts) or result.text)]
    return [(cut(str(response)), result.text)]


def _choices(question: Question, response: Any) -> Iterator[Mistake]:
    named = [response] if isinstance(response, str) else response
    for option in question.options:
        chosen = any(option.means(name) for name in named)
        if chosen and not option.right:
            yield option.text, option.feedback
        if option.right and not chosen:
            yield f"left out: {option.text}", option.feedback


def _rows(rows: Any, response: Any) -> list[Mistake]:
    wrong = [(row, response.get(row.text)) for row in rows if response.get(row.text) != row.partner]
    return [(f"{cut(row.text, 2 * _HALF - _PARTNER)} – {cut(given or 'nothing', _PARTNER)}", row.feedback)
            for row, given in wrong]  # fmt: skip
