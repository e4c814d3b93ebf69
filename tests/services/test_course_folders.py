"""A courses folder is read and written byte for byte, and nothing outside of it is touched."""

from pathlib import Path

import pytest

from app.services.course_folders import FolderRefused, read_folder, write_folder

FILES = {
    "tracks.yaml": b"\xef\xbb\xbf- id: a\r\n",
    "a/en/quiz.md": b"---\n",
    "a/media/x.png": bytes(range(256)),
}


def test_what_was_written_is_read_back_byte_for_byte(tmp_path: Path):
    write_folder(tmp_path / "courses", FILES)

    assert read_folder(tmp_path / "courses") == FILES


def test_writing_again_replaces_what_stands_there(tmp_path: Path):
    write_folder(tmp_path, FILES)
    write_folder(tmp_path, FILES | {"tracks.yaml": b"[]\n"})

    assert read_folder(tmp_path)["tracks.yaml"] == b"[]\n"
    assert [path.name for path in tmp_path.rglob("*.new")] == []


def test_hidden_files_and_folders_are_no_part_of_the_courses(tmp_path: Path):
    write_folder(tmp_path, FILES)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "a" / "en" / ".draft.md").write_text("x")

    assert read_folder(tmp_path) == FILES


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "secret").write_text("x")
    write_folder(tmp_path / "courses", FILES)
    (tmp_path / "courses" / "a" / "en" / "01-x.md").symlink_to(tmp_path / "secret")

    with pytest.raises(FolderRefused) as refusal:
        read_folder(tmp_path / "courses")
    assert refusal.value.paths == ("a/en/01-x.md",)


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path):
    write_folder(tmp_path, FILES)
    (tmp_path / "b").symlink_to(tmp_path)

    with pytest.raises(FolderRefused):
        read_folder(tmp_path)


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path):
    write_folder(tmp_path, FILES)
    (tmp_path / "b.md").symlink_to(tmp_path / "gone.md")

    with pytest.raises(FolderRefused):
        read_folder(tmp_path)


def test_a_link_to_a_file_inside_is_read(tmp_path: Path):
    write_folder(tmp_path, FILES)
    (tmp_path / "a" / "en" / "copy.md").symlink_to(tmp_path / "a" / "en" / "quiz.md")

    assert read_folder(tmp_path)["a/en/copy.md"] == b"---\n"


@pytest.mark.parametrize(
    "path", ["../x.md", "/x.md", "a/../../x.md", "a//x.md", ".hidden", "a\\x.md"]
)
def test_nothing_is_written_when_a_path_would_leave_the_folder(tmp_path: Path, path: str):
    with pytest.raises(FolderRefused):
        write_folder(tmp_path / "courses", FILES | {path: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_beside_files_that_would_turn_up_in_the_courses(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(FolderRefused) as refusal:
        write_folder(tmp_path, FILES)

    assert refusal.value.paths == ("notes.txt",)
    assert read_folder(tmp_path) == {"notes.txt": b"mine"}
