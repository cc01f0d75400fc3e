"""The page as its visitors meet it: comes in: a home, goes out: a running `letters serve` and its address."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from corpus import UserFacingError

_ANNOUNCED = "Ask your questions at "


@contextmanager
def running_page() -> Iterator[str]:
    """Start the page in a process of its own on a free port and stop it afterwards; yields its address.

    The home is the one the environment names. Raises UserFacingError where the page does not start.
    """
    command = [sys.executable, "-u", "-m", "assistant.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        try:
            announced = server.stdout.readline() if server.stdout else ""
            if not announced.startswith(_ANNOUNCED):
                raise UserFacingError("The page did not start.", "The lines above say why.")
            yield announced.removeprefix(_ANNOUNCED).strip()
        finally:
            server.terminate()
