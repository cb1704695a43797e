"""The article as it was received: the one place that reads it, so that nothing retypes it."""

from functools import cache
from pathlib import Path

_NAME = "000_ebc7ce6858dd27df.txt"
_PACKAGE = Path(__file__).parent.parent


@cache
def sentence_texts() -> dict[str, str]:
    """Return the twelve sentences of the article by id, "s01" to "s12", letter for letter."""
    lines = article_file().read_text(encoding="utf-8").splitlines()
    return {f"s{number:02}": line for number, line in enumerate(lines, start=1)}


def article_file() -> Path:
    """Return the file of the article: in a checkout the seed itself, otherwise the copy a wheel carries."""
    seed = _PACKAGE.parent / "seeds" / _NAME
    return seed if seed.exists() else _PACKAGE / "content" / "article.txt"
