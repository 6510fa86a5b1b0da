"""ZIP archives that come from elsewhere, and may be damaged in any way."""

from __future__ import annotations

import zipfile
from typing import IO


def open_member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Return a file of an archive, opened; raise `BadZipFile` where it does not lie in there."""
    try:
        return archive.open(name)
    except ValueError as error:  # it would lie before the first byte
        raise zipfile.BadZipFile(str(error)) from None
