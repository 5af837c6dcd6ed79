"""Find customers by what an agent hears or reads: a number, a telephone number, a mail address, a name, a street.

Every look goes through an index, and what is exact comes first; nothing reads the whole table.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.base.database import reading
from app.customers.fold import fold, fold_street
from app.customers.models import Address, Contract, Customer, MailAddress, OtherName, Phone
from app.customers.phone import NoTelephoneNumber, e164

NUMBER = re.compile(r"k?\s*((?:\d[\s.-]?){4,8}\d)", re.IGNORECASE)
LAST_SIGN = "\U0010ffff"
SHORTEST = 2
"""Letters from which on a name or a street is looked for."""


@dataclass(frozen=True)
class Found:
    """One customer of a search. *is_exact*: the number, telephone or mail address is the one that was typed."""

    id: int
    number: int
    name: str
    address: str
    is_exact: bool


def seeable() -> Select[*tuple[Any, ...]]:
    """The customers that staff may see, as rows for a list; every list and search of customers begins here."""
    first = select(func.min(Address.id)).where(Address.customer_id == Customer.id).correlate(Customer).scalar_subquery()
    return select(
        Customer.id, Customer.number, Customer.company, Customer.given_name, Customer.family_name,
        Address.street, Address.postcode, Address.place,
    ).outerjoin(Address, Address.id == first)  # fmt: skip


def search(text: str, limit: int = 20) -> list[Found]:
    """The customers that *text* may mean, exact ones first; at most *limit*."""
    text = text.replace("\0", "").strip()
    found = _rows(_exactly(text), limit, is_exact=True) if text else []
    if not found and len(fold(text)) >= SHORTEST:
        found = _rows(_by_name(fold(text).split()), limit)
        found += [one for one in _rows(_by_street(text), limit) if one not in found]
    return found[:limit]


def the_one(text: str) -> Found | None:
    """The customer, if *text* is the exact number, telephone number or mail address of just one."""
    found = search(text, 2)
    return found[0] if len(found) == 1 and found[0].is_exact else None


def _rows(ids: Iterable[Select[*tuple[Any, ...]]], limit: int, *, is_exact: bool = False) -> list[Found]:
    found: dict[int, Found] = {}
    for which in ids:
        # Bounded inside: a short prefix must not fetch thousands only to show twenty.
        chosen = which.limit(limit).subquery()
        statement = seeable().where(Customer.id.in_(select(chosen.c[0]))).order_by(Customer.name_key, Customer.number)
        for row in reading().execute(statement):
            name = row.company or f"{row.given_name} {row.family_name}".strip()
            address = f"{row.street}, {row.postcode} {row.place}" if row.street else ""
            found.setdefault(row.id, Found(row.id, row.number, name, address, is_exact))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _exactly(text: str) -> list[Select[*tuple[Any, ...]]]:
    looks = [select(Contract.customer_id).where(Contract.number == " ".join(text.split()).upper())]
    if number := NUMBER.fullmatch(text):
        looks.insert(0, select(Customer.id).where(Customer.number == int(re.sub(r"\D", "", number[1]))))
    if "@" in text:
        looks.append(select(MailAddress.customer_id).where(MailAddress.address == text.lower()))
    elif len(re.sub(r"\D", "", text)) > SHORTEST and not re.match(r"\s*[^\W\d_]", text):
        try:
            looks.append(select(Phone.customer_id).where(Phone.e164 == e164(text)))
        except NoTelephoneNumber:
            pass  # then it is something else
    return looks


def _by_name(words: list[str]) -> list[Select[*tuple[Any, ...]]]:
    """The key begins with the family name, but people say the given name first: each order of up to three words."""
    orders = list(permutations(words)) if len(words) <= 3 else [tuple(words)]
    looks: list[Select[*tuple[Any, ...]]] = []
    # One range after the other: of several joined by OR, SQLite would rather walk the whole index.
    for key, of in ((Customer.name_key, Customer.id), (OtherName.name_key, OtherName.customer_id)):
        looks += [select(of).where(begins(key, " ".join(order))).order_by(key) for order in orders]
        if len(words) == 2 and min(map(len, words)) > SHORTEST:
            # «Anna Wick»: neither order is the beginning of «wicke anna», but the one word is and the other follows.
            looks += [
                select(of).where(begins(key, one), key.contains(f" {other}")).order_by(key) for one, other in orders
            ]
    return looks


def _by_street(text: str) -> list[Select[*tuple[Any, ...]]]:
    street, _comma, behind = text.partition(",")
    look = select(Address.customer_id).where(begins(Address.street_key, fold_street(street)))
    for word in behind.split():
        look = look.where(
            Address.postcode == word if word.isdecimal() else Address.place.icontains(word, autoescape=True)
        )
    return [look.order_by(Address.street_key)]


def begins(key: InstrumentedAttribute[str], prefix: str) -> ColumnElement[bool]:
    """*key* begins with *prefix*, as a range, which both databases read from an ordinary index of plain order."""
    return and_(key >= prefix, key < prefix + LAST_SIGN)
