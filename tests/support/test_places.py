"""Places that other machines write to as well are known by their names and marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from spexplorer.support import places


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("home/ann/Dropbox (Uni)/notes", "Dropbox"),
        ("home/ann/OneDrive - University", "OneDrive"),
        ("Users/ann/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive", "Google Drive"),
        ("home/ann/Nextcloud", "Nextcloud"),
        ("home/ann/ownCloud/a", "ownCloud"),
        ("home/ann/Documents", ""),
        ("home/ann/dropboxes", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(folder: str, service: str) -> None:
    assert places.synchronised_by(Path("/") / folder / "own.spex") == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), ("._sync_a1b2.db", "Nextcloud")],
)
def test_a_synchronised_folder_is_known_by_what_its_service_puts_there(
    tmp_path: Path, mark: str, service: str
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert places.synchronised_by(inner / "own.spex") == ""
    (tmp_path / "a" / mark).touch()
    assert places.synchronised_by(inner / "own.spex") == service


def test_a_network_drive_is_known_by_its_mount(tmp_path: Path, monkeypatch) -> None:
    assert not places.is_on_network(tmp_path / "own.spex")
    mounts = (
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "2 1 0:9 / /mnt/team\\040drive rw - cifs //server/team rw\n"
        "3 2 8:2 / /mnt/team\\040drive/disk rw - ext4 /dev/sdb1 rw\n"
    )
    monkeypatch.setattr(places, "_mounts", lambda: mounts)
    assert places.is_on_network(Path("/mnt/team drive/a/own.spex"))
    assert not places.is_on_network(Path("/mnt/team drive/disk/own.spex"))
    assert not places.is_on_network(Path("/mnt/own.spex"))
