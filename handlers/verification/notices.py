"""What people are told about claims and verified organisations, and what the cards of claims show from then on."""

from __future__ import annotations

from collections.abc import Iterator

from domain.organisations.verification import ClaimKind, Outcome
from domain.people import Role
from domain.programme import VerificationWay
from domain.words import Msg, Plural, Provider, Words, lines, paragraphs
from handlers.chat.notices import ByMail, CardRetired, CardUpdate, News, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.organisations.verified import take_over_rows
from handlers.partnerships.payloads import ShowPartnership
from handlers.verification.card import card_in_group, card_of_representative, question_to_claimant, reason_words
from handlers.verification.payloads import AnswerSupport, GetVerified, ShowClaim
from services import events
from services.verification import claiming, merging
from storage.people import members, members_once, membership
from storage.runtime.cards import cards_of_claim
from storage.support import support_group
from storage.tables import Claim, Organisation, Partnership, Person
from storage.work import Work

_ORGANISATION = Button(Msg("🏢 Organisation"), Go("organisation"))
_PEOPLE = Button(Msg("👥 People"), Go("people"))


def organisation_verified(event: events.OrganisationVerified, work: Work) -> Iterator[Notice]:
    """Its people can do everything from now on."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = Msg(
        "✅ <b>{organisation} is verified by {provider}.</b> Everything is possible now.",
        organisation=organisation.name,
        provider=Provider(),
    )
    view = View(words, ((Button(Msg("👥 Partners"), Go("partners")), MENU),))
    mail = ByMail(_thread(organisation), Go("organisation"))
    for member in members_once(work.session, organisation.id):
        yield Notice(member.person, view, organisation, by_mail=mail)


def organisation_frozen(event: events.OrganisationFrozen | events.OrganisationUnfrozen, work: Work) -> Iterator[Notice]:
    """Its people learn that nothing can be decided, or that everything can again. The reason is the staff's own."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    if isinstance(event, events.OrganisationFrozen):
        subject = Msg("Frozen: {organisation}", organisation=organisation.name)
        words = Msg(
            "🧊 <b>{provider} has frozen {organisation}.</b> Nobody can decide anything in its name for the time "
            "being; looking, asking and leaving are possible. I tell you as soon as that is over.",
            provider=Provider(),
            organisation=organisation.name,
        )
    else:
        subject = Msg("Not frozen any more: {organisation}", organisation=organisation.name)
        words = Msg(
            "🧊 {organisation} is not frozen any more: everything is possible again.", organisation=organisation.name
        )
    mail = ByMail(_thread(organisation), Go("organisation"), subject=subject)
    for member in members_once(work.session, organisation.id):
        yield Notice(member.person, View(words, ((_ORGANISATION, MENU),)), organisation, by_mail=mail)


def _thread(organisation: Organisation) -> str:
    return f"organisation-{organisation.id}"


def organisations_merged(event: events.OrganisationsMerged, work: Work) -> Iterator[Notice]:
    """Those who came along learn for whom they act now."""
    source = work.session.get_one(Organisation, event.source_id)
    target = work.session.get_one(Organisation, event.target_id)
    words = Msg(
        "📥 What you had prepared for {source} belongs to <b>{organisation}</b> now: you act for it, as {role}.",
        source=source.name,
        organisation=target.name,
        role=ROLE_NAMES[Role.EMPLOYEE],
    )
    subject = Msg("You act for {organisation} now", organisation=target.name)
    mail = ByMail(_thread(target), Go("organisation"), subject=subject)
    for person_id in event.moved:
        person = work.session.get_one(Person, person_id)
        yield Notice(person, View(words, ((_ORGANISATION, MENU),)), by_mail=mail)
    for partnership_id in event.closed:
        partner = work.session.get_one(Partnership, partnership_id).partner
        over = Msg(
            "⏹ What {source} had open with {partner} could not be taken over, and has ended.",
            source=source.name,
            partner=partner.name,
        )
        view = View(over, ((Button(Msg("👥 Partners"), Go("partners")), MENU),))
        subject = Msg("Ended: {client} – {partner}", client=source.name, partner=partner.name)
        mail = ByMail(f"partnership-{partnership_id}", ShowPartnership(partnership_id), subject=subject)
        for member in members_once(work.session, target.id):
            yield Notice(member.person, view, target, by_mail=mail)


def verification_lost(event: events.VerificationLost, work: Work, around: Surroundings) -> Iterator[Notice]:
    """Its people learn how they come to act for the account."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = paragraphs(
        Msg(
            "⚠️ <b>{organisation} is no longer verified:</b> {provider} has an account with its register number.",
            organisation=organisation.name,
            provider=Provider(),
        ),
        Msg("Connect your Telegram with that account, and it gets all that you have here.")
        if VerificationWay.ACCOUNT_LINK in around.programme.verification
        else None,
    )
    view = View(words, ((Button(Msg("✅ Get verified"), GetVerified()), MENU),))
    subject = Msg("{organisation} is no longer verified", organisation=organisation.name)
    mail = ByMail(_thread(organisation), GetVerified(), subject=subject)
    for member in members_once(work.session, organisation.id):
        yield Notice(member.person, view, organisation, by_mail=mail)


def claim_news(event: events.ClaimEvent, work: Work, around: Surroundings) -> Iterator[News]:
    """What the event means for support, the organisation's people, and whoever has made the claim."""
    claim = work.session.get_one(Claim, event.claim_id)
    yield from _cards(work, around, claim)
    match event:
        case events.ClaimMade(for_support=True):
            yield from _to_support(work, around, claim, None)
            if claim.organisation.frozen_at is not None:
                yield from _to_members(work, claim, _frozen(claim))
        case events.ClaimMade():
            subject = Msg("Somebody asks for access to {organisation}", organisation=claim.organisation.name)
            mail = ByMail(_thread_of(claim), ShowClaim(claim.id), subject=subject, waits=True)
            for member in claiming.representatives(work, claim.organisation):
                yield Notice(member.person, card_of_representative(claim), claim.organisation, by_mail=mail)
        case events.ClaimAnswered():
            headline = Msg("💬 <b>{name} has answered.</b>", name=claim.claimed_by.first_name)
            yield from _to_support(work, around, claim, headline)
        case events.ClaimQuestioned():
            subject = Msg("Support asks about {organisation}", organisation=claim.organisation.name)
            mail = ByMail(_thread_of(claim), AnswerSupport(claim.id), subject=subject, waits=True)
            yield Notice(claim.claimed_by, question_to_claimant(claim), by_mail=mail)
        case events.ClaimDecided(frees=frees):
            yield from _decided(work, claim, frees=frees)


def _thread_of(claim: Claim) -> str:
    return f"claim-{claim.id}"


def _cards(work: Work, around: Surroundings, claim: Claim) -> Iterator[CardUpdate | CardRetired]:
    """Groups have negative numbers. Of representatives, only who still is one keeps reading it."""
    group = support_group(work.session)
    deciding = {
        member.person.telegram_id: member.person
        for member in members(work.session, claim.organisation_id)
        if member.role is Role.LEGAL_REPRESENTATIVE
    }
    for card in cards_of_claim(work.session, claim.id):
        if card.chat_id < 0 and group is not None:
            room = Room(card.chat_id, group.language)
            yield CardUpdate(card, room, card_in_group(work, around.programme, claim))
        elif card.chat_id in deciding:
            yield CardUpdate(card, deciding[card.chat_id], card_of_representative(claim), claim.organisation)
        else:
            yield CardRetired(card)


def _to_support(work: Work, around: Surroundings, claim: Claim, headline: Words | None) -> Iterator[Notice]:
    group = support_group(work.session)
    if group is not None:
        yield Notice(Room(group.chat_id, group.language), card_in_group(work, around.programme, claim, headline))


def _to_members(work: Work, claim: Claim, words: Words) -> Iterator[Notice]:
    subject = Msg("Who may act for {organisation}", organisation=claim.organisation.name)
    mail = ByMail(_thread_of(claim), Go("organisation"), subject=subject)
    for member in members_once(work.session, claim.organisation_id):
        if member.person_id not in {claim.claimed_by_id, work.actor_id}:
            yield Notice(member.person, View(words, ((_ORGANISATION, MENU),)), claim.organisation, by_mail=mail)


def _frozen(claim: Claim) -> Words:
    """Neutral: nobody is accused."""
    return Msg(
        "⚖️ <b>{provider} is looking into who may act for {organisation}.</b> Until that is settled nobody can decide "
        "anything in its name; looking, asking and leaving are possible. I tell you as soon as it is settled.",
        provider=Provider(),
        organisation=claim.organisation.name,
    )


def _decided(work: Work, claim: Claim, *, frees: bool) -> Iterator[Notice]:
    words, rows = _to_claimant(work, claim)
    if words is not None:
        subject = Msg("Decided: your request about {organisation}", organisation=claim.organisation.name)
        opens = GetVerified() if claim.kind is ClaimKind.REGISTER else Go("organisation")
        yield Notice(claim.claimed_by, View(words, rows), by_mail=ByMail(_thread_of(claim), opens, subject=subject))
    if frees:
        settled = Msg(
            "⚖️ It is settled who may act for {organisation}: everything is possible again.",
            organisation=claim.organisation.name,
        )
        yield from _to_members(work, claim, settled)


def _to_claimant(work: Work, claim: Claim) -> tuple[Words | None, tuple[Row, ...]]:
    """What whoever has made the claim reads of the decision; nothing where something else tells them."""
    organisation = claim.organisation
    words: Words
    match claim.kind, claim.outcome:
        case ClaimKind.REGISTER, Outcome.DECLINED:
            words = lines(
                Msg("❌ <b>{organisation} could not be verified.</b>", organisation=organisation.name),
                _reason(claim),
                Msg("If something was mistyped, register it again: /register. You can also ask once more."),
            )
            return words, ((Button(Msg("✅ Get verified"), GetVerified()), MENU),)
        case ClaimKind.REGISTER, Outcome.SETTLED if organisation.verified_at is None and organisation.closed_at is None:
            words = Msg(
                "ℹ️ The company with the number of {organisation} is verified meanwhile, for somebody else. "
                "You can ask its representatives for access.",
                organisation=organisation.name,
            )
            return words, ((Button(Msg("🙋 Ask for access …"), GetVerified()), MENU),)
        case ClaimKind.ACCESS, Outcome.APPROVED:
            return _admitted(work, claim)
        case ClaimKind.ACCESS, Outcome.DECLINED:
            words = lines(
                Msg("❌ <b>You were not given access to {organisation}.</b>", organisation=organisation.name),
                _reason(claim),
            )
            return words, ((MENU,),)
        case ClaimKind.DISPUTE, Outcome.APPROVED:
            return _upheld(work, claim), ((_PEOPLE, Button(Msg("👥 Partners"), Go("partners"))), (MENU,))
        case ClaimKind.DISPUTE, Outcome.DECLINED:
            words = lines(
                Msg(
                    "⚖️ {provider} has looked into it: those who act for {organisation} may do so.",
                    provider=Provider(),
                    organisation=organisation.name,
                ),
                _reason(claim),
            )
            return words, ((MENU,),)
        case _:
            return None, ()


def _reason(claim: Claim) -> Words | None:
    reason = reason_words(claim)
    return None if reason is None else Msg("Reason: “{reason}”", reason=reason)


def _admitted(work: Work, claim: Claim) -> tuple[Words, tuple[Row, ...]]:
    organisation = claim.organisation
    member = membership(work.session, claim.claimed_by_id, organisation.id)
    role = member.role if member is not None else Role.EMPLOYEE
    words = Msg(
        "✅ You belong to <b>{organisation}</b> and act for it from now on, as {role}.",
        organisation=organisation.name,
        role=ROLE_NAMES[role],
    )
    offered = merging.to_take_over(work, claim.claimed_by, organisation)
    return words, (*take_over_rows(offered, organisation), (MENU,))


def _upheld(work: Work, claim: Claim) -> Words:
    organisation = claim.organisation
    from_console = sum(1 for one in members(work.session, organisation.id) if one.console_id is not None)
    stay = Plural(
        "{n} person from the console of {provider} still acts for it; only {provider} can remove them, there.",
        "{n} people from the console of {provider} still act for it; only {provider} can remove them, there.",
        from_console,
        provider=Provider(),
    )
    return paragraphs(
        Msg(
            "⚖️ <b>You are the legal representative of {organisation} now.</b> Those who acted for it no longer do. "
            "Please look through its partners and its people.",
            organisation=organisation.name,
        ),
        stay if from_console else None,
    )
