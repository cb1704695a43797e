"""Mark the words of a sentence that take a side (`highlight`)."""

import re
from dataclasses import dataclass
from typing import Any

from course_utils import knowledge
from course_utils.quiz.question import KeyPart, Question, Result, share, tables


@dataclass(frozen=True)
class Marked:
    """Words of the sentence, letter for letter, whether they take a side, and why."""

    words: str
    feedback: str
    loaded: bool = True


@dataclass(frozen=True, kw_only=True)
class Highlight(Question):
    """The response is the list of the numbers of the marked words of the sentence, counted from 0."""

    sentence: str
    marks: tuple[Marked, ...]

    form = "Mark at least one word."

    def __post_init__(self):
        object.__setattr__(self, "marks", tables(self, "marks", Marked, self.marks))
        super().__post_init__()
        if self.sentence not in knowledge.sentence_texts():
            raise self.fault("sentence", f'the article has no sentence "{self.sentence}": they are s01 to s12.')
        for mark in self.marks:
            if not self.numbers(mark.words):
                raise self.fault("marks", f'"{mark.words}" does not stand in sentence {self.sentence}.')
        if not any(mark.loaded for mark in self.marks):
            raise self.fault("marks", "at least one of them must take a side.")

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
        said = f"{missing} more to find." if missing else "Every word that takes a side is marked."
        if beside:
            said += f" Look again at: {', '.join(words[number] for number in sorted(beside))}."
        score = (len(found) - len(beside) / 2) / len(loaded)
        return share(score, said, parts)

    def key(self) -> tuple[KeyPart, ...]:
        """Return the words that take a side, and those that only seem to."""
        said = {True: "takes a side", False: "takes none"}
        return tuple(KeyPart(f"“{mark.words}” {said[mark.loaded]}", mark.feedback) for mark in self.marks)

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


def _bare(word: str) -> str:
    return re.sub(r"[^\w-]", "", word)
