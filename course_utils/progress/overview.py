"""What a learner has done and not done: by lesson, by objective, how sure against how right, and the gain."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils import knowledge
from course_utils.answer_codes import CONFIDENCE
from course_utils.attempts import learner, loaded_quizzes, store
from course_utils.attempts.attempt import Attempt
from course_utils.display import paragraph, render
from course_utils.language import gettext, gettext_noop, listed, ngettext
from course_utils.progress.personal import Personal
from course_utils.quiz import bank, parallel_forms
from course_utils.quiz.question import Question
from course_utils.traces import PROGRESS

LONGEST_S = 300  # seconds counted for one answer at most: longer, and the page was simply left open
_LOADED = "loaded"
ENOUGH = 5  # answers that say how sure; fewer say nothing about calibration
OTHER = gettext_noop("Other questions")


@dataclass(frozen=True)
class Part:
    """A lesson or an objective: how many questions it has, how many are answered, and how many are right now."""

    id: str
    title: str
    questions: int
    answered: int
    graded: int
    """Questions answered that are graded and may be shown: not the baseline before the post-test is done."""
    right: int
    """Of these, those whose last answer was right."""
    minutes: float = 0.0

    @property
    def done(self) -> bool:
        """Whether every question is answered."""
        return self.questions > 0 and self.answered == self.questions


@dataclass(frozen=True)
class Calibration:
    """How right the answers were that were given with one degree of confidence."""

    confidence: str
    """Its code."""
    answers: int
    right: int
    """How many of them were right."""


@dataclass(frozen=True)
class Summary:
    """What one learner has done, for code and tests; `show()` draws it."""

    learner: str
    minutes: float
    lessons: tuple[Part, ...]
    objectives: tuple[Part, ...]
    calibration: tuple[Calibration, ...]
    """Empty until enough answers say how sure the learner was."""
    gain: parallel_forms.Gain
    problems: tuple[str, ...]
    """A sentence for each line on disk that could not be read."""


def summary(name: str | None = None) -> Summary:
    """Return what a learner has done, by default whoever is learning now."""
    name = learner.current() if name is None else learner.known(name)
    reading = store.read(name)
    shown = _shown(reading.attempts, name)
    last = {one.question: one for one in reading.attempts if _of_course(one)}
    last_shown = {one.question: one for one in shown if _of_course(one)}
    seconds = _seconds(reading.attempts)
    known = knowledge.lessons()
    lessons = [
        _part(id_, known[id_].title, asked, last, last_shown, seconds.pop(id_, 0) / 60)
        for id_, asked in by_lesson().items()
    ]
    if sum(seconds.values()):
        lessons.append(Part(_LOADED, gettext(OTHER), 0, 0, 0, 0, sum(seconds.values()) / 60))
    goals = {goal.id: goal.text for record in known.values() for goal in record.objectives}
    objectives = [_part(id_, goals[id_], asked, last, last_shown) for id_, asked in by_objective().items()]
    return Summary(
        learner=name,
        minutes=sum(part.minutes for part in lessons),
        lessons=tuple(lessons),
        objectives=tuple(objectives),
        calibration=_calibration(shown),
        gain=parallel_forms.gain(reading.attempts),
        problems=reading.problems,
    )


def show(name: str | None = None, *, empty: bool = False) -> Personal:
    """Return what a learner has done, as a picture and as text; `empty` is for a page that fills it by itself."""
    found = summary(name)
    reminder = loaded_quizzes.keep_reminder()
    words = {
        "name": _name,
        "said": _said,
        "sure": _sure,
        "minutes": _minutes,
        "spent": _spent,
        "words": {code: gettext(said) for code, said in CONFIDENCE.items()},
    }
    html = render("progress.html", summary=found, reminder=reminder, empty=empty, **words)
    return Personal(PROGRESS, _text(found, reminder), html)


def by_lesson() -> dict[str, tuple[Question, ...]]:
    """Return the questions of each lesson, in its order; none where a lesson is not written yet."""
    return {id_: bank.lesson_questions(id_) if id_ in bank.lessons() else () for id_ in knowledge.lessons()}


def by_objective() -> dict[str, tuple[Question, ...]]:
    """Return the questions that test each objective, in order of the lessons; objectives without one are left out."""
    every = [question for asked in by_lesson().values() for question in asked]
    goals = [goal.id for record in knowledge.lessons().values() for goal in record.objectives]
    tested = {id_: tuple(one for one in every if _tests(one, id_)) for id_ in goals}
    return {id_: asked for id_, asked in tested.items() if asked}


def _shown(attempts: Iterable[Attempt], name: str) -> list[Attempt]:
    """Return the attempts whose result may be shown: the baseline's would teach the test."""
    hidden = parallel_forms.silent(parallel_forms.baseline(), name)
    return [attempt for attempt in attempts if not (hidden and attempt.quiz == parallel_forms.baseline())]


def _of_course(attempt: Attempt) -> bool:
    """Return whether an attempt is at a question of the course: a loaded file may use the same ids."""
    return not attempt.quiz.startswith(loaded_quizzes.LOADED)


def _tests(question: Question, objective: str) -> bool:
    return question.objective == objective and question.graded


def _seconds(attempts: Iterable[Attempt]) -> dict[str, float]:
    """Return the seconds spent on questions, by the lesson in which they were asked."""
    found: dict[str, float] = {}
    for attempt in attempts:
        lesson = attempt.quiz.partition("/")[0]
        found[lesson] = found.get(lesson, 0) + min(attempt.seconds or 0, LONGEST_S)
    return found


def _part(
    id_: str,
    title: str,
    questions: Iterable[Question],
    last: dict[str, Attempt],
    shown: dict[str, Attempt],
    minutes: float = 0.0,
) -> Part:
    ids = [question.id for question in questions]
    scores = [score for one in ids if one in shown and (score := shown[one].score) is not None]
    answered = sum(one in last for one in ids)
    return Part(id_, title, len(ids), answered, len(scores), sum(score == 1 for score in scores), minutes)


def _calibration(attempts: Iterable[Attempt]) -> tuple[Calibration, ...]:
    right: dict[str, list[bool]] = {code: [] for code in CONFIDENCE}
    for attempt in attempts:
        if attempt.confidence in right and attempt.score is not None:
            right[attempt.confidence].append(attempt.score == 1)
    if sum(map(len, right.values())) < ENOUGH:
        return ()
    return tuple(Calibration(code, len(given), sum(given)) for code, given in right.items() if given)


def _minutes(minutes: float) -> str:
    return gettext("under 1") if 0 < minutes < 1 else f"{minutes:.0f}"


def _spent(minutes: float) -> str:
    if 0 < minutes < 1:
        return gettext("Less than a minute on questions.")
    return ngettext(
        "About {minutes} minutes on questions.",
        "About {minutes} minutes on questions.",
        round(minutes),
        minutes=_minutes(minutes),
    )


def _said(part: Part) -> str:
    if not part.questions:
        return gettext("from files of your own") if part.id == _LOADED else gettext("no questions yet")
    said = _DONE if part.done else _NOT_STARTED if not part.answered else _BEGUN
    return gettext(said, answered=part.answered, questions=part.questions)


_DONE = gettext_noop("{answered} of {questions} answered: done")
_NOT_STARTED = gettext_noop("{answered} of {questions} answered: not started")
_BEGUN = gettext_noop("{answered} of {questions} answered: begun")


def _sure(one: Calibration) -> str:
    return ngettext("of {count} time, {right} right", "of {count} times, {right} right", one.answers, right=one.right)


def _line(name: str, *said: str) -> str:
    return gettext("- {what}: {said}", what=name, said=listed(filter(None, said)))


def _right(part: Part) -> str:
    return gettext("{right} of {graded} right now", right=part.right, graded=part.graded) if part.graded else ""


def _text(found: Summary, reminder: str | None) -> str:
    brief = gettext('Progress of "{learner}": less than a minute on questions.', learner=found.learner)
    lines = [
        brief
        if 0 < found.minutes < 1
        else ngettext(
            'Progress of "{learner}": about {minutes} minutes on questions.',
            'Progress of "{learner}": about {minutes} minutes on questions.',
            round(found.minutes),
            learner=found.learner,
            minutes=_minutes(found.minutes),
        )
    ]
    lines += [reminder] if reminder else []
    lines += ["", gettext("By lesson:")]
    for part in found.lessons:
        spent = gettext("{minutes} min", minutes=_minutes(part.minutes)) if part.minutes else ""
        lines.append(_line(_name(part), _said(part), _right(part), spent))
    lines += ["", gettext("By objective:")]
    lines += [_line(f"{part.id} {part.title}", _said(part), _right(part)) for part in found.objectives]
    lines += ["", gettext("How sure you were, and how right:")]
    lines += [_line(gettext(CONFIDENCE[one.confidence]), _sure(one)) for one in found.calibration] or [
        ngettext(
            "Shown when {count} answers say how sure you were.",
            "Shown when {count} answers say how sure you were.",
            ENOUGH,
        )
    ]
    lines += ["", gettext("From the first lesson to the last:"), found.gain.said]
    if found.problems:
        lines += ["", gettext("Not read ({count}):", count=len(found.problems)), *found.problems]
    return "\n".join(paragraph(line) for line in lines)


def _name(part: Part) -> str:
    lesson = knowledge.lessons().get(part.id)
    return lesson.heading if lesson else part.title
