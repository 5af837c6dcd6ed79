"""Every route says who may use it, and nobody gets in without a sign-in."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.base.access import Role, allowed, public

SAMPLES = {
    "IntegerConverter": "1",
    "UUIDConverter": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "DateConverter": "2022-08-03",
}


def offences(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        roles, is_public = getattr(view, "allowed_roles", frozenset()), getattr(view, "is_public", False)
        if not roles and not is_public:
            yield f"{rule.rule} ({rule.endpoint}) does not say who may"
        if roles and is_public:
            yield f"{rule.rule} ({rule.endpoint}) is public and not"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestPermissions:
    def test_every_route_says_who_may(self, app):
        assert list(offences(app)) == []

    def test_nobody_gets_in_without_a_sign_in(self, app, client):
        open_doors = []
        for rule in app.url_map.iter_rules():
            if getattr(app.view_functions[rule.endpoint], "is_public", False):
                continue
            values = {
                name: SAMPLES.get(type(rule._converters[name]).__name__, "1")
                for name in rule.arguments - set(rule.defaults or {})
            }
            path = rule.build(values, append_unknown=False)[1]
            for method in rule.methods & {"GET", "POST"}:
                answer = client.open(path, method=method)
                if answer.status_code not in (302, 303, 400, 401, 403):
                    open_doors.append(f"{method} {path}: {answer.status}")
        assert open_doors == []


def test_it_can_fail():
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "open", lambda: "")
    app.add_url_rule("/both", "both", public(allowed(Role.AGENT)(lambda: "")))
    app.add_url_rule("/shut", "shut", allowed(Role.AGENT)(lambda: ""))

    assert list(offences(app)) == ["/open (open) does not say who may", "/both (both) is public and not"]
