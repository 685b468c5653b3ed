"""Takes accounts: an account is an organisation, verified because the provider knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from domain.accounts.kinds import AccountStatus
from domain.accounts.records import AccountRecord
from domain.countries import currency_of
from domain.organisations.register_keys import register_key
from domain.organisations.verification import VerifiedBy
from domain.programme import Programme
from domain.words import Msg
from services.accounts.taking.ending import cease_all_of
from services.accounts.taking.outcome import (
    CHANGED,
    CREATED,
    UNCHANGED,
    RecordRefused,
    Taken,
    batches,
    known,
    update,
)
from services.events import AccountReopened, VerificationLost
from services.organisations import CODE_ALPHABET, CODE_BEGINS
from storage.accounts.taking import (
    account_ids,
    accounts,
    clients_of_open,
    holders_of_codes,
    lock_organisations,
    verified_with_keys,
)
from storage.tables import Organisation
from storage.work import Work

_CODE_LENGTHS = range(6, 11)


def take_accounts(work: Work, programme: Programme, records: Sequence[AccountRecord]) -> Taken:
    """Takes the accounts as they are at the provider. Raises `RecordRefused`.

    An account with the register number of a verified organisation that has no account is that organisation. Where it
    cannot be, because the account is here already, or because everybody's word was taken for the organisation, that
    one is not verified any more: its people bring it along when they connect with the account. With a closed account,
    its partnerships end.
    """
    del programme
    taken = Taken()
    for start, batch in batches(records):
        work.action = "account.take"
        taken += _Batch(work, start, batch).take()
    return taken


def partner_codes(account: str) -> list[str]:
    """Codes for a partner that the provider has given none, the first one preferred; they follow from its account."""
    number = int.from_bytes(hashlib.sha256(account.encode()).digest())
    letters = "".join(CODE_ALPHABET[number >> 5 * place & 31] for place in range(max(_CODE_LENGTHS)))
    return [CODE_BEGINS + letters[:length] for length in _CODE_LENGTHS]


class _Batch:
    """Some accounts, and all that they are compared with."""

    def __init__(self, work: Work, start: int, records: Sequence[AccountRecord]) -> None:
        self._work, self._start, self._records = work, start, records
        session = work.session
        wanted = {record.account for record in records}
        ids = account_ids(session, wanted)
        keys = {company[1] for company in map(_company, records) if company is not None}
        ending = {
            ids[record.account]
            for record in records
            if record.account in ids and (record.status is AccountStatus.CLOSED or not record.partner)
        }
        # Who holds a number may become the account, and no partner any more with that.
        holders = {each.id for each in verified_with_keys(session, keys).values() if each.account_id is None}
        lock_organisations(session, {*ids.values(), *holders, *clients_of_open(session, ending | holders)})
        self._present = accounts(session, wanted)
        self._by_number = dict(verified_with_keys(session, keys))
        self._codes = holders_of_codes(session, set(self._wanted_codes()))
        self._freed: set[str | tuple[str, str]] = set()
        """Codes and register numbers that these records let go of, and that the database has not heard of yet."""
        self._before: dict[int, tuple[Organisation, bool, bool]] = {}
        """Organisations that are changed, and whether they were open and a partner before all of these records."""

    def _wanted_codes(self) -> Iterable[str]:
        for record in self._records:
            if record.partner:
                yield from (record.partner_code,) if record.partner_code else partner_codes(record.account)

    def take(self) -> Taken:
        """Takes them one after the other."""
        taken = Taken()
        for index, record in enumerate(self._records, self._start):
            taken += self._take(index, record)
        self._work.session.flush()
        self._end_what_depends()
        return taken

    def _end_what_depends(self) -> None:
        closed, dismissed = [], []
        for organisation, was_open, was_partner in self._before.values():
            is_open = organisation.closed_at is None
            if was_open and not is_open:
                closed.append(organisation)
            elif was_partner and not organisation.is_partner:
                dismissed.append(organisation)
            if is_open and not was_open:
                self._work.happened(AccountReopened(organisation.id))
        cease_all_of(self._work, closed, dismissed)
        self._work.session.flush()

    def _take(self, index: int, record: AccountRecord) -> Taken:
        organisation = self._present.get(record.account)
        verdict = known(self._work, index, record.as_of, None if organisation is None else organisation.as_of)
        if verdict is not None:
            return verdict
        is_open = record.status is AccountStatus.OPEN
        if organisation is None:
            organisation = self._unbound(index, record) if is_open else None
        else:
            self._require_free_number(index, record, organisation)
        return self._create(index, record) if organisation is None else self._change(index, record, organisation)

    def _unbound(self, index: int, record: AccountRecord) -> Organisation | None:
        """The verified organisation of the record's register number that has no account yet."""
        holder = self._holder(record)
        if holder is None:
            return None
        if holder.account_id is not None:
            raise self._number_taken(index, record, holder)
        if holder.verified_by is not VerifiedBy.NOBODY:
            return holder
        self._unverify(holder)
        return None

    def _require_free_number(self, index: int, record: AccountRecord, organisation: Organisation) -> None:
        holder = self._holder(record)
        if record.status is not AccountStatus.OPEN or holder is None or holder is organisation:
            return
        if holder.account_id is not None or holder.is_partner:
            raise self._number_taken(index, record, holder)
        self._unverify(holder)

    def _unverify(self, holder: Organisation) -> None:
        """The account is the company of this number: who has said so before, has it from its console."""
        holder.verified_at = holder.verified_by = None
        if holder.register_key is not None:
            number = (holder.country, holder.register_key)
            self._by_number.pop(number, None)
            self._freed.add(number)
        self._work.happened(VerificationLost(holder.id))

    def _holder(self, record: AccountRecord) -> Organisation | None:
        company = _company(record)
        return None if company is None else self._by_number.get(company)

    @staticmethod
    def _number_taken(index: int, record: AccountRecord, holder: Organisation) -> RecordRefused:
        return RecordRefused(
            index,
            Msg(
                "The register number “{number}” is that of {organisation}, another verified organisation: "
                "a register number has one account. Please close one of the two first.",
                number=record.register_number or "",
                organisation=holder.name,
            ),
        )

    def _create(self, index: int, record: AccountRecord) -> Taken:
        work = self._work
        code = self._code(index, record, None)
        self._hand_over(record, code)
        organisation = Organisation(
            **_own_values(record),
            account_id=record.account,
            is_partner=code is not None,
            partner_code=code,
            created_at=work.now,
            as_of=record.as_of,
            closed_at=work.now if record.status is AccountStatus.CLOSED else None,
            verified_at=work.now,
            verified_by=VerifiedBy.ACCOUNT,
        )
        work.session.add(organisation)
        self._present[record.account] = organisation
        self._keep(record, organisation)
        return CREATED

    def _change(self, index: int, record: AccountRecord, organisation: Organisation) -> Taken:
        work = self._work
        was_open = organisation.closed_at is None
        self._before.setdefault(id(organisation), (organisation, was_open, organisation.is_partner))
        is_open = record.status is AccountStatus.OPEN
        code = self._code(index, record, organisation)
        self._hand_over(record, code)
        if organisation.register_key is not None:
            before = (organisation.country, organisation.register_key)
            if was_open and (before != _company(record) or not is_open):
                self._by_number.pop(before, None)
                self._freed.add(before)
        if organisation.partner_code is not None and organisation.partner_code != code:
            self._codes.pop(organisation.partner_code, None)
            self._freed.add(organisation.partner_code)
        values = _own_values(record)
        if organisation.account_id is None:
            values["account_id"] = record.account
        if was_open is not is_open:
            values["closed_at"] = None if is_open else work.now
        changed = update(organisation, **values, is_partner=code is not None, partner_code=code)
        organisation.as_of = record.as_of
        self._present[record.account] = organisation
        self._keep(record, organisation)
        return CHANGED if changed else UNCHANGED

    def _code(self, index: int, record: AccountRecord, organisation: Organisation | None) -> str | None:
        """The partner's code: the one that the provider gives, or that it has, or one that follows from its account.

        A closed account is no partner: nobody finds it.
        """
        if not record.partner or record.status is AccountStatus.CLOSED:
            return None
        if record.partner_code is None and organisation is not None and organisation.partner_code is not None:
            return organisation.partner_code
        own = None if organisation is None else organisation.partner_code
        codes = [record.partner_code] if record.partner_code else partner_codes(record.account)
        for code in codes:
            if code == own or self._codes.get(code, record.account) == record.account:
                return code
        raise RecordRefused(
            index,
            Msg("The partner code “{code}” is another partner’s. Please give this one another code.", code=codes[0]),
        )

    def _hand_over(self, record: AccountRecord, code: str | None) -> None:
        """Has it written who lets go of what this record needs: otherwise, two would have it for a moment."""
        if self._freed and not self._freed.isdisjoint({code, _company(record)}):
            self._work.session.flush()
            self._freed.clear()

    def _keep(self, record: AccountRecord, organisation: Organisation) -> None:
        """What the records behind this one are compared with."""
        if organisation.partner_code is not None:
            self._codes[organisation.partner_code] = record.account
        if (company := _company(record)) is not None and record.status is AccountStatus.OPEN:
            self._by_number[company] = organisation


def _company(record: AccountRecord) -> tuple[str, str] | None:
    """By what a register tells it from others: its country and its key there."""
    number = record.register_number
    return None if number is None else (record.country, register_key(record.country, number))


def _own_values(record: AccountRecord) -> dict[str, object]:
    return {
        "kind": record.kind,
        "name": record.name,
        "country": record.country,
        "currency": currency_of(record.country),
        "register_number": record.register_number,
        "email": record.email,
    }
