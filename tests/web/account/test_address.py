"""Changing the address in the browser: the password, a link to the new one, and a notice to the old one."""

from tests.support.factories import PASSWORD, make_person, sign_in
from tests.support.outbox import mails, only_mail
from tests.support.people import token_for

OLD, NEW = "nino@mia.gov.ge", "nino@new.example"


def change(browser, status=302, **fields):
    answers = {"address": NEW, "password": PASSWORD} | fields
    return browser.submit(browser.get("account_address.edit"), status=status, **answers)


def test_the_whole_way_to_a_new_address(browser):
    sign_in(browser, make_person(address=OLD))

    assert browser.follow(change(browser)).h1 == "Confirm the new address"
    assert OLD in browser.get("account_profile.show").words()

    page = browser.get("account_confirmation.show", token=token_for(NEW, "change-address"))
    browser.submit(page)
    assert NEW in browser.get("account_profile.show").words()
    assert only_mail(kind="address-changed").to == OLD


def test_an_address_in_use_gets_the_same_answer(browser):
    sign_in(browser, make_person(address=OLD))
    free = change(browser)
    make_person(address="taken@x.example")
    taken = change(browser, address="taken@x.example")

    assert (free.location, free.html) == (taken.location, taken.html)


def test_without_the_password_nothing_is_sent(browser):
    sign_in(browser, make_person(address=OLD))

    page = change(browser, 422, password="wrong")
    assert page.words("//*[@id='errors']//li") == "This is not your password"
    assert page.one("//input[@name='address']").get("value") == NEW
    assert "in full" in change(browser, 422, address="nino@").words("//*[@id='errors']")
    assert mails() == []


def test_changing_is_for_people_who_are_signed_in(browser):
    assert browser.get("account_address.edit", 302).location.startswith("/en/sign-in")
