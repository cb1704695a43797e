"""Addresses of pages on the web: what may become a link, and what is wrong with what may not."""

import re
from urllib.parse import urlsplit

_SCHEMES = ("http", "https")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:.]+")


def fault(address: str) -> str | None:
    """Return what keeps an address from being a link, in one sentence; nothing if it can be one."""
    if not address.isprintable() or " " in address or "\\" in address:
        return "it has a space, a backslash or a sign that is not seen. Take it out."
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return "it is not an address. Write one such as https://example.org/page."
    if parts.scheme not in _SCHEMES:
        return "it does not begin with https:// or http://. Write the whole address."
    if "@" in parts.netloc:
        return "it has a user's name before the host. Take it out, with the @."
    if not _HOST.fullmatch(parts.hostname or ""):
        return "it names no host. Write the whole address, such as https://example.org/page."
    return None
