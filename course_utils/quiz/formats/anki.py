"""Anki (https://apps.ankiweb.net): a deck of cards to remember by, one for each question that has an answer.

genanki writes what Anki reads; the archive around it is made here, because genanki's own has the time in it.
"""

import itertools
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from course_utils import knowledge
from course_utils.display import TEMPLATES
from course_utils.errors import CourseError
from course_utils.language import gettext, gettext_noop
from course_utils.quiz import bank
from course_utils.quiz.feedback import rests
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.archive import packed
from course_utils.quiz.formats.markup import inline, paragraph, paragraphs
from course_utils.quiz.kinds.brief import Brief
from course_utils.quiz.kinds.open_answer import Predict, Reflect
from course_utils.quiz.kinds.sketch import Sketch
from course_utils.quiz.question import Question

if TYPE_CHECKING:
    import genanki

FIELDS = ("Question", "Options", "Hint", "Answer", "Source")
_NOTETYPE = 1658188801  # Anki knows a note type and a deck by a number; it stays when the course changes
_SINCE = 1658188800  # seconds: the day of the article. Each raised version of a question makes its deck newer.
_NEVER_ASKED = {
    Predict: gettext_noop("it is left out, because a card asks for what is known, not for a guess."),
    Sketch: gettext_noop("it is left out, because a card asks for what is known, and draws no line."),
    Reflect: gettext_noop("it is left out, because a card asks for what is known, not for a thought of one's own."),
    Brief: gettext_noop("it is left out, because a card asks for what is known, not for a text of one's own."),
}


def export(questions: Iterable[Question], title: str) -> tuple[bytes, list[str]]:
    """Return the questions as an .apkg file, and a sentence for each thing that is left out or changed."""
    genanki = _genanki()
    noted = export_notes.Notes()
    notetype = _notetype(genanki)
    deck = genanki.Deck(2**30 + zlib.crc32(title.encode()), title.replace("::", ": "))
    versions = 0
    for question in questions:
        if type(question) in _NEVER_ASKED:
            noted.add(question, gettext(_NEVER_ASKED[type(question)]))
            continue
        with noted.tried(question, "Anki"):
            # A question of a file has its file's name too: two files may use one id.
            known = (question.id,) if _of_the_course(question) else (title, question.id)
            guid = genanki.guid_for(knowledge.course().id, *known)
            deck.add_note(genanki.Note(model=notetype, fields=_fields(question), guid=guid, tags=_tags(question)))
            versions += question.version
            noted.add(question, gettext("it is a card: the learner says the answer, turns the card and judges it."))
            export_notes.of_a_lesson(question, noted)
            export_notes.without_words(question, noted)
    if not deck.notes:
        return b"", noted.lines()
    with closing(sqlite3.connect(":memory:")) as database:
        since = _SINCE + versions
        genanki.Package(deck).write_to_db(database.cursor(), since, itertools.count(since * 1000))
        database.commit()
        collection = database.serialize()
    return packed({"collection.anki2": collection, "media": b"{}"}), noted.lines()


def _genanki() -> "genanki":
    try:
        import genanki
    except ImportError:
        said = gettext('Cards for Anki need genanki, which is not installed. Run: python -m pip install "genanki"')
        raise CourseError(said) from None
    return genanki


def _notetype(genanki: "genanki") -> "genanki.Model":
    front, back, style = (
        (TEMPLATES / name).read_text("utf-8") for name in ("anki-front.html", "anki-back.html", "anki-card.css")
    )
    return genanki.Model(
        _NOTETYPE,
        gettext("Question of the course"),
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": front, "afmt": back}],
        css=style,
    )


def _of_the_course(question: Question) -> bool:
    """Return whether this is a question of the course, in this version or another."""
    own = bank.every().get(question.id)
    return isinstance(own, type(question)) and own.set == question.set  # perhaps without its second step


def _tags(question: Question) -> list[str]:
    """Return the tags of a note; Anki takes no blanks in one."""
    words = (f"kind {question.kind}", f"objective {question.objective}" if question.objective else "")
    return ["-".join(text.split()) for text in words if text]


def _fields(question: Question) -> list[str]:
    """Return the fields of a note, as HTML."""
    return [
        paragraph(question.text),
        paragraphs(question.lines()),
        inline(question.hint or ""),
        paragraphs(part.line for part in question.key()),
        paragraphs(text for text, _ in rests(question)),
    ]
