"""One spelling for searching: what is written differently and means the same becomes the same key."""

import re
import unicodedata

GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
NO_WORD = re.compile(r"[\W_]+")
STREET = re.compile(r"\s*str(?:asse|\b)")


def fold(text: str) -> str:
    """Words in small plain letters: «Müller-Lüdenscheid, René» becomes «mueller luedenscheid rene»."""
    # Letters with marks must be whole first, or «ü» typed as u and two dots would become «u».
    small = unicodedata.normalize("NFC", text).casefold().translate(GERMAN)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return NO_WORD.sub(" ", plain.casefold()).strip()


def fold_street(text: str) -> str:
    """A street without spaces: «Leipziger Str. 212» and «Leipzigerstraße 212» become «leipzigerstr212»."""
    return STREET.sub("str", fold(text)).replace(" ", "")
