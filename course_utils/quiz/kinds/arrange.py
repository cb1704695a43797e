"""Put things in order (`order`), pair them (`match`), or sort them into classes (`classify`)."""

from dataclasses import dataclass, field
from typing import Any

from course_utils.quiz.question import KeyPart, Question, Result, mixed, share, tables


@dataclass(frozen=True)
class Item:
    """One thing to put in its place, and what is said about where it belongs."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Pair:
    """Two things that belong together, and why."""

    text: str
    partner: str
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """The items stand in the file in the right order; the response is a list of their texts."""

    items: tuple[Item, ...]

    form = "Put all the items in order."

    def __post_init__(self):
        object.__setattr__(self, "items", tables(self, "items", Item, self.items))
        super().__post_init__()
        if len(self.items) < 2:
            raise self.fault("items", "there must be at least two.")

    def judge(self, response: Any) -> Result:
        """Return the share of neighbours and others that stand the right way round (Kendall's tau, from 0)."""
        if not isinstance(response, list | tuple):
            raise TypeError("not a list")
        texts = [item.text for item in self.items]
        places = [texts.index(text) for text in response]
        if sorted(places) != list(range(len(texts))):
            raise ValueError("not all items")
        pairs = [(a, b) for n, a in enumerate(places) for b in places[n + 1 :]]
        turned = sum(a > b for a, b in pairs)
        score = max(0.0, 1 - 2 * turned / len(pairs))
        said = "Every item is in its place." if not turned else "Some items stand the wrong way round."
        return share(score, said, [(item.text, item.feedback) for item in self.items] if not turned else ())

    def key(self) -> tuple[KeyPart, ...]:
        """Return the items in their order."""
        return tuple(KeyPart(f"{n}. {item.text}", item.feedback) for n, item in enumerate(self.items, start=1))

    def face(self) -> dict[str, Any]:
        """Return the items, mixed."""
        texts = [item.text for item in self.items]
        shown = mixed(self, texts)
        return {"items": shown if shown != texts else shown[::-1]}

    def lines(self) -> list[str]:
        """Return the items, mixed."""
        return [f"- {text}" for text in self.face()["items"]]


@dataclass(frozen=True, kw_only=True)
class Match(Question):
    """Each text has one partner; the response gives a partner for each text."""

    pairs: tuple[Pair, ...]
    others: tuple[str, ...] = field(default=())

    form = "Choose a partner for each."

    def __post_init__(self):
        object.__setattr__(self, "pairs", tables(self, "pairs", Pair, self.pairs))
        super().__post_init__()

    def judge(self, response: Any) -> Result:
        """Return the share of right pairs, with what is said about each pair that was made rightly."""
        made = _chosen(response, self)
        right = [pair for pair in self.pairs if made.get(pair.text) == pair.partner]
        parts = [(f"{pair.text} – {pair.partner}", pair.feedback) for pair in right]
        return share(len(right) / len(self.pairs), f"{len(right)} of {len(self.pairs)} are right.", parts)

    def key(self) -> tuple[KeyPart, ...]:
        """Return each text with what belongs to it."""
        return tuple(KeyPart(f"{pair.text} – {pair.partner}", pair.feedback) for pair in self.pairs)

    def face(self) -> dict[str, Any]:
        """Return the texts, and the partners mixed with others that fit nowhere."""
        partners = dict.fromkeys([*(pair.partner for pair in self.pairs), *self.others])
        return {"rows": [pair.text for pair in self.pairs], "choices": mixed(self, partners)}

    def lines(self) -> list[str]:
        """Return what is to be paired with what."""
        face = self.face()
        return [*(f"- {text}" for text in face["rows"]), f"with: {' / '.join(face['choices'])}"]


@dataclass(frozen=True, kw_only=True)
class Classify(Question):
    """Each text belongs to one of a few classes; the response gives a class for each text."""

    items: tuple[Pair, ...]
    classes: tuple[str, ...] = ("fact", "quotation", "judgement")

    form = "Choose a class for each."
    key = Match.key

    def __post_init__(self):
        object.__setattr__(self, "items", tables(self, "items", Pair, _with_partner(self.items)))
        super().__post_init__()
        for item in self.items:
            if item.partner not in self.classes:
                raise self.fault("items", f'the class "{item.partner}" is not one of: {", ".join(self.classes)}.')

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The items, each with its class, as in a match."""
        return self.items

    def judge(self, response: Any) -> Result:
        """Return the share put in the right class, with what is said about each of those."""
        made = _chosen(response, self)
        right = [item for item in self.items if made.get(item.text) == item.partner]
        parts = [(f"{item.text} – {item.partner}", item.feedback) for item in right]
        return share(len(right) / len(self.items), f"{len(right)} of {len(self.items)} are right.", parts)

    def face(self) -> dict[str, Any]:
        """Return the texts and the classes."""
        return {"rows": [item.text for item in self.items], "choices": list(self.classes)}

    def lines(self) -> list[str]:
        """Return the texts and the classes."""
        return [*(f"- {item.text}" for item in self.items), f"as: {' / '.join(self.classes)}"]


def _chosen(response: Any, asked: Match | Classify) -> dict[str, str | None]:
    """Return the response if it chooses, for rows of this question, what it offers; ValueError if not."""
    if not isinstance(response, dict) or not set(response) <= {row.text for row in asked.pairs}:
        raise ValueError("no such row")
    offered = {None, "", *asked.face()["choices"]}
    if not all(isinstance(chosen, str | None) and chosen in offered for chosen in response.values()):
        raise ValueError("not one of the choices")
    return response


def _with_partner(entries: Any) -> Any:
    """Return the entries with "class", a word that Python keeps for itself, as "partner"."""
    if not isinstance(entries, list | tuple):
        return entries
    return [_renamed(entry) if isinstance(entry, dict) else entry for entry in entries]


def _renamed(entry: dict[str, Any]) -> dict[str, Any]:
    return {"partner" if name == "class" else name: value for name, value in entry.items()}
