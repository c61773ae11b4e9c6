// The table of a sheet, as in the ARIA grid pattern: every role spelled out, all rows in the page, one cell in the tab
// order. Rows are of one height, in groups which the browser draws only in sight: it looks at each group in every frame,
// so there are few. Widths are one variable of the table.

const IN_A_GROUP = 25;

function makeSheetTable(sheet, { title }) {
  const head = el("tr", { role: "row", "aria-rowindex": "1" });
  const lines = [];
  const table = el("table", { role: "grid", "aria-label": title, "aria-describedby": `${sheet.name}-help`, "aria-multiselectable": "true" },
    el("thead", { role: "rowgroup" }, head));
  const handle = el("span", { class: "handle", "aria-hidden": "true" });
  const draw = { table, handle };

  draw.lines = () => lines.length;
  draw.cell = (row, column) => lines[row]?.children[column];
  draw.placeOf = (target) => {
    const cell = target.closest?.("[data-column]");
    return cell && table.contains(cell) ? { row: cell.parentElement.place, column: cell.place, cell } : null;
  };
  draw.select = (row, column, on) => {
    const cell = draw.cell(row, column);
    if (on) cell?.setAttribute("aria-selected", "true");
    else cell?.removeAttribute("aria-selected");
  };
  draw.handle = (row, column) => {
    const cell = draw.cell(row, column);
    if (cell && !sheet.box && handle.parentElement !== cell) cell.append(handle);
  };
  draw.handle.node = handle;

  function lineOf() {
    const line = el("tr", { role: "row" });
    sheet.shown.forEach((column, c) => {
      const cell = el(c ? "td" : "th", { role: c ? "gridcell" : "rowheader", "aria-colindex": c + 1, "data-column": column.key, tabindex: "-1",
        ...(c ? {} : { scope: "row" }), class: column.kind || null });
      cell.place = c;
      line.append(cell);
    });
    return line;
  }

  function drawHead() {
    head.replaceChildren(...sheet.shown.map((column, c) => {
      const cell = el("th", { role: "columnheader", scope: "col", "aria-colindex": c + 1, title: column.hint || null, class: column.kind || null },
        el("span", {}, column.label), el("span", { class: "resize", "aria-hidden": "true" }));
      cell.place = c;
      return cell;
    }));
    attribute(table, "aria-colcount", String(sheet.shown.length));
    table.replaceChildren(head.parentElement);
    lines.length = 0;
    sheet.range?.forget();
    draw.widths();
  }
  draw.widths = () => table.style.setProperty("--columns", sheet.shown.map((column) => `${sheet.widthOf(column)}px`).join(" "));

  function fill(cell, p, c) {
    const n = sheet.order[p], column = sheet.shown[c], row = sheet.rows[n];
    const text = sheet.text(p, c), faults = row?.faults?.[column.key];
    const fixed = column.fixed || !sheet.open;
    const mark = `${text}\u0000${faults ? n : ""}\u0000${fixed ? 1 : 0}`;
    if (cell.mark === mark) return;
    cell.mark = mark;
    cell.classList.toggle("at-fault", Boolean(faults));
    const held = handle.parentElement === cell ? [handle] : [];
    if (faults) cell.replaceChildren(el("span", { class: "mark", "aria-hidden": "true" }, "\u26a0 "), text, ...held);
    else if (held.length) cell.replaceChildren(text, ...held);
    else cell.textContent = text;
    if (!c && !text) cell.prepend(el("span", { class: "no-name" }, n < sheet.rows.length ? "(none)" : "New row"));
    attribute(cell, "title", text.length > 14 ? text : null);
    attribute(cell, "aria-invalid", faults ? "true" : null);
    attribute(cell, "aria-describedby", faults ? `${sheet.name}-fault-${n}-${column.key}` : null);
    attribute(cell, "aria-readonly", fixed ? "true" : null);
  }
  draw.again = (cell, p, c) => { cell.mark = null; fill(cell, p, c); };

  function fillLine(line, p) {
    line.place = p;
    if (line.number !== sheet.order[p]) {
      line.number = line.dataset.row = sheet.order[p];
      line.setAttribute("aria-rowindex", String(sheet.order[p] + 2));
      line.classList.toggle("new", sheet.order[p] >= sheet.rows.length);
    }
    for (let c = 0; c < sheet.shown.length; c += 1)
      if (line.children[c] !== sheet.box?.cell) fill(line.children[c], p, c);
  }
  function count() {
    const groups = document.createDocumentFragment();
    let group = table.lastElementChild;
    for (let p = lines.length; p < sheet.order.length; p += 1) {
      if (p % IN_A_GROUP === 0) groups.append(group = el("tbody", { role: "rowgroup" }));
      lines[p] = lineOf();
      group.append(lines[p]);
    }
    table.append(groups);
    while (lines.length > sheet.order.length) {
      const line = lines.pop();
      (line.previousElementSibling ? line : line.parentElement).remove();
    }
    for (const each of table.tBodies) each.style.setProperty("--rows", each.children.length);
    attribute(table, "aria-rowcount", String(sheet.rows.length + (sheet.open ? 2 : 1)));
  }

  let shape = "";
  draw.all = () => {
    const now = JSON.stringify(sheet.shown.map(({ key, label, kind }) => [key, label, kind]));
    if (now !== shape) { shape = now; sheet.box?.close(true); drawHead(); }
    count();
    sheet.order.forEach((_, p) => fillLine(lines[p], p));
  };
  // Only the rows of these numbers, and those that are new.
  draw.rows = (numbers) => {
    const before = lines.length;
    count();
    sheet.order.forEach((n, p) => {
      if (p >= before - 1 || numbers.has(n) || lines[p].number !== n) fillLine(lines[p], p);
    });
  };
  return draw;
}

const attribute = (node, name, value) => {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};
