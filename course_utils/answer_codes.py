"""The codes that an answer is stored with, and their words: the verdict on it, and how sure the learner was of it.

Lines and programs have the codes. The words stand here alone, for what is shown with `gettext`; lines of before have
words too.
"""

from typing import Any

from course_utils.language import gettext_noop

RIGHT, PARTLY, NOT_YET = "right", "partly", "wrong"
STORED, NOT_SAVED = "stored", "refused"
NOT_ATTEMPTED, UNCHECKED = "empty", "unchecked"
GIVEN_UP = "given-up"
"""The learner asked for the answer: stored without a response, so that it is nowhere right."""

VERDICTS = {
    RIGHT: gettext_noop("Right."),
    PARTLY: gettext_noop("Partly right."),
    NOT_YET: gettext_noop("Not yet right."),
    STORED: gettext_noop("Saved."),
    NOT_SAVED: gettext_noop("Not saved."),
    NOT_ATTEMPTED: gettext_noop("Not attempted."),
    UNCHECKED: gettext_noop("Could not be checked."),
    GIVEN_UP: gettext_noop("Given up."),
}
CONFIDENCE = {
    "guess": gettext_noop("guessing"),
    "fairly": gettext_noop("fairly sure"),
    "certain": gettext_noop("certain"),
}
"""The least sure first."""

# What lines of before have: these words stay as they are, also where the messages change.
_VERDICTS_BEFORE = {"partly right": PARTLY, "not yet right": NOT_YET, "saved": STORED, "not saved": NOT_SAVED,
                    "not attempted": NOT_ATTEMPTED, "could not be checked": UNCHECKED}  # fmt: skip
_CONFIDENCE_BEFORE = {"guessing": "guess", "fairly sure": "fairly"}


def verdict_code(stored: str) -> str:
    """Return the code of a verdict, which may be in words; anything else as it is."""
    return _VERDICTS_BEFORE.get(stored, stored)


def confidence_code(stored: Any) -> Any:
    """Return the code of how sure a learner was, which may be in words; anything else as it is."""
    return _CONFIDENCE_BEFORE.get(stored, stored) if isinstance(stored, str) else stored
