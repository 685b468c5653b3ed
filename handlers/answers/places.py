"""What the places of articles stand for: the programme's name, links, amounts and names, in a reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from domain.answers.articles import Places
from domain.answers.knowledge import LANGUAGES
from domain.programme import Programme
from domain.words import Money
from handlers.chat.rendering import locale_of


def places_of(programme: Programme, languages: Iterable[str] = LANGUAGES) -> Mapping[str, Places]:
    """By language, what each place stands for; `{terms}` is one only where the profile has that page."""
    return {language: _places(programme, language) for language in languages}


def _places(programme: Programme, language: str) -> Places:
    links = programme.links
    amounts = [_amount(amount, language) for amount in programme.minimum_value]
    terms = {} if links.terms is None else {"terms": links.terms}
    return {
        "provider": programme.provider,
        "console": links.console,
        "signup": links.signup,
        "whistleblowing": links.whistleblowing,
        **terms,
        "minimum_value": format_list(amounts, style="or", locale=locale_of(language)),
        "discount_ceiling": f"{format_decimal(programme.discount_ceiling, locale=locale_of(language))}\u00a0%",
        **{name: named.de if language == "de" else named.en for name, named in programme.names.items()},
    }


def _amount(money: Money, language: str) -> str:
    """Round amounts without decimals, as one says them."""
    pattern = "¤¤\u00a0#,##0" if money.amount == money.amount.to_integral() else "¤¤\u00a0#,##0.00"
    return format_currency(money.amount, money.currency, pattern, locale=locale_of(language), currency_digits=False)
