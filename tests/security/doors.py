"""All doors of the house: each route with the addresses and methods it answers to."""

from collections.abc import Iterator
from typing import Any

from flask import Flask

SAMPLES = {
    "IntegerConverter": "1",
    "UUIDConverter": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "DateConverter": "2022-08-03",
}


def doors(app: Flask) -> Iterator[tuple[Any, str, str]]:
    """View, method and a possible address of every route."""
    for rule in app.url_map.iter_rules():
        values = {
            name: SAMPLES.get(type(rule._converters[name]).__name__, "1")
            for name in rule.arguments - set(rule.defaults or {})
        }
        path = rule.build(values, append_unknown=False)[1]
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield app.view_functions[rule.endpoint], method, path
