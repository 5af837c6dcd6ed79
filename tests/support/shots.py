"""``make shots``: pictures of the program on demo data for README.md, each page as its people see it, light and dark."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.operations.demo.cast import PASSWORD
from tests.support.browser import Windows, chromium
from tests.support.server import ROOT, serving

FOLDER = ROOT / "docs" / "shots"
SCREEN, TELEPHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Shot:
    """One page, seen by *login*."""

    name: str
    login: str
    path: str
    size: dict[str, int]
    schemes: tuple[str, ...] = ("light", "dark")


SHOTS = (
    Shot("desk", "anna", "/", SCREEN),  # leaves Anna with a ticket in hand
    Shot("queue", "anna", "/queues/stoerung", SCREEN, ("light",)),
    Shot("board", "bernd", "/board", SCREEN),
    Shot("control", "carla", "/control", SCREEN),
    Shot("desk-390", "anna", "/", TELEPHONE, ("light",)),
)
"""All pictures, in this order."""


def take_a_picture(windows: Windows, shot: Shot, scheme: str) -> Path:
    """Sign in, open the page, wait until everything has been drawn."""
    page = windows.open(path="/login", viewport=shot.size, color_scheme=scheme)
    windows.login(page, SimpleNamespace(login=shot.login), PASSWORD)
    page.goto(shot.path)
    if shot.path == "/" and page.locator("#next button").is_visible():
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.goto(shot.path)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
    file = FOLDER / f"{shot.name}{'-dark' if scheme == 'dark' else ''}.png"
    page.screenshot(path=file)
    page.context.close()
    return file


def demo(url: str) -> None:
    """Load the demo as ``make run`` does."""
    environment: dict[str, Any] = {**os.environ, "WARTESAAL_DATABASE_URL": url}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def main() -> None:
    """Write all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/shots.sqlite"
        demo(url)
        with serving(url, Path(folder) / "log") as server, chromium() as browser:
            windows = Windows(browser, server.url)
            for shot in SHOTS:
                for scheme in shot.schemes:
                    file = take_a_picture(windows, shot, scheme)
                    print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
