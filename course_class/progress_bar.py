"""A bar that says how far a long command is: drawn anew on a terminal, a line for each step elsewhere."""

import re
import time
from typing import TextIO

_WIDTH = 24
_EVERY_S = 0.1
_HOW_MANY = re.compile(r"\d[\d,]*\W*$|\s+$")  # at the end of a step: of those, only the first is said


class Bar:
    """Call it with a step and a share from 0 to 1."""

    def __init__(self, stream: TextIO):
        self.stream = stream
        self.terminal = stream.isatty()
        self.step = ""
        self.drawn = 0.0

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self.terminal and self.drawn:
            print(file=self.stream, flush=True)

    def __call__(self, step: str, share: float) -> None:
        """Show how far it is."""
        name = _HOW_MANY.sub("", step)
        fresh, self.step = name != self.step, name
        now = time.monotonic()
        if not fresh and (not self.terminal or now - self.drawn < _EVERY_S):
            return
        self.drawn = now
        done = round(share * _WIDTH)
        line = f"[{'#' * done}{'.' * (_WIDTH - done)}] {share:4.0%} {step}"
        print(
            f"\r{line:<72}" if self.terminal else line, end="" if self.terminal else "\n", file=self.stream, flush=True
        )
