"""What becomes of a client's other partners and requests when a request is sent, and confirmed."""

from __future__ import annotations

from domain.partnerships.rules import Access
from domain.words import Lines, Literal, Msg, Words, lines, listing
from services.partnerships.proposals import Preview


def side_effects(proposal: Preview) -> Words | None:
    """What the request replaces, competes with or stands beside."""
    effects: list[Msg] = []
    for other in proposal.replaces:
        if other.partner_id == proposal.partner.id:
            effects.append(
                Msg("Your current partnership with {partner} ends as soon as it confirms.", partner=other.partner.name)
            )
            if other.ends_on is not None:
                effects.append(Msg("The new access has the same last day: {day}.", day=other.ends_on))
        else:
            effects.append(
                Msg(
                    "{partner} has full access now and loses it as soon as this request is confirmed: "
                    "full access is for one partner at a time.",
                    partner=other.partner.name,
                )
            )
    effects += [
        Msg(
            "Your request for full access to {partner} is still open. Whoever confirms first gets the access; "
            "the other request is then closed.",
            partner=other.partner.name,
        )
        for other in proposal.competes
    ]
    # Beside a request for limited access, another one keeps full access to all products.
    effects += [
        Msg("{partner} keeps full access to all your products.", partner=other.partner.name)
        for other in proposal.keeps
        if other.access is Access.FULL
    ]
    if limited := [other.partner.name for other in proposal.keeps if other.access is Access.LIMITED]:
        effects.append(Msg("Partners with limited access keep it: {partners}.", partners=listing(limited)))
    return lines(*(Lines((Literal("⚠️"), effect), " ") for effect in effects)) if effects else None
