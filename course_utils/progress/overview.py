"""What a learner has done and not done: by lesson, by objective, how sure against how right, and the gain."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils import knowledge
from course_utils.progress import keeping, learner, store
from course_utils.progress.attempt import Attempt
from course_utils.progress.personal import Personal
from course_utils.quiz import bank, forms
from course_utils.quiz.question import SURENESS, Question
from course_utils.traces import PROGRESS
from course_utils.view import paragraph, render

LONGEST_S = 300  # seconds counted for one answer at most: longer, and the page was simply left open
ENOUGH = 5  # answers that say how sure; fewer say nothing about calibration
OTHER = "Other questions"


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
    """How right the answers were that were given with one degree of sureness."""

    sureness: str
    answers: int
    right: float
    """Their mean score, from 0 to 1."""


@dataclass(frozen=True)
class Summary:
    """What one learner has done, for code and tests; `show()` draws it."""

    learner: str
    minutes: float
    lessons: tuple[Part, ...]
    objectives: tuple[Part, ...]
    calibration: tuple[Calibration, ...]
    """Empty until enough answers say how sure the learner was."""
    gain: forms.Gain
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
    asked = {id_: bank.lesson_questions(id_) if id_ in bank.lessons() else () for id_ in known}
    lessons = [_part(id_, known[id_].title, asked[id_], last, last_shown, seconds.pop(id_, 0) / 60) for id_ in known]
    if sum(seconds.values()):
        lessons.append(Part("loaded", OTHER, 0, 0, 0, 0, sum(seconds.values()) / 60))
    every = [question for questions in asked.values() for question in questions]
    objectives = [
        _part(goal["id"], goal["text"], [one for one in every if _tests(one, goal["id"])], last, last_shown)
        for record in known.values()
        for goal in record.objectives
    ]
    return Summary(
        learner=name,
        minutes=sum(part.minutes for part in lessons),
        lessons=tuple(lessons),
        objectives=tuple(part for part in objectives if part.questions),
        calibration=_calibration(shown),
        gain=forms.gain(reading.attempts),
        problems=reading.problems,
    )


def show(name: str | None = None) -> Personal:
    """Return what a learner has done, as a picture and as text."""
    found = summary(name)
    reminder = keeping.keep_reminder()
    html = render("progress.html", summary=found, reminder=reminder, said=_said, sure=_sure, minutes=_minutes)
    return Personal(PROGRESS, _text(found, reminder), html)


def _shown(attempts: Iterable[Attempt], name: str) -> list[Attempt]:
    """Return the attempts whose result may be shown: the baseline's would teach the test."""
    hidden = forms.silent(forms.BASELINE, name)
    return [attempt for attempt in attempts if not (hidden and attempt.quiz == forms.BASELINE)]


def _of_course(attempt: Attempt) -> bool:
    """Return whether an attempt is at a question of the course: a loaded file may use the same ids."""
    return not attempt.quiz.startswith(keeping.LOADED)


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
    scores = [shown[one].score for one in ids if one in shown and shown[one].score is not None]
    answered = sum(one in last for one in ids)
    return Part(id_, title, len(ids), answered, len(scores), sum(score == 1 for score in scores), minutes)


def _calibration(attempts: Iterable[Attempt]) -> tuple[Calibration, ...]:
    scores: dict[str, list[float]] = {sureness: [] for sureness in SURENESS}
    for attempt in attempts:
        if attempt.confidence in scores and attempt.score is not None:
            scores[attempt.confidence].append(attempt.score)
    if sum(map(len, scores.values())) < ENOUGH:
        return ()
    return tuple(Calibration(word, len(given), sum(given) / len(given)) for word, given in scores.items() if given)


def _minutes(minutes: float) -> str:
    return "under 1" if 0 < minutes < 1 else f"{minutes:.0f}"


def _said(part: Part) -> str:
    if not part.questions:
        return "no questions yet" if part.title != OTHER else "from files of your own"
    word = "done" if part.done else "not started" if not part.answered else "begun"
    return f"{part.answered} of {part.questions} answered: {word}"


def _sure(one: Calibration) -> str:
    return f"{one.right:.0%} right, in {one.answers} answer{'s' if one.answers > 1 else ''}"


def _right(part: Part) -> str:
    return f", {part.right} of {part.graded} right now" if part.graded else ""


def _text(found: Summary, reminder: str | None) -> str:
    lines = [f'Progress of "{found.learner}": about {_minutes(found.minutes)} minutes on questions.']
    lines += [reminder] if reminder else []
    lines += ["", "By lesson:"]
    for part in found.lessons:
        spent = f", {_minutes(part.minutes)} min" if part.minutes else ""
        lines.append(f"- {_name(part)}: {_said(part)}{_right(part)}{spent}")
    lines += ["", "By objective:"]
    lines += [f"- {part.id} {part.title}: {_said(part)}{_right(part)}" for part in found.objectives]
    lines += ["", "How sure you were, and how right:"]
    lines += [f"- {one.sureness}: {_sure(one)}" for one in found.calibration] or [
        f"Shown when {ENOUGH} answers say how sure you were."
    ]
    lines += ["", "From the first lesson to the last:", found.gain.said]
    if found.problems:
        lines += ["", f"Not read ({len(found.problems)}):", *found.problems]
    return "\n".join(paragraph(line) for line in lines)


def _name(part: Part) -> str:
    return f"{part.id[:2]} {part.title}" if part.id[:2].isdigit() else part.title
