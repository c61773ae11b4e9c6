// The box in which a cell of a sheet is typed: text, text with a list of titles to take from, or a choice.

function makeSheetBox(sheet, draw, { event }) {
  // `text`: what a key typed instead of what is there; `pick`: the list opens at once.
  function open({ text, atEnd = false, pick = false } = {}) {
    const { row: p, column: c } = sheet.range.anchor;
    const cell = draw.cell(p, c), column = sheet.shown[c];
    if (!cell || sheet.box) return;
    if (!sheet.canChange(p, c)) { sheet.say(sheet.isToRead() ? "This can only be read now." : "This cell is worked out, so you can't type in it."); return; }
    const was = sheet.text(p, c), change = sheet.changeOf(p, c, was), row = sheet.rowAt(p);
    const label = `${column.label} of ${row ? sheet.text(p, 0) || "this row" : "a new row"}`;
    const { input, list } = inputOf(column, { label, was, text });
    sheet.box = { cell, close };
    cell.classList.add("editing");
    cell.removeAttribute("tabindex");
    cell.replaceChildren(input, ...(list ? [list] : []));
    input.focus();
    if (!column.choices) input.setSelectionRange(text === undefined && !atEnd ? 0 : input.value.length, input.value.length);
    if (pick || (column.choices && text === undefined)) try { input.showPicker?.(); } catch { /* it opens by its own key */ }
    const here = () => ({ ...change, value: input.value });
    const ask = () => sheet.typing(event([here()]));
    input.addEventListener("input", ask);
    if (text !== undefined) ask();

    function close(keep) {
      if (!sheet.box) return;
      sheet.box = null;
      cell.classList.remove("editing");
      sheet.typing(null);
      const value = input.value;
      draw.again(cell, p, c);
      if (keep && value !== was) enter(value);
      sheet.closed();
      sheet.range.settle();
    }
    // Rows may have come or gone meanwhile: what was typed is of the row that it was typed in.
    function enter(value) {
      const there = change.id === null || sheet.rows[change.row]?.id === change.id ? change.row : sheet.rows.findIndex((one) => one.id === change.id);
      if (there >= 0) sheet.enter([{ ...change, row: there, value }]);
      else sheet.lost({ ...change, value });
    }
    const leave = (keep, then) => { close(keep); then?.(); };
    input.addEventListener("keydown", (pressed) => {
      pressed.stopPropagation();
      const { key, ctrlKey, metaKey, shiftKey } = pressed;
      if ((ctrlKey || metaKey) && /^[dr]$/i.test(key)) pressed.preventDefault();  // a bookmark, a reload
      if (key === "Escape") { pressed.preventDefault(); leave(false, () => sheet.range.focus()); }
      if (key === "Tab") { pressed.preventDefault(); leave(true, () => sheet.range.step(shiftKey ? -1 : 1)); }
      if (key !== "Enter") return;
      pressed.preventDefault();
      if (ctrlKey && !sheet.range.isOne()) { const { value } = input; leave(false, () => fillAll(value)); }
      else leave(true, () => (ctrlKey ? sheet.range.go(p, c) : sheet.range.down(shiftKey ? -1 : 1)));
    });
    input.addEventListener("blur", () => close(true));
  }

  function fillAll(value) {
    const { top, bottom, left, right } = sheet.range.rect(), changes = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (sheet.canChange(row, column) && !sheet.shown[column].own) changes.push(sheet.changeOf(row, column, value));
    sheet.enter(changes);
    sheet.range.focus();
  }

  function inputOf(column, { label, was, text }) {
    if (column.choices) {
      const all = column.choices.includes(was) ? column.choices : [was, ...column.choices];
      const begins = text && all.find((choice) => choice.toLowerCase().startsWith(text.toLowerCase()));
      const input = el("select", { "aria-label": label }, all.map((choice) => el("option", { value: choice }, choice || "(none)")));
      input.value = begins ?? was;
      return { input };
    }
    const offered = column.offered?.length ? el("datalist", { id: `${sheet.name}-offered` }, column.offered.map((choice) => el("option", { value: choice }))) : null;
    const input = el("input", { type: "text", "aria-label": label, autocomplete: "off", list: offered ? offered.id : null });
    input.value = text ?? was;
    return { input, list: offered };
  }

  draw.table.addEventListener("dblclick", (pressed) => {
    if (draw.placeOf(pressed.target) && !pressed.target.closest("input, select, .handle")) open();
  });
  return { open };
}
