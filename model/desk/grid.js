// The posts of one structure as a grid: a real table with one cell in the tab order, as in the ARIA grid pattern.
// It knows nothing of posts: it shows the texts it is given, says what was typed, and draws only what changed.

function makeGrid({ side, heading, tell, typing }) {
  const name = `grid-${side}`;
  const head = el("tr", { role: "row" });
  const body = el("tbody", { role: "rowgroup" });
  const table = el("table", { role: "grid", "aria-labelledby": `${name}-title`, "aria-describedby": `${name}-help` },
    el("thead", { role: "rowgroup" }, head), body);
  const tools = el("div", { class: "row-tools", role: "toolbar", "aria-label": `Row of ${heading.toLowerCase()}` });
  const count = el("span", { class: "count" });
  const scroller = el("div", { class: "scroller" }, table);
  const note = el("p", { class: "note" }), keyNote = el("p", { class: "key-note", role: "status" });
  const help = el("details", { class: "keys" }, el("summary", {}, "Keys"),
    el("p", { id: `${name}-help` }, LEAVING));
  const root = el("section", { class: "grid", "data-side": side, "aria-labelledby": `${name}-title` },
    el("div", { class: "grid-head" }, el("h3", { id: `${name}-title` }, heading), count, tools), note, keyNote, scroller, help);
  let columns = [], rows = [], at = { row: 0, column: 0 }, editor = null;

  const eventOf = (action, more) => ({ panel: "structure", action, side, row: at.row, post: rows[at.row]?.id ?? null, ...more });
  const say = (action, more = {}) => tell(eventOf(action, more));
  const isOpen = (n) => rows[at.row] && !columns[n].fixed && !rows[at.row].fixed?.includes(columns[n].key);
  const sayKey = (text) => { keyNote.textContent = text; };
  const actions = [
    ["Add", "Add a post below this row (Alt+Insert)", () => say("add")],
    ["Copy", "Copy this post", () => say("copy")],
    ["\u25b2", "Move this post up (Alt+Shift+Up)", () => move(-1)],
    ["\u25bc", "Move this post down (Alt+Shift+Down)", () => move(1)],
    ["Delete", "Delete this post (Alt+Delete)", () => say("delete")],
  ];
  for (const [text, label, act] of actions)
    tools.append(el("button", { type: "button", "aria-label": label, title: label, onclick: act }, text));

  function move(by) {
    const to = at.row + by;
    if (to < 0 || to >= rows.length) return;
    if (say("move", { to })) at.row = to;
  }

  const cellAt = (row, column) => body.querySelector(`tr[data-row="${row}"]`)?.children[column];

  function go(row, column, focus = true) {
    const old = cellAt(at.row, at.column);
    at = { row: clamp(row, rows.length), column: clamp(column, columns.length) };
    const cell = cellAt(at.row, at.column);
    if (old && old !== cell) old.tabIndex = -1;
    if (!cell) return;
    cell.tabIndex = 0;
    if (focus) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  // What was typed in a cell: shown at once, and told.
  function enter(row, column, value) {
    const event = { ...eventOf("edit", { key: columns[column].key, value }), row: rows.indexOf(row), post: row.id ?? null };
    row.cells[column] = value;
    if (columns[column].key === "id" && value) row.id = value;
    fill(cellAt(event.row, column), row, column);
    tell(event);
  }

  // Excel's Ctrl+D on one cell: the value of the cell above.
  function fillFromAbove() {
    const column = columns[at.column], row = rows[at.row], value = rows[at.row - 1]?.cells[at.column];
    if (value === undefined) return sayKey("There is no cell above to fill from.");
    if (column.key === "id") return sayKey("Not filled: each post has a short name of its own.");
    if (!isOpen(at.column)) return sayKey("Not filled: this cell cannot be changed here.");
    if (value !== row.cells[at.column]) enter(row, at.column, value);
    return sayKey(`Filled from the cell above: ${value || "empty"}.`);
  }

  function edit(text, caret) {
    const cell = cellAt(at.row, at.column), column = columns[at.column];
    if (!cell || editor || !isOpen(at.column)) return;
    const row = rows[at.row], place = { ...at }, was = row.cells[at.column];
    const label = `${column.label} of ${row.cells[0] || "this post"}`;
    const chosen = column.choices;
    const input = chosen
      ? el("select", { "aria-label": label }, ...withOther(chosen, was).map(([value, shown]) =>
          el("option", { value, ...(value === was ? { selected: "" } : {}) }, shown)))
      : el("input", { type: "text", "aria-label": label, value: text ?? was, autocomplete: "off" });
    let byKey = false;
    editor = { input, cell, row: place.row };
    cell.classList.add("editing");
    cell.replaceChildren(input);
    input.focus();
    if (!chosen) input.setSelectionRange(text === undefined && caret !== "end" ? 0 : input.value.length, input.value.length);
    const ask = () => typing({ ...eventOf("edit", { key: column.key, value: input.value }), row: place.row, post: row.id ?? null });
    input.addEventListener("input", ask);
    if (text !== undefined) ask();
    const close = (keep) => {
      if (!editor) return;
      editor = null;
      const value = input.value, there = rows[place.row];
      const now = there?.id === row.id ? there : rows.find((one) => one.id === row.id);
      cell.classList.remove("editing");
      cell.dataset.shown = "";
      typing(null);
      if (there && cell.isConnected) fill(cell, there, place.column);
      if (!keep || value === was) return;
      if (now) enter(now, place.column, value);
      else tell({ ...eventOf("edit", { key: column.key, value }), row: place.row, post: row.id });
    };
    editor.close = close;
    input.addEventListener("keydown", (event) => {
      byKey = true;
      event.stopPropagation();
      if ((event.ctrlKey || event.metaKey) && /^[dr]$/i.test(event.key)) event.preventDefault();  // a bookmark, a reload
      if (event.key === "Escape") { event.preventDefault(); close(false); go(at.row, at.column); }
      if (event.key === "Enter") {
        event.preventDefault();
        close(true);
        go(at.row + (chosen || event.ctrlKey ? 0 : event.shiftKey ? -1 : 1), at.column);
      }
      if (event.key === "Tab") { event.preventDefault(); close(true); step(event.shiftKey ? -1 : 1); }
    });
    input.addEventListener("pointerdown", () => { byKey = false; });
    if (chosen) input.addEventListener("change", () => { if (!byKey) { close(true); go(at.row, at.column); } });
    input.addEventListener("blur", () => close(true));
  }

  function step(by) {
    const place = at.row * columns.length + at.column + by;
    if (place < 0 || place >= rows.length * columns.length) return false;
    go(Math.floor(place / columns.length), place % columns.length);
    return true;
  }

  const actOf = keysOf({
    edit, move, fill: fillFromAbove, say, note: sayKey, page: (action) => tell({ panel: "page", action }),
    go: (down, right) => go(at.row + down, at.column + right), choices: () => Boolean(columns[at.column]?.choices),
    goTo: (place) => go(place === "start" ? 0 : place === "end" ? rows.length - 1 : at.row, place.endsWith("start") ? 0 : columns.length - 1),
    empty: () => isOpen(at.column) && enter(rows[at.row], at.column, ""), leave: () => tools.firstChild.focus(),
  });

  table.addEventListener("keydown", (event) => {
    if (editor || event.target.closest("input, select")) return;
    sayKey("");
    if (event.key === "Tab") { if (step(event.shiftKey ? -1 : 1)) event.preventDefault(); return; }
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  const placeOf = (target) => {
    const cell = target.closest("[data-column]");
    return cell && { row: Number(cell.parentElement.dataset.row), column: Number(cell.dataset.column), cell };
  };
  table.addEventListener("mousedown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.target.closest("input, select")) return;
    const again = place.row === at.row && place.column === at.column && document.activeElement === place.cell;
    event.preventDefault();
    editor?.input.blur();
    go(place.row, place.column);
    if (again) edit();
  });
  table.addEventListener("focusin", (event) => {
    const place = placeOf(event.target);
    if (place && !editor && (place.row !== at.row || place.column !== at.column)) go(place.row, place.column, false);
  });
  table.addEventListener("copy", (event) => {
    if (editor) return;
    event.clipboardData.setData("text/plain", rows[at.row]?.cells[at.column] ?? "");
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (editor && !/[\t\n]./.test(text)) return;  // one value, into the box that is open
    event.preventDefault();
    editor?.input.blur();
    say("paste", { keys: columns.slice(at.column).map((column) => column.key), block: readBlock(text) });
  });

  function fill(cell, row, n) {
    const column = columns[n], faults = row.faults?.[column.key];
    const choice = column.choices?.find(([value]) => value === row.cells[n]);
    const shown = choice ? choice[1] : row.cells[n];
    const told = row.told?.[column.key] || "";
    const mark = `${shown}\u0000${told}\u0000${faults ? 1 : 0}\u0000${row.fixed?.includes(column.key) ? 1 : 0}`;
    if (cell.dataset.shown === mark) return;
    cell.dataset.shown = mark;
    cell.classList.toggle("at-fault", Boolean(faults));
    cell.replaceChildren(...(faults ? [el("span", { class: "mark", "aria-hidden": "true" }, "\u26a0 ")] : []), shown,
      ...(faults ? [el("span", { class: "heard" }, shown ? " has a fault" : "missing")] : []));
    attribute(cell, "title", told || null);
    attribute(cell, "aria-invalid", faults ? "true" : null);
    attribute(cell, "aria-describedby", faults ? `${name}-faults-${cell.parentElement.dataset.row}` : null);
    attribute(cell, "aria-readonly", row.fixed?.includes(column.key) || column.fixed ? "true" : null);
  }

  function drawHead() {
    head.replaceChildren(...columns.map((column) =>
      el("th", { role: "columnheader", scope: "col", title: column.hint || "", class: column.kind || "" },
        column.label)));
  }

  function update(view) {
    const focused = table.contains(document.activeElement);
    if (JSON.stringify(view.columns) !== JSON.stringify(columns)) { editor?.close(true); columns = view.columns; drawHead(); body.replaceChildren(); }
    rows = view.rows;
    if (editor && editor.row >= rows.length) editor.close(true);
    count.textContent = view.count;
    note.textContent = view.note || "";
    note.hidden = !view.note;
    attribute(table, "aria-rowcount", String(rows.length + 1));
    let line = body.firstElementChild;
    rows.forEach((row, n) => {
      if (!line) {
        line = el("tr", { role: "row" }, ...columns.map((column, c) => el(c ? "td" : "th", {
          role: c ? "gridcell" : "rowheader", ...(c ? {} : { scope: "row" }), class: column.kind || "",
          "data-column": c, tabindex: "-1" })));
        body.append(line);
      }
      if (line.dataset.row !== String(n)) line.dataset.row = n;
      columns.forEach((_, c) => { if (line.children[c] !== editor?.cell) fill(line.children[c], row, c); });
      line = drawFaults(line, row, n);
    });
    while (line) { const next = line.nextElementSibling; line.remove(); line = next; }
    if (!editor) go(at.row, at.column, focused);
  }

  function drawFaults(line, row, n) {
    const messages = Object.values(row.faults || {}).flat();
    let under = line.nextElementSibling;
    const isFaults = under?.classList.contains("faults");
    if (!messages.length) { if (isFaults) { const next = under.nextElementSibling; under.remove(); return next; } return under; }
    if (!isFaults) { under = el("tr", { role: "row", class: "faults" }); line.after(under); }
    under.replaceChildren(el("td", { role: "gridcell", colspan: columns.length, id: `${name}-faults-${n}` },
      ...messages.map((message) => el("p", {}, "\u26a0 ", message))));
    return under.nextElementSibling;
  }
  return { root, update };
}

const clamp = (n, length) => Math.max(0, Math.min(n, length - 1));
const attribute = (node, name, value) => {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};
const withOther = (choices, was) => choices.some(([value]) => value === was) ? choices : [[was, was || "(none)"], ...choices];

// Text from a spreadsheet: tabs and lines, a cell in quotation marks where it holds either.
function readBlock(text) {
  const rows = [[]], whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (const [, cell, end] of whole.matchAll(/("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g)) {
    rows.at(-1).push(/^".*"$/s.test(cell) ? cell.slice(1, -1).replace(/""/g, '"') : cell);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}
