"""Well-known domains of mail, and domains that are nearly one of them: most likely a slip of the finger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.names.closeness import is_one_typo_away

_ENDINGS: Mapping[str, str] = {
    "gmail": "com",
    "googlemail": "com",
    "outlook": "com de fr it at",
    "hotmail": "com ch de fr it",
    "live": "com de fr it",
    "msn": "com",
    "yahoo": "com de fr it",
    "icloud": "com",
    "me": "com",
    "mac": "com",
    "gmx": "ch de at net com",
    "web": "de",
    "t-online": "de",
    "freenet": "de",
    "arcor": "de",
    "posteo": "de",
    "mailbox": "org",
    "bluewin": "ch",
    "bluemail": "ch",
    "sunrise": "ch",
    "hispeed": "ch",
    "swissonline": "ch",
    "vtxnet": "ch",
    "protonmail": "com ch",
    "proton": "me",
    "pm": "me",
    "tutanota": "com",
    "tuta": "com",
    "aon": "at",
    "a1": "net",
    "chello": "at",
    "orange": "fr",
    "wanadoo": "fr",
    "free": "fr",
    "sfr": "fr",
    "laposte": "net",
    "libero": "it",
    "tiscali": "it",
    "virgilio": "it",
    "alice": "it",
    "aol": "com",
    "mail": "com",
    "zoho": "com",
    "fastmail": "com",
    "hey": "com",
}
"""What stands behind well-known names."""
WELL_KNOWN = frozenset(f"{name}.{ending}" for name, endings in _ENDINGS.items() for ending in endings.split())
_LONG_ENOUGH = 4
"""Letters of a name. Shorter ones are too near to anybody's: there, letters must have changed places."""
_ONE_PLACE = {"gmail": "gmail.com", "googlemail": "googlemail.com", "icloud": "icloud.com", "bluewin": "bluewin.ch"}
"""Names that have mail in one place only, whatever country is typed behind them."""
_MOST = 3


def nearly(domain: str) -> Sequence[str]:
    """The well-known domains that may be meant by one that is none; mostly there are none.

    `domain` is in small letters.
    """
    if domain in WELL_KNOWN or domain.count(".") != 1:
        return ()
    name, _, top = domain.partition(".")
    if name in _ONE_PLACE:
        return (_ONE_PLACE[name],)
    return [known for known in sorted(WELL_KNOWN) if _is_slip(name, top, known)][:_MOST]


def _is_slip(name: str, top: str, known: str) -> bool:
    """Whether one letter is missing, too many, another one, or has changed its place."""
    known_name, _, known_top = known.partition(".")
    if known_name == name:
        # Two letters are a country's, and mostly a real one's: gmx.us is no slip of gmx.de.
        are_countries = len(top) == len(known_top) == 2
        return is_one_typo_away(top, known_top) and (not are_countries or sorted(top) == sorted(known_top))
    if top != known_top or not is_one_typo_away(name, known_name):
        return False
    return len(known_name) >= _LONG_ENOUGH or sorted(name) == sorted(known_name)
