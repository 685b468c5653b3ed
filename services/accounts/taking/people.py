"""Takes an account's people: each is a person of the console, with the role that it gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from domain.accounts.kinds import PersonStatus
from domain.accounts.records import PersonRecord
from domain.people import Parting, Role
from domain.programme import Programme
from services.accounts.taking.outcome import CHANGED, CREATED, UNCHANGED, Taken, account_unknown, batches, known, update
from services.care.leaving import forget_all
from services.events import MemberLeft, RoleChanged
from storage.accounts.taking import (
    Home,
    account_ids,
    account_members,
    console_memberships,
    console_people,
    homes,
    lock_organisations,
)
from storage.people import memberships_of, revoke_invitations_by
from storage.tables import AccountMember, Membership, Person
from storage.work import Work

_READ_GERMAN = frozenset({"AT", "CH", "DE", "LI"})
_LONGEST_FIRST_NAME = 64


def take_people(work: Work, programme: Programme, records: Sequence[PersonRecord]) -> Taken:
    """Takes the people as they are in the provider's console. Raises `RecordRefused`.

    A role counts for the person of the console and for whoever has linked their Telegram with them; so does being
    removed. It may be the last legal representative who goes.
    """
    del programme
    taken = Taken()
    for start, batch in batches(records):
        work.action = "person.take"
        taken += _Batch(work, start, batch).take()
    return taken


class _Batch:
    """Some people, and all that they are compared with."""

    def __init__(self, work: Work, start: int, records: Sequence[PersonRecord]) -> None:
        self._work, self._start, self._records = work, start, records
        session = work.session
        wanted, people = {record.account for record in records}, {record.person for record in records}
        ids = account_ids(session, wanted)
        lock_organisations(session, ids.values())
        self._organisations = homes(session, wanted)
        self._people = console_people(session, people)
        self._members = {(each.organisation_id, each.console_id): each for each in account_members(session, people)}
        self._memberships: dict[tuple[int, str], list[Membership]] = defaultdict(list)
        for membership in console_memberships(session, ids.values(), people):
            if membership.console_id is not None:
                self._memberships[membership.organisation_id, membership.console_id].append(membership)
        self._left: dict[tuple[int, str], list[tuple[Person, str | None]]] = defaultdict(list)
        self._invites_no_more: list[tuple[int, int]] = []
        """Person and organisation, by ids."""

    def take(self) -> Taken:
        """Takes them one after the other."""
        taken = Taken()
        for index, record in enumerate(self._records, self._start):
            taken += self._take(index, record)
        self._let_go()
        return taken

    def _take(self, index: int, record: PersonRecord) -> Taken:
        organisation = self._organisations.get(record.account)
        if organisation is None:
            raise account_unknown(index, record.account)
        key = (organisation.id, record.person)
        member = self._members.get(key)
        verdict = known(self._work, index, record.as_of, None if member is None else member.as_of)
        if verdict is not None:
            return verdict
        is_there = record.status is PersonStatus.ACTIVE
        if member is None:
            outcome = CREATED
            member = self._create(record, organisation, is_there=is_there)
        else:
            changed = update(member, name=record.name, email=record.email, role=record.role)
            if (member.removed_at is None) is not is_there:
                member.removed_at = None if is_there else self._work.now
                changed = True
            member.as_of = record.as_of
            outcome = CHANGED if changed else UNCHANGED
        self._name(member)
        if not is_there:
            self._leave(key)
        elif self._memberships[key]:
            self._give_role(key, record)
        else:
            self._join(key, member, record)
        return outcome

    def _create(self, record: PersonRecord, organisation: Home, *, is_there: bool) -> AccountMember:
        work = self._work
        person = self._people.get(record.person)
        if person is None:
            person = Person(
                console_id=record.person,
                first_name=record.name[:_LONGEST_FIRST_NAME],
                language="de" if organisation.country in _READ_GERMAN else "en",
                reachable=False,
                created_at=work.now,
            )
            work.session.add(person)
            self._people[record.person] = person
        member = AccountMember(
            organisation_id=organisation.id,
            console_id=record.person,
            person=person,
            name=record.name,
            email=record.email,
            role=record.role,
            as_of=record.as_of,
            removed_at=None if is_there else work.now,
        )
        work.session.add(member)
        self._members[organisation.id, record.person] = member
        return member

    def _name(self, member: AccountMember) -> None:
        """Who belongs to several accounts is called as the youngest record of them says."""
        if member.person.first_name == member.name:
            return
        of_person = [each for (_, console_id), each in self._members.items() if console_id == member.console_id]
        youngest = max(of_person, key=lambda each: (each.as_of, each.name))
        update(member.person, first_name=youngest.name[:_LONGEST_FIRST_NAME])

    def _join(self, key: tuple[int, str], member: AccountMember, record: PersonRecord) -> None:
        if key in self._left:
            self._let_go()  # of two memberships of the same person, the first one must be gone
        membership = Membership(
            person=member.person, organisation_id=key[0], role=record.role, console_id=record.person
        )
        self._work.session.add(membership)
        self._memberships[key] = [membership]

    def _give_role(self, key: tuple[int, str], record: PersonRecord) -> None:
        for membership in self._memberships[key]:
            if update(membership, role=record.role):
                self._work.happened(RoleChanged(membership.person.id, key[0]))
                if record.role is not Role.LEGAL_REPRESENTATIVE:
                    self._invites_no_more.append((membership.person.id, key[0]))

    def _leave(self, key: tuple[int, str]) -> None:
        session = self._work.session
        for membership in self._memberships.pop(key, ()):
            if membership in session.new:
                session.flush()  # who came in this very batch is written before they go
            session.delete(membership)
            self._left[key].append((membership.person, membership.console_id))

    def _let_go(self) -> None:
        """Writes who has left; whoever acted for the account acts for another one of theirs, if there is one."""
        session = self._work.session
        session.flush()
        forget_all(self._work, [(gone.id, key[0]) for key, people in self._left.items() for gone, _ in people])
        for (organisation_id, _), people in self._left.items():
            for gone, console_id in people:
                self._invites_no_more.append((gone.id, organisation_id))
                if gone.organisation_id == organisation_id:
                    left = memberships_of(session, gone.id)
                    gone.organisation = left[0].organisation if left else None
                self._work.happened(MemberLeft(gone.id, organisation_id, Parting.REMOVED_THERE, console_id))
        self._left.clear()
        revoke_invitations_by(session, self._invites_no_more, self._work.now)
        self._invites_no_more.clear()
        session.flush()
