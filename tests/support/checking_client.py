"""A client that behaves like a browser without scripts and checks every page that it gets."""

import contextvars
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.base.database import end_reading
from tests.support.html_rules import faults, parsed

PASSWORD = "the password of everybody in the tests"


class CheckingClient:
    """Gets pages, fills their forms as they stand there (with their token) and follows what a browser would."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: TestResponse | None = None

    def get(self, path: str, *, status: int = 200, follow: bool = True, **more: Any) -> TestResponse:
        """Open *path*; the answer must have this *status* and, if it is a page, be in order."""
        return self.keep(self.open(path, method="GET", follow_redirects=follow, **more), status)

    def post(self, path: str, data: dict[str, Any] | None = None, *, status: int = 200, **more: Any) -> TestResponse:
        """Send *data* without a page around it (and so without a token unless it is in there)."""
        return self.keep(self.open(path, method="POST", data=data, **more), status)

    def submit(
        self,
        form: str | int = 0,
        *,
        status: int = 200,
        press: str | None = None,
        follow: bool = True,
        **fields: Any,
    ) -> TestResponse:
        """Fill and send a form of the last page, chosen by id or position; *press* names the button's value.

        Fields that the form doesn't have are a fault of the test. None leaves a field out (an unticked box).
        """
        found = self.form(form)
        method = (found.attrs.get("method") or "get").upper()
        values = filled(found, press)
        unknown = set(fields) - names(found)
        assert not unknown, f"form {form!r} has no field {sorted(unknown)}, it has {sorted(names(found))}"
        values = [(name, value) for name, value in values if name not in fields]
        for name, value in fields.items():
            many = value if isinstance(value, list | tuple | set) else [value]
            values += [(name, str(one)) for one in many if one is not None]
        action = found.attrs["action"]
        data = {}
        for name, value in values:
            data.setdefault(name, []).append(value)
        sent = {"query_string": data} if method == "GET" else {"data": data}
        return self.keep(self.open(action, method=method, follow_redirects=follow, **sent), status)

    def form(self, form: str | int = 0) -> Any:
        """The form of the last page with this id, or at this position in <main>."""
        assert self.page is not None, "there is no page yet"
        tree = parsed(self.page.text)
        if isinstance(form, int):
            return tree.query("main form")[form]
        every = tree.query("form")
        match = next((one for one in every if one.attrs.get("id") == form), None)
        match = match or next((one for one in every if (one.attrs.get("action") or "").endswith(form)), None)
        assert match is not None, (
            f"no form {form!r} among {[one.attrs.get('id') or one.attrs['action'] for one in every]}"
        )
        return match

    def login(self, person: Any, password: str = PASSWORD) -> TestResponse:
        """Sign in through the page."""
        self.get("/login")
        return self.submit(0, name=person.login, password=password)

    def logged_in(self, person: Any) -> "CheckingClient":
        """This client, signed in; reads well where a test needs two people. The page behind the door stays closed."""
        self.get("/login")
        self.submit(0, status=303, follow=False, name=person.login, password=PASSWORD)
        return self

    @property
    def text(self) -> str:
        """The words of the last page, as they are read."""
        assert self.page is not None
        return " ".join(parsed(self.page.text).query("body")[0].to_text().split())

    def all(self, selector: str) -> list[Any]:
        """The elements of the last page that match."""
        assert self.page is not None
        return list(parsed(self.page.text).query(selector))

    def one(self, selector: str) -> Any:
        """The one element of the last page that matches."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r}"
        return found[0]

    def open(self, path: str, **how: Any) -> TestResponse:
        # A request must not see the test's own application context, or it would share its `g`: sign-in and session.
        end_reading()
        answer: TestResponse = contextvars.Context().run(lambda: self.client.open(path, **how))
        return answer

    def keep(self, answer: TestResponse, status: int) -> TestResponse:
        assert answer.status_code == status, f"{answer.request.path}: {answer.status}\n{answer.text[:2000]}"
        if answer.mimetype == "text/html" and answer.data and not answer.location:
            html = answer.text
            whole = html.lstrip()[:9].lower() == "<!doctype"
            found = faults(html, fragment=not whole)
            assert not found, f"{answer.request.path}:\n  " + "\n  ".join(found)
            if whole:
                self.page = answer
        return answer


def names(form: Any) -> set[str]:
    return {node.attrs["name"] for node in form.query("input, select, textarea, button") if node.attrs.get("name")}


def filled(form: Any, press: str | None) -> list[tuple[str, str]]:
    """What the form would send as it stands."""
    values: list[tuple[str, str]] = []
    for node in form.query("input, select, textarea, button"):
        name, kind = node.attrs.get("name"), (node.attrs.get("type") or "").lower()
        if not name or "disabled" in node.attrs:
            continue
        if node.name == "select":
            options = node.query("option")
            chosen = [one for one in options if "selected" in one.attrs] or (
                options[:1] if "multiple" not in node.attrs else []
            )
            values += [(name, value_of(one)) for one in chosen]
        elif node.name == "textarea":
            values.append((name, node.to_text()))
        elif node.name == "button":
            if press is not None and node.attrs.get("value") == press:
                values.append((name, press))
        elif kind in ("checkbox", "radio"):
            if "checked" in node.attrs:
                values.append((name, node.attrs.get("value") or "on"))
        elif kind not in ("submit", "button", "reset", "file"):
            values.append((name, node.attrs.get("value") or ""))
    return values


def value_of(option: Any) -> str:
    given = option.attrs.get("value")
    return option.to_text().strip() if given is None else given
