"""Files inside a ZIP archive, unpacked within bounds, so that a bomb does no harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final

from spexplorer.formats.copies.copy_text import CopyError

_MOST_FILES: Final = 20_000
_LARGEST: Final = 64 << 20
"""Bytes of one file when unpacked."""
_LARGEST_TOTAL: Final = 256 << 20
"""Bytes that are unpacked of one archive."""

_DAMAGED: Final = "The file is damaged or cut short; download or save it again."


class Archive:
    """A ZIP archive of which only named files are unpacked, in memory."""

    def __init__(self, data: bytes) -> None:
        """Read the list of files; raises CopyError for what is no sound archive."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise CopyError(_DAMAGED) from error
        self._files = {one.filename: one for one in self._zip.infolist()}
        if len(self._files) > _MOST_FILES:
            raise CopyError("The file holds more parts than any document; it is not read.")
        self._left = _LARGEST_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def read(self, name: str) -> bytes:
        """The content of a file; raises CopyError where it is missing, encrypted, damaged or too large."""
        if (info := self._files.get(name)) is None:
            raise CopyError(_DAMAGED)
        if info.flag_bits & 1:
            raise CopyError("The file is encrypted; save it without a password.")
        most = min(_LARGEST, self._left)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError,
                NotImplementedError, ValueError) as error:  # fmt: skip
            raise CopyError(_DAMAGED) from error
        if len(data) > most:
            raise CopyError("The file unpacks to more than any document holds; it is not read.")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """The root of an XML file in the archive, entities left alone."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True, recover=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise CopyError(_DAMAGED) from error
        if root is None:
            raise CopyError(_DAMAGED)
        return root
