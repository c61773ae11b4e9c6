// Copy, cut and paste of a sheet, with the real clipboard: text in tabs and lines, as Excel and LibreOffice have it.

function makeClip(sheet, draw) {
  let cut = null;
  const { table } = draw;

  function blockOf({ top, bottom, left, right }) {
    const rows = [];
    for (let row = top; row <= bottom; row += 1) {
      const cells = [];
      for (let column = left; column <= right; column += 1) {
        const text = sheet.text(row, column);
        cells.push(sheet.shown[column].kind === "number" ? plainNumber(text) : text);
      }
      rows.push(cells);
    }
    return rows;
  }

  function copy(event, alsoCut) {
    if (sheet.box) return;
    const rect = sheet.range.rect(), text = blockText(blockOf(rect));
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    forget();
    if (alsoCut) { cut = { text, cells: cellsOf(rect) }; mark(true); }
    sheet.say(alsoCut ? "Cut. Now paste it where it belongs." : `Copied: ${words(rect.bottom - rect.top + 1, "row")} by ${words(rect.right - rect.left + 1, "column")}.`);
  }
  function cellsOf({ top, bottom, left, right }) {
    const cells = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (sheet.rowAt(row) && sheet.canChange(row, column) && !sheet.shown[column].own) cells.push({ row, column });
    return cells;
  }
  const mark = (on) => { for (const { row, column } of cut?.cells ?? []) draw.cell(row, column)?.classList.toggle("cut", on); };
  function forget() { mark(false); cut = null; }

  // A block is laid from the selection's top left corner; a selection that it fits a whole number of times is filled
  // with it, as in Excel. A cell that is worked out is passed over.
  function paste(text) {
    const block = readBlock(text), { top, left, bottom, right } = sheet.range.rect();
    const high = block.length, wide = Math.max(...block.map((cells) => cells.length));
    const times = (size, cells) => (size % cells === 0 ? size : cells);
    const rows = times(bottom - top + 1, high), columns = times(right - left + 1, wide);
    const changes = [], over = { columns: Math.max(0, left + columns - sheet.shown.length), fixed: 0, rows: 0 };
    const moved = cut?.text.replaceAll("\r", "") === text.replaceAll("\r", "").replace(/\n$/, "") ? cut.cells : [];
    const at = new Map(moved.map(({ row, column }) => [`${row} ${column}`, sheet.changeOf(row, column, "")]));
    for (let r = 0; r < rows; r += 1) {
      const cells = block[r % high], p = top + r, blank = cells.every((cell) => !cell.trim());
      const isNew = p >= sheet.order.length || sheet.order[p] >= sheet.rows.length;
      if (isNew && (blank || !sheet.open || sheet.filtered || !sheet.pages.isLast)) { over.rows += blank ? 0 : 1; continue; }
      for (let c = 0; c < Math.min(columns, sheet.shown.length - left); c += 1) {
        const value = cells[c % wide] ?? "", column = sheet.shown[left + c];
        if (!sheet.canChange(Math.min(p, sheet.order.length - 1), left + c)) { over.fixed += 1; continue; }
        if (column.own && !value.trim()) continue;
        const change = isNew ? { row: sheet.rows.length + p - newFrom(), id: null, key: column.key, value } : sheet.changeOf(p, left + c, value);
        at.set(`${p} ${left + c}`, change);
      }
    }
    changes.push(...at.values());
    forget();
    const done = sheet.enter(changes);
    sheet.range.select({ top, left, bottom: top + rows - 1, right: left + columns - 1 });
    sheet.say(told(done, rows, over));
  }
  const newFrom = () => sheet.order.length - (sheet.open ? 1 : 0);

  function told(done, rows, over) {
    const said = [done ? `Pasted ${words(rows - over.rows, "row")}. Ctrl+Z takes it back.` : "Pasting this changed nothing."];
    if (over.columns) said.push(`${words(over.columns, "column")} did not fit and ${over.columns === 1 ? "was" : "were"} left out.`);
    if (over.fixed) said.push(`${words(over.fixed, "cell")} that ${over.fixed === 1 ? "is" : "are"} worked out ${over.fixed === 1 ? "was" : "were"} left as before.`);
    if (over.rows) said.push(`${words(over.rows, "row")} beyond those shown ${over.rows === 1 ? "was" : "were"} left out: ${sheet.filtered ? "show all rows" : "go to the last rows"} to add more.`);
    return said.join(" ");
  }

  table.addEventListener("copy", (event) => copy(event, false));
  table.addEventListener("cut", (event) => copy(event, true));
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (sheet.box && !/[\t\n]./.test(text)) return;  // one value, into the box that is open
    event.preventDefault();
    sheet.box?.close(false);
    if (text) paste(text);
  });
  return { forget, get pending() { return Boolean(cut); } };
}
