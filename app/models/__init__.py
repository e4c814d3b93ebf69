"""Tables: one family a file, columns and relations, no decisions; importing this package registers them all."""

from app.models import (  # noqa: F401 -- each import adds its tables to the metadata
    certificates,
    conversations,
    courses,
    drafts,
    enrolments,
    mail,
    people,
    quizzes,
    sessions,
    states,
    teaching,
)
