"""What a map's page holds, also what stands packed in it."""

import json
import re
from base64 import b64decode
from zlib import decompress


def whole(page):
    """Return a page with what is packed in it (events and sources) behind it, as text."""
    packed = re.findall(r'"told":"([A-Za-z0-9+/=]+)"', page)
    assert packed
    return "\n".join(
        [page, *(json.dumps(json.loads(decompress(b64decode(one))), ensure_ascii=False) for one in packed)]
    )
