"""Which numbers a register is asked about: those that organisations have at present.

A row with a due time is all it takes; whichever worker finds it first asks (`bot.vat`). Nobody in a conversation waits.
"""

from __future__ import annotations

from domain.vat.outages import SWITZERLAND
from storage.tables import VatCheck
from storage.vat import check_of, checks_to_repeat, swiss_without_check
from storage.work import Work

MOST_COMPANIES = 200
"""That are put down to be asked about in one transaction."""


def ask_about(work: Work, organisation_id: int, number: str, country: str) -> None:
    """The organisation has this number now, of the country that VIES calls so; it is asked about as soon as possible.

    What was known of a former one stays, as proof, and is not asked about again. The organisation must be locked.
    """
    ask_no_more(work, organisation_id, swiss=country == SWITZERLAND)
    known = check_of(work.session, organisation_id, number)
    if known is None:
        known = VatCheck(organisation_id=organisation_id, number=number, country=country)
        work.session.add(known)
    known.due_at, known.tries, known.trouble = work.now, 0, None
    work.session.flush()


def ask_about_swiss_companies(work: Work) -> int:
    """Those that are not asked about yet are, as soon as possible; how many they are."""
    work.action = "uid.ask"
    found = swiss_without_check(work.session, MOST_COMPANIES)
    for organisation in found:
        ask_about(work, organisation.id, organisation.register_number or "", SWITZERLAND)
    return len(found)


def ask_no_more(work: Work, organisation_id: int, *, swiss: bool = False) -> None:
    """The organisation has no such number any more: no VAT number, or none of the Swiss register's."""
    for former in checks_to_repeat(work.session, organisation_id):
        if (former.country == SWITZERLAND) is swiss:
            former.due_at = None
