"""Nothing reaches out: the whole suite runs where an internet socket ends the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASK = "import socket; socket.socket(socket.{family}, socket.SOCK_STREAM); print('made')"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can deny them here")
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_an_internet_socket_ends_the_process(family: str) -> None:
    done = subprocess.run([sys.executable, "-c", ASK.format(family=family)], capture_output=True)
    assert done.returncode < 0
    assert done.stdout == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as above")
def test_a_local_socket_is_allowed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(family="AF_UNIX")], capture_output=True, check=True
    )
    assert done.stdout == b"made\n"
