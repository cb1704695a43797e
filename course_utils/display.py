"""What a lesson shows: HTML for the eye, and the same as plain text for everyone else."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from course_utils.dates import spell
from course_utils.language import current, gettext, listed, number

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from course_utils.knowledge.records import Source

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 88


class View:
    """What a look gives back: shown as HTML where that can be drawn, as its text everywhere else."""

    def __init__(self, text: str, html: str):
        self.text = text
        self.html = html

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}


def render(template: str, folder: Path = TEMPLATES, /, **values: Any) -> str:
    """Return a template of `folder` filled with values; every value is escaped, none becomes markup.

    A template of another folder can include those of this package.
    """
    return _templates(folder).get_template(template).render(values).strip() + "\n"


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> View:
    """Return a table; as text, each row is its first cell with the others named below it."""
    entries = []
    for row in rows:
        named = zip(head[1:], row[1:], strict=True)
        cells = [paragraph(gettext("{name}: {text}", name=name, text=cell), indent="  ") for name, cell in named]
        entries.append("\n".join([row[0], *cells]))
    html = render("table.html", caption=caption, head=head, rows=rows)
    return View("\n".join([caption, *entries]), html)


def paragraph(text: str, indent: str = "") -> str:
    """Return plain text broken into lines of at most 88 characters."""
    return fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


class Citations:
    """The sources of one view, numbered in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def cite(self, sources: "Iterable[Source]") -> list[int]:
        """Return the numbers of these sources, giving a new number to a source not cited yet."""
        return [self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources]

    def mark(self, sources: "Iterable[Source]") -> str:
        """Return the numbers as they stand in plain text: "[1, 4]", or nothing where there is no source."""
        numbers = dict.fromkeys(self.cite(sources))
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""

    def __iter__(self):
        return iter((number, source) for source, number in self._numbers.items())

    def __len__(self) -> int:
        return len(self._numbers)

    def section(self) -> str:
        """Return the numbered list under its heading, as plain text."""
        return f"{gettext('Sources')}\n{self.text()}"

    def text(self) -> str:
        """Return the numbered list as plain text."""
        return "\n".join(f"[{number}] {reference(source)}" for number, source in self)


def reference(source: "Source", *, link: bool = True) -> str:
    """Return one source in words: title, publisher, date, link, and whether it was read for the course.."""
    if not source.published:
        return source.title
    said = gettext(
        "{title}. {publisher}. {date}. not read for this course."
        if source.read == "nothing"
        else "{title}. {publisher}. {date}.",
        title=source.title.rstrip("."),
        publisher=source.publisher.rstrip("."),
        date=spell(source.date) if source.date else gettext("no date"),
    )
    return f"{said} {source.link}" if link and source.link else said


@cache
def _templates(folder: Path) -> "Environment":
    # Loaded with the first view: jinja2 is folium's own template engine, and `import course_utils` stays light.
    from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

    class Compiled(FileSystemBytecodeCache):
        """Templates as bytecode, kept as Python keeps its own; where nothing can be written, nothing is kept."""

        def get_cache_key(self, name: str, filename: str | None = None) -> str:
            return super().get_cache_key(name)  # all lie in one folder, whose name may hold what is no UTF-8

        def dump_bytecode(self, bucket: Any) -> None:
            with suppress(OSError):
                (folder / "__pycache__").mkdir(exist_ok=True)
                super().dump_bytecode(bucket)

    found = Environment(
        loader=FileSystemLoader(list(dict.fromkeys((folder, TEMPLATES)))),
        bytecode_cache=Compiled(str(folder / "__pycache__")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["date"] = spell
    found.globals |= {"gettext": _filled, "ngettext": _counted, "direction": lambda: current().direction}
    found.globals |= {"language": lambda: current().code, "listed": listed}
    return found


def _filled(message: str, /, **values: Any) -> "Markup":
    """Return a message for a template: what fills it is escaped, the message may hold markup."""
    from markupsafe import Markup

    return Markup(gettext(message)).format(**values)


def _counted(one: str, many: str, count: int, /, **values: Any) -> "Markup":
    from markupsafe import Markup

    return Markup(current().messages.ngettext(one, many, count)).format(count=number(count), **values)
