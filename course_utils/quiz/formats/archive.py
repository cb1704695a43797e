"""A zip archive that has the same bytes whenever it is made of the same files."""

import io
import zipfile
from collections.abc import Mapping

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can hold


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of these files, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # not that of the computer on which it is made
            archive.writestr(entry, data)
    return stream.getvalue()
