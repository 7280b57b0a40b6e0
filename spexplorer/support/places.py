"""Places where a library is not alone with this machine: network drives and synchronised folders."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_NETWORK: Final = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "davfs", "ncpfs"),
    *("fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.smbnetfs"),
}  # fmt: skip
"""Kinds of file systems that lie on another machine, as Linux names them."""

_SERVICES: Final = (
    ("Dropbox", re.compile(r"dropbox\b.*", re.IGNORECASE)),
    ("OneDrive", re.compile(r"(onedrive|skydrive)\b.*", re.IGNORECASE)),
    ("iCloud", re.compile(r"(icloud ?drive|com~apple~clouddocs|mobile documents)", re.IGNORECASE)),
    ("Google Drive", re.compile(r"(google ?drive|my drive)\b.*|googledrive-.*", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud\b.*", re.IGNORECASE)),
    ("ownCloud", re.compile(r"owncloud\b.*", re.IGNORECASE)),
    ("Syncthing", re.compile(r"syncthing", re.IGNORECASE)),
)
"""Services by the names that their folders have."""

_MARKS: Final = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Syncthing", (".stfolder",)),
    ("Nextcloud", (".nextcloudsync.log",)),
    ("ownCloud", (".owncloudsync.log",)),
)
"""Services by what they put into the folder that they synchronise."""


def synchronised_by(path: Path) -> str:
    """The service that synchronises the folder of a file, "" where none is known to."""
    for folder in path.absolute().parents:
        for service, name in _SERVICES:
            if name.fullmatch(folder.name):
                return service
        with suppress(OSError):
            for service, marks in _MARKS:
                if any((folder / mark).exists() for mark in marks):
                    return service
            if next(folder.glob(".*sync_*.db"), None) is not None:
                return "Nextcloud"
    return ""


def is_on_network(path: Path) -> bool:
    """Whether a file lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        return str(path.absolute()).startswith("\\\\")
    return _file_system(path) in _NETWORK


def _file_system(path: Path) -> str:
    """The kind of the file system that holds a file (Linux); "" where it is not known."""
    best, kind = -1, ""
    with suppress(OSError, ValueError, RuntimeError):
        place = path.resolve()
        for line in _mounts().splitlines():
            before, _, after = line.partition(" - ")
            mounted = Path(_plain(before.split()[4]))
            depth = len(mounted.parts)
            if depth >= best and (mounted == place or mounted in place.parents):
                best, kind = depth, after.split()[0]
    return kind


def _mounts() -> str:
    return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")


def _plain(name: str) -> str:
    """A name from the list of mounts, which writes blanks and backslashes as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), name)
