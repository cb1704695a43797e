"""What a learner chooses among: each has an id, which is what an answer stores, and words, which may be changed."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from course_utils.knowledge.record import Value, record_of
from course_utils.language import gettext_noop


@record_of()
class Named(Value):
    """Something to choose, to put in order or to sort: its words, its id, and `formerly` its earlier words."""

    text: str
    id: str = ""
    formerly: tuple[str, ...] = ()

    written: ClassVar = gettext_noop("a text in quotation marks, or { id = …, text = … }")
    """How a file has it, in words."""

    @property
    def name(self) -> str:
        """What an answer stores: the id; where a file gives none, the words."""
        return self.id or self.text

    @property
    def face(self) -> dict[str, str]:
        """What the browser gets of it."""
        return {"id": self.name, "text": self.text}

    def means(self, response: object) -> bool:
        """Return whether a response names it: by its id, or as answers did before by its words, also earlier ones."""
        return isinstance(response, str) and response in (self.name, self.text, *self.formerly)

    @classmethod
    def of(cls, value: Any) -> Self:
        """Return what a file says: a table, or its words alone; TypeError or AttributeError if it says neither."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(text=value)
        return cls(**frozen(value))


@record_of()
class Option(Named):
    """One thing to choose: whether it is right, and why; `misreading` is the id of what a reader has understood."""

    feedback: str
    right: bool = False
    misreading: str | None = None


def misreadings(options: Iterable[Option]) -> tuple[str, ...]:
    """Return the misreading of each wrong option that has one."""
    return tuple(one.misreading for one in options if one.misreading and not one.right)


AnyNamed = TypeVar("AnyNamed", bound=Named)


def find(parts: Iterable[AnyNamed], response: object) -> AnyNamed:
    """Return the part that a response names; LookupError if it names none."""
    for part in parts:
        if part.means(response):
            return part
    raise LookupError("nothing of that name")


def find_each(parts: Iterable[AnyNamed], response: object) -> list[AnyNamed]:
    """Return the parts that a list of responses names; LookupError or TypeError if it is not such a list."""
    if not isinstance(response, list | tuple):
        raise TypeError("not a list")
    parts = tuple(parts)
    return [find(parts, one) for one in response]


def frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a table, its lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
