"""Hands that use the keyboard alone: Tab, Shift+Tab, Enter, Space and arrows; never a pointer, never focus()."""

from typing import Any

from playwright.sync_api import ElementHandle, Locator

from tests.journeys.visitor import Hands

FARTHEST = 250
# What has the focus, whether that can be seen, and where the wanted element lies from there.
STOP = """(wanted) => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    const label = here.closest('label');
    const owns = hit => hit && (here.contains(hit) || hit.contains(here) && hit !== document.body
        || (label && label.contains(hit)));
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
        document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
    return {
        there: here === wanted || (wanted.type === 'radio' && here.type === 'radio'
            && here.name === wanted.name && here.form === wanted.form),
        behind: !!(wanted.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
        nowhere: here === document.body,
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        uncovered: points.some(owns),
        words: here.tagName + ' ' + (here.innerText || here.name || here.id || '').slice(0, 60),
    };
}"""
PICKED = "select => select.options[select.selectedIndex].label"


class Keyboard(Hands):
    """Reaches everything as somebody does who cannot use a mouse, and looks at each stop on the way."""

    def reach(self, target: Locator) -> ElementHandle:
        """Tab until the target has the focus; each stop on the way must be visible, and none may be a trap."""
        wanted = target.element_handle()
        stop = self._stop(wanted)
        key = "Shift+Tab" if stop["behind"] and not stop["nowhere"] else "Tab"
        for _ in range(FARTHEST):
            if stop["there"]:
                return wanted
            self.page.keyboard.press(key)
            stop = self._stop(wanted)
            if not stop["nowhere"]:
                assert stop["outlined"], f"The focus cannot be seen on {stop['words']!r}"
                assert stop["uncovered"], f"Something covers {stop['words']!r}"
        raise AssertionError(f"{FARTHEST} times {key} do not reach {target}: {stop['words']!r}")

    def _stop(self, wanted: ElementHandle) -> dict[str, Any]:
        return dict(self.page.evaluate(STOP, wanted))

    def activate(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        wanted = self.reach(target)
        if wanted.evaluate("one => one.tagName") == "TEXTAREA":
            self.page.keyboard.press(
                "Control+a"
            )  # elsewhere arriving with Tab selects what is there
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def tick(self, target: Locator) -> None:
        wanted = self.reach(target)
        if wanted.get_attribute("type") == "radio":
            self._turn(wanted)
        elif not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"Space does not tick {target}"

    def untick(self, target: Locator) -> None:
        wanted = self.reach(target)
        if wanted.is_checked():
            self.page.keyboard.press("Space")
        assert not wanted.is_checked(), f"Space does not take the tick from {target}"

    def _turn(self, wanted: ElementHandle) -> None:
        """Within a group of radio buttons the arrows lead on; Space takes the one on which one stands."""
        size = "w => document.querySelectorAll(`input[type=radio][name='${w.name}']`).length"
        for _ in range(int(wanted.evaluate(size)) + 1):
            if wanted.evaluate("w => w === document.activeElement"):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")

    def select(self, target: Locator, words: str) -> None:
        wanted = self.reach(target)
        labels = wanted.evaluate("select => [...select.options].map(option => option.label)")
        steps = labels.index(words) - int(wanted.evaluate("select => select.selectedIndex"))
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert wanted.evaluate(PICKED) == words, f"The arrows do not lead to {words!r}"
