"""Made when the course is installed or packed: catalogues from each translation, and content that is read faster."""

import json
import re
import tomllib
import zlib
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANGUAGES = "course_utils/languages"
CONTENT = "course_utils/content"


class CustomBuildHook(BuildHookInterface):
    """Hatchling's way to do something before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write what is made beside what it is made of, and have it packed."""
        root = Path(self.root)
        made = [one for po in sorted((root / LANGUAGES).glob("*.po")) for one in compiled(po, po.parent)]
        made += [one for file in sorted((root / CONTENT).rglob("*.toml")) if (one := as_json(file))]
        build_data["artifacts"] += [f"/{one.relative_to(root).as_posix()}" for one in made]


def as_json(file: Path) -> Path | None:
    """Write what a TOML file holds as JSON, which Python reads 20 times as fast; None if it holds no such thing.

    `knowledge/loader.py` takes it for as long as the file is the same: the first line is the checksum of its bytes.
    """
    made = file.parent / "made" / f"{file.stem}.jsonl"
    raw = file.read_bytes()
    try:
        text = f"{zlib.crc32(raw)}\n{json.dumps(tomllib.loads(raw.decode('utf-8')))}\n"
    except (
        ValueError,
        TypeError,
        RecursionError,
    ):  # it is in no such form, or has a date without quotation marks: `check` says so
        made.unlink(missing_ok=True)
        return None
    made.parent.mkdir(exist_ok=True)
    made.write_text(text, "utf-8")
    return made


def compiled(po: Path, target: Path) -> tuple[Path, Path]:
    """Write the two catalogues of a translation into a folder, and return where they are."""
    with po.open("rb") as file:
        catalog = usable(read_po(file, locale=None, domain="course"))
    code = po.stem
    mo = target / code / "LC_MESSAGES" / "course.mo"
    mo.parent.mkdir(parents=True, exist_ok=True)
    with mo.open("wb") as file:
        write_mo(file, catalog)
    script = target / f"{code}.json"
    script.write_text(json.dumps(for_browser(code, catalog), ensure_ascii=False, sort_keys=True), "utf-8")
    return mo, script


def usable(catalog: Catalog) -> Catalog:
    """Return a catalogue without what is marked as unsure (fuzzy), and without what names a place that is not there."""
    for message in list(catalog):
        if message.id and (message.fuzzy or not _places(message.string) <= _places(message.id)):
            catalog.delete(message.id)
    return catalog


def _places(said: str | tuple[str, ...] | list[str]) -> set[str]:
    forms = (said,) if isinstance(said, str) else said
    return {place for form in forms for place in re.findall(r"\{(\w*)", form)}


def for_browser(code: str, catalog: Catalog) -> dict[str, Any]:
    """Return a catalogue as front/language.js takes it; a plural is a list of its forms."""
    messages = {}
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and all(forms):
            messages[message.id[0] if isinstance(message.id, tuple) else message.id] = message.string
    return {"code": code, "plurals": plurals(code, catalog.plural_expr), "messages": messages}


def plurals(code: str, expression: str) -> dict[str, int]:
    """Return the number of the form for each plural category that `Intl.PluralRules` knows in a language."""
    category, form = Locale.parse(code.partition("-")[0]).plural_form, c2py(expression)
    return {category(count): form(count) for count in range(1000)}
