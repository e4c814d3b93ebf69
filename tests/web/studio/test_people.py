"""Who has which part in a module: its owners choose, and one owner always stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.errors import NotAllowed, NotFound
from app.extensions import db
from app.models.people import Person
from app.models.teaching import ModuleTrainer
from app.services import authors
from app.services.authors import LastOwner
from app.services.teaching import NotATrainer
from tests.support.factories import make_person, sign_in
from tests.support.open_exam import as_trainer
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer


@pytest.fixture
def owner(browser):
    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    return begin_module(as_trainer(person))


def part_of(who) -> Part | None:
    has = db.session.get(ModuleTrainer, (MODULE, who.person_id), populate_existing=True)
    return Part(has.part) if has else None


def address_of(who) -> str:
    return db.session.get(Person, who.person_id).address


def add(who, address, now, part=Part.AUTHOR):
    return authors.add_member(module_id=MODULE, address=address, part=part, who=who, now=now)


@pytest.mark.parametrize("part", list(Part))
def test_an_owner_gives_a_part_by_address_and_takes_it_again(browser, owner, part):
    other = make_writer()
    page = browser.get("studio_modules.people", module=MODULE)

    form = f"//form[@action='{browser.url('studio_modules.add_member', module=MODULE)}']"
    browser.submit(page, form, address=address_of(other).upper(), part=part.value)
    assert part_of(other) is part

    browser.post("studio_modules.remove_member", module=MODULE, member=other.person_id)
    assert part_of(other) is None


def test_a_part_is_changed_in_its_row(browser, owner):
    other = give_part(make_writer(), Part.REVIEWER)
    browser.get("studio_modules.people", module=MODULE)

    browser.post(
        "studio_modules.change_member", {"part": "author"}, module=MODULE, member=other.person_id
    )

    assert part_of(other) is Part.AUTHOR
    browser.post(
        "studio_modules.change_member",
        {"part": "admin"},
        module=MODULE,
        member=other.person_id,
        status=404,
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Enter the e-mail address"),
        ("nobody@example.org", "Nobody is registered with this address"),
    ],
)
def test_a_form_says_who_cannot_be_added(browser, owner, address, words):
    page = browser.get("studio_modules.people", module=MODULE)
    form = f"//form[@action='{browser.url('studio_modules.add_member', module=MODULE)}']"

    page = browser.submit(page, form, address=address, status=422)

    assert words in page.words()


def test_only_trainers_get_a_part(owner, now):
    learner = make_person()

    with pytest.raises(NotATrainer):
        add(owner, learner.address, now)


def test_the_last_owner_stays(browser, owner, now):
    give_part(make_writer(), Part.AUTHOR)

    with pytest.raises(LastOwner):
        authors.remove_member(module_id=MODULE, person_id=owner.person_id, who=make_admin())
    with pytest.raises(LastOwner):
        authors.change_part(
            module_id=MODULE, person_id=owner.person_id, part=Part.AUTHOR, who=owner
        )
    with pytest.raises(LastOwner):
        add(owner, address_of(owner), now, Part.REVIEWER)

    browser.get("studio_modules.people", module=MODULE)
    page = browser.follow(
        browser.post("studio_modules.remove_member", module=MODULE, member=owner.person_id)
    )
    assert "A module keeps at least one owner" in page.words()
    assert part_of(owner) is Part.OWNER


def test_who_gives_up_their_own_part_is_led_to_their_modules(browser, owner):
    give_part(make_writer(), Part.OWNER)
    browser.get("studio_modules.people", module=MODULE)

    gone = browser.post("studio_modules.remove_member", module=MODULE, member=owner.person_id)

    assert gone.location.endswith("/studio")
    assert part_of(owner) is None


@pytest.mark.parametrize("part", [Part.AUTHOR, Part.REVIEWER])
def test_others_see_the_people_and_choose_nobody(browser, owner, part, now):
    member = give_part(make_writer(), part)
    sign_in(browser, db.session.get(Person, member.person_id))

    page = browser.get("studio_modules.people", module=MODULE)

    assert address_of(owner) not in page.html
    for endpoint, member_id in (("change_member", owner), ("remove_member", owner)):
        browser.post(
            f"studio_modules.{endpoint}",
            {"part": "author"},
            module=MODULE,
            member=member_id.person_id,
            status=403,
        )
    with pytest.raises(NotAllowed):
        add(member, address_of(member), now, Part.OWNER)


def test_nobody_is_removed_from_a_module_in_which_they_have_no_part(owner):
    with pytest.raises(NotFound):
        authors.remove_member(module_id=MODULE, person_id=make_writer().person_id, who=owner)


def test_of_two_owners_who_remove_each_other_at_once_one_stays(app, owner):
    other = give_part(make_writer(), Part.OWNER)
    both = Barrier(2)

    def one(pair):
        doer, gone = pair
        with app.app_context():
            both.wait(timeout=30)
            try:
                authors.remove_member(module_id=MODULE, person_id=gone.person_id, who=doer)
            except (LastOwner, NotFound, NotAllowed):
                return False
            return True

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, [(owner, other), (other, owner)]))

    assert [part_of(owner), part_of(other)].count(Part.OWNER) == 1
    assert done.count(True) == 1
