"""Spelling a name over the telephone: the towns of DIN 5009, as it stands since 2022."""

TOWNS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "Aachen Berlin Chemnitz Düsseldorf Essen Frankfurt Goslar Hamburg Ingelheim Jena Köln Leipzig München Nürnberg "
        "Offenbach Potsdam Quickborn Rostock Salzwedel Tübingen Unna Völklingen Wuppertal Xanten Ypsilon Zwickau".split(),
        strict=True,
    )
) | {"Ä": "Umlaut Aachen", "Ö": "Umlaut Offenbach", "Ü": "Umlaut Unna", "ß": "Eszett"}


def spelled(name: str) -> list[str]:
    """The words that spell *name*; signs without a town stay as they are."""
    return [TOWNS.get(sign if sign == "ß" else sign.upper(), sign) for sign in name if not sign.isspace()]
