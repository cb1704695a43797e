"""Quizzes: `quiz.show("02-where-it-happened/check")` in a lesson, the same from code with `.answer(…)`."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from course_utils import knowledge, progress, view
from course_utils.errors import CourseError, NotKept, UnknownId
from course_utils.progress import store
from course_utils.progress.attempt import as_stored, is_seconds
from course_utils.quiz import bank, forms
from course_utils.quiz.question import (
    NOT_ATTEMPTED,
    NOT_SAVED,
    RIGHT,
    STORED,
    SURENESS,
    UNCHECKED,
    Question,
    Result,
)  # fmt: skip

_RIGHT_THEN = "Right for the question as it was asked then. It has changed since: read it again."


def show(name: str) -> "Quiz":
    """Return a quiz of the course, with this learner's earlier answers in it.

    Alone in the last line of a cell it is drawn. Inside other widgets put its widget:
    `ipywidgets.VBox([quiz.show("02-where-it-happened/check").widget])`.
    """
    return Quiz(name, bank.question_set(name))


def load(questions: Any, name: str | None = None) -> "Quiz":
    """Return a quiz of questions that are not the course's own.

    `questions` is the name of a jupyterquiz file (.json) or of a file like the course's own (.toml), or a list of
    questions as jupyterquiz has them, also as a text of JSON. `name` tells quizzes apart that have no file.
    A question that cannot be shown is left out and named below the others (`.left_out`).
    """
    from course_utils.quiz import formats  # needed by none of the lessons

    loaded = formats.load(questions, name)
    progress.keeping.keep(loaded.name, [formats.table(question) for question in loaded.questions])
    return Quiz(loaded.name, loaded.questions, left_out=loaded.left_out)


@dataclass(frozen=True)
class Feedback:
    """What a learner gets for an answer; `problem` is all of it where the answer could not be stored."""

    verdict: str
    score: float | None
    text: str
    parts: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[tuple[str, str | None], ...] = ()
    problem: str | None = None


class Quiz:
    """Questions with one learner's answers: drawn as a widget in a notebook, answered by click or by call."""

    def __init__(
        self,
        name: str,
        questions: tuple[Question, ...],
        *,
        plain: str | None = None,
        left_out: tuple[str, ...] = (),
    ):
        """`plain` is the plain text of a quiz that differs from learner to learner, so that it stays the same.

        `left_out` says, a sentence each, what a loaded file holds and the course cannot show.
        """
        self.name = name
        self.left_out = left_out
        self.plain = plain
        self.questions = questions
        self.sureness = SURENESS

    @property
    def learner(self) -> str:
        """Whose answers these are: asked each time, since a name can be taken or changed while a quiz is open."""
        return progress.who()

    @property
    def title(self) -> str:
        """The name a reader sees above the questions."""
        return _TITLES.get(self.name.rpartition("/")[2], "Questions")

    @property
    def silent(self) -> bool:
        """Whether nothing is said about the answers yet: feedback on the baseline would teach the post-test."""
        return forms.silent(self.name, self.learner)

    @property
    def note(self) -> str:
        """Where the answers go, and what a reader has to know of this quiz."""
        who = f'You answer as "{self.learner}", on this computer.'
        return " ".join((progress.keep_reminder() or who, *self.left_out))

    def answer(
        self,
        question_id: str,
        response: Any,
        confidence: str | None = None,
        *,
        hint: bool = False,
        seconds: float | None = None,
    ) -> Feedback:
        """Return the feedback to a response, after putting the attempt on disk: what a click does, a call does."""
        question = self.question(question_id)
        if confidence not in (None, *SURENESS):
            raise CourseError(f'confidence is one of {", ".join(SURENESS)}; "{confidence}" is not.')
        try:
            response = as_stored(response)
            result = question.grade(response)
        except (TypeError, ValueError, RecursionError):
            response, result = None, question.unchecked()
        attempted = result.verdict not in (NOT_ATTEMPTED, UNCHECKED)
        problem = self._store(question, result, response, confidence, hint, seconds) if attempted else None
        feedback = self.feedback(question, result, problem)
        if "widget" in self.__dict__:
            self.widget.take(question_id, response, feedback)
        return feedback

    def _store(
        self, question: Question, result: Result, response: Any, confidence, hint, seconds
    ) -> CourseError | None:
        """Put the attempt on disk; return what says why, if that was not possible."""
        try:
            store.write(
                name=self.learner,
                quiz=self.name,
                question=question.id,
                version=question.version,
                kind=question.kind,
                objective=question.objective,
                response=response,
                verdict=result.verdict,
                score=result.score,
                confidence=confidence,
                hint=bool(hint),
                seconds=seconds if is_seconds(seconds) else None,
            )
        except CourseError as error:
            return error
        return None

    def feedback(self, question: Question, result: Result, error: CourseError | None = None) -> Feedback:
        """Return what a learner is told about a result: in a silent quiz only that it is saved.

        "Saved" is said here and nowhere else, and only of what is on disk. Where a browser keeps nothing, a learner
        is told all the same what is right: only that can still be had there.
        """
        if result.verdict in (NOT_ATTEMPTED, UNCHECKED):
            return Feedback(result.verdict, None, result.text)
        problem = str(error) if error else None
        told = question.graded and not self.silent
        if isinstance(error, NotKept) and told:
            text = f"{result.text} {problem}"
            return Feedback(result.verdict, result.score, text, result.parts, rests(question), problem)
        if problem:
            return Feedback(NOT_SAVED, None if self.silent else result.score, problem, problem=problem)
        saved = f"Your {question.called} is saved."
        if self.silent:
            return Feedback(STORED, None, f"{saved} You will see how you did after the last lesson.")
        if result.verdict == STORED:
            return Feedback(STORED, None, f"{saved} {result.text}".strip(), result.parts)
        return Feedback(result.verdict, result.score, result.text, result.parts, rests(question))

    def question(self, question_id: str) -> Question:
        """Return the question with this id; UnknownId, with the nearest id, if there is none."""
        found = {question.id: question for question in self.questions}
        if not isinstance(question_id, str) or question_id not in found:
            raise UnknownId("question", question_id, list(found))
        return found[question_id]

    def last_answers(self) -> dict[str, tuple[Any, Feedback]]:
        """Return, by question, this learner's last response that can still be checked, and its feedback."""
        known = {question.id: question for question in self.questions}
        earlier = bank.earlier(self.name.partition("/")[0])
        last: dict[str, tuple[Any, Feedback]] = {}
        for attempt in progress.attempts(self.learner):
            if attempt.quiz == self.name and attempt.question in known:
                result = known[attempt.question].grade(attempt.response)
                if result.verdict not in (NOT_ATTEMPTED, UNCHECKED):
                    before = earlier.get((attempt.question, attempt.version))
                    if before and before.grade(attempt.response).verdict == RIGHT != result.verdict:
                        result = replace(result, verdict=RIGHT, score=1.0, text=_RIGHT_THEN, parts=())
                    feedback = self.feedback(known[attempt.question], result)
                    last[attempt.question] = (attempt.response, feedback)
        return last

    def __repr__(self) -> str:
        if self.plain:
            return self.plain
        return "\n\n".join(_plain(number, question) for number, question in enumerate(self.questions, start=1))

    @cached_property
    def widget(self):
        """The widget that draws this quiz; made when it is first shown."""
        from course_utils.quiz.widget import QuizWidget  # anywidget is loaded with the first quiz shown

        return QuizWidget(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        view_ = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view_}


_TITLES = {
    "baseline": "Before you start",
    "predict": "Make a guess first",
    "recall": "Do you remember?",
    "try": "Try it",
    "code": "Under the hood",
    "record": "What the record says",
    "rewrite": "Write it anew",
    "settle": "Settle it yourself",
    "check": "Check what you know",
    "reflect": "Think back",
    "brief": "Your briefing",
    "map": "Your map",
    "post-test": "At the end",
}


def rests(question: Question) -> tuple[tuple[str, str | None], ...]:
    """Return what a question rests on: each sentence and source in words, with its link if it has one."""
    quoted = [(f"The article, sentence {id_}: {knowledge.sentence_texts()[id_]}", None) for id_ in question.sentences]
    read = [knowledge.source(id_) for id_ in question.sources]
    return (*quoted, *((view.reference(source, link=False), source.link) for source in read))


def _plain(number: int, question: Question) -> str:
    head = view.paragraph(f"{number}. {question.text}")
    return "\n".join([head, *(view.paragraph(line, indent="   ") for line in question.lines())])
