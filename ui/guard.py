"""The door: comes in: every request, goes out: a refusal (host, origin, size) or a response with safe headers."""

from __future__ import annotations

import ipaddress
import secrets
import socket

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.uploads import MAX_UPLOAD_BYTES

MAX_BODY_BYTES = 64 * 1024
UPLOAD_PATH = "/changes/add"
NONCE_KEY = "ui.nonce"

# Gradio runs the browser half of an event by compiling a string, hence 'unsafe-eval'. Inline scripts run only
# with this response's nonce, so markup smuggled into a page could neither run nor call a compiler.
_POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
# Gradio's routes for files, uploads, other people's addresses and recorded runs: this page needs none of them.
_CLOSED = tuple(
    f"{prefix}/{route}" for prefix in ("", "/gradio_api") for route in ("file", "proxy", "upload", "stream", "runs")
)


class Guard:
    """ASGI middleware; `hosts` are the names, beside this machine's own and plain addresses, that may be asked for.

    With `takes_files` the one address that letters are sent to takes larger bodies, if their length is said first.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = frozenset(), takes_files: bool = False) -> None:
        self._app = app
        self._large = {UPLOAD_PATH: MAX_UPLOAD_BYTES} if takes_files else {}
        self._hosts = {"localhost", socket.gethostname().lower(), *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope[NONCE_KEY] = nonce

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), nonce)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None and _has_unmeasured_body(scope):
            body = await _read_body(receive)
            refusal = _too_big() if body is None else None
            receive = _replay(body or b"", receive)
        await (self._app if refusal is None else refusal)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse("This address is not served here.", status_code=403)
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return PlainTextResponse("Requests from other sites are not taken.", status_code=403)
        if scope["path"].startswith(_CLOSED):
            return PlainTextResponse("There is nothing at this address.", status_code=404)
        length, limit = headers.get("content-length", "0"), self._large.get(scope["path"], MAX_BODY_BYTES)
        return _too_big(limit) if not length.isdecimal() or int(length) > limit else None

    def _is_ours(self, host: str) -> bool:
        """A plain address cannot be rebound by a foreign name server; any other name must be one of ours."""
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        name = name.removeprefix("[").removesuffix("]").lower()
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self._hosts
        return True


def _has_unmeasured_body(scope: Scope) -> bool:
    """Say whether a body comes in pieces without its length said first."""
    return "transfer-encoding" in Headers(scope=scope)


async def _read_body(receive: Receive) -> bytes | None:
    """Read a whole body; `None` once it is over the limit."""
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if len(body) > MAX_BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand out a body already read, then whatever comes after it."""
    is_given = False

    async def receive_again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _too_big(limit: int = MAX_BODY_BYTES) -> PlainTextResponse:
    return PlainTextResponse(f"The request is larger than {limit} bytes. Send fewer or smaller files.", status_code=413)


def _add_headers(headers: MutableHeaders, nonce: str) -> None:
    headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
