"""The front end of a quiz: an ipywidgets widget whose keys, names and live regions are its own (anywidget).

What a widget syncs is saved with the notebook. So only the course's own words are synced; what belongs to a learner
(answers, the name, questions chosen by earlier answers) goes to the browser as messages, which nothing keeps.
"""

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from course_utils import front
from course_utils.answer_codes import CONFIDENCE, VERDICTS
from course_utils.attempts import drafts, learner
from course_utils.errors import CourseError
from course_utils.front.widget import CourseWidget
from course_utils.language import gettext
from course_utils.quiz import laid, parallel_forms
from course_utils.quiz.question import NOT_ATTEMPTED, UNCHECKED, Question

if TYPE_CHECKING:
    from course_utils.quiz import Feedback, Quiz

FRONT = Path(__file__).parent / "front"


class QuizWidget(CourseWidget):
    """What anybody may see of a quiz: the questions without their answers."""

    parts = (
        "drag",
        "map",
        "shelf",
        "board",
        "desk",
        "order",
        "table",
        "weigh",
        "sketch",
        "kinds",
        "steps",
        "drafts",
        "verdict",
        "rubric",
        "card",
        "quiz",
    )
    scripts = (front.LINE, *(FRONT / f"{name}.js" for name in parts))

    title = traitlets.Unicode().tag(sync=True)
    silent = traitlets.Bool().tag(sync=True)
    """Whether it is the form that tells nothing at first; `state` says whether it still does."""
    questions: traitlets.List[Any] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: "Quiz"):
        self._quiz = quiz
        self._told: tuple[str, bool] | None = None
        super().__init__(
            title=quiz.title,
            silent=parallel_forms.asked_first(quiz.name),
            questions=[] if quiz.plain else self._faces(),
            words=words(),
        )
        self.on_msg(self._hear)
        learner.listen(self)

    def state(self) -> dict[str, Any]:
        """Return what is the learner's: the name, the answers, what was chosen for them alone, and their board."""
        answers = {id_: _answer(*given) for id_, given in self._quiz.last_answers().items()}
        at_desk = any(one.at_desk() for one in self._quiz.questions)
        return {
            "type": "state",
            "learner": self._quiz.learner,
            "note": self._quiz.note,
            "silent": self._quiz.silent,
            "answers": answers,
            "words": self._quiz.last_words(),
            "drafts": {one.id: text for one in self._quiz.questions if (text := drafts.kept(one.id)) is not None},
            "questions": self._faces() if self._quiz.plain else None,
            "board": laid.face() if at_desk else None,
            "ask": self._quiz.name == parallel_forms.baseline() and not answers and not learner.chosen(),
        }

    def take(self, question_id: str, response: Any, feedback: "Feedback") -> None:
        """Show the feedback to a response, and first whose answers these are, if that is no longer as it was.

        Where the disk refuses, it does not know who is learning either: what was written stays on the page.
        """
        answer = _answer(response, feedback)
        if answer["stored"]:
            drafts.forget(question_id)
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

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        match message.get("type"):
            case "hello":
                self._look()
            case "answer":
                self._quiz.answer(
                    str(message.get("question", "")),
                    message.get("response"),
                    message.get("confidence"),
                    hint=message.get("hint") is True,
                    seconds=message.get("seconds"),
                )
            case "give up":
                self._quiz.give_up(
                    str(message.get("question", "")), hint=message.get("hint") is True, seconds=message.get("seconds")
                )
            case "fault" | "words" as type_:
                id_ = str(message.get("question", ""))
                say = self._quiz.say_fault if type_ == "fault" else self._quiz.say_words
                self.send({"type": type_, "question": id_, "said": say(id_, message.get("text", ""))})
            case "level":
                id_, level = str(message.get("question", "")), str(message.get("level", ""))
                self.send({"type": "level", "question": id_, "said": self._quiz.place(id_, level)})
            case "draft":
                with suppress(OSError):  # a disk that refuses says so when the answer is saved
                    drafts.keep(str(message.get("question", "")), str(message.get("text", "")))
            case "name":
                try:
                    learner.switch(str(message.get("name", "")))
                except CourseError as error:
                    self.send({"type": "refused", "said": str(error)})

    def _faces(self) -> list[dict[str, Any]]:
        return [face(question) for question in self._quiz.questions]


def words() -> dict[str, Any]:
    """Return by code the sentence of each verdict, and the words of each degree of confidence in their order."""
    return {
        "verdict": {code: gettext(said) for code, said in VERDICTS.items()},
        "confidence": [(code, gettext(said)) for code, said in CONFIDENCE.items()],
    }


def face(question: Question) -> dict[str, Any]:
    """Return what the browser gets of a question: never the answer."""
    held = {name: getattr(question, name) for name in ("id", "kind", "text", "hint", "graded")} | question.face()
    return held | {"deciding": True} if question.deciding else held


def _answer(response: Any, feedback: "Feedback") -> dict[str, Any]:
    stored = feedback.verdict not in (NOT_ATTEMPTED, UNCHECKED) and not feedback.problem
    return {"response": response, "stored": stored, **asdict(feedback)}
