"""The article as it was received: the one place that reads it, so that nothing retypes it."""

from functools import cache
from pathlib import Path

from course_utils.course_folder import CONTENT, ROOT
from course_utils.errors import ContentError
from course_utils.knowledge.loader import the_course
from course_utils.language import gettext


@cache
def sentence_texts() -> dict[str, str]:
    """Return the sentences of the article by id, "s01" for the first, letter for letter."""
    try:
        lines = article_file().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ContentError(
            gettext(
                'There is no article "{file}" in seeds/ that can be read. Restore it, or name another in course.toml.',
                file=the_course().article,
            )
        ) from None
    return {f"s{number:02}": line for number, line in enumerate(lines, start=1)}


def first_to_last() -> str:
    """Return the ids of the sentences in words, such as "s01 to s03"."""
    first, *_, last = (*sentence_texts(), *sentence_texts())
    return gettext("{first} to {last}", first=first, last=last)


def article_file() -> Path:
    """Return the file of the article: the seed itself, otherwise the copy that a wheel carries."""
    seed = ROOT / "seeds" / the_course().article
    return seed if seed.exists() else CONTENT / "article.txt"
