"""A programme with its cast, on which anything can be tried."""

from __future__ import annotations

from domain.people import Role
from tests.services.model import NOWHERE, Model
from tests.services.world import World

PEOPLE = (
    "representative of Seegarten",
    "representative of Bergbahn",
    "representative of Alpweb",
    "representative of Nordnet",
    "representative of Seeweb",
    "employee of Seegarten",
    "employee of Alpweb",
    "representative of Seegarten and Alpweb",
    "stranger",
)
ORGANISATIONS = ("Seegarten", "Bergbahn", "Alpweb", "Nordnet", "Seeweb")


class Stage:
    """Two clients, three partners – Nordnet has products of its own, too – and nine people."""

    def __init__(self, url: str) -> None:
        world = World(url)
        seegarten = world.client("Website", "Shop", "Mail", name="Seegarten")
        bergbahn = world.client("Website", "Tickets", name="Bergbahn")
        alpweb, nordnet, seeweb = (world.partner(name) for name in ("Alpweb", "Nordnet", "Seeweb"))
        blog = world.product(nordnet, "Blog")
        representatives = (seegarten, bergbahn, alpweb, nordnet, seeweb)
        both = world.colleague(alpweb, Role.LEGAL_REPRESENTATIVE)
        everybody = (
            *representatives,
            world.colleague(seegarten),
            world.colleague(alpweb),
            world.joined(both, seegarten),
            world.stranger(),
        )
        world.close()
        self.people = dict(zip(PEOPLE, everybody, strict=True))
        self.organisations = {name: who.organisation for name, who in zip(ORGANISATIONS, representatives, strict=True)}
        self._second_role = (both.person, alpweb.organisation)
        self._products = {
            **{
                key: (seegarten.organisation, name)
                for key, name in zip(seegarten.products, ("Website", "Shop", "Mail"), strict=True)
            },
            **{
                key: (bergbahn.organisation, name)
                for key, name in zip(bergbahn.products, ("Website", "Tickets"), strict=True)
            },
            blog: (nordnet.organisation, "Blog"),
        }

    def model(self) -> Model:
        """What the model knows at the beginning."""
        roles = {
            (who.person, who.organisation): Role.EMPLOYEE if "employee" in name else Role.LEGAL_REPRESENTATIVE
            for name, who in self.people.items()
            if who.organisation != NOWHERE
        }
        return Model(
            partners={self.organisations[name] for name in ("Alpweb", "Nordnet", "Seeweb")},
            roles={**roles, self._second_role: Role.LEGAL_REPRESENTATIVE},
            acting={who.person: who.organisation for who in self.people.values()},
            products=dict(self._products),
        )
