"""Other roles for colleagues: a legal representative gives them, and they count at once."""

from __future__ import annotations

from domain.people import Role
from services.events import RoleChanged
from services.people.colleagues import changeable, require_another_representative, require_given_here
from services.rights import RIGHTS, Act, Relation
from storage.people import revoke_invitations_by
from storage.tables import Membership, Person
from storage.work import Work


def change_role(work: Work, person: Person, organisation_id: int, member_id: int, role: Role) -> Membership:
    """The member has this role from now on. Nothing happens where they have it already.

    Invitations of somebody who may make none any more lead nowhere: one could raise them again. Raises
    `LastRepresentative`, and `KeptInConsole` where the provider's console says who is what.
    """
    work.action = Act.CHANGE_ROLE
    member = changeable(work, person, Act.CHANGE_ROLE, organisation_id, member_id)
    if member.role is role:
        return member
    require_given_here(member.organisation, role)
    require_another_representative(work, member, member.organisation)
    if role not in RIGHTS[Act.INVITE][Relation.OWN]:
        revoke_invitations_by(work.session, [(member_id, organisation_id)], work.now)
    member.role = role
    work.happened(RoleChanged(member_id, organisation_id))
    return member
