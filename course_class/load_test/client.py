"""A browser's requests to a learner's Jupyter server: the page of a lesson, its notebook, its kernel."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from course_class.load_test.kernel import Kernel
from course_utils.language import gettext

SECONDS = 600  # after which an address that does not answer is given up
_AGAIN = 1.0  # seconds between two tries
_PASSING = {424, 429, 500, 502, 503, 504}  # a server that is just starting, a hub that is just away

# What JupyterLab asks its server for when it opens a notebook: noted down from a real browser. Some of it is what
# makes a server grow, so a rehearsal without it would find too little.
_PAGE = (
    "api/kernelspecs", "api/me", "lab/api/settings", "api/kernels", "api/terminals", "api/sessions",
    "lab/api/workspaces", "lab/api/translations/default", "api/config/jupyterlabapputilsextensionannouncements",
    "lab/api/build", "lsp/status", "lab/api/translations", "api/contents?content=1&hash=0",
    "lab/api/settings/@jupyterlab/notebook-extension:panel", "lab/api/workspaces/default", "api/nbconvert",
)  # fmt: skip


class Failed(Exception):
    """An address that did not answer as it should, whatever was tried."""


class Visit:
    """One browser at one server; `base` is the server's address and ends with a slash."""

    def __init__(self, base: str, headers: dict[str, str] | None = None):
        self.base = base
        self.tried_again = 0
        # No proxy of the surroundings: everything here is on this computer.
        self.client = httpx.AsyncClient(headers=headers, timeout=SECONDS, follow_redirects=True, trust_env=False)

    async def ask(self, method: str, address: str, **given: Any) -> httpx.Response:
        """Return the answer of an address, asked again while the server is starting or away; Failed in the end."""
        return await self.patiently(lambda: self.client.request(method, address, **given))

    async def patiently(self, ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
        """Return the answer to what `ask` asks, which is tried again for a time; Failed if it stays away."""
        said = ""
        try:
            async with asyncio.timeout(SECONDS):
                while True:
                    try:
                        answer = await ask()
                        if answer.status_code not in _PASSING:
                            break
                        said = _said(answer)
                    except httpx.TransportError as error:
                        said = f"{type(error).__name__} {error}".strip()
                    self.tried_again += 1
                    await asyncio.sleep(_AGAIN)
        except TimeoutError:
            why = gettext("no answer in {seconds} seconds; the last was: {said}", seconds=SECONDS, said=said)
            raise Failed(why) from None
        if answer.is_error:
            raise Failed(_said(answer))
        return answer

    async def page(self, notebook: str) -> None:
        """Open the page of a lesson, with all that JupyterLab asks for."""
        answer = await self.ask("GET", f"{self.base}doc/tree/{notebook}")
        if "jupyter-config-data" not in answer.text:
            raise Failed(gettext("{address} is not the page of JupyterLab", address=answer.url.path))
        for path in _PAGE:
            await self.ask("GET", self.base + path)

    async def open(self, notebook: str) -> tuple[Kernel, list[str], str]:
        """Return the kernel of a lesson, the code of its cells, and the address that ends the kernel."""
        whole = {"type": "notebook", "content": 1, "hash": 1}
        read = (await self.ask("GET", f"{self.base}api/contents/{notebook}", params=whole)).json()
        cells = [cell["source"] for cell in read["content"]["cells"] if cell["cell_type"] == "code"]
        wanted = {"path": notebook, "name": notebook, "type": "notebook", "kernel": {"name": "python3"}}
        session = (await self._send("POST", f"{self.base}api/sessions", json=wanted)).json()
        address = f"{self.base}api/kernels/{session['kernel']['id']}/channels?session_id={session['id']}"
        headers = dict(self.client.build_request("GET", address).headers)
        kept: dict[str, str] = {name: headers[name] for name in ("cookie", "authorization") if name in headers}
        kernel = await Kernel.connect(address.replace("http", "ws", 1), kept)
        return kernel, cells, f"{self.base}api/sessions/{session['id']}"

    async def end(self, session: str) -> None:
        """End a lesson's kernel, as closing its tab and shutting down does."""
        await self._send("DELETE", session)

    async def leave(self) -> None:
        """Close the browser."""
        await self.client.aclose()

    async def _send(self, method: str, address: str, **given: Any) -> httpx.Response:
        return await self.ask(method, address, headers={"X-XSRFToken": self.xsrf(address)}, **given)

    def xsrf(self, address: str) -> str:
        """Return the mark that a browser sends along to show that its own page is asking; empty if there is none."""
        path = httpx.URL(address).path
        marks = [one for one in self.client.cookies.jar if one.name == "_xsrf" and path.startswith(one.path)]
        return (max(marks, key=lambda one: len(one.path)).value if marks else None) or ""


def _said(answer: httpx.Response) -> str:
    return gettext("{status} from {address}", status=answer.status_code, address=answer.url.path)
