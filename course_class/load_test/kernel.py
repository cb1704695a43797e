"""A lesson's kernel as a browser has it: cells run, widgets shown, and messages to and from them, over a websocket."""

import asyncio
import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tornado.httpclient import HTTPError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, WebSocketError, websocket_connect

from course_utils.language import gettext

SECONDS = 300  # for one cell or one answer: thirty learners share the processors
_PAUSES = (0, 1, 2, 4, 8, 16, 32)  # seconds before each try to connect: like JupyterLab, which also gives up then


class Away(Exception):
    """The connection to a kernel is gone for good, or the kernel says nothing."""


class Kernel:
    """One browser's connection to one kernel, made again where it breaks, as JupyterLab does."""

    def __init__(self, address: str, headers: dict[str, str]):
        self._request = HTTPRequest(address, headers=headers, request_timeout=SECONDS, connect_timeout=SECONDS)
        self._session = uuid.uuid4().hex
        # (which connection, what it brought; None: it broke)
        self._heard: asyncio.Queue[tuple[int, str | bytes | None]] = asyncio.Queue()
        self._connection: WebSocketClientConnection  # there is one after `connect`
        self._count = 0
        self.widgets: dict[str, dict[str, Any]] = {}
        """What the browser knows of each widget, by its id."""
        self.faults: list[str] = []
        self.connected_again = 0

    @classmethod
    async def connect(cls, address: str, headers: dict[str, str]) -> "Kernel":
        """Return a connection to the kernel at a websocket's address, when the kernel has said what it is."""
        kernel = cls(address, headers)
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                for _ in _PAUSES:
                    await kernel._open()
                    asked = await kernel._send("shell", "kernel_info_request", {})
                    if await kernel._hear(partial(_ends, asked), or_closed=True):
                        return kernel
                    kernel.connected_again += 1
        raise Away(gettext("the kernel never said that it was ready"))

    async def run(self, code: str) -> None:
        """Run a cell to its end; an error in it is put with the faults."""
        wanted = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        sent = await self._send("shell", "execute_request", wanted)
        await self._hear(partial(_ends, sent))

    async def tell(self, widget: str, content: dict[str, Any], heard: Callable[[dict[str, Any]], bool]) -> None:
        """Send a widget what its front end would, and return when `heard` takes what comes back from it."""
        await self._send("shell", "comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}})
        await self._hear(lambda message: _from(message, widget) and heard(message["content"]["data"]))

    def close(self) -> None:
        """Close the connection and leave the kernel running."""
        self._connection.close()

    async def _open(self) -> None:
        """Open the connection; Away if that cannot be done."""
        for pause in _PAUSES:
            await asyncio.sleep(pause)
            try:
                self._count += 1
                # With a callback it is read at all times, and the server's pings are answered, as in a browser.
                self._connection = await websocket_connect(
                    self._request,
                    on_message_callback=partial(self._take, self._count),
                    max_message_size=100_000_000,
                )
                return
            except (OSError, HTTPError, WebSocketError) as problem:
                self.connected_again += 1
                said = f"{type(problem).__name__} {problem}"
        raise Away(gettext("no connection to the kernel could be made; the last try: {said}", said=said))

    def _take(self, connection: int, text: str | bytes | None) -> None:
        self._heard.put_nowait((connection, text))

    async def _send(self, channel: str, kind: str, content: dict[str, Any]) -> str:
        head = {
            "msg_id": uuid.uuid4().hex, "session": self._session, "username": "", "msg_type": kind, "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }  # fmt: skip
        message = {"channel": channel, "header": head, "parent_header": {}, "metadata": {}, "content": content}
        text = json.dumps(message | {"buffers": []})
        try:
            self._connection.write_message(text)
        except WebSocketClosedError:
            self.connected_again += 1
            await self._open()
            self._connection.write_message(text)
        return head["msg_id"]

    async def _hear(self, last: Callable[[dict[str, Any]], bool], *, or_closed: bool = False) -> bool:
        """Take in what the kernel says and return True at the last that is waited for.

        Where the connection breaks it is made again, and the server gives what was said meanwhile; or it returns False.
        """
        try:
            async with asyncio.timeout(SECONDS):
                while True:
                    count, text = await self._heard.get()
                    if text is not None:
                        message = json.loads(text)
                        self._note(message)
                        if last(message):
                            return True
                    elif count == self._count:
                        if or_closed:
                            return False
                        self.connected_again += 1
                        await self._open()
        except TimeoutError:
            raise Away(gettext("the kernel said nothing more for {seconds} seconds", seconds=SECONDS)) from None

    def _note(self, message: dict[str, Any]) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "comm_open":
            self.widgets[content["comm_id"]] = content["data"].get("state", {})
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.widgets.setdefault(content["comm_id"], {}).update(content["data"]["state"])
        elif kind == "comm_msg" and content["data"].get("method") == "custom":
            self._told(self.widgets.setdefault(content["comm_id"], {}), content["data"]["content"])
        elif kind == "error":
            self.faults.append(f"{content['ename']}: {content['evalue']}")
        elif kind == "stream" and content["name"] == "stderr":
            self.faults.append(content["text"].strip())

    @staticmethod
    def _told(widget: dict[str, Any], message: dict[str, Any]) -> None:
        """Keep what a page keeps of a message: what is the learner's, and the last feedback to each question."""
        if message.get("type") == "state":
            widget |= {name: value for name, value in message.items() if value is not None}
        elif message.get("type") == "feedback":
            feedback = widget.setdefault("feedback", {})
            count = feedback.get(message["question"], {}).get("count", 0) + 1
            feedback[message["question"]] = message["answer"] | {"count": count}


def _ends(request: str, message: dict[str, Any]) -> bool:
    """Return whether a message says that what was asked for is done and all its outputs are out."""
    idle = message["header"]["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
    return idle and message["parent_header"].get("msg_id") == request


def _from(message: dict[str, Any], widget: str) -> bool:
    return message["header"]["msg_type"] == "comm_msg" and message["content"]["comm_id"] == widget
