"""An officer at the desk who has hands and eyes alone: parts are found by the words that are shown, never by a key.

``ByMouse`` clicks and types. ``ByKeys`` has no mouse: every part is reached with Tab, arrows and shortcuts. Both count
their steps, each a click, a key or a text typed or pasted, and do the same errands.
"""

import re

TAB_STOPS = 900
"""More than the page has with a section open: a part that is not reached by so many Tabs is not reached."""
GOES = "control => control.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"
LABEL = r"^{}( \([^)]*\))?$"
"""A label of a box, which may have its unit, or that it is needed, behind it."""


class Officer:
    """What is done at the desk, whichever way: ``steps`` counts it."""

    def __init__(self, desk):
        self.desk, self.page, self.steps = desk, desk.page, 0
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def keys(self, *names):
        for name in names:
            self.page.keyboard.press(name)
            self.steps += 1

    def write(self, text):
        self.page.keyboard.insert_text(text)
        self.steps += 1

    def box(self, label, within=None, last=False):
        """The box of a label that is on view; of several alike the last, such as that of a new entry."""
        found = (within or self.page).get_by_label(re.compile(LABEL.format(re.escape(label))))
        found = found.and_(self.page.locator("input:visible, select:visible, textarea:visible"))
        return found.last if last else found

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def part(self, name, within=None):
        """A section, list or entry of All facts by its heading; of several alike the last."""
        heading = self.page.locator("> summary .name", has_text=re.compile(f"^{re.escape(name)}$"))
        return (within or self.page).locator("details:visible").filter(has=heading).last

    def open_part(self, name, within=None):
        """Open a section, list or entry of All facts, if it is not open; gives it."""
        part = self.part(name, within)
        if part.get_attribute("open") is None:
            self.unfold(part.locator("> summary"))
        return part

    def fill(self, label, text, within=None, last=False):
        box = self.box(label, within, last)
        kind = box.evaluate("box => box.tagName")
        if kind == "SELECT":
            self.choose(box, text)
        else:
            self.reach(box)
            self.keys("Control+a")
            self.write(text)
            self.keys("Tab")
        self.desk.settle()

    def press(self, name):
        self.activate(self.button(name))
        self.desk.settle()

    def paste(self, sheet, block, row=0, heading=None):
        """Paste rows, each a list of texts, into a sheet from a row on, at its first column or under a heading."""
        text = "\r\n".join("\t".join(cells) for cells in block)
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.go_to_cell(sheet, row, heading)
        self.keys("Control+v")
        self.desk.settle()

    def headings(self, sheet):
        """What the columns of a sheet are called."""
        return sheet.locator("thead th").all_inner_texts()


class ByMouse(Officer):
    """Clicks what is wanted, and types."""

    def reach(self, control):
        control.click()
        self.steps += 1

    activate = reach

    def choose(self, box, words):
        box.select_option(label=words)
        self.steps += 1

    def tab(self, name):
        self.reach(self.page.get_by_role("tab", name=name, exact=True))
        self.desk.settle()

    def unfold(self, summary):
        self.reach(summary)
        self.desk.settle()

    def go_to_cell(self, sheet, row, heading):
        column = self.headings(sheet).index(heading) if heading else 0
        self.reach(sheet.locator(f"tbody tr[data-row='{row}'] > :nth-child({column + 1})"))


class ByKeys(Officer):
    """Has no mouse."""

    def reach(self, control):
        """Tab to a control, back or forth, as somebody who sees it does."""
        control.wait_for()
        key = "Shift+Tab" if control.evaluate(GOES) else "Tab"
        for _ in range(TAB_STOPS):
            if control.evaluate("control => control === document.activeElement"):
                return
            self.keys(key)
        raise AssertionError(f"{control} is not reached by {key}")

    def activate(self, control):
        self.reach(control)
        self.keys("Enter")

    def choose(self, box, words):
        self.reach(box)
        options = [text.strip() for text in box.locator("option").all_inner_texts()]
        here = box.evaluate("box => box.selectedIndex")
        by = options.index(words) - here
        self.keys(*["ArrowDown" if by > 0 else "ArrowUp"] * abs(by))

    def tab(self, name):
        wanted = self.page.get_by_role("tab", name=name, exact=True)
        tabs = wanted.locator("xpath=..").get_by_role("tab")
        self.reach(tabs.and_(self.page.locator("[aria-selected=true]")))
        names = tabs.all_inner_texts()
        by = names.index(name) - names.index(self.page.evaluate("() => document.activeElement.innerText"))
        self.keys(*["ArrowRight" if by > 0 else "ArrowLeft"] * abs(by))
        self.desk.settle()

    def unfold(self, summary):
        self.activate(summary)
        self.desk.settle()

    def go_to_cell(self, sheet, row, heading):
        self.reach(sheet.locator("[role=grid] [tabindex='0']"))
        self.keys("Control+Home")
        self.keys(*["ArrowRight"] * (self.headings(sheet).index(heading) if heading else 0), *["ArrowDown"] * row)
