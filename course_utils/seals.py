"""What learners settle themselves in a later lesson: kept out of every look until then, and said to be kept out.

A seal is a courtesy, not a lock: `sealed=False` opens it in any look.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from course_utils import knowledge
from course_utils.knowledge.records import Record

Entry = TypeVar("Entry")


def split(
    entries: Iterable[Entry], sealed: bool, record: Callable[[Entry], Record] = lambda entry: entry
) -> tuple[list[Entry], str]:
    """Return the entries that may be shown, and a sentence that says how many are kept back ("" for none).

    `record` gives the record of an entry, where the entry is not the record itself.
    """
    shut = {id_: one.until for one in knowledge.sealed().values() for id_ in one.records} if sealed else {}
    found = [(entry, shut.get(record(entry).id)) for entry in entries]
    open_ = [entry for entry, until in found if until is None]
    kept = [until.partition("-")[0] for _, until in found if until]
    if not kept:
        return open_, ""
    entries = "1 entry is" if len(kept) == 1 else f"{len(kept)} entries are"
    return open_, f"{entries} sealed until lesson {max(kept)}: there you settle it yourself."
