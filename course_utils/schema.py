"""What a table of a content file can hold, read from the dataclass that is made of it: the one declaration.

Loading, `check` and the JSON Schema for editors go by the annotation of each field: `str`, `int`, `float`, `bool`, a
tuple of one of them, a dataclass for a table inside, `Literal` for words that the code knows, and `Annotated` with one
of the rules below. A field without a default is required. A name that Python keeps for itself ends in "_" in the class
and not in the file: `from_` is "from".
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, reduce
from itertools import repeat
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from course_utils.errors import UnknownId, nearest, short
from course_utils.language import gettext, gettext_noop
from course_utils.period import Period

# Asked of the same few types for each value of a file.
_origin, _inner = cache(get_origin), cache(get_args)
_YEARS = range(1900, 2101)
_MOST = 1e300  # no number of a file is as great
_WORDS = {
    str: gettext_noop("a text in quotation marks"),
    int: gettext_noop("a whole number"),
    float: gettext_noop("a number"),
    bool: gettext_noop("true or false"),
}
_SIMPLE: dict[Any, Callable[[Any], bool]] = {
    str: lambda value: type(value) is str and not (value == "" or value.isspace()),
    int: lambda value: type(value) is int and -_MOST < value < _MOST,
    float: lambda value: type(value) in (int, float) and -_MOST < value < _MOST,
    bool: lambda value: type(value) is bool,
}

Vocabularies = Callable[[str], Collection[str] | None]
"""Gives the words of a vocabulary by its id; None if it cannot be read."""


@dataclass(frozen=True)
class In:
    """One word of a vocabulary of content, such as "event.phase"."""

    vocabulary: str


@dataclass(frozen=True)
class Id:
    """The id of a record of this kind; whether there is one, `check` says."""

    kind: str


@dataclass(frozen=True)
class Dated:
    """A date; `ranged`, it may be a range. What begins in the field `since` cannot end here before it."""

    ranged: bool = False
    since: str = ""


@dataclass(frozen=True)
class Between:
    """A number from `least` to `most`; `more_than` excludes its own value."""

    least: float | None = None
    most: float | None = None
    more_than: float | None = None


@dataclass(frozen=True)
class Like:
    """A text in which this pattern is found, and what is said of one in which it is not."""

    pattern: str
    otherwise: str


class Reference:
    """Base of the descriptors that hold ids in the file and give records of a `kind`: one, or `many`."""

    kind: str
    many: bool = True


@dataclass(frozen=True)
class Field:
    """One field as a file has it."""

    name: str
    attribute: str
    hint: Any
    required: bool
    optional: bool
    """Whether it can be None, which only JSON can say."""
    fits: Callable[[Any, Vocabularies], bool]
    """Whether a value fits, found fast; where it says no, it may still fit."""


@dataclass(frozen=True)
class Fault:
    """What does not fit: the field ("" for the whole table), where inside it, and a sentence that follows both."""

    name: str
    inside: str
    what: str
    whole: str = ""
    """The sentence with the field in it, where it is said to teachers too."""

    @property
    def sentence(self) -> str:
        """The sentence with the field in it."""
        if self.whole:
            return self.whole
        if self.inside:
            return f'the field "{self.name}", {self.inside}{self.what}'
        own = self.what.removeprefix("it ")
        return self.what if own == self.what else f'the field "{self.name}" {own}'


@cache
def declared(cls: type) -> Mapping[str, Field]:
    """Return the fields of a class by the names that a file gives them."""
    hints = get_type_hints(cls, include_extras=True)
    found = {}
    for one in fields(cls):
        reference = _vars(cls).get(one.name)
        hint = hints[one.name]
        if isinstance(reference, Reference):
            hint = Annotated[str, Id(reference.kind)]
            hint = tuple[hint, ...] if reference.many else hint  # type: ignore[valid-type]
        required = one.default is MISSING and one.default_factory is MISSING
        name = one.name.rstrip("_")
        found[name] = Field(name, one.name, hint, required, NoneType in _inner(hint), _fast(hint))
    return found


@cache
def _required(cls: type) -> frozenset[str]:
    return frozenset(name for name, field in declared(cls).items() if field.required)


def _vars(cls: type) -> dict[str, Any]:
    """Return what stands in a class and in those that it is derived from."""
    return {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()}


def faults(cls: type, table: Mapping[str, Any], words: Vocabularies) -> Iterator[Fault]:
    """Yield what does not fit in a table of a file, in the order of the declaration; first what has no place in it."""
    yield from misnamed(cls, table)
    for name, field in declared(cls).items():
        if name in table and not field.fits(table[name], words):
            wrong = [Fault(name, inside, what) for inside, what in _faults(table[name], field.hint, words)]
            yield from wrong or _too_early(field, table)


def misnamed(cls: type, table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the names in a table that are no fields, and the fields that are missing."""
    known = declared(cls)
    if _required(cls) <= table.keys() <= known.keys():
        return
    for name in table:
        if name not in known:
            said = str(UnknownId("field", short(name), list(known)))
            change = f" {gettext('Change the name.')}" if nearest(short(name), known, "field") else ""
            yield Fault("", "", f"{said[0].lower()}{said[1:]}{change}")
    for name, field in known.items():
        if field.required and name not in table:
            whole = gettext('the field "{name}" is missing. Add a line {name} = ….', name=name)
            yield Fault(name, "", f"it is missing. Add a line {name} = ….", whole)


def fits(value: Any, hint: Any) -> bool:
    """Return whether a value that was made, its lists as tuples, is of a type; a text may be empty."""
    bare, _ = rule(hint)
    if value is None:
        return NoneType in _inner(hint)
    if _origin(bare) is Union:
        return any(fits(value, choice) for choice in _inner(bare))
    if _origin(bare) is tuple:
        return isinstance(value, tuple) and all(fits(one, _inner(bare)[0]) for one in value)
    return _is(value, bare) and not (_is_table(bare) and any(unfit(value)))


def unfit(made: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of what was made that do not hold what they should, each with what that is, in words."""
    for name, field in declared(made.__class__).items():
        if not fits(getattr(made, field.attribute), field.hint):
            several = _origin(rule(field.hint)[0]) is tuple
            yield name, gettext("a list of texts in quotation marks") if several else _said(field.hint)


def ids(cls: type, table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the ids of records that a table names, as (field, kind, id); the table has only what fits."""
    for name, field in declared(cls).items():
        if name in table:
            yield from ((name, kind, id_) for kind, id_ in _ids(table[name], field.hint))


def made(cls: type, table: Mapping[str, Any], text: Callable[[str], str] = str, *, inside: bool = True) -> Any:
    """Return what a table without faults describes, its lists as tuples, each text as `text` gives it.

    Without `inside`, tables within it stay tables.
    """
    known = declared(cls)
    return cls(
        **{
            known[name].attribute: text(value)
            if type(value) is str
            else _made(value, known[name].hint if inside else Any, text)
            for name, value in table.items()
        }
    )


@cache  # a thousand sources have the same few types
def rule(hint: Any) -> tuple[Any, Any]:
    """Return a type without None and without what stands around it, and the rule that it is annotated with."""
    if _origin(hint) in (Union, UnionType):
        choices = [choice for choice in _inner(hint) if choice is not NoneType]
        return rule(choices[0]) if len(choices) == 1 else (Union[tuple(choices)], None)  # noqa: UP007
    return _inner(hint)[:2] if _origin(hint) is Annotated else (hint, None)


def _fast(hint: Any) -> Callable[[Any, Vocabularies], bool]:
    """Return what finds fast that a value fits: of a thousand records hardly one does not."""
    bare, more = rule(hint)
    inner = _inner(bare)
    if _origin(bare) is Literal:
        return lambda value, words: type(value) is str and value in inner
    if _origin(bare) is tuple and inner[-1] is Ellipsis:
        one = _fast(inner[0])
        return lambda value, words: type(value) is list and all(map(one, value, repeat(words)))
    if _is_table(bare):
        return lambda value, words: type(value) is dict and _fit(bare, value, words)
    simple = _SIMPLE.get(bare)
    if simple is None or (isinstance(more, Dated) and more.since):
        return lambda value, words: False
    if more is None or isinstance(more, Id):
        return lambda value, words: simple(value)
    return lambda value, words: simple(value) and not any(_rule_faults(value, more, words))


def _fit(cls: type, table: Mapping[str, Any], words: Vocabularies) -> bool:
    known = declared(cls)
    named = _required(cls) <= table.keys() <= known.keys()
    return named and all(known[name].fits(value, words) for name, value in table.items())


def _faults(value: Any, hint: Any, words: Vocabularies) -> Iterator[tuple[str, str]]:
    """Yield where inside a value it does not fit, and what is wrong there."""
    bare, more = rule(hint)
    origin = _origin(bare)
    if bare is Any:
        return
    if origin is Union:
        if all(any(_faults(value, choice, words)) for choice in _inner(bare)):
            yield "", f"it must be {_said(bare)}."
    elif origin is tuple:
        yield from _list_faults(value, bare, words)
    elif origin is Literal:
        yield from _word_faults(value, _inner(bare))
    elif _is_table(bare):
        yield from _table_faults(value, bare, words)
    elif not _is(value, bare):
        yield "", f"it must be {_said(bare)}."
    elif bare is str and not value.strip():
        yield "", "it is empty. Write something, or take the line out."
    elif more is not None:
        yield from _rule_faults(value, more, words)


def _list_faults(value: Any, hint: Any, words: Vocabularies) -> Iterator[tuple[str, str]]:
    inner = _inner(hint)
    several = inner[-1] is Ellipsis
    if not isinstance(value, list | tuple) or (not several and len(value) != len(inner)):
        yield "", f"it must be {_said(hint)}."
        return
    entry = getattr(rule(inner[0])[0], "called", "entry")
    for number, one in enumerate(value):
        for deeper, what in _faults(one, inner[0] if several else inner[number], words):
            yield f"{entry} {number + 1}, {deeper}", what


def _table_faults(value: Any, cls: type, words: Vocabularies) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield "", f"it must be {_said(cls)}."
        return
    known = declared(cls)
    for name in value:
        if name not in known:
            yield "", f'there is no "{short(name)}" here. The names are: {", ".join(known)}.'
    for name, field in known.items():
        if name in value:
            yield from ((f'"{name}", {deeper}', what) for deeper, what in _faults(value[name], field.hint, words))
        elif field.required:
            yield "", f'"{name}" is missing.'


def _word_faults(value: Any, known: Collection[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str):
        yield "", f"it must be {_WORDS[str]}."
    elif value not in known:
        yield "", f'"{short(value)}" is not known. Choose one of: {", ".join(known)}.'


def _rule_faults(value: Any, more: Any, words: Vocabularies) -> Iterator[tuple[str, str]]:
    match more:
        case In():
            known = words(more.vocabulary)
            if known:
                yield from _word_faults(value, known)
            elif known is not None:
                yield (
                    "",
                    f'it has no words to choose from. Write "{more.vocabulary}" in vocabularies.toml.',
                )
        case Dated():
            wrong = not_a_date(value, ranged=more.ranged)
            yield from [("", wrong)] if wrong else []
        case Like():
            if not re.search(more.pattern, value):
                yield "", f'"{short(value)}" {more.otherwise}'
        case Between():
            if more.more_than is not None and value <= more.more_than:
                yield "", f"it must be more than {more.more_than:g}."
            elif (more.least is not None and value < more.least) or (more.most is not None and value > more.most):
                at_most = "or more" if more.most is None else f"to {more.most:g}"
                yield "", f"it must be {'' if more.most is None else 'from '}{more.least:g} {at_most}."


def not_a_date(text: str, *, ranged: bool = False) -> str | None:
    """Return what is wrong with a date, if anything is."""
    if "/" in text and not ranged:
        return f'"{short(text)}" is a range. Give one date such as 2022, 2022-07 or 2022-07-19.'
    try:
        period = Period.parse(text)
    except (ValueError, OverflowError) as error:
        return f"{short(error)}." if text in str(error) else f'"{short(text)}" is not a date: {error}.'
    near = period.first.year in _YEARS and period.last.year in _YEARS
    return None if near else f'"{short(text)}" is too far away to be right.'


def _too_early(field: Field, table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield that what began in another field ends here before it."""
    _, more = rule(field.hint)
    since = table.get(more.since) if isinstance(more, Dated) and more.since else None
    if not isinstance(since, str) or not_a_date(since):
        return
    try:
        Period.between(Period.parse(since), Period.parse(table[field.name]))
    except ValueError as error:
        yield Fault(field.name, "", f"{error}: {table[field.name]} is before {since}. Change one of the two.")


def _ids(value: Any, hint: Any) -> Iterator[tuple[str, str]]:
    bare, more = rule(hint)
    if isinstance(more, Id):
        yield more.kind, value
    elif _origin(bare) is tuple:
        for one in value:
            yield from _ids(one, _inner(bare)[0])
    elif _is_table(bare):
        yield from ((kind, id_) for _, kind, id_ in ids(bare, value))


def _made(value: Any, hint: Any, text: Callable[[str], str]) -> Any:
    if type(value) is str:
        return text(value)
    if not isinstance(value, list | tuple | dict):
        return value
    bare, _ = rule(hint)
    if isinstance(value, dict):
        if _is_table(bare):
            return made(bare, value, text)
        return {name: _made(one, Any, text) for name, one in value.items()}
    inner = _inner(bare) or (Any, ...)
    hints = repeat(inner[0]) if inner[-1] is Ellipsis else inner
    return tuple(_made(one, of, text) for one, of in zip(value, hints, strict=False))


def _is(value: Any, hint: Any) -> bool:
    if hint is bool or isinstance(value, bool):
        return hint is bool and isinstance(value, bool)
    if hint in (int, float):
        return isinstance(value, int | hint) and -_MOST < value < _MOST  # also no nan, no inf
    return isinstance(value, hint)


@cache
def _is_table(hint: Any) -> bool:
    return isinstance(hint, type) and is_dataclass(hint)


def _said(hint: Any) -> str:
    bare, _ = rule(hint)
    if _origin(bare) is Union:
        return reduce(lambda one, other: gettext("{one} or {other}", one=one, other=other), map(_said, _inner(bare)))
    if _origin(bare) is tuple:
        inner = _inner(bare)
        return "a list" if inner[-1] is Ellipsis else f"a list of {len(inner)}"
    if hasattr(bare, "written"):
        return gettext(bare.written)
    if _is_table(bare):
        return f"a table {{ {', '.join(declared(bare))} }}"
    return gettext(_WORDS.get(bare, "of another type"))
