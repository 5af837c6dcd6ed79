"""Every text of the interface is there in German, complete and with the same places to fill."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.house import APP, written

GERMAN = APP / "translations" / "de" / "LC_MESSAGES" / "messages.po"
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2")]
OPTIONS = {pattern: {"trimmed": "true"} for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


@cache
def texts(app: Path) -> dict[Any, str]:
    """The texts of the sources, each with one place where it stands."""
    found = extract_from_dir(str(app), METHODS, OPTIONS, KEYWORDS)
    return {text: f"{file}:{line}" for file, line, text, _comments, _context in found}


def offences(sources: dict[Any, str], german: Catalog) -> Iterator[str]:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in german if message.id}
    for text, place in sources.items():
        if text not in known:
            yield f"{place}: not in messages.po (make texts): {text!r}"
    for message in german:
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if (ids[0] if len(ids) == 1 else ids) not in sources:
            yield f"no source has it any more (make texts): {ids[0]!r}"
        if message.fuzzy:
            yield f"guessed, not checked: {ids[0]!r}"
        if not all(strings):
            yield f"without a German text: {ids[0]!r}"
        elif any(places(string) - places(*ids) for string in strings) or places(ids[-1]) - places(*strings):
            yield f"other places to fill: {ids[0]!r} -> {strings[0]!r}"


def places(*texts: str) -> set[str]:
    return {found[0] for text in texts for found in PLACES.finditer(text)}


def test_every_text_is_there_in_german():
    with GERMAN.open("rb") as file:
        german = read_po(file, locale="de")
    assert list(offences(texts(APP), german)) == []


def test_a_word_of_two_meanings_stands_nowhere_alone():
    """English says «place» for a town and for the place in line; one source text would give both the same German one."""
    assert {"Place", "Places"} & set(texts(APP)) == set()


def test_it_can_fail(tmp_path):
    written(tmp_path, "a.py", 'x = _("One")\ny = ngettext("%(num)d ticket", "%(num)d tickets", 2)\n')
    written(
        tmp_path,
        "room/templates/room/a.html",
        "{{ _('Two %(name)s', name=1) }} {% trans %}\n  Three\n{% endtrans %}\n",
    )
    german = Catalog(locale="de")
    german.add("One", "")
    german.add(("%(num)d ticket", "%(num)d tickets"), ("%(num)d Ticket", "%(num)d Tickets"))
    german.add("Two %(name)s", "Zwei %(nam)s")
    german.add("Gone", "Weg", flags=["fuzzy"])

    assert [re.sub(r"^\S+:\d+: ", "", offence) for offence in offences(texts(tmp_path), german)] == [
        "not in messages.po (make texts): 'Three'",
        "without a German text: 'One'",
        "other places to fill: 'Two %(name)s' -> 'Zwei %(nam)s'",
        "no source has it any more (make texts): 'Gone'",
        "guessed, not checked: 'Gone'",
    ]
