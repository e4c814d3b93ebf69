"""Tracks, modules and their revisions, with the files that make them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "module",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("current_revision_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
    )
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "track",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", JSON, nullable=False),
        sa.Column("summaries", JSON, nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("component", sa.String(length=10), nullable=True),
        sa.Column("modules", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("structure", sa.String(length=64), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_revision_module_id_module")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("module_id", "hash", name=op.f("uq_revision_module_id_hash")),
        sa.UniqueConstraint("module_id", "number", name=op.f("uq_revision_module_id_number")),
    )
    op.create_table(
        "tracks_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_tracks_file_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks_file")),
    )
    op.create_table(
        "revision_file",
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=250), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_file_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_revision_file_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("revision_id", "path", name=op.f("pk_revision_file")),
    )
    op.create_index(op.f("ix_revision_file_sha256"), "revision_file", ["sha256"], unique=False)
    # The two tables name each other, so that one of the references has to come afterwards.
    with op.batch_alter_table("module") as module:
        module.create_foreign_key(
            op.f("fk_module_current_revision_id_revision"),
            "revision",
            ["current_revision_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("module") as module:
        module.drop_constraint(op.f("fk_module_current_revision_id_revision"), type_="foreignkey")
    op.drop_index(op.f("ix_revision_file_sha256"), table_name="revision_file")
    op.drop_table("revision_file")
    op.drop_table("tracks_file")
    op.drop_table("revision")
    op.drop_table("track")
    op.drop_table("stored_file")
    op.drop_table("module")
