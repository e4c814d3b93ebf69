"""Quizzes: answers with their sequence, late answers, marks, grade history, corrections, and what trainers decide."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NEW_TABLES = (
    "grade_change",
    "mark",
    "late_answer",
    "key_correction",
    "extra_time",
)


def upgrade() -> None:
    op.create_table(
        "module_trainer",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_module_trainer_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_module_trainer_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("module_id", "person_id", name=op.f("pk_module_trainer")),
    )
    op.create_index(op.f("ix_module_trainer_person_id"), "module_trainer", ["person_id"])
    op.create_table(
        "attempt_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_attempt_request_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_attempt_request_decided_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_request")),
    )
    op.create_index(op.f("ix_attempt_request_enrolment_id"), "attempt_request", ["enrolment_id"])
    op.create_index(
        "uq_attempt_request_waiting",
        "attempt_request",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "extra_time",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_extra_time_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"],
            ["person.id"],
            name=op.f("fk_extra_time_set_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_extra_time")),
    )
    op.create_table(
        "key_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("key", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_key_correction_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["person.id"],
            name=op.f("fk_key_correction_proposed_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["person.id"],
            name=op.f("fk_key_correction_confirmed_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction")),
        sa.UniqueConstraint("module_id", "number", name=op.f("uq_key_correction_module_id_number")),
    )
    op.create_table(
        "late_answer",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_late_answer_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "key", name=op.f("pk_late_answer")),
    )
    op.create_table(
        "mark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("points", JSON, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_mark_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_mark_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_mark")),
    )
    op.create_table(
        "grade_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_grade_change_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_grade_change_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["key_correction.id"],
            name=op.f("fk_grade_change_correction_id_key_correction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_change")),
    )
    op.create_index(op.f("ix_grade_change_attempt_id"), "grade_change", ["attempt_id"])
    with op.batch_alter_table("attempt") as attempt:
        attempt.add_column(sa.Column("language", sa.String(length=8), nullable=True))
        attempt.add_column(sa.Column("ended_by", sa.String(length=10), nullable=True))
        attempt.add_column(sa.Column("request_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("answer") as answer:
        answer.add_column(sa.Column("key", sa.String(length=40), nullable=True))
        answer.add_column(sa.Column("certainty", sa.Integer(), nullable=True))
        answer.add_column(sa.Column("first_saved_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("grade") as grade:
        grade.add_column(sa.Column("corrections", sa.Integer(), nullable=True))
    # What was there before: a language from the answers, an end by the person, answers saved once.
    op.execute(
        "UPDATE attempt SET language = coalesce("
        "(SELECT min(answer.language) FROM answer WHERE answer.attempt_id = attempt.id), 'en')"
    )
    op.execute("UPDATE attempt SET ended_by = 'person' WHERE submitted_at IS NOT NULL")
    op.execute("UPDATE answer SET key = '', first_saved_at = saved_at")
    op.execute("UPDATE grade SET corrections = 0")
    with op.batch_alter_table("attempt") as attempt:
        attempt.alter_column("language", existing_type=sa.String(length=8), nullable=False)
        attempt.create_foreign_key(
            op.f("fk_attempt_request_id_attempt_request"),
            "attempt_request",
            ["request_id"],
            ["id"],
            ondelete="SET NULL",
        )
        attempt.create_unique_constraint(op.f("uq_attempt_request_id"), ["request_id"])
    with op.batch_alter_table("answer") as answer:
        answer.alter_column("key", existing_type=sa.String(length=40), nullable=False)
        answer.alter_column(
            "first_saved_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
    with op.batch_alter_table("grade") as grade:
        grade.alter_column("corrections", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("grade") as grade:
        grade.drop_column("corrections")
    with op.batch_alter_table("answer") as answer:
        answer.drop_column("first_saved_at")
        answer.drop_column("certainty")
        answer.drop_column("key")
    with op.batch_alter_table("attempt") as attempt:
        attempt.drop_constraint(op.f("uq_attempt_request_id"), type_="unique")
        attempt.drop_constraint(op.f("fk_attempt_request_id_attempt_request"), type_="foreignkey")
        attempt.drop_column("request_id")
        attempt.drop_column("ended_by")
        attempt.drop_column("language")
    for name in NEW_TABLES:
        op.drop_table(name)
    op.drop_table("attempt_request")
    op.drop_table("module_trainer")
