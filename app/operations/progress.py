"""A bar on standard error that says how far a long command is."""

import sys
import time
from typing import TextIO

WIDTH = 40
SECONDS = 0.1
"""Between two drawings: a bar must not cost more than the work."""


class Progress:
    """Counts steps; draws only where somebody is looking at a terminal."""

    def __init__(self, what: str, steps: int, out: TextIO | None = None) -> None:
        self.what, self.steps, self.done = what, max(steps, 1), 0
        self.out = out or sys.stderr
        self.is_seen = self.out.isatty()
        self.drawn_at = 0.0

    def step(self, what: str | None = None) -> None:
        """One step is done; *what* comes next."""
        self.done = min(self.done + 1, self.steps)
        self.what = what or self.what
        if self.is_seen and time.monotonic() - self.drawn_at > SECONDS:
            self.draw()

    def to(self, share: float) -> None:
        """So much of all is done, from 0 to 1."""
        self.done = int(share * self.steps) - 1
        self.step()

    def draw(self) -> None:
        """Show how things stand."""
        self.drawn_at = time.monotonic()
        full = WIDTH * self.done // self.steps
        bar = "#" * full + "." * (WIDTH - full)
        self.out.write(f"\r{self.what[:28]:28} [{bar}] {100 * self.done // self.steps:3} %")
        self.out.flush()

    def finish(self) -> None:
        """All is done; the line stays as it is."""
        self.done = self.steps
        if self.is_seen:
            self.draw()
            self.out.write("\n")
