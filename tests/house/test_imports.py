"""Imports point down the rooms only, stand at the top of the file, and the web stays at the doors."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import APP, ROOMS, imports, sources, tree, written

AT_THE_DOORS = ("routes.py", "forms.py", "blueprint.py")
WEB = ("flask", "wtforms", "werkzeug")


def offences(app: Path) -> Iterator[str]:
    for file in sources(app):
        place = file.relative_to(app)
        room = place.parts[0] if len(place.parts) > 1 else None
        module = tree(file)
        if room and room not in ROOMS:
            yield f"{place}: the room {room} is not in the list of rooms"
            continue
        for line, name in imports(module):
            top, _, rest = name.partition(".")
            target = rest.split(".")[0]
            if top == "":
                yield f"{place}:{line}: a relative import"
            if room and top == "app" and target not in ROOMS:
                yield f"{place}:{line}: {room} imports {name}, which stands above the rooms"
            elif room and top == "app" and ROOMS.index(target) > ROOMS.index(room):
                yield f"{place}:{line}: {room} imports {name}, which is above it"
            web = top.startswith(WEB)
            if web and room not in (None, "base", "operations") and place.name not in AT_THE_DOORS:
                yield f"{place}:{line}: {top} belongs into routes.py and forms.py"
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from (
                    f"{place}:{line}: import of {name} inside {function.name}()" for line, name in imports(function)
                )


def test_imports_point_down_and_the_web_stays_at_the_doors():
    assert list(offences(APP)) == []


def test_it_can_fail(tmp_path):
    written(
        tmp_path,
        "tickets/merge.py",
        "import flask_babel\nfrom app.desk import x\n\ndef f():\n    import os\n",
    )
    written(tmp_path, "people/routes.py", "import flask\nfrom app import rooms\nfrom . import models\n")
    written(tmp_path, "cellar/rats.py", "")

    assert [offence.partition(": ")[2] for offence in offences(tmp_path)] == [
        "the room cellar is not in the list of rooms",
        "people imports app.rooms, which stands above the rooms",
        "a relative import",
        "flask_babel belongs into routes.py and forms.py",
        "tickets imports app.desk, which is above it",
        "import of os inside f()",
    ]
