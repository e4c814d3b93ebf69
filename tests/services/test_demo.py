"""The demonstration's people: made once, kept with their passwords, removed with all that is theirs."""

import yaml
from sqlalchemy import func, select

from app.core.access.rights import Role, Status
from app.core.certificates.names import check_name
from app.models.people import Person, RoleGrant
from app.services import demo, profiles, states, teaching
from app.services.authorship import authored_by
from app.services.hashing import is_password
from app.services.teaching import taught_by
from config import ROOT
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.open_exam import as_trainer

SEED = ROOT / "app/seed"
PEOPLE = yaml.safe_load((SEED / "demo.yaml").read_text(encoding="utf-8"))
STATES = yaml.safe_load((SEED / "states.yaml").read_text(encoding="utf-8"))


def make(now, password=None, spare="spare"):
    states.load_seed(STATES)
    return demo.create_people(data=PEOPLE, password=password, spare=spare, now=now)


def password_hash(db_session, address):
    db_session.expire_all()
    return db_session.scalar(select(Person.password_hash).where(Person.address == address))


def test_there_is_somebody_for_each_role(db_session, now):
    assert not demo.are_there_demo_people()

    people = make(now)

    assert demo.are_there_demo_people()
    assert {(person.address, person.role) for person in people} == {
        ("learner@demo.example", None),
        ("trainer@demo.example", Role.TRAINER),
        ("reviewer@demo.example", Role.TRAINER),
        ("contact@demo.example", Role.CONTACT_POINT),
        ("host@demo.example", Role.HOST),
        ("admin@demo.example", Role.ADMIN),
    }
    assert set(db_session.scalars(select(Person.status))) == {Status.APPROVED}
    contact = db_session.scalars(select(RoleGrant).where(RoleGrant.role == "contact-point")).one()
    assert contact.state_code == "GE"


def test_certificates_can_print_every_name_of_theirs(db_session, now):
    make(now)
    for person_id in db_session.scalars(select(Person.id)):
        profile = profiles.profile_of(person_id)
        assert check_name(profile.name, profile.own_name) == ()
        assert profile.affiliation


def test_a_second_start_keeps_passwords_unless_one_is_given(db_session, now):
    assert {person.password for person in make(now, spare="first")} == {"first"}

    assert {person.password for person in make(now, spare="second")} == {""}
    assert is_password("first", password_hash(db_session, "learner@demo.example"))

    assert {person.password for person in make(now, password="given")} == {"given"}
    assert is_password("given", password_hash(db_session, "learner@demo.example"))
    assert db_session.scalar(select(func.count()).select_from(Person)) == 6


def test_removing_leaves_everybody_else(db_session, now):
    make(now)
    other = make_person(address="learner@notdemo.example")

    assert demo.remove_people() == 6
    assert not demo.are_there_demo_people()
    assert db_session.scalars(select(Person.id)).all() == [other.id]


def trainers(*modules):
    return {name: [one.address for one in teaching.trainers_of(name)] for name in modules}


def test_the_trainer_teaches_the_modules_that_are_published(db_session, now):
    named = next(entry["teaches"] for entry in PEOPLE["people"] if entry["role"] == "trainer")
    make(now)
    publish({name: module_files(title=name) for name in (*named, "another")})

    make(now)
    make(now)

    assert trainers(*named) == {name: ["trainer@demo.example"] for name in named}
    assert trainers("another") == {"another": []}


def test_the_reviewer_reads_the_text_and_no_learners(db_session, now):
    named = next(entry["reviews"] for entry in PEOPLE["people"] if "reviews" in entry)
    publish({name: module_files(title=name) for name in named})
    make(now)
    person = db_session.scalars(
        select(Person).where(Person.address == "reviewer@demo.example")
    ).one()

    assert [one.part for one in authored_by(as_trainer(person))] == ["reviewer"] * len(named)
    assert taught_by(as_trainer(person)) == []


def test_a_module_taken_from_the_trainer_stays_so(db_session, now):
    first, second = next(e["teaches"] for e in PEOPLE["people"] if e["role"] == "trainer")
    publish({name: module_files(title=name) for name in (first, second)})
    make(now)
    teaching.remove_trainer_at(module_id=first, address="trainer@demo.example")

    make(now)

    assert trainers(first, second) == {first: [], second: ["trainer@demo.example"]}
