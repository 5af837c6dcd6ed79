"""Translating: rooms without Flask take ``_`` and ``_l`` from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import has_request_context, request
from flask_babel import force_locale, get_translations
from flask_babel.speaklater import LazyString

__all__ = ["_", "_l", "ngettext", "said_in"]

TEXTS = "wartesaal.texts"


def _(text: str, /, **values: Any) -> str:
    """*text* in the language of the reader."""
    said: str = _texts().ugettext(text)
    return said % values if values else said


def _l(text: str) -> LazyString:
    """*text* for what is written down before anybody reads it: labels, menus, tables of words."""
    return LazyString(_, text)


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """*one* or *many* in the language of the reader, with ``%(num)d`` filled in."""
    said: str = _texts().ungettext(one, many, num)
    return said % {"num": num, **values}


@contextmanager
def said_in(locale: str) -> Iterator[None]:
    """What is said inside is said in this language."""
    kept = request.environ.pop(TEXTS, None)
    with force_locale(locale):
        yield
    request.environ[TEXTS] = kept or get_translations()


def _texts() -> Any:
    # Finding the language anew costs 15 µs each time, and a page says 150 texts.
    if not has_request_context():
        return get_translations()
    environ = request.environ
    texts = environ.get(TEXTS)
    if texts is None:
        texts = environ[TEXTS] = get_translations()
    return texts
