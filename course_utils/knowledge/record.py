"""What a record is: fields that are declared and never change, some of which lead to other records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

from course_utils.knowledge.loader import KINDS, one
from course_utils.schema import Reference

Kind = TypeVar("Kind")


class Linked(Sequence):
    """The records that a link field leads to: read as a tuple of them, and copied as their ids.

    A row that is made of a record (`dataclasses.asdict`, and so a table of pandas) has the ids, not all that they
    lead to, which would never end: terms lead to each other.
    """

    __slots__ = ("_records",)

    def __init__(self, records: Iterable["Record"]):
        self._records = tuple(records)

    def __getitem__(self, place: Any) -> Any:
        return self._records[place]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator["Record"]:
        return iter(self._records)

    def __contains__(self, record: object) -> bool:
        return record in self._records

    def __eq__(self, other: object) -> bool:
        return self._records == (other._records if isinstance(other, Linked) else other)

    def __hash__(self) -> int:
        return hash(self._records)

    def __add__(self, other: Iterable["Record"]) -> tuple:
        return (*self._records, *other)

    def __radd__(self, other: Iterable["Record"]) -> tuple:
        return (*other, *self._records)

    def __repr__(self) -> str:
        return repr(self._records)

    def __deepcopy__(self, memo: dict) -> tuple[str, ...]:
        return tuple(record.id for record in self._records)


class Links(Reference):
    """A field that holds ids in the file and gives the records themselves when asked."""

    def __init__(self, kind: str):
        self.kind = kind

    def __set_name__(self, owner: type, name: str):
        self.name = name

    def __get__(self, record: object, owner: type) -> Any:
        if record is None:
            return ()
        return Linked(one(self.kind, id_) for id_ in vars(record)[self.name])

    def __set__(self, record: object, ids: Any):
        vars(record)[self.name] = tuple(ids)


class Link(Links):
    """The same for a required field that holds one id."""

    many = False

    def __get__(self, record: object, owner: type) -> Any:
        if record is None:
            raise AttributeError("no default: the field is required")
        return one(self.kind, vars(record)[self.name])

    def __set__(self, record: object, ids: Any):
        vars(record)[self.name] = ids


# To types, as `dataclasses.field` is, each is what its field is annotated with.
links: Callable[[str], Any] = Links
link: Callable[[str], Any] = Link


@dataclass_transform(frozen_default=True, eq_default=False, kw_only_default=True)
def record_of(kind: str = "", file: str = "", array: str = "") -> Callable[[type[Kind]], type[Kind]]:
    """Return what makes a class a record, or a table in one; with a `kind`, one that a content file holds."""

    def make(cls: type[Kind]) -> type[Kind]:
        made: Any = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        made.defaults = {field.name: field.default for field in fields(made)}
        if kind:
            KINDS[kind] = (made, file, array)
        return made

    return make


class Table:
    """What a table of a content file holds: made from keywords, and never changed.

    A frozen dataclass would write and compile all this anew for each class, at each start.
    """

    defaults: ClassVar[dict[str, Any]]

    def __init__(self, **values: Any):
        if unknown := values.keys() - self.defaults.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")
        for name, default in self.defaults.items():
            value = values.get(name, default)
            if value is MISSING:
                raise TypeError(f"{type(self).__name__} needs {name}")
            object.__setattr__(self, name, value)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Check what was given, where a class has a rule for it."""

    def __setattr__(self, name: str, value: object = None) -> None:
        raise FrozenInstanceError(f"the field {name!r} cannot be changed")

    __delattr__ = __setattr__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Value(Table):
    """A table that is the same as another one of its class which holds the same."""

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))


@record_of()
class Record(Table):
    """Anything the course knows, by its id."""

    id: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def __deepcopy__(self, memo: dict) -> "Record":
        return self  # it never changes, and is told from others by being itself
