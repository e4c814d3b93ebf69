"""Refusals at the door: what signing in, links in mails and one's own password can end in."""

from app.core.errors import Refusal


class WrongCredentials(Refusal):
    """Address and password do not belong together; which of the two is wrong is not told."""


class AddressNotConfirmed(Refusal):
    """The password is right, the link in the mail was not used yet; `sent_again` tells whether it went out anew."""

    def __init__(self, *, sent_again: bool) -> None:
        super().__init__(sent_again)
        self.sent_again = sent_again


class AccountSuspended(Refusal):
    """The password is right, and the account was suspended."""


class WrongPassword(Refusal):
    """The person who is signed in did not give their own password."""


class LinkDead(Refusal):
    """The link in a mail was used, is too old, or was replaced."""
