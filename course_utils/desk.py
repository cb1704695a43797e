"""The desk: what there is to argue with, and the page that a learner makes of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from course_utils import board, knowledge
from course_utils.attempts import learner, store
from course_utils.display import Citations, View, paragraph, render
from course_utils.errors import UnknownId
from course_utils.language import current, gettext
from course_utils.progress.personal import Personal
from course_utils.quiz import bank
from course_utils.quiz import shelf as quiz_shelf
from course_utils.quiz.kinds.brief import named, statements
from course_utils.quiz.kinds.weigh import AGAINST, FOR, explanations
from course_utils.quiz.laid import Placement
from course_utils.quiz.question import STORED
from course_utils.traces import PAGE


class Picture(Protocol):
    """A map, as a page shows it."""

    html: str


class Page(Personal):
    """The learner's page: shown below the cell, and saved as a file to print or send."""

    def save(self, file: str) -> None:
        """Write the page as a file that any browser opens, without the internet."""
        head = f'<!doctype html>\n<html lang="{current().code}">\n<meta charset="utf-8">\n'
        title = render("desk-title.html", title=gettext("One page"))
        Path(file).write_text(head + title + self.html, "utf-8")


def shelf() -> View:
    """Return what the lessons rest on, lesson by lesson: each record or document with the id that names it."""
    lessons = quiz_shelf.shelf()
    said = {id_: knowledge.words(knowledge.find(id_)) for _, _, ids in lessons for id_ in ids}
    lines = [paragraph(part.line) for part in lessons]
    html = render("desk-shelf.html", lessons=lessons, said=said)
    return View("\n".join([gettext("What you can argue with"), *lines]), html)


def page(brief: str, guess: str, picture: Picture | None = None) -> Page:
    """Return the page of whoever is learning now.

    It has what they wrote in the quiz `brief`, what each statement rests on, a map, and what changed since `guess`.
    """
    attempts = store.read(learner.current()).attempts
    answers = {one.question: one.response for one in attempts}
    [asked], [guessed] = bank.question_set(brief), bank.question_set(guess)
    saved = answers.get(asked.id)
    written = statements(saved if isinstance(saved, str) else "")
    found = _records(written)
    citations = Citations()
    rests = [(id_, knowledge.words(record), citations.mark(record.sources)) for id_, record in found.items()]
    guesses = [one.response for one in attempts if one.question == guessed.id and one.verdict == STORED]
    first = guessed.in_words(guesses[0]) if guesses else gettext("not guessed yet")
    laid = [_laid(label, board.laid()[id_]) for id_, label in explanations().items()]
    changed = [one.said for ones in board.laid().values() for one in ones if one.stance != one.at_first]
    lines = written or [gettext("Nothing is written yet. Save your statements first, then run this cell again.")]
    text = [*map(paragraph, lines), "", gettext("What it rests on")]
    text += [paragraph(f"{id_}: {words} {marks}") for id_, words, marks in rests]
    text += ["", gettext("What changed"), paragraph(gettext("First guess: {guess}", guess=first))]
    text += [paragraph(f"- {one}") for one in (*laid, *changed)]
    text += ["", citations.section()]
    shown = {"lines": lines, "rests": rests, "first": first, "laid": laid, "changed": changed, "citations": citations}
    html = render("desk.html", **shown, picture=Markup(picture.html) if picture else "")
    return Page(PAGE, "\n".join(text), html)


def _records(written: list[str]) -> Mapping[str, Any]:
    found = {}
    for id_ in (mark for line in written for mark in named(line)):
        try:
            found[id_] = knowledge.find(id_)
        except UnknownId:
            continue  # the form has told so
    return found


def _laid(label: str, placements: tuple[Placement, ...]) -> str:
    """Return how much is laid for an explanation and against it."""
    counted = [sum(one.stance in stances for one in placements) for stances in (FOR, AGAINST)]
    return gettext("{explanation}: {count} for, {other} against", explanation=label, count=counted[0], other=counted[1])
