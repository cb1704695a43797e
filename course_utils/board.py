"""The board: what a learner has laid beside each of the course's rival explanations, over all lessons.

It never says which explanation is right. What lies on it, `quiz/laid.py` finds out.
"""

from course_utils import knowledge
from course_utils.display import paragraph, render
from course_utils.language import gettext
from course_utils.progress.personal import Personal
from course_utils.quiz.kinds.weigh import explanations
from course_utils.quiz.laid import columns
from course_utils.quiz.laid import laid as laid
from course_utils.traces import BOARD


def show(name: str | None = None) -> Personal:
    """Return the board of a learner, by default of whoever is learning now."""
    everything = laid(name)
    notes = {id_: value.note for id_, value in knowledge.vocabulary("board.explanation").items()}
    board = [(label, notes[id_], columns(everything[id_])) for id_, label in explanations().items()]
    lines = [gettext("Your board")]
    for label, note, sides in board:
        lines += ["", paragraph(label), paragraph(note, "  ")]
        for head, pieces in sides:
            lines += [f"  {head}", *(paragraph(f"- {one.said}", "    ") for one in pieces)] if pieces else []
    return Personal(BOARD, "\n".join(lines), render("board.html", board=board))
