"""Put things in order (`order`), pair them (`match`), or sort them into classes (`classify`)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop, listed, ngettext
from course_utils.quiz.option import Named, find, find_each
from course_utils.quiz.question import KeyPart, Question, Result, mixed, share, tables, told_apart

_HALF = 74  # signs of one of two texts that are shown beside each other
_PARTNER = 60  # signs of what was put to a text


@record_of()
class Item(Named):
    """One thing to put in its place, and what is said about where it belongs."""

    feedback: str


@record_of()
class Pair(Named):
    """Two things that belong together, and why."""

    partner: Named
    feedback: str

    def __post_init__(self):
        object.__setattr__(self, "partner", Named.of(self.partner))


@record_of()
class Sorted(Named):
    """One thing to sort, the id of the class it belongs to, and why."""

    belongs_to: str
    feedback: str


@record_of()
class Order(Question):
    """The items stand in the file in the right order; the response is a list of their ids."""

    items: tuple[Item, ...]

    typed = False
    form = gettext_noop("Put all the items in order.")

    def __post_init__(self):
        object.__setattr__(self, "items", tables(self, "items", Item, self.items))
        super().__post_init__()
        if len(self.items) < 2:
            raise self.fault("items", gettext("there must be at least two."))

    def judge(self, response: Any) -> Result:
        """Return the share of neighbours and others that stand the right way round (Kendall's tau, from 0)."""
        places = [self.items.index(item) for item in find_each(self.items, response)]
        if sorted(places) != list(range(len(self.items))):
            raise ValueError("not all items")
        pairs = [(a, b) for n, a in enumerate(places) for b in places[n + 1 :]]
        turned = sum(a > b for a, b in pairs)
        score = max(0.0, 1 - 2 * turned / len(pairs))
        marks = [(self.items[place].name, place == n) for n, place in enumerate(places)]
        if turned:
            said = ngettext(
                "{right} of {count} stands in its place.",
                "{right} of {count} stand in their place.",
                len(places),
                right=sum(right for _, right in marks),
            )
            return share(score, said, marks=marks)
        parts = [(item.text, item.feedback) for item in self.items]
        return share(score, gettext("Every item is in its place."), parts, marks)

    def by_id(self, response: Any) -> list[str]:
        """Return the ids of the items."""
        return [item.name for item in find_each(self.items, response)]

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return each two neighbours that stand the wrong way round."""
        turned = [
            (one, other)
            for one, other in pairwise(find_each(self.items, response))
            if self.items.index(one) > self.items.index(other)
        ]
        said = gettext_noop("“{one}” before “{other}”")
        return [
            (gettext(said, one=cut(one.text, _HALF), other=cut(other.text, _HALF)), other.feedback)
            for one, other in turned
        ]

    def key(self) -> tuple[KeyPart, ...]:
        """Return the items in their order."""
        return tuple(KeyPart(f"{n}. {item.text}", item.feedback) for n, item in enumerate(self.items, start=1))

    def shown(self) -> list[Item]:
        """Return the items, mixed."""
        made = mixed(self, self.items)
        return made if made != list(self.items) else made[::-1]

    def face(self) -> dict[str, Any]:
        """Return the items, mixed."""
        return {"items": [item.face for item in self.shown()]}

    def lines(self) -> list[str]:
        """Return the items, mixed."""
        return [f"- {item.text}" for item in self.shown()]


class Rows(Question):
    """What pairing and sorting share: each row is given one of the same choices; the response is a dict of ids."""

    typed = False

    def rows(self) -> tuple[Pair, ...]:
        """Return what is given something, each with what belongs to it."""
        raise NotImplementedError

    def choices(self) -> list[Named]:
        """Return what a row can be given, in the order in which it is shown."""
        raise NotImplementedError

    def judge(self, response: Any) -> Result:
        """Return the share of right pairs, with what is said about each pair that was made rightly."""
        made, rows = self.by_id(response), self.rows()
        right = [row for row in rows if made.get(row.name) == row.partner.name]
        parts = [(f"{row.text} – {row.partner.text}", row.feedback) for row in right]
        said = ngettext("{right} of {count} are right.", "{right} of {count} are right.", len(rows), right=len(right))
        marks = [(row.name, row in right) for row in rows if made.get(row.name)]
        return share(len(right) / len(rows), said, parts, marks)

    def by_id(self, response: Any) -> dict[str, str | None]:
        """Return the ids of the choices by the ids of the rows."""
        if not isinstance(response, dict):
            raise TypeError("not rows")
        rows, choices = self.rows(), self.choices()
        made = {
            find(rows, row).name: chosen if chosen is None or chosen == "" else find(choices, chosen).name
            for row, chosen in response.items()
        }
        if len(made) < len(response):
            raise ValueError("one row twice")
        return made

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return each row with the wrong thing that it was given."""
        made, choices = self.by_id(response), self.choices()
        wrong = [(row, made.get(row.name)) for row in self.rows() if made.get(row.name) != row.partner.name]
        given = [(row, find(choices, name).text if name else gettext("nothing")) for row, name in wrong]
        return [(f"{cut(row.text, 2 * _HALF - _PARTNER)} – {cut(text, _PARTNER)}", row.feedback) for row, text in given]

    def key(self) -> tuple[KeyPart, ...]:
        """Return each text with what belongs to it."""
        return tuple(KeyPart(f"{row.text} – {row.partner.text}", row.feedback) for row in self.rows())

    def face(self) -> dict[str, Any]:
        """Return the rows and the choices."""
        return {"rows": [row.face for row in self.rows()], "choices": [choice.face for choice in self.choices()]}

    def among(self) -> str:
        """Return the choices, one after the other."""
        return " / ".join(one.text for one in self.choices())


class Sorting(Rows):
    """What kinds of sorting share: each thing belongs to one of a few classes."""

    classes: tuple[Named, ...]

    def things(self) -> tuple[Sorted, ...]:
        """Return what is sorted."""
        raise NotImplementedError

    def rows(self) -> tuple[Pair, ...]:
        """Return the things, each with its class, as in a match."""
        return tuple(
            Pair(
                id=one.id,
                text=one.text,
                partner=find(self.classes, one.belongs_to),
                feedback=one.feedback,
                formerly=one.formerly,
            )
            for one in self.things()
        )

    def choices(self) -> list[Named]:
        """Return the classes."""
        return list(self.classes)


@record_of()
class Match(Rows):
    """Each text has one partner; `others` are partners that fit nowhere."""

    pairs: tuple[Pair, ...]
    others: tuple[Named, ...] = ()

    form = gettext_noop("Choose a partner for each.")

    def __post_init__(self):
        object.__setattr__(self, "pairs", tables(self, "pairs", Pair, self.pairs))
        if self.others:
            object.__setattr__(self, "others", tables(self, "others", Named, self.others))
        super().__post_init__()
        told_apart(self, "pairs", dict.fromkeys(self._partners()))

    def _partners(self) -> list[Named]:
        return [*(pair.partner for pair in self.pairs), *self.others]

    def rows(self) -> tuple[Pair, ...]:
        """Return the pairs."""
        return self.pairs

    def choices(self) -> list[Named]:
        """Return the partners, mixed with others that fit nowhere."""
        return mixed(self, dict.fromkeys(self._partners()))

    def lines(self) -> list[str]:
        """Return what is to be paired with what."""
        return [*(f"- {pair.text}" for pair in self.pairs), gettext("with: {choices}", choices=self.among())]


_USUAL = (
    Named(id="fact", text=gettext_noop("fact")),
    Named(id="quotation", text=gettext_noop("quotation")),
    Named(id="judgement", text=gettext_noop("judgement")),
)


@record_of()
class Classify(Sorting):
    """Each text belongs to one of a few classes."""

    items: tuple[Sorted, ...]
    classes: tuple[Named, ...] = _USUAL

    form = gettext_noop("Choose a class for each.")

    def __post_init__(self):
        if self.classes == _USUAL:
            object.__setattr__(self, "classes", tuple(replace(one, text=gettext(one.text)) for one in _USUAL))
        object.__setattr__(self, "classes", tables(self, "classes", Named, self.classes))
        object.__setattr__(self, "items", tables(self, "items", Sorted, _belonging(self.items)))
        super().__post_init__()
        for item in self.items:
            if not any(one.means(item.belongs_to) for one in self.classes):
                said = gettext('the class "{name}" is not one of: {names}.')
                names = listed(one.name for one in self.classes)
                raise self.fault("items", said.format(name=item.belongs_to, names=names))

    def things(self) -> tuple[Sorted, ...]:
        """Return the texts."""
        return self.items

    def lines(self) -> list[str]:
        """Return the texts and the classes."""
        return [*(f"- {item.text}" for item in self.items), gettext("as: {choices}", choices=self.among())]


def _belonging(entries: Any) -> Any:
    """Return the entries with `belongs_to` where a file of before says "class"."""
    if not isinstance(entries, list | tuple):
        return entries
    return [
        {"belongs_to" if name == "class" else name: value for name, value in entry.items()}
        if isinstance(entry, Mapping)
        else entry
        for entry in entries
    ]
