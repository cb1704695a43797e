"""The front end of a quiz: an ipywidgets widget whose keys, names and live regions are its own (anywidget).

What a widget syncs is saved with the notebook. So only the course's own words are synced; what belongs to a learner
(answers, the name, questions chosen by earlier answers) goes to the browser as messages, which nothing keeps.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course_utils import front
from course_utils.errors import CourseError
from course_utils.progress import learner
from course_utils.quiz import forms
from course_utils.quiz.question import NOT_ATTEMPTED, UNCHECKED, Question

if TYPE_CHECKING:
    from course_utils.quiz import Feedback, Quiz

FRONT = Path(__file__).parent / "front"


class QuizWidget(anywidget.AnyWidget):
    """What anybody may see of a quiz: the questions without their answers."""

    _esm = front.joined(FRONT / "map.js", FRONT / "kinds.js", FRONT / "quiz.js")
    _css = front.CSS

    title = traitlets.Unicode().tag(sync=True)
    silent = traitlets.Bool().tag(sync=True)
    """Whether it is the form that tells nothing at first; `state` says whether it still does."""
    questions = traitlets.List().tag(sync=True)
    sureness = traitlets.List().tag(sync=True)

    def __init__(self, quiz: "Quiz"):
        self._quiz = quiz
        self._told: tuple[str, bool] | None = None
        super().__init__(
            title=quiz.title,
            silent=quiz.name == forms.BASELINE,
            questions=[] if quiz.plain else self._faces(),
            sureness=list(quiz.sureness),
        )
        self.on_msg(self._hear)
        learner.listen(self)

    def state(self) -> dict[str, Any]:
        """Return what is the learner's: the name, what was answered so far, and questions chosen for them alone."""
        answers = {id_: _answer(*given) for id_, given in self._quiz.last_answers().items()}
        return {
            "type": "state",
            "learner": self._quiz.learner,
            "note": self._quiz.note,
            "silent": self._quiz.silent,
            "answers": answers,
            "questions": self._faces() if self._quiz.plain else None,
            "ask": self._quiz.name == forms.BASELINE and not answers and not learner.chosen(),
        }

    def take(self, question_id: str, response: Any, feedback: "Feedback") -> None:
        """Show the feedback to a response, and first whose answers these are, if that is no longer as it was.

        Where the disk refuses, it does not know who is learning either: what was written stays on the page.
        """
        answer = _answer(response, feedback)
        if not feedback.problem and self._told != (self._quiz.learner, self._quiz.silent):
            self._look(given={question_id: answer})
        self.send({"type": "feedback", "question": question_id, "answer": answer})

    def follow(self, renamed: bool = False) -> None:
        """Show the answers of whoever is learning now; somebody who only changed the name keeps what is on screen."""
        self._look(anew=not renamed)

    def _look(self, anew: bool | None = None, given: dict[str, Any] | None = None) -> None:
        """Tell the browser whose answers these are, and whether the questions are to be drawn anew with them."""
        state = self.state()
        if anew is None:
            anew = self._told is not None and self._told[0] != state["learner"]
        self._told = (state["learner"], state["silent"])
        self.send(state | {"anew": anew, "answers": state["answers"] | (given or {})})

    def _hear(self, _widget: object, message: dict, _buffers: object) -> None:
        match message.get("type"):
            case "hello":
                self._look()
            case "answer":
                given = {name: message.get(name) for name in ("confidence", "hint", "seconds")}
                self._quiz.answer(message.get("question"), message.get("response"), **given)
            case "name":
                try:
                    learner.switch(str(message.get("name", "")))
                except CourseError as error:
                    self.send({"type": "refused", "said": str(error)})

    def _faces(self) -> list[dict[str, Any]]:
        return [_face(question) for question in self._quiz.questions]


def _face(question: Question) -> dict[str, Any]:
    common = {name: getattr(question, name) for name in ("id", "kind", "text", "hint", "graded")}
    if question.kind == "place":
        from course_utils.atlas import outline  # a kind that needs a map is given one, and only then

        common["map"] = outline()
    return common | question.face()


def _answer(response: Any, feedback: "Feedback") -> dict[str, Any]:
    stored = feedback.verdict not in (NOT_ATTEMPTED, UNCHECKED) and not feedback.problem
    return {"response": response, "stored": stored, **asdict(feedback)}
