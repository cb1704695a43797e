"""The front end of a quiz: an ipywidgets widget whose keys, names and live regions are its own (anywidget)."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course_utils import front
from course_utils.quiz.question import NOT_ATTEMPTED, UNCHECKED, Question

if TYPE_CHECKING:
    from course_utils.quiz import Feedback, Quiz

FRONT = Path(__file__).parent / "front"


class QuizWidget(anywidget.AnyWidget):
    """What the browser knows of a quiz: the questions without their answers, and what was answered so far."""

    _esm = front.joined(FRONT / "map.js", FRONT / "kinds.js", FRONT / "quiz.js")
    _css = front.CSS

    title = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    silent = traitlets.Bool().tag(sync=True)
    questions = traitlets.List().tag(sync=True)
    sureness = traitlets.List().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: "Quiz"):
        self._quiz = quiz
        earlier = {id_: _answer(*given) for id_, given in quiz.last_answers().items()}
        super().__init__(
            title=quiz.title,
            note=quiz.note,
            silent=quiz.silent,
            questions=[_face(question) for question in quiz.questions],
            sureness=list(quiz.sureness),
            answers=earlier,
        )
        self.on_msg(self._hear)

    def take(self, question_id: str, response: Any, feedback: "Feedback") -> None:
        """Show the feedback to a response."""
        # Counted, so that the same answer given twice is still something new to show.
        count = self.answers.get(question_id, {}).get("count", 0) + 1
        self.answers = {**self.answers, question_id: _answer(response, feedback) | {"count": count}}

    def _hear(self, _widget: object, message: dict, _buffers: object) -> None:
        if message.get("type") == "hello":
            self.send({"type": "here"})
        elif message.get("type") == "answer":
            given = {name: message.get(name) for name in ("confidence", "hint", "seconds")}
            self._quiz.answer(message.get("question"), message.get("response"), **given)


def _face(question: Question) -> dict[str, Any]:
    common = {name: getattr(question, name) for name in ("id", "kind", "text", "hint", "graded")}
    if question.kind == "place":
        from course_utils.atlas import outline  # a kind that needs a map is given one, and only then

        common["map"] = outline()
    return common | question.face()


def _answer(response: Any, feedback: "Feedback") -> dict[str, Any]:
    stored = feedback.verdict not in (NOT_ATTEMPTED, UNCHECKED) and not feedback.problem
    return {"response": response, "stored": stored, **asdict(feedback)}
