"""Quizzes: `quiz.show("LESSON/check")` in a lesson, the same from code with `.answer(…)`."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from course_utils import display
from course_utils.answer_codes import CONFIDENCE, confidence_code
from course_utils.attempts import learner, loaded_quizzes, page, store
from course_utils.attempts.attempt import as_stored, is_seconds
from course_utils.errors import CourseError, NotKept, UnknownId
from course_utils.language import gettext, gettext_noop, listed
from course_utils.quiz import answered_before, bank, beside, deciding_words, parallel_forms
from course_utils.quiz.afterwards import after as after
from course_utils.quiz.feedback import Feedback, given_up, may_see, rests_told, told
from course_utils.quiz.question import (
    NOT_ATTEMPTED,
    NOT_SAVED,
    STORED,
    UNCHECKED,
    Question,
    Result,
)  # fmt: skip

if TYPE_CHECKING:
    from course_utils.quiz.widget import QuizWidget


def told_later() -> str:
    """Return what is said of an answer that nothing is said of yet."""
    return gettext("You will see how you did after the last lesson.")


def show(name: str) -> "Quiz":
    """Return a quiz of the course, with this learner's earlier answers in it.

    Alone in the last line of a cell it is drawn. Inside other widgets put its widget:
    `ipywidgets.VBox([quiz.show("LESSON/check").widget])`.
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
    loaded_quizzes.keep(loaded.name, [formats.table(question) for question in loaded.questions])
    return Quiz(loaded.name, loaded.questions, left_out=loaded.left_out)


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

    @property
    def learner(self) -> str:
        """Whose answers these are: asked each time, since a name can be taken or changed while a quiz is open."""
        return learner.current()

    @property
    def title(self) -> str:
        """The name a reader sees above the questions."""
        return gettext(_TITLES.get(self.name.rpartition("/")[2], _OTHER))

    @property
    def silent(self) -> bool:
        """Whether nothing is said about the answers yet: feedback on the baseline would teach the post-test."""
        return parallel_forms.silent(self.name, self.learner)

    @property
    def note(self) -> str:
        """Where the answers go, and what a reader has to know of this quiz."""
        who = gettext('You answer as "{name}", on this computer.', name=self.learner)
        return " ".join((loaded_quizzes.keep_reminder() or who, *self.left_out))

    def answer(
        self,
        question_id: str,
        response: Any,
        confidence: str | None = None,
        *,
        hint: bool = False,
        seconds: float | None = None,
    ) -> Feedback:
        """Return the feedback to a response, after putting the attempt on disk: what a click does, a call does.

        Options, items and pairs are named by their ids or by their words.
        """
        question = self.question(question_id)
        confidence = confidence_code(confidence)
        if confidence is not None and confidence not in list(CONFIDENCE):
            known = listed(CONFIDENCE)
            raise CourseError(gettext('confidence is one of {known}; "{value}" is not.', known=known, value=confidence))
        try:
            response = as_stored(response)
            result = question.grade(response)
            attempted = result.verdict not in (NOT_ATTEMPTED, UNCHECKED)
            response = question.by_id(response) if attempted else response
        except (TypeError, ValueError, RecursionError):
            response, result, attempted = None, question.unchecked(), False
        problem = self._store(question, result, response, confidence, hint, seconds) if attempted else None
        return self._tell(question, response, result, problem)

    def give_up(self, question_id: str, *, hint: bool = False, seconds: float | None = None) -> Feedback:
        """Return the answer and why, after putting on disk that the learner asked for it: an attempt that is not right.

        Nothing is stored where the answer is shown already. A quiz that says nothing about its answers shows none.
        """
        question = self.question(question_id)
        if self.silent or not question.graded:
            return Feedback(UNCHECKED, None, gettext("The answer to this question is not shown."))
        if self._shown(question) and (last := self.last_answers().get(question.id)):
            return last[1]
        problem = self._store(question, given_up(), None, None, hint, seconds)
        return self._tell(question, None, given_up(), problem)

    def say_fault(self, question_id: str, text: str) -> str:
        """Return what is said to a learner who has written what is wrong with a question."""
        return beside.fault(self.learner, self.name, self.question(question_id), text)

    def say_words(self, question_id: str, text: str) -> str:
        """Return what is said to a learner who has written which words decide it: nobody grades them."""
        return beside.words(self.learner, self.name, self.question(question_id), text)

    def place(self, question_id: str, level: str) -> str:
        """Return what is said to a learner who has placed a text on a level of its rubric; UnknownId for any other."""
        return beside.level(self.learner, self.name, self.question(question_id), level)

    def last_words(self) -> dict[str, tuple[str, str]]:
        """Return, by question, the words that this learner last wrote to decide it, and what is said of them."""
        return beside.last_words(self.learner, self.questions)

    def _tell(self, question: Question, response: Any, result: Result, problem: CourseError | None) -> Feedback:
        """Return the feedback to what was just stored, and show it where the quiz is drawn."""
        # A disk that has just refused is not asked for earlier answers: in a browser it need not reply.
        shown = (problem is None or isinstance(problem, NotKept)) and self._shown(question)
        if "widget" in self.__dict__:

            def tell() -> None:
                known = problem
                if problem is None or isinstance(problem, NotKept):  # by now the page may know it otherwise
                    known = NotKept(lost) if (lost := page.not_kept()) else None
                self.widget.take(question.id, response, self.feedback(question, result, known, shown=shown))

            page.once_known(tell)
        return self.feedback(question, result, problem, shown=shown)

    def _shown(self, question: Question) -> bool:
        """Return whether the answer is shown to whoever is learning now."""
        if self.silent or not question.graded:
            return False
        made = store.read(self.learner).attempts
        return may_see(question, [one for one in made if one.quiz == self.name and one.question == question.id])

    def _store(
        self, question: Question, result: Result, response: Any, confidence: str | None, hint: bool, seconds: Any
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

    def feedback(
        self, question: Question, result: Result, error: CourseError | None = None, *, shown: bool = False
    ) -> Feedback:
        """Return what a learner is told about a result: in a silent quiz only that it is saved.

        "Saved" is said here and nowhere else, and only of what is on disk. Where a browser keeps nothing, a learner
        is told all the same what is right: only that can still be had there.
        """
        if result.verdict in (NOT_ATTEMPTED, UNCHECKED):
            return Feedback(result.verdict, None, result.text)
        problem = str(error) if error else None
        if isinstance(error, NotKept) and question.graded and not self.silent:
            return replace(told(question, result, shown=shown), text=f"{result.text} {problem}", problem=problem)
        if problem:
            return Feedback(NOT_SAVED, None if self.silent else result.score, problem, problem=problem)
        saved = gettext(question.saved)
        if self.silent:
            later = told_later()
            return Feedback(STORED, None, f"{saved} {later}")
        if result.verdict == STORED:
            said = f"{saved} {result.text}".strip()
            rubric = beside.judged_by(self.learner, self.name, question)
            return Feedback(
                STORED, None, said, result.parts, rests_told(question), rubric=rubric, drawn=question.drawn()
            )
        return told(question, result, shown=shown)

    def question(self, question_id: str) -> Question:
        """Return the question with this id; UnknownId, with the nearest id, if there is none."""
        found = {question.id: question for question in self.questions}
        if not isinstance(question_id, str) or question_id not in found:
            raise UnknownId("question", question_id, list(found))
        return found[question_id]

    def last_answers(self) -> dict[str, tuple[Any, Feedback]]:
        """Return, by question, this learner's last response that can still be checked, and its feedback.

        Where the question has lost what was chosen, the one that was asked then checks it.
        """
        made = [
            attempt
            for attempt in store.read(self.learner).attempts
            if attempt.quiz == self.name or self._moved(attempt.quiz)
        ]
        last = answered_before.last(self.questions, bank.asked_before, made)
        return {
            id_: (response, self.feedback(self.question(id_), result, shown=shown))
            for id_, (response, result, shown) in last.items()
        }

    def _moved(self, quiz: str) -> bool:
        """Return whether a question may have stood in another quiz before: of the same lesson, or the post-test's."""
        lesson = self.name.partition("/")[0]
        here = lesson in bank.lessons() and quiz.partition("/")[0] == lesson
        return here or quiz in parallel_forms.stood(self.name)

    def __repr__(self) -> str:
        if self.plain:
            return self.plain
        return "\n\n".join(_plain(number, question) for number, question in enumerate(self.questions, start=1))

    @cached_property
    def widget(self) -> "QuizWidget":
        """The widget that draws this quiz; made when it is first shown."""
        from course_utils.quiz.widget import QuizWidget  # anywidget is loaded with the first quiz shown

        return QuizWidget(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        view_ = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view_}


_TITLES = {
    "baseline": gettext_noop("Before you start"),
    "predict": gettext_noop("Make a guess first"),
    "sketch": gettext_noop("Draw it first"),
    "recall": gettext_noop("Do you remember?"),
    "try": gettext_noop("Try it"),
    "code": gettext_noop("Under the hood"),
    "record": gettext_noop("What the record says"),
    "rewrite": gettext_noop("Write it anew"),
    "search": gettext_noop("Search beyond the page"),
    "settle": gettext_noop("Settle it yourself"),
    "sheets": gettext_noop("Read the sheet"),
    "voices": gettext_noop("Listen closely"),
    "because": gettext_noop("Why? Two explanations"),
    "reading": gettext_noop("What would settle it?"),
    "more": gettext_noop("If you go on"),
    "check": gettext_noop("Check what you know"),
    "reflect": gettext_noop("Think back"),
    "brief": gettext_noop("Your briefing"),
    "map": gettext_noop("Your map"),
    "board": gettext_noop("Your board"),
    "post-test": gettext_noop("At the end"),
    "claims": gettext_noop("Claims to rate"),
    "report": gettext_noop("Check the report"),
    "deciding": gettext_noop("What decides it?"),
}
_OTHER = gettext_noop("Questions")


def _plain(number: int, question: Question) -> str:
    head = display.paragraph(f"{number}. {question.text}")
    below = [*question.lines(), *deciding_words.lines(question)]
    return "\n".join([head, *(display.paragraph(line, indent="   ") for line in below)])
