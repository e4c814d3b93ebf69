"""The sender: hands the due mails of the outbox to the mail server, each as one plain message to one person."""

import hashlib
import logging
import smtplib
import ssl
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.services import outbox
from app.services.outbox import DueMail
from app.web.emails import render_mail
from config import Settings

log = logging.getLogger(__name__)

TIMEOUT = 15
# Few at a time: even when every step of every mail takes TIMEOUT, all are done within outbox.LEASE.
BATCH = 4
PORTS = {"smtp": 25, "smtps": 465}
LINE_BREAKING = frozenset({"Cc", "Zl", "Zp"})


def empty_outbox(settings: Settings) -> int:
    """Send everything that is due; gives back how many mails the server has taken."""
    if settings.smtp_url is None:
        return 0
    sent = 0
    while batch := outbox.due(datetime.now(UTC), BATCH):
        sent += _send_batch(batch, settings)
    return sent


def _send_batch(batch: list[DueMail], settings: Settings) -> int:
    waiting, sent = list(batch), 0
    try:
        with connect(settings) as server:
            while waiting:
                sent += _send(server, waiting[0], settings)
                waiting.pop(0)
    except OSError as error:  # smtplib's own errors are OSErrors too
        log.warning("The mail server cannot be used: %s", type(error).__name__)
        for mail in waiting:
            outbox.mark_failed(mail.id, _describe(error), datetime.now(UTC))
    return sent


def _send(server: smtplib.SMTP, mail: DueMail, settings: Settings) -> bool:
    """Send one mail and note what came of it; what only this mail suffers from does not stop the next."""
    now = datetime.now(UTC)
    try:
        server.send_message(compose(mail, settings, now))
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        outbox.mark_failed(mail.id, _describe(error), now)
        return False
    except OSError:
        raise
    except Exception as error:
        log.exception("Mail %s could not be written", mail.id)
        outbox.mark_failed(mail.id, _describe(error), now)
        return False
    outbox.mark_sent(mail.id, now)
    return True


def compose(mail: DueMail, settings: Settings, now: datetime) -> EmailMessage:
    """The message as it leaves: one recipient, no line of a header that we did not write."""
    text = render_mail(mail)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(text.subject)
    message["From"] = settings.mail_from
    message["To"] = _address(mail.to)
    message["Date"] = format_datetime(now)
    # Made from the event: should a mail be sent twice after a crash, mail programs show it once.
    key = hashlib.sha256(mail.event_key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{key}@{settings.host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.text, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = mail.language
    return message


def one_line(text: str) -> str:
    """The text for one line of a header: nothing in it ends the line, now or when it is decoded."""
    kept = (" " if unicodedata.category(c) in LINE_BREAKING else c for c in text)
    # Python decodes what looks like an encoded word, line ends included, and writes them out as they are.
    return " ".join("".join(kept).replace("=?", "= ?").split())


def _address(text: str) -> Address:
    """Exactly one address; ValueError for anything else. Servers want domains in ASCII."""
    local, _, domain = text.rpartition("@")
    return Address(addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")


@contextmanager
def connect(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A session with the server of SMTP_URL, encrypted and signed in as the address says."""
    url = urlsplit(settings.smtp_url or "")
    with _open(url, settings.host or "localhost") as server:
        if parse_qs(url.query).get("starttls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def _open(url: SplitResult, our_name: str) -> smtplib.SMTP:
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    # Our name is given: smtplib would look it up, which takes long where there is no name server.
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, our_name, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(host, port, our_name, timeout=TIMEOUT)


def _describe(error: Exception) -> str:
    """What went wrong, for the Secretariat's outbox page."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return one_line(f"{error.smtp_code} {words}")
    return one_line(f"{type(error).__name__}: {error}")
