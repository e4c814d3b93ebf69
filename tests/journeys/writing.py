"""The way of a module, one stretch after another: settings, lessons, pictures, questions, the other language, people."""

import re

from playwright.sync_api import Locator

from app.web.languages import name_in, own_name
from tests.journeys import first_talk
from tests.journeys.first_talk import Asked, Line, in_russian
from tests.journeys.keyboard import Keyboard
from tests.journeys.studio_desk import Desk
from tests.journeys.visitor import exactly
from tests.support.media import picture

SOURCE = """said => {
    const words = said.cloneNode(true);
    words.querySelectorAll('del, .vh').forEach(one => one.remove());
    return words.textContent;
}"""


class Writer(Desk):
    """Somebody who writes a module."""

    def begin(self, **titles: str) -> None:
        """A new module with these titles by language; the first is the one that is written first."""
        visitor = self.visitor
        self.menu("Studio")
        visitor.follow("Begin a new module", "main")
        for code, title in titles.items():
            label = visitor.say("Title in %(language)s", language=self._told(code))
            visitor.hands.write(self._field(self.main, label), title)
        first = self._told(next(iter(titles)))
        visitor.hands.tick(self.main.get_by_role("radio", name=exactly(first)))
        visitor.press("Begin the module", "main")
        visitor.reads("Your module is begun. Its pages show how to write: write over them.")
        self.module = visitor.page.url.rpartition("/")[2]
        self.codes = tuple(titles)

    def _told(self, code: str) -> str:
        """The name of a language in the language of the page."""
        return name_in(code, self.visitor.lang)

    def _field(self, within: Locator, label: str) -> Locator:
        pattern = re.compile(rf"^\s*{re.escape(label)}(\s*\(.*\))?\s*$", re.DOTALL)
        return within.get_by_label(pattern)

    # Settings

    def set_facts(self) -> None:
        """Summary, two outcomes instead of three, length and the rules of the quiz."""
        visitor, english = self.visitor, own_name("en")
        self.section("Settings")
        said = self._group(visitor.say("Title and summary"), english)
        visitor.hands.write(self._field(said, visitor.say("Summary")), first_talk.SUMMARY)
        for place, words in enumerate(first_talk.OUTCOMES):
            visitor.hands.write(self._field(self._outcome(place), english), words)
        for code in self.codes:
            visitor.hands.write(self._field(self._outcome(2), own_name(code)), "")
        visitor.write("Hours of work", "1.5" if visitor.lang == "en" else "1,5")
        visitor.write("Pass mark in per cent", "60")
        visitor.write("Attempts", "2")
        visitor.press("Save the settings", "main")

    def _outcome(self, place: int) -> Locator:
        number = self.visitor.say("Outcome %(number)s", number=place + 1)
        return self._group(self.visitor.say("Learning outcomes"), number)

    def _group(self, section: str, legend: str) -> Locator:
        place = self.main.get_by_role("region", name=exactly(section))
        return place.get_by_role("group", name=re.compile(rf"^\s*{re.escape(legend)}"))

    # Lessons

    def name_lessons(self) -> None:
        """Two of the three example lessons get names of their own, the third is removed."""
        visitor = self.visitor
        self.section("Lessons")
        for place, (title, address) in enumerate(first_talk.LESSONS):
            row = self.main.locator(".lesson-list > li").nth(place + 1)
            visitor.hands.activate(row.locator("summary").first)
            label = visitor.say("Title: %(language)s", language=own_name("en"))
            visitor.hands.write(row.get_by_label(exactly(label)), title)
            visitor.hands.write(row.get_by_label(visitor.say("Id: the lesson's address")), address)
            with visitor.arriving():
                visitor.hands.activate(row.get_by_role("button", name=exactly(visitor.say("Save"))))
        row = self.main.locator(".lesson-list > li").nth(3)
        visitor.hands.activate(row.locator("summary").nth(1))
        with visitor.arriving():
            button = row.get_by_role("button", name=visitor.say("Remove in every language"))
            visitor.hands.activate(button)

    def edit(self, place: int, code: str = "en") -> None:
        """Open a page in the editor: 0 is the module's own, then the lessons, then the quiz."""
        self.section("Lessons")
        row = self.main.locator(".lesson-list > li").nth(place)
        with self.visitor.arriving():
            self.visitor.hands.activate(row.locator(f"a[lang={code}]"))

    @property
    def area(self) -> Locator:
        return self.visitor.page.locator("#words")

    def tool(self, words: str) -> None:
        """Press a button of the toolbar: with the mouse, or by Tab to the bar and arrows along it."""
        bar = self.visitor.page.get_by_role("toolbar")
        wanted = bar.get_by_role("button", name=exactly(self.visitor.say(words)))
        if isinstance(self.visitor.hands, Keyboard):
            self.visitor.hands.reach(bar.locator("[tabindex='0']"))
            self.visitor.page.keyboard.press("Home")
            while not wanted.evaluate("one => one === document.activeElement"):
                self.visitor.page.keyboard.press("ArrowRight")
            self.visitor.page.keyboard.press("Enter")
        else:
            wanted.click()

    def type(self, *words: str) -> None:
        """Paragraphs at the end of the text, with an empty line between them."""
        self._to_the_end()
        for one in words:
            self.visitor.page.keyboard.type(f"\n\n{one}")

    def _to_the_end(self) -> None:
        if isinstance(self.visitor.hands, Keyboard):
            self.visitor.hands.reach(self.area)
        else:
            self.area.click()
        self.visitor.page.keyboard.press("Control+End")

    def write_over(self, words: str) -> None:
        """These words instead of all that stands below the lines in which a page says its title."""
        keys = self.visitor.page.keyboard
        body = self.area.input_value().index("\n---\n", 1) + len("\n---\n")
        self._to_the_end()
        keys.press("Control+Home")
        while self.area.evaluate("area => area.selectionStart") < body:
            keys.press("ArrowDown")
        keys.press("Control+Shift+End")
        keys.type(words)

    def ask(self, button: str, **fields: str) -> None:
        """Fill in the dialog that a tool has opened; `fields` by their names."""
        visitor = self.visitor
        dialog = visitor.page.locator("dialog[open]")
        dialog.wait_for()
        for name, value in fields.items():
            field = dialog.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                visitor.hands.select(field, value)
            else:
                visitor.hands.write(field, value)
        visitor.hands.activate(dialog.get_by_role("button", name=visitor.say(button)))
        # The words are put in, and the text has the focus again, a moment after the dialog is gone.
        visitor.page.locator("#words:focus").wait_for()

    def save(self) -> None:
        """By the button; a script tells of it on the page, without one the page comes anew."""
        visitor = self.visitor
        button = visitor.button("Save", "#editor")
        if not visitor.javascript:
            visitor.press("Save", "#editor")
            return
        visitor.hands.activate(button)
        self.is_saved()

    def is_saved(self) -> None:
        told = self.visitor.say("Saved at %(time)s", time="{t}").partition("{")[0].strip()
        self.visitor.page.locator("#state", has_text=told).wait_for()
        self.visitor.look()

    def write_lesson(self) -> None:
        """Two headings, a list, a box, strong words and a link, all by the toolbar."""
        keys = self.visitor.page.keyboard
        self.write_over(first_talk.OPENING)
        self.type(first_talk.HEADING)
        self.tool("Heading")
        self.type("\n".join(first_talk.THINGS))
        for _ in first_talk.THINGS[1:]:
            keys.press("Shift+ArrowUp")
        keys.press("Shift+Home")
        self.tool("List")
        self._to_the_end()
        self.tool("Box: a note, a tip, a warning, an example")
        self.ask("Insert the box")
        keys.type(first_talk.ADVICE)
        self.type(first_talk.MISPRINT)
        keys.press("Shift+Home")
        keys.press("Control+b")
        self.type("")
        self.tool("Link")
        self.ask(
            "Insert the link",
            words=first_talk.LINKED,
            page=f"2. {first_talk.LESSONS[1][0]}",
        )

    def show_the_picture(self, file: str) -> None:
        """Put a picture in by the toolbar, with its description."""
        self._to_the_end()
        self.tool("Picture, chart or film")
        self.ask("Insert the picture", path=file, words=first_talk.SEEN)

    def correct(self, before: str, after: str) -> None:
        """Mend a slip of the pen in the first lesson; its translation says the same as before."""
        visitor = self.visitor
        self.open_module()
        self.edit(1)
        self.area.fill(self.area.input_value().replace(before, after))
        self.save()
        self.section("Translations")
        with visitor.arriving():
            visitor.hands.activate(self.main.locator("tbody a").nth(1))
        begins = re.compile(rf"^\s*{re.escape(visitor.say('Meaning unchanged'))}")
        with visitor.arriving():
            visitor.hands.activate(self.main.get_by_role("button", name=begins))
        visitor.reads(
            "Saved. This page is translated as a whole from the present text of its source."
        )

    # Pictures and figures

    def bring_in(self, name: str, content: bytes, words: str, page: str = "") -> None:
        """Choose a file, describe it, and say on which page it is shown."""
        visitor = self.visitor
        self.section("Pictures and files")
        visitor.field("File").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        visitor.write("Description", words)
        if page:
            visitor.choose("Show it at the end of this page", page)
        visitor.press("Bring it in", "main")

    def bring_in_a_picture(self) -> str:
        """Gives the name under which it is kept."""
        self.bring_in("desk.png", picture(size=(640, 360)), first_talk.SEEN)
        return self.main.locator("th code", has_text="desk").inner_text()

    def bring_in_a_chart(self) -> None:
        self.bring_in(
            "talks.csv",
            first_talk.CHART,
            first_talk.CHARTED,
            f"en/02-{first_talk.LESSONS[1][1]}.md",
        )

    # Questions

    def add_question(self, asked: Asked) -> None:
        """By its form, as a graded question of the quiz."""
        visitor = self.visitor
        if visitor.endpoint != "studio_questions.index":
            self.section("Questions")
        visitor.follow("Add a question", "main")
        kind = self.main.get_by_role(
            "radio", name=re.compile(rf"^{re.escape(visitor.say(asked.kind))}")
        )
        visitor.hands.tick(kind)
        visitor.press("Continue", "main")
        visitor.write("What is asked", asked.prompt)
        for place, line in enumerate(asked.lines):
            self._write_line(place, line)
        if asked.truth is not None:
            visitor.tick("True" if asked.truth else "False")
        if asked.number:
            visitor.write("The right number", asked.number)
        if asked.hint:
            visitor.write("Hint", asked.hint)
        if asked.explanation:
            visitor.write("Explanation", asked.explanation)
        visitor.tick(asked.outcome)
        visitor.press("Save the question", "main")

    def _write_line(self, place: int, line: Line) -> None:
        hands, row = self.visitor.hands, self.main.locator(f"#answer-{place}")
        if line.left:
            hands.write(row.locator(f"#row-{place}-left"), line.left)
        hands.write(row.locator(f"#row-{place}-text"), line.text)
        if line.feedback:
            hands.write(row.locator(f"#row-{place}-feedback"), line.feedback)
        if line.is_right:
            hands.tick(row.locator(f"#row-{place}-right"))

    def remove_questions(self, *names: str) -> None:
        """Take the examples out that came with the module."""
        visitor = self.visitor
        for name in names:
            self.section("Questions")
            row = self.main.locator(f"li[id='{name}']")
            with visitor.arriving():
                visitor.hands.activate(
                    row.get_by_role("link", name=re.compile(visitor.say("Remove")))
                )
            visitor.press("Remove the question", "main")

    # The other language

    def translate(self) -> int:
        """Write whatever is open into Russian, page by page; gives the number of pages that were open."""
        visitor = self.visitor
        for turn in range(20):
            self.section("Translations")
            rows = self.main.locator("tbody tr").filter(has_not_text=re.compile(r"100\s%"))
            if not rows.count():
                return turn
            with visitor.arriving():
                visitor.hands.activate(rows.first.get_by_role("link"))
            self._translate_page()
        raise AssertionError("Twenty pages later something is still open")

    def _translate_page(self) -> None:
        visitor = self.visitor
        for block in self.main.locator("li.side").all():
            gone = block.locator("[name=removed]")
            if gone.count():
                visitor.hands.tick(gone)
            field = block.locator("textarea")
            if field.count():
                words = block.locator(".of-source .said").evaluate(SOURCE).strip("\n")
                russian = in_russian(words)
                assert russian != words, f"Nobody knows the Russian for {words!r}"
                visitor.hands.write(field, russian)
        visitor.press("Save the translation", "main")

    # People

    def invite(self, address: str) -> None:
        """Somebody else becomes a reviewer of this module."""
        visitor = self.visitor
        self.section("Overview")
        visitor.follow("Choose the people", "main")
        visitor.write("E-mail address of the trainer", address)
        visitor.tick("Reviewer: reads, comments and passes the review")
        visitor.press("Add the trainer", "main")

    def is_content(self) -> None:
        """The checker finds no error on any page."""
        self.section("Overview")
        assert not self.main.locator(".t-err").count(), self.visitor.told()
