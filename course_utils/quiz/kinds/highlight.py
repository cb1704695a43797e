"""Mark the words of a sentence that take a side (`highlight`)."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from course_utils import knowledge
from course_utils.knowledge.record import Value, record_of
from course_utils.language import gettext, gettext_noop, listed, ngettext
from course_utils.quiz.question import KeyPart, Question, Result, no_sentence, share, tables


@record_of()
class Marked(Value):
    """Words of the sentence, letter for letter, whether they take a side, and why."""

    words: str
    feedback: str
    loaded: bool = True


@record_of()
class Highlight(Question):
    """The response is the list of the numbers of the marked words of the sentence, counted from 0."""

    sentence: str
    marks: tuple[Marked, ...]

    typed = False
    form = gettext_noop("Mark at least one word.")

    def __post_init__(self):
        object.__setattr__(self, "marks", tables(self, "marks", Marked, self.marks))
        super().__post_init__()
        if self.sentence not in knowledge.sentence_texts():
            raise self.fault("sentence", no_sentence(self.sentence))
        for mark in self.marks:
            if not self.numbers(mark.words):
                said = gettext('"{words}" does not stand in sentence {id}.', words=mark.words, id=self.sentence)
                raise self.fault("marks", said)
        if not any(mark.loaded for mark in self.marks):
            raise self.fault("marks", gettext("at least one of them must take a side."))

    def words(self) -> list[str]:
        """Return the words of the sentence, as they can be marked one by one."""
        return knowledge.sentence_texts()[self.sentence].split()

    def judge(self, response: Any) -> Result:
        """Return the share of loaded words found, less what was marked beside them."""
        words = self.words()
        if not isinstance(response, list | tuple) or any(type(number) is not int for number in response):
            raise TypeError("not numbers of words")
        marked = set(response)
        if not marked <= set(range(len(words))):
            raise ValueError("no such word")
        loaded = [self.numbers(mark.words) for mark in self.marks if mark.loaded]
        found = [numbers for numbers in loaded if numbers & marked]
        beside = marked - set().union(*loaded)
        parts = [(mark.words, mark.feedback) for mark in self.marks if self.numbers(mark.words) & marked]
        missing = len(loaded) - len(found)
        said = found_said(missing)
        if beside:
            said = f"{said} {beside_said(words[number] for number in sorted(beside))}"
        score = (len(found) - len(beside) / 2) / len(loaded)
        return share(score, said, parts, [(str(number), number not in beside) for number in sorted(marked)])

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return the words that were marked."""
        words = self.words()
        marked = " … ".join(words[number] for number in sorted({*response}))
        return [(marked, " ".join(why for _, why in result.parts) or result.text)]

    def key(self) -> tuple[KeyPart, ...]:
        """Return the words that take a side, and those that only seem to."""
        said = {True: gettext_noop("“{words}” takes a side"), False: gettext_noop("“{words}” takes none")}
        return tuple(KeyPart(gettext(said[mark.loaded], words=mark.words), mark.feedback) for mark in self.marks)

    def holding(self) -> tuple[str, ...]:
        """Return the numbers of all words that take a side."""
        loaded = set().union(*(self.numbers(mark.words) for mark in self.marks if mark.loaded))
        return tuple(map(str, sorted(loaded)))

    def face(self) -> dict[str, Any]:
        """Return the words of the sentence."""
        return {"words": self.words()}

    def lines(self) -> list[str]:
        """Return the sentence."""
        return [knowledge.sentence_texts()[self.sentence]]

    def numbers(self, words: str) -> set[int]:
        """Return the numbers of all words of the sentence that belong to these words."""
        bare = [_bare(word) for word in self.words()]
        wanted = [_bare(word) for word in words.split()]
        starts = (n for n in range(len(bare)) if wanted and bare[n : n + len(wanted)] == wanted)
        return {n for start in starts for n in range(start, start + len(wanted))}


def found_said(missing: int) -> str:
    """Return what is said of an answer in which so many of the words that take a side are missing."""
    if missing:
        return ngettext("{count} more to find.", "{count} more to find.", missing)
    return gettext("Every word that takes a side is marked.")


def beside_said(words: Iterable[str]) -> str:
    """Return what is said of words that were marked and take no side."""
    return gettext("Look again at: {words}.", words=listed(words))


def _bare(word: str) -> str:
    return re.sub(r"[^\w-]", "", word)
