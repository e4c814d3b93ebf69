"""A mail server for tests: takes real SMTP conversations and keeps what it was given."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.network import free_port


class Taken(list[tuple[list[str], EmailMessage]]):
    """The mails taken, each with its recipients; `answers` are given instead of 250, first come first used."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            answer = self.answers.pop(0)
            if answer != "250":
                return answer
        message: Any = message_from_bytes(envelope.content or b"", policy=default)
        self.append((list(envelope.rcpt_tos), message))
        return "250 taken"


@contextmanager
def mail_server(password: str | None = None) -> Iterator[tuple[Taken, str]]:
    """A running server: what it takes, and its address for SMTP_URL."""
    taken = Taken()

    def check(_server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> AuthResult:
        fits = isinstance(data, LoginPassword) and data.password.decode() == password
        return AuthResult(success=fits)

    port = free_port()
    controller = Controller(
        taken,
        hostname="127.0.0.1",
        port=port,
        auth_required=password is not None,
        auth_require_tls=False,
        authenticator=check if password else None,
    )
    controller.start()
    try:
        yield taken, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
