"""Wishes: how the pages look for one person."""

import pytest

from app.people.sessions import who_is
from app.people.set_wishes import set_wishes
from app.people.sign_in import sign_in
from tests.support.checking_client import PASSWORD


def test_wishes_come_with_every_sign_in(make):
    anna = make.agent()

    set_wishes(anna, theme="dark", density="comfort", locale="en", letters=False)

    me = who_is(sign_in(anna.login, PASSWORD, "10.0.0.1", ""))
    assert (me.theme, me.density, me.locale, me.letters) == ("dark", "comfort", "en", False)


@pytest.mark.parametrize("wrong", [{"theme": "purple"}, {"density": ""}, {"locale": "fr"}])
def test_what_no_page_could_fulfil_is_refused(make, wrong):
    wishes = {"theme": "dark", "density": "dense", "locale": "de", "letters": True, **wrong}

    with pytest.raises(ValueError, match="no such wish"):
        set_wishes(make.agent(), **wishes)
