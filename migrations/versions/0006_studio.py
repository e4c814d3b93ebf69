"""The studio: drafts with their stages, remarks and translations, withdrawal, moves, questions to trainers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "review_reminder",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("reviewed", sa.String(length=10), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_review_reminder_module_id_module")
        ),
        sa.PrimaryKeyConstraint("module_id", "reviewed", name=op.f("pk_review_reminder")),
    )
    op.create_table(
        "draft",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("based_on_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["revision.id"], name=op.f("fk_draft_based_on_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_draft_module_id_module")
        ),
        sa.PrimaryKeyConstraint("module_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "block_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("block", sa.String(length=80), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answers_id"],
            ["block_comment.id"],
            name=op.f("fk_block_comment_answers_id_block_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_block_comment_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["person.id"],
            name=op.f("fk_block_comment_resolved_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_block_comment_written_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_comment")),
    )
    op.create_index(op.f("ix_block_comment_answers_id"), "block_comment", ["answers_id"])
    op.create_index(op.f("ix_block_comment_module_id"), "block_comment", ["module_id"])

    op.create_table(
        "block_translation",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("is_unchanged", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_block_translation_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"],
            ["person.id"],
            name=op.f("fk_block_translation_told_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint(
            "module_id", "path", "language", "source_hash", name=op.f("pk_block_translation")
        ),
    )
    op.create_table(
        "draft_change",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_draft_change_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_draft_change_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "module_id", "round", "path", "person_id", name=op.f("pk_draft_change")
        ),
    )
    op.create_table(
        "draft_file",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_draft_file_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"],
            ["person.id"],
            name=op.f("fk_draft_file_saved_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_draft_file_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("module_id", "path", name=op.f("pk_draft_file")),
    )
    op.create_index(op.f("ix_draft_file_sha256"), "draft_file", ["sha256"])

    op.create_table(
        "draft_presence",
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_draft_presence_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_draft_presence_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("module_id", "path", "person_id", name=op.f("pk_draft_presence")),
    )
    op.create_table(
        "draft_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(length=20), nullable=False),
        sa.Column("to_stage", sa.String(length=20), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"], ["draft.module_id"], name=op.f("fk_draft_step_module_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"],
            ["person.id"],
            name=op.f("fk_draft_step_taken_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_step")),
    )
    op.create_index(op.f("ix_draft_step_module_id"), "draft_step", ["module_id"])

    op.create_table(
        "import_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=250), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["imported_by_id"],
            ["person.id"],
            name=op.f("fk_import_report_imported_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_import_report_module_id_module")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_report")),
    )
    op.create_index(op.f("ix_import_report_module_id"), "import_report", ["module_id"])

    op.create_table(
        "import_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("wanted", JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusal", JSON, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_import_job_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_import_job_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_job")),
    )
    op.create_index(op.f("ix_import_job_person_id"), "import_job", ["person_id"])
    op.create_index(op.f("ix_import_job_sha256"), "import_job", ["sha256"])

    op.create_table(
        "import_piece",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["import_job.id"],
            name=op.f("fk_import_piece_job_id_import_job"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_import_piece_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("job_id", "source", name=op.f("pk_import_piece")),
    )
    op.create_index(op.f("ix_import_piece_sha256"), "import_piece", ["sha256"])

    op.create_table(
        "lesson_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("lesson_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_lesson_question_answered_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_lesson_question_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_lesson_question_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_question")),
    )
    op.create_index(op.f("ix_lesson_question_module_id"), "lesson_question", ["module_id"])
    op.create_index(op.f("ix_lesson_question_person_id"), "lesson_question", ["person_id"])

    op.create_table(
        "trainer_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("group", sa.String(length=20), nullable=False),
        sa.Column("subjects", JSON, nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_trainer_message_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"],
            ["person.id"],
            name=op.f("fk_trainer_message_sent_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer_message")),
    )
    op.create_index(op.f("ix_trainer_message_module_id"), "trainer_message", ["module_id"])

    op.create_table(
        "enrolment_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("from_revision_id", sa.Uuid(), nullable=False),
        sa.Column("to_revision_id", sa.Uuid(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_enrolment_move_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_revision_id"],
            ["revision.id"],
            name=op.f("fk_enrolment_move_from_revision_id_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["to_revision_id"],
            ["revision.id"],
            name=op.f("fk_enrolment_move_to_revision_id_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_move")),
    )
    op.create_index(op.f("ix_enrolment_move_enrolment_id"), "enrolment_move", ["enrolment_id"])

    with op.batch_alter_table("module", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=True))

    with op.batch_alter_table("module_trainer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("part", sa.String(length=10), server_default="owner", nullable=False)
        )

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=True))

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_stored_file_stored_at"), ["stored_at"])


def downgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_stored_at"))
        batch_op.drop_column("stored_at")

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("withdrawn_at")

    with op.batch_alter_table("module_trainer", schema=None) as batch_op:
        batch_op.drop_column("part")

    with op.batch_alter_table("module", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("withdrawn_at")

    op.drop_table("enrolment_move")
    op.drop_table("trainer_message")
    op.drop_table("lesson_question")
    op.drop_table("import_piece")
    op.drop_table("import_job")
    op.drop_table("import_report")
    op.drop_table("draft_step")
    op.drop_table("draft_presence")
    op.drop_table("draft_file")
    op.drop_table("draft_change")
    op.drop_table("block_translation")
    op.drop_table("block_comment")
    op.drop_table("draft")
    op.drop_table("review_reminder")
