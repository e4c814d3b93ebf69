"""Messages of trainers that reach more people than one transaction queues: the rest, batch by batch."""

from datetime import UTC, datetime

from app.services import message_mails


def send_on() -> int:
    """Queue what is left of every message under way; gives back how many mails that are."""
    queued = 0
    for message_id in message_mails.under_way(now=datetime.now(UTC)):
        waiting = message_mails.not_reached(message_id)
        for start in range(0, len(waiting), message_mails.BATCH):
            part = waiting[start : start + message_mails.BATCH]
            message_mails.queue_mails(message_id=message_id, people=part, now=datetime.now(UTC))
            queued += len(part)
        message_mails.settle(message_id=message_id)
    return queued
