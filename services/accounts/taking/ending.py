"""What depends on an account or a product ends with it, and both sides are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from domain.partnerships.rules import Action, Ceased, Side, Status
from services import events
from services.partnerships.closing import close, managed
from storage.accounts.taking import held_accesses, open_partnerships
from storage.tables import Organisation, Partnership, Product
from storage.work import Work


def cease(work: Work, partnership: Partnership, why: Ceased) -> None:
    """The programme itself ends the partnership. Its client must be locked."""
    close(work, partnership, Action.CEASE, Side.PROGRAMME, why)
    work.happened(events.PartnershipCeased(partnership.id, why))


def cease_all_of(work: Work, closed: Iterable[Organisation], no_partners: Iterable[Organisation]) -> None:
    """Ends all partnerships of closed accounts, and those in which somebody is the partner that is none any more.

    The two have nobody in common. Their own people are told once of all of it.
    """
    gone, dismissed = {each.id for each in closed}, {each.id for each in no_partners}
    if not gone and not dismissed:
        return
    counts: Counter[int] = Counter()
    for partnership in open_partnerships(work.session, gone | dismissed):
        if partnership.client_id in gone:
            cease(work, partnership, Ceased.CLIENT_CLOSED)
        elif partnership.partner_id in gone | dismissed:
            cease(work, partnership, Ceased.PARTNER_CLOSED)
        else:
            continue  # who is no partner any more stays a client
        counts[partnership.client_id] += 1
        if partnership.sent_at is not None:  # of any other one, the partner has never heard
            counts[partnership.partner_id] += 1
    for organisation_id in sorted(gone):
        work.happened(events.AccountClosed(organisation_id, counts[organisation_id]))
    for organisation_id in sorted(dismissed):
        work.happened(events.PartnerDismissed(organisation_id, counts[organisation_id]))


def release(work: Work, products: Iterable[Product]) -> None:
    """Nobody manages these products any more, or is asked to; a partnership that has no other one is over."""
    by_partnership: dict[int, list[str]] = defaultdict(list)
    concerned: dict[int, Partnership] = {}
    for access in held_accesses(work.session, [product.id for product in products]):
        access.released_at = work.now
        by_partnership[access.partnership_id].append(access.product.name)
        concerned[access.partnership_id] = access.partnership
    for partnership_id, names in by_partnership.items():
        partnership = concerned[partnership_id]
        if not managed(partnership):
            cease(work, partnership, Ceased.PRODUCTS_GONE)
        elif partnership.status is Status.ACTIVE:
            work.happened(events.ProductAccessChanged(partnership_id, (), tuple(names)))
        else:
            work.happened(events.RequestedProductsGone(partnership_id))
