"""Which words several texts have in common: two or more in the same order, signs and vowel marks aside."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

_RUN = 2  # words together: a single small word shows nothing
_NO_LETTERS = re.compile(
    r"[^\w]|[\u064B-\u0652\u0640]"
)  # signs, Arabic vowel marks and the stroke that stretches a word


@dataclass(frozen=True)
class Same:
    """For each text and phrase the places of shared words; and each run with the numbers of the texts that have it."""

    positions: list[list[frozenset[int]]]
    runs: dict[str, list[int]]


def shared(texts: list[tuple[str, list[str]]]) -> Same:
    """Return what texts share, each given as its language and its phrases; only those of one language are compared."""
    words = [
        [[_NO_LETTERS.sub("", one).casefold() for one in phrase.split()] for phrase in phrases] for _, phrases in texts
    ]
    places: list[list[set[int]]] = [[set() for _ in phrases] for _, phrases in texts]
    runs: dict[str, set[int]] = {}
    for one, other in combinations(range(len(texts)), 2):
        if texts[one][0] != texts[other][0]:
            continue
        for a, first in enumerate(words[one]):
            for b, second in enumerate(words[other]):
                for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
                    run = [word for word in first[block.a : block.a + block.size] if word]
                    if len(run) >= _RUN:
                        places[one][a].update(range(block.a, block.a + block.size))
                        places[other][b].update(range(block.b, block.b + block.size))
                        runs.setdefault(" ".join(run), set()).update((one, other))
    return Same(
        [[frozenset(phrase) for phrase in phrases] for phrases in places],
        {words: sorted(numbers) for words, numbers in runs.items()},
    )


def marked(phrase: str, places: frozenset[int]) -> list[tuple[str, bool]]:
    """Return a phrase in pieces, each with whether its words are shared."""
    pieces: list[tuple[list[str], bool]] = []
    for number, word in enumerate(phrase.split()):
        same = number in places
        if pieces and pieces[-1][1] == same:
            pieces[-1][0].append(word)
        else:
            pieces.append(([word], same))
    return [(" ".join(words), same) for words, same in pieces]
