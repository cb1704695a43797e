"""What learners settle themselves in a later lesson: kept out of every look until then, and said to be kept out.

A seal is a courtesy, not a lock: `sealed=False` opens it in any look.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from course_utils import knowledge
from course_utils.knowledge.record import Record
from course_utils.language import ngettext

Entry = TypeVar("Entry")


def split(
    entries: Iterable[Entry], sealed: bool, record: Callable[[Entry], Record] = lambda entry: cast(Record, entry)
) -> tuple[list[Entry], str]:
    """Return the entries that may be shown, and a sentence that says how many are kept back ("" for none).

    `record` gives the record of an entry, where the entry is not the record itself.
    """
    shut = {id_: one.until for one in knowledge.sealed().values() for id_ in one.records} if sealed else {}
    found = [(entry, shut.get(record(entry).id)) for entry in entries]
    open_ = [entry for entry, until in found if until is None]
    kept = [until for _, until in found if until]
    if not kept:
        return open_, ""
    last = knowledge.lesson(max(kept, key=knowledge.place_of))
    return open_, ngettext(
        "{count} entry is sealed until lesson {lesson}: there you settle it yourself.",
        "{count} entries are sealed until lesson {lesson}: there you settle it yourself.",
        len(kept),
        lesson=last.label,
    )
