"""The running page: comes in: an Assistant and an address, goes out: nothing until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

from assistant import Assistant
from corpus import SettingsError
from ui.site import PLAIN_SITE, Site


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int = 7860,
    on_ready: Callable[[str], None] | None = None,
    site: Site = PLAIN_SITE,
) -> None:
    """Serve the page at `host`:`port` (0 takes any free port) until interrupted.

    `on_ready` gets the address once it answers; `site` is what whoever runs it decides. Raises SettingsError where
    the address cannot be used.
    """
    listening = _listen(host, port)
    import uvicorn

    from ui.app import build_app

    class AnnouncingServer(uvicorn.Server):
        """A server that says when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started and on_ready is not None:
                on_ready(_address(host, listening.getsockname()[1]))

    # No access log: the words of a link are words somebody asked about.
    app = build_app(assistant, frozenset({host}), site)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    try:
        AnnouncingServer(config).run(sockets=[listening])
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise SettingsError(
            f"The page cannot be served at {host}:{port} ({error}).", "Choose another port or host."
        ) from error
    return listening


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
