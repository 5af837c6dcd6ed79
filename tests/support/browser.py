"""A Chromium that hears every complaint: a console message, a broken policy or a remote request fails the test."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.checking_client import PASSWORD

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-4.14.1.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
MISSING = (
    "\n!!! No Chromium on this machine: the browser tests did not run. Install it: sudo apt-get install chromium\n"
)

POLICY = """addEventListener("securitypolicyviolation", event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""

# A refused or faulty form is answered with 409 or 422, and Chromium writes that into the console by itself.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (409|422)")


def executable() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this test run; without one the tests are skipped aloud, and in CI they fail."""
    path = executable()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING.strip())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Windows:
    """Opens pages on the server and keeps every complaint that comes out of them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.complaints: list[str] = []
        self.tolerated: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(self, person: Any = None, path: str = "/", **context: Any) -> Page:
        """A window with cookies of its own, signed in as *person*, on *path*.

        *context* are Playwright's options, such as ``color_scheme="dark"`` or ``viewport={"width": 320, "height": 640}``.
        """
        options = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce", **context}
        window = self.browser.new_context(base_url=self.url, **options)
        self.contexts.append(window)
        window.set_default_timeout(10_000)
        window.add_init_script(POLICY)
        window.on("page", self.listen)
        page = window.new_page()
        if person is not None:
            self.login(page, person)
        page.goto(path)
        return page

    def login(self, page: Page, person: Any, password: str = PASSWORD) -> None:
        """Sign in as *person* through the page."""
        page.goto("/login")
        page.fill("main [name=name]", person.login)
        page.fill("main [name=password]", password)
        page.press("main [name=password]", "Enter")
        page.wait_for_url(lambda url: urlsplit(url).path != "/login")

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.complain(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complain(f"script fault: {error}"))
        page.on("request", lambda request: self.check_address(request.url))

    def check_address(self, url: str) -> None:
        if not url.startswith((self.url + "/", "about:", "blob:", "data:")):
            self.complain(f"a request left the house: {url}")

    def complain(self, text: str) -> None:
        if not EXPECTED.search(text):
            self.complaints.append(text)

    def tolerate(self, part: str) -> None:
        """Say that complaints containing *part* belong to this test, such as a lost connection."""
        self.tolerated.append(part)

    def close(self) -> None:
        """Close all windows; fails when one has complained."""
        for window in self.contexts:
            window.close()
        left = [text for text in self.complaints if not any(part in text for part in self.tolerated)]
        assert not left, "the browser complained:\n  " + "\n  ".join(left)


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now, as sentences.

    It runs in an isolated world, so that the page's own policy neither stops it nor has to be weakened for it.
    """
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})["executionContextId"]

    def run(source: str) -> Any:
        answer = session.send(
            "Runtime.evaluate",
            {"expression": source, "contextId": world, "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    run(AXE.read_text() + ";0")
    found = run(
        """axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
               "wcag22aa", "best-practice"]})
             .then(result => result.violations.flatMap(rule => rule.nodes.map(node =>
               `${rule.id}: ${node.target.join(" ")} - ${node.failureSummary}`)))"""
    )
    session.detach()
    return list(found)
