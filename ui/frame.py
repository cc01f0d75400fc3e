"""Our page around Gradio's part: comes in: the page Gradio sends for "/", goes out: our own with Gradio's scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.guard import NONCE_KEY
from ui.markup import Markup

GRADIO_ELEMENT = Markup('<gradio-app embed="false" eager="true"></gradio-app>')
_NEEDED = re.compile(r'<script\b.*?</script>|<style\b.*?</style>|<link rel="stylesheet"[^>]*>', re.DOTALL)
_FOR_OTHER_PAGES = "iframeResizer.contentWindow"  # lets a page of another site hold this one, which the guard forbids


class UnknownGradioPage(RuntimeError):
    """Gradio's page has no script to run: another Gradio version than the one this page was made for."""


def gradio_head(page: str, nonce: str) -> Markup:
    """Take from Gradio's page the settings, scripts and styles it needs; leave its titles and outside addresses."""
    needed = _NEEDED.findall(page.partition("</head>")[0])
    if not any("gradio_config" in part for part in needed) or not any('type="module"' in part for part in needed):
        raise UnknownGradioPage("Gradio's start page does not look as expected.")
    kept = [part for part in needed if _FOR_OTHER_PAGES not in part]
    return Markup("".join(re.sub(r"^<script", f'<script nonce="{nonce}"', part) for part in kept))


class Frame:
    """ASGI middleware: draws "/" with `draw(head, query)`.

    head is what Gradio needs in the document's head, query what stands after "?" in the address.
    """

    def __init__(self, app: ASGIApp, draw: Callable[[Markup, str], Markup]) -> None:
        self._app = app
        self._draw = draw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._release(start, bytes(body), scope, send)

        await self._app(scope, receive, hold)

    async def _release(self, start: Message, body: bytes, scope: Scope, send: Send) -> None:
        is_page = start["status"] == 200 and "text/html" in Headers(raw=start["headers"]).get("content-type", "")
        if is_page:
            head = gradio_head(body.decode("utf-8"), scope[NONCE_KEY])
            # In a thread: the letters may have to be opened anew first, and others must not wait for that.
            drawn = await to_thread.run_sync(self._draw, head, scope["query_string"].decode("latin-1"))
            body = drawn.encode("utf-8")
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(body))
            headers["cache-control"] = "no-store"  # the nonce is for one response
        await send(start)
        await send({"type": "http.response.body", "body": body})
