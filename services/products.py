"""What a client has at the provider: its list of products."""

from __future__ import annotations

from domain.partnerships.rules import ASKED
from domain.programme import Programme
from domain.words import Money, Msg, Refused
from services.events import ProductAccessChanged
from services.partnerships.closing import managed
from services.partnerships.deadlines import lapse_all_of
from services.rights import Act, NotFound, own_organisation, require
from storage.partnerships import holders, lock_client
from storage.products import Wanted, count_by_kind, products_called
from storage.tables import Organisation, Person, Product
from storage.work import Work


class ProductNameTaken(Refused):
    """The organisation has a product of this name already."""


class ProductInUse(Refused):
    """A partnership rests on the product."""


class NotTypedByHand(Refused):
    """Products come from the provider's systems: nobody types them here, or takes them off the list."""


class NothingToShare(Refused):
    """There is no product to which limited access could be given."""


def add_by_hand(work: Work, programme: Programme, person: Person, kind: str, name: str, yearly_value: Money) -> Product:
    """As `add`, where the programme's profile lets people type what they have. Raises `NotTypedByHand`, too."""
    work.action = Act.ADD_PRODUCT
    require_by_hand(programme)
    return add(work, person, kind, name, yearly_value)


def require_by_hand(programme: Programme) -> None:
    """Raises `NotTypedByHand` where the provider's systems alone say who has what."""
    if not programme.products_by_hand:
        raise NotTypedByHand(
            Msg(
                "Products are not typed in here: they come from your account at {provider}. "
                "As soon as it is connected, /products shows them.",
                provider=programme.provider,
            )
        )


def add(work: Work, person: Person, kind: str, name: str, yearly_value: Money) -> Product:
    """Adds a product to the person's organisation. Raises `ProductNameTaken`."""
    work.action = Act.ADD_PRODUCT
    organisation = own_organisation(person)
    require(work, person, Act.ADD_PRODUCT, organisation)
    lock_client(work.session, organisation.id)
    require_free_name(work, organisation, name)
    product = Product(
        organisation_id=organisation.id, kind=kind, name=name, yearly_value=int(yearly_value.amount * 100)
    )
    work.session.add(product)
    work.session.flush()
    return product


def require_free_name(work: Work, organisation: Organisation, name: str) -> None:
    """Raises `ProductNameTaken` where the organisation has a product of this name, whatever the case."""
    if products_called(work.session, Wanted(organisation.id), [name]):
        raise ProductNameTaken(
            Msg("You already have a product called {name}. Please choose a name that tells them apart.", name=name)
        )


def free_products(work: Work, organisation: Organisation, *, beside: int | None = None) -> Wanted:
    """The products that no partner manages, or is asked to, but for the partnership `beside` (fact 19)."""
    return Wanted(organisation.id, free_at=work.now, beside=beside)


def nothing_to_share(work: Work, programme: Programme, free: Wanted) -> NothingToShare:
    """Says why none of the organisation's products is free, and what to do about it."""
    if count_by_kind(work.session, Wanted(free.organisation_id)):
        return NothingToShare(
            Msg(
                "Each of your products already has a limited-access partner, or is part of an open request. "
                "/partners shows which; full access is possible beside that."
            )
        )
    if programme.products_by_hand:
        return NothingToShare(
            Msg("There is no product on your list to which you could give access. Add one first: /addproduct")
        )
    return NothingToShare(
        Msg(
            "There is no product on your list to which you could give access. "
            "Products come from your account at {provider}; full access is possible without.",
            provider=programme.provider,
        )
    )


def own_product(work: Work, person: Person, product_id: int) -> Product:
    """A present product of the person's organisation. Raises `NotFound`."""
    product = work.session.get(Product, product_id, populate_existing=True)
    if product is None or product.removed_at is not None or product.organisation_id != own_organisation(person).id:
        raise NotFound(Msg("This product is no longer on your list. /products shows what is."))
    return product


def remove(work: Work, person: Person, product_id: int) -> Product:
    """Takes a product off the list that somebody typed; a partner who manages it is told.

    Raises `ProductInUse`, or `NotTypedByHand` for one of the account: that ends at the provider, and then here.
    """
    work.action = Act.REMOVE_PRODUCT
    organisation = own_organisation(person)
    lock_client(work.session, organisation.id)
    lapse_all_of(work, organisation.id)
    product = own_product(work, person, product_id)
    require(work, person, Act.REMOVE_PRODUCT, organisation)
    if product.provider_id is not None:
        raise NotTypedByHand(
            Msg(
                "{product} comes from your account. When it ends there, it leaves this list, too.", product=product.name
            )
        )
    for access in holders(work.session, [product.id], work.now):
        partnership = access.partnership
        if partnership.status in ASKED:
            raise ProductInUse(
                Msg(
                    "{product} is part of your open request to {partner}. Withdraw the request first: /partners",
                    product=product.name,
                    partner=partnership.partner.name,
                )
            )
        if len(managed(partnership)) == 1:
            raise ProductInUse(
                Msg(
                    "{product} is the only product that {partner} manages for you. "
                    "End that partnership first: /partners",
                    product=product.name,
                    partner=partnership.partner.name,
                )
            )
        access.released_at = work.now
        work.happened(ProductAccessChanged(partnership.id, (), (product.name,)))
    product.removed_at = work.now
    return product
