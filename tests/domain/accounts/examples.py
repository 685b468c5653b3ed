"""One record of each kind, as files and the API have it."""

from collections.abc import Mapping

Raw = Mapping[str, object]

ACCOUNT: Raw = {
    "account": "4711",
    "kind": "company",
    "name": "Alpweb (Demo) AG",
    "country": "CH",
    "register_number": "CHE-123.456.788",
    "email": "Office@Example.ch",
    "partner": "true",
    "partner_code": "p-7k2m9q",
    "status": "open",
    "as_of": "2026-11-20T12:00:00Z",
}
PERSON: Raw = {
    "person": "815",
    "account": "4711",
    "name": "Mia Muster",
    "email": "mia@example.ch",
    "role": "legal_representative",
    "status": "active",
    "as_of": "2026-11-20T13:00:00+01:00",
}
PRODUCT: Raw = {
    "product": "90001",
    "account": "4711",
    "kind": "domain",
    "name": "example.ch",
    "yearly_value": "240.05",
    "expires_on": "2027-01-31",
    "status": "active",
    "as_of": "2026-11-20T12:00:00Z",
}
LEVEL: Raw = {"level": "silver", "account": "4711", "since": "2026-01-01", "as_of": "2026-11-20T12:00:00Z"}
ORDER: Raw = {
    "order": "500123",
    "account": 4711,
    "kind": "renewal",
    "product": "90001",
    "amount": "18.00",
    "currency": "chf",
    "booked_on": "2026-11-20",
    "ordered_by": "4711",
    "paid_by": "4711",
    "as_of": "2026-11-20T12:00:00Z",
}
