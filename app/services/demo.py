"""The people of the demonstration: made, kept with their passwords, and removed without a trace."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app.core.access.addresses import parse_address
from app.core.access.authorship import Part
from app.core.access.names import whole_name
from app.core.access.notice import NOTICE_VERSION
from app.core.access.rights import Role, Status
from app.core.access.standing import BOUND_TO_A_STATE
from app.extensions import db
from app.models.courses import Module
from app.models.people import Person, RoleGrant
from app.models.states import Institution
from app.models.teaching import ModuleTrainer
from app.services import hashing, sessions
from app.services.profiles import Details, write_details
from config import DEMO_DOMAIN

BY = "demonstration"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as; `password` is empty where the earlier one was kept."""

    address: str
    name: str
    role: Role | None
    password: str


def are_there_demo_people() -> bool:
    """Whether anybody has an address of the demonstration."""
    return db.session.scalar(select(_ours(select(Person.id)).exists())) or False


def create_people(
    *, data: Mapping[str, Any], password: str | None, spare: str, now: datetime
) -> list[DemoPerson]:
    """Make who is missing, with `password`, else with `spare`; who is there keeps theirs unless `password` is given."""
    rows = db.session.execute(_ours(select(Person.address_key, Person.password_hash)))
    known: dict[str, str] = {row[0]: row[1] for row in rows}
    db.session.rollback()  # no transaction stays open while passwords are hashed
    hashes = {
        entry["local"]: _hash_for(known.get(_address(entry)), password, spare)
        for entry in data["people"]
    }
    made = [_keep(entry, hashes[entry["local"]], now) for entry in data["people"]]
    for entry in data["people"]:
        for part, named in ((Part.OWNER, "teaches"), (Part.REVIEWER, "reviews")):
            _give_part(_address(entry), part, entry.get(named, ()), now)
    db.session.commit()
    return [
        DemoPerson(
            address=_address(entry),
            name=whole_name(entry["given_name"], entry["family_name"]),
            role=Role(entry["role"]) if entry["role"] else None,
            password=password or (spare if is_new else ""),
        )
        for entry, is_new in zip(data["people"], made, strict=True)
    ]


def remove_people() -> int:
    """Delete everybody of the demonstration, with all that is theirs."""
    gone = db.session.scalars(
        delete(Person).where(Person.address_key.endswith(f"@{DEMO_DOMAIN}")).returning(Person.id)
    ).all()
    db.session.commit()
    return len(gone)


def _ours(query: Any) -> Any:
    return query.where(Person.address_key.endswith(f"@{DEMO_DOMAIN}"))


def _address(entry: Mapping[str, Any]) -> str:
    return f"{entry['local']}@{DEMO_DOMAIN}"


def _hash_for(kept: str | None, password: str | None, spare: str) -> str:
    if kept is None:
        return hashing.hash_password(password or spare)
    if password is None or hashing.is_password(password, kept):
        return kept
    return hashing.hash_password(password)


def _keep(entry: Mapping[str, Any], password_hash: str, now: datetime) -> bool:
    """Add the person, or give the one that is there this password; tells whether they are new."""
    address = parse_address(_address(entry))
    person = db.session.scalar(select(Person).where(Person.address_key == address.key))
    if person is not None:
        if person.password_hash != password_hash:
            person.password_hash = password_hash
            sessions.end_sessions_of(person.id)
        return False
    person = Person(
        address=address.text,
        address_key=address.key,
        password_hash=password_hash,
        status=Status.APPROVED,
        created_at=now,
        address_confirmed_at=now,
        decided_at=now,
        decided_by=BY,
        notice_version=NOTICE_VERSION,
    )
    write_details(person, _details(entry))
    db.session.add(person)
    db.session.flush()
    if entry["role"]:
        _grant(person, Role(entry["role"]), now)
    return True


def _give_part(address: str, part: Part, modules: Collection[str], now: datetime) -> None:
    """Give a trainer without such modules a part in those named, as far as they are published."""
    person_id = db.session.scalars(select(Person.id).where(Person.address_key == address)).one()
    own = select(ModuleTrainer).where(
        ModuleTrainer.person_id == person_id, ModuleTrainer.part == part
    )
    if not modules or db.session.scalar(select(own.exists())):
        return
    for module_id in db.session.scalars(select(Module.id).where(Module.id.in_(modules))):
        db.session.add(
            ModuleTrainer(
                module_id=module_id, person_id=person_id, part=part, added_at=now, added_by=BY
            )
        )
    db.session.flush()


def _details(entry: Mapping[str, Any]) -> Details:
    slug = entry["institution"]
    return Details(
        given_name=entry["given_name"],
        family_name=entry["family_name"],
        own_given_name=entry["own_given_name"],
        own_family_name=entry["own_family_name"],
        state_code=entry["state"],
        organisation_id=entry["organisation"],
        institution_id=db.session.scalar(select(Institution.id).where(Institution.slug == slug)),
        institution_other=entry["institution_other"],
        position=entry["position"],
        gender=None,
        language=entry["language"],
    )


def _grant(person: Person, role: Role, now: datetime) -> None:
    state = person.state_code if role in BOUND_TO_A_STATE else None
    db.session.add(
        RoleGrant(person_id=person.id, role=role, state_code=state, granted_at=now, granted_by=BY)
    )
