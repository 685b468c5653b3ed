from __future__ import annotations

import pytest

from domain.answers.knowledge import LANGUAGES
from services.people.language import LanguageUnknown, set_language
from storage.tables import Person
from storage.work import Work
from tests.services.world import World


def _language(_work: Work, person: Person) -> str:
    return person.language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_chooses_a_language(world: World, language: str) -> None:
    person = world.stranger()
    world.does(person, set_language, language, LANGUAGES)

    assert world.does(person, _language) == language


@pytest.mark.parametrize("language", ["fr", "DE", "", "german"])
def test_other_languages_are_refused(world: World, language: str) -> None:
    person = world.stranger()

    with pytest.raises(LanguageUnknown):
        world.does(person, set_language, language, LANGUAGES)

    assert world.does(person, _language) == "en"
