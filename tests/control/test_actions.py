"""Every action that the house records has a name, and every fact a label."""

import ast
from collections.abc import Iterator
from typing import Any

from app.control.actions import ACTIONS, LABELS, QUOTED, SILENT, SILENT_WITH, said
from tests.house.house import APP, sources, tree

NO_FACTS = {"by", "live", "ticket_id"}


def recorded() -> Iterator[tuple[str, list[str]]]:
    """Each action in the sources, with the names of its facts."""
    for file in sources(APP):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and len(node.args) > 1:
                action: Any = node.args[1]
                names = [keyword.arg for keyword in node.keywords if keyword.arg and keyword.arg not in NO_FACTS]
                if isinstance(action, ast.Constant):
                    yield action.value, names


def test_every_action_has_a_name():
    known = {action for _kind, action in ACTIONS}

    assert {action for action, _names in recorded()} - known == set()


def test_every_fact_has_a_label():
    missing = {
        name
        for action, names in recorded()
        for name in names
        if name not in LABELS and name not in QUOTED and name not in SILENT and (action, name) not in SILENT_WITH
    }

    assert missing == set()


def test_facts_are_written_as_people_write_them(app):
    with app.test_request_context(headers={"Accept-Language": "de"}):
        told = dict(
            said(
                "waits_for_customer",
                {"until": "2022-08-10", "reason": "Foto", "merged_number": 104718235, "count": 0, "to": 4},
            )
        )

    assert "Mi., 10.08.2022" in told.values()
    assert "104 718 235" in told.values()
    assert "Foto" not in told.values()
    assert "4" not in told.values()
