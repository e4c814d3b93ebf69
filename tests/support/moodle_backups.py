"""Builds Moodle backups for tests: both kinds of containers, the question bank of Moodle 3 and of Moodle 4, and people in it."""

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from html import escape

CANARY = "Ivan-Canary-Petrov"
CONTEXTS = {
    "page": "31",
    "label": "32",
    "book": "33",
    "resource": "34",
    "folder": "35",
    "url": "36",
    "quiz": "37",
}
PAGE = '<h3>Who</h3><p>See <img src="@@PLUGINFILE@@/desk%20one.png" alt="A desk"> and <a href="$@BOOKVIEWBYID*13@$">the book</a>.</p>'
MULTI = """<question id="71"{parent}><parent>0</parent><name>Listening</name>
<questiontext>&lt;p&gt;Who may listen? &lt;img src="@@PLUGINFILE@@/q.png" alt="A room"&gt;&lt;/p&gt;</questiontext><questiontextformat>1</questiontextformat>
<generalfeedback>Privacy first.</generalfeedback><generalfeedbackformat>1</generalfeedbackformat><defaultmark>2.0000000</defaultmark><penalty>0.3333333</penalty>
<qtype>multichoice</qtype><hidden>0</hidden><createdby>{canary}</createdby>
<plugin_qtype_multichoice_question><answers>
<answer id="81"><answertext>An interpreter</answertext><answerformat>1</answerformat><fraction>1.0000000</fraction><feedback></feedback><feedbackformat>1</feedbackformat></answer>
<answer id="82"><answertext>The cousin</answertext><answerformat>1</answerformat><fraction>0.0000000</fraction><feedback>Part of it</feedback><feedbackformat>1</feedbackformat></answer>
</answers><multichoice id="1"><single>1</single><shuffleanswers>1</shuffleanswers></multichoice></plugin_qtype_multichoice_question></question>"""
CLOZE = """<question id="72"><parent>0</parent><name>Gaps</name><questiontext>The principle is {{#1}} and {{#2}}.</questiontext><questiontextformat>1</questiontextformat>
<generalfeedback></generalfeedback><defaultmark>2.0000000</defaultmark><qtype>multianswer</qtype><hidden>0</hidden>
<plugin_qtype_multianswer_question><multianswer id="1"><question>72</question><sequence>73,74</sequence></multianswer></plugin_qtype_multianswer_question></question>
<question id="73"><parent>72</parent><name>Gaps</name><questiontext>{{1:SHORTANSWER:=non-refoulement}}</questiontext><qtype>shortanswer</qtype></question>
<question id="74"><parent>72</parent><name>Gaps</name><questiontext>{{1:MULTICHOICE:may~=must}}</questiontext><qtype>multichoice</qtype></question>"""
OTHER = '<question id="75"><parent>0</parent><name>Sums</name><questiontext>Compute.</questiontext><qtype>calculated</qtype><hidden>0</hidden></question>'


def png(colour: int = 0) -> bytes:
    """A picture of one colour that a program can open."""
    from PIL import Image  # noqa: PLC0415 -- slow, needed here alone

    out = io.BytesIO()
    Image.new("RGB", (40, 30), (colour, 90, 140)).save(out, "PNG")
    return out.getvalue()


def pdf() -> bytes:
    import pikepdf  # noqa: PLC0415 -- slow, needed here alone

    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out, static_id=True)
    return out.getvalue()


def members(*, four: bool = False) -> dict[str, bytes]:
    """The members of a backup with everything that is taken, and much that must not be."""
    files: dict[str, bytes] = {}
    rows: list[str] = []

    def keep(place: tuple[str, str, str, str], name: str, content: bytes, more: str = "") -> None:
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        files[f"files/{sha1[:2]}/{sha1}"] = content
        context, component, area, item = place
        rows.append(
            f'<file id="{len(rows) + 1}"><contenthash>{sha1}</contenthash><contextid>{context}</contextid>'
            f"<component>{component}</component><filearea>{area}</filearea><itemid>{item}</itemid>"
            f"<filepath>/</filepath><filename>{escape(name)}</filename><userid>7</userid>"
            f"<author>{CANARY}</author>{more}</file>"
        )

    keep(("31", "mod_page", "content", "0"), "desk one.png", png())
    keep(("34", "mod_resource", "content", "0"), "guide.pdf", pdf(), "<sortorder>1</sortorder>")
    keep(("35", "mod_folder", "content", "0"), "photo.png", png(9))
    keep(("35", "mod_folder", "content", "0"), "slides.pptx", b"PK\x03\x04slides")
    keep(("20", "question", "questiontext", "71"), "q.png", png(99))
    keep(("40", "assignsubmission_file", "submission_files", "3"), f"{CANARY}.docx", b"secret")
    keep(("20", "course", "legacy", "0"), "old.png", png(55))
    files.update({name: text.encode() for name, text in _texts(four=four).items()})
    files["files.xml"] = f"<files>{''.join(rows)}</files>".encode()
    return files


def _texts(*, four: bool) -> dict[str, str]:
    kinds = ("page", "label", "book", "resource", "folder", "url", "quiz", "forum")
    activities = "".join(
        f"<activity><moduleid>{number}</moduleid><sectionid>{1 if number < 14 else 2}</sectionid><modulename>{kind}</modulename>"
        f"<title>The {kind}</title><directory>activities/{kind}_{number}</directory></activity>"
        for number, kind in enumerate(kinds, 11)
    )
    sections = "".join(
        f"<section><sectionid>{number}</sectionid><title>{number}</title><directory>sections/section_{number}</directory></section>"
        for number in (1, 2, 3)
    )
    texts = {
        "moodle_backup.xml": "<moodle_backup><information><moodle_release>4.1</moodle_release>"
        "<original_course_fullname>Border talks</original_course_fullname><original_course_contextid>20</original_course_contextid>"
        f"<contents><activities>{activities}</activities><sections>{sections}</sections></contents></information></moodle_backup>",
        "course/course.xml": '<course id="1" contextid="20"><fullname>Border talks &lt;1&gt;</fullname><summary>&lt;p&gt;How to listen.&lt;/p&gt;</summary><summaryformat>1</summaryformat></course>',
        "sections/section_1/section.xml": '<section id="1"><number>1</number><name>First days</name><summary>&lt;p&gt;Welcome.&lt;/p&gt;</summary><summaryformat>1</summaryformat><sequence>12,11,13</sequence></section>',
        "sections/section_2/section.xml": '<section id="2"><number>2</number><name>$@NULL@$</name><summary></summary><sequence>14,15,16,17,18</sequence></section>',
        "sections/section_3/section.xml": '<section id="3"><number>3</number><name>Empty</name><summary></summary><sequence></sequence></section>',
        "questions.xml": _bank(four=four),
        **dict.fromkeys(
            (
                "users.xml",
                "roles.xml",
                "gradebook.xml",
                "groups.xml",
                "course/logs.xml",
                "course/enrolments.xml",
                "activities/quiz_17/grades.xml",
                "activities/page_11/roles.xml",
            ),
            f"<x>{CANARY}</x>",
        ),
    }
    for number, kind in enumerate(kinds, 11):
        texts[f"activities/{kind}_{number}/{kind}.xml"] = _activity(kind, number, four=four)
    return texts


def _activity(kind: str, number: int, *, four: bool) -> str:
    inside = {
        "page": f"<intro></intro><introformat>1</introformat><content>{escape(PAGE)}</content><contentformat>1</contentformat>",
        "label": "<intro>&lt;h4&gt;Note&lt;/h4&gt;&lt;script&gt;alert(1)&lt;/script&gt;- (x) plain</intro><introformat>1</introformat>",
        "book": "<intro></intro><introformat>1</introformat><chapters>"
        '<chapter id="2"><pagenum>2</pagenum><subchapter>1</subchapter><title>Inside</title><content>Two.</content><contentformat>1</contentformat><hidden>0</hidden></chapter>'
        '<chapter id="1"><pagenum>1</pagenum><subchapter>0</subchapter><title>Chapter</title><content>&lt;h1&gt;Big&lt;/h1&gt;</content><contentformat>1</contentformat><hidden>0</hidden></chapter></chapters>',
        "resource": "<intro></intro><introformat>1</introformat>",
        "folder": "<intro></intro><introformat>1</introformat>",
        "url": "<intro></intro><introformat>1</introformat><externalurl>https://www.example.org/a(b)</externalurl>",
        "quiz": f"<intro></intro>{_slots(four=four)}<attempts><attempt><userid>{CANARY}</userid></attempt></attempts>",
        "forum": f"<intro>{CANARY}</intro><discussions><discussion><name>{CANARY}</name></discussion></discussions>",
    }[kind]
    context = CONTEXTS.get(kind, "38")
    return f'<activity id="{number}" moduleid="{number}" modulename="{kind}" contextid="{context}"><{kind} id="{number}"><name>The {kind}</name>{inside}</{kind}></activity>'


def _slots(*, four: bool) -> str:
    names = ("72", "71")
    if not four:
        one = "<question_instance><slot>{0}</slot><questionid>{1}</questionid></question_instance>"
    else:
        one = "<question_instance><slot>{0}</slot><question_reference><questionbankentryid>9{1}</questionbankentryid></question_reference></question_instance>"
    rows = "".join(one.format(place, name) for place, name in enumerate(names, 1))
    return f"<question_instances>{rows}</question_instances>"


def _bank(*, four: bool) -> str:
    multi = MULTI.format(parent="", canary=CANARY)
    cloze, *parts = CLOZE.format().split('<question id="7')[1:]
    inner = [multi, f'<question id="7{cloze}', *(f'<question id="7{part}' for part in parts), OTHER]
    if not four:
        questions = f"<questions>{''.join(inner)}</questions>"
    else:
        old = multi.replace("Who may listen?", "An older wording?").replace('"71"', '"70"')
        entries = {"971": (old, multi)}
        entries |= {f"9{number}": (one,) for number, one in enumerate(inner[1:], 72)}
        questions = "".join(_entry(name, versions) for name, versions in entries.items())
        questions = f"<question_bank_entries>{questions}</question_bank_entries>"
    return f'<question_categories><question_category id="5"><name>Talks</name>{questions}</question_category></question_categories>'


def _entry(name: str, versions: tuple[str, ...]) -> str:
    rows = "".join(
        f'<question_versions id="{n}"><version>{n}</version><status>ready</status><questions>{one}</questions></question_versions>'
        for n, one in enumerate(versions, 1)
    )
    return f'<question_bank_entry id="{name}"><question_version>{rows}</question_version></question_bank_entry>'


def as_zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def as_tar(files: Mapping[str, bytes]) -> bytes:
    """As Moodle packs since its second half of life: a list of all members first."""
    plain = io.BytesIO()
    listed = f"Moodle archive file index. Count: {len(files)}\n".encode()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        for name, content in {".ARCHIVE_INDEX": listed, **files}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), mtime=0)
