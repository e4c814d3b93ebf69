"""A copy is the same module under another id: its links lead to itself, and translations stay as current as they were."""

from app.core.courses.checking import check_module
from app.core.courses.copying import copied_files
from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source, naming
from tests.support.courses import module_files

LINKS = (
    b"\n[own](../../old/en/02-lesson-2.md) [module](../../old/) <../../old/x> [like](../../old-one/en/module.md)"
    b"\n[ref][r] [plain](02-lesson-2.md) `](../../old/en/x.md)`\n\n[r]: ../../old/en/module.md\n"
)


def test_links_that_name_the_module_lead_to_the_copy_and_others_stay():
    files = module_files() | {"en/01-lesson-1.md": module_files()["en/01-lesson-1.md"] + LINKS}

    page = copied_files(files, "old", "new")["en/01-lesson-1.md"].decode()

    assert "[own](../../new/en/02-lesson-2.md)" in page
    assert "[module](../../new/)" in page
    assert "[r]: ../../new/en/module.md" in page
    assert "[like](../../old-one/en/module.md)" in page
    assert "[plain](02-lesson-2.md)" in page


def test_everything_else_is_the_same_byte_for_byte():
    files = module_files() | {"media/x.csv": b"\xff\0old", "en/odd.md": b"\xff not text"}

    assert copied_files(files, "old", "new") == files


def test_a_copy_is_as_good_as_what_it_was_made_from():
    files = module_files() | {
        "en/01-lesson-1.md": module_files()["en/01-lesson-1.md"] + LINKS.split(b"<")[0]
    }
    others = ("old-one",)

    copied = copied_files(files, "old", "new")

    assert [p.code for p in check_module("new", copied, others)] == [
        p.code for p in check_module("old", files, others)
    ]


def test_a_translation_names_the_text_of_the_copy_only_if_it_named_the_present_text_before():
    source = module_files()["en/01-lesson-1.md"] + LINKS
    russian = module_files()["ru/01-lesson-1.md"].decode()
    current = naming(russian, source).encode()
    stale = naming(russian, b"what it was before").encode()

    for translation, is_current in ((current, True), (stale, False)):
        files = {"en/01-lesson-1.md": source, "ru/01-lesson-1.md": translation}
        copied = copied_files(files, "old", "new")
        named = named_source(copied["ru/01-lesson-1.md"].decode())
        assert (named == source_hash(copied["en/01-lesson-1.md"])) is is_current
