"""Passwords: which are good enough, how they are kept, and one proposal for those who have to make one up."""

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.base.refused import Refused
from app.base.words import _

SHORTEST, LONGEST = 12, 200
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
"""No sign that is taken for another when read from paper."""

hasher = PasswordHasher()
FIXED = "$argon2id$v=19$m=65536,t=3,p=4$Qwy1H9nDd4MEi8cBH0QfSg$NMd5RN13fVHNWshEvFhcibu+ZS6Yz2QCl0V9gK43cSo"
"""Verified when there is no such account, so that the answer takes as long as for one that exists."""

# A verification holds 64 MiB; a wave of sign-ins must not hold that many times eight.
_few_at_once = threading.BoundedSemaphore(2)


class PasswordTooWeak(Refused):
    """The password would be guessed."""


def check_strength(password: str, login: str) -> None:
    """Length is what counts; no signs are prescribed. Raises PasswordTooWeak."""
    if len(password) < SHORTEST:
        raise PasswordTooWeak(
            _("A password needs at least %(count)d characters. Three or four words are good.", count=SHORTEST)
        )
    if len(password) > LONGEST:
        raise PasswordTooWeak(_("A password has at most %(count)d characters.", count=LONGEST))
    if len(set(password)) < 5 or login in password.lower():
        raise PasswordTooWeak(_("This password would be guessed: it repeats itself or contains the name."))


def hash_of(password: str) -> str:
    """What is kept of *password*."""
    with _few_at_once:
        return hasher.hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether *password* is the one that *kept* was made of. None takes as long and never fits."""
    try:
        with _few_at_once:
            return hasher.verify(kept or FIXED, _normal(password)) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether *kept* was made with other parameters than today's."""
    return hasher.check_needs_rehash(kept)


def proposal() -> str:
    """A new password of 80 random bits, in groups of four that can be read out."""
    signs = "".join(secrets.choice(SIGNS) for _sign in range(16))
    return "-".join(signs[start : start + 4] for start in range(0, 16, 4))


def _normal(password: str) -> str:
    # «ü» is one sign or two, depending on the keyboard's system.
    return unicodedata.normalize("NFC", password)
