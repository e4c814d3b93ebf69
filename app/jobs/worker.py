"""The worker process: runs the tasks of the queue until it is told to stop, then finishes what it holds."""

from huey.consumer import Consumer

from app.jobs.queue import Jobs

THREADS = 2
LONGEST_NAP = 1.0
STOP_WITHIN = 8


def work(jobs: Jobs) -> None:
    """Work in the foreground; SIGTERM ends it after the task in hand."""
    consumer = Consumer(
        jobs.tasks.queue,
        workers=THREADS,
        max_delay=LONGEST_NAP,
        shutdown_timeout=STOP_WITHIN,
        graceful_signal="TERM",
    )
    consumer.run()
