"""The camps and the kinds of actors, as content/vocabularies.toml has them. A camp is a shorthand for teaching."""

from collections.abc import Mapping

from course_utils import knowledge
from course_utils.knowledge.loader import one
from course_utils.knowledge.records import Actor, Value


def camps() -> Mapping[str, Value]:
    """Return the camps, by id and in their order."""
    return knowledge.vocabulary("actor.camp")


def camp(actor: Actor) -> Value:
    """Return the camp of an actor."""
    return camps()[actor.camp]


def kinds() -> Mapping[str, Value]:
    """Return the kinds of actors, by id and in their order."""
    return knowledge.vocabulary("actor.kind")


def shorthand() -> str:
    """Return what must be said wherever camps are shown."""
    return one("vocabulary", "actor.camp").note
