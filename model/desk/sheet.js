// A sheet: rows and columns that work as in Excel. It knows nothing of posts: it shows the texts that the kernel gives it
// and says what was done.
//
//   const sheets = makeSheets({ tell, typing });   once for the page, which gives it every view of the kernel
//   panel.append(sheets.of("pay.awards", "Pay awards"));   wherever a list is wanted: that is all
//
// `at` is the list as references in the file call it. `tell(event)` is given one event a gesture, all of panel "sheets":
//   { at, action: "change", changes: [{ row, id, key, value }, ...] }   a row beyond the last is a new one
//   { at, action: "add" | "copy" | "delete", rows: [{ row, id }] }      and "move", which has `to` as well
//   { at, action: "open" }                                              the kernel then sends its rows
// `typing(event)` is given what is in an open box, and null when it closes. A view is as model/desk/sheet_view.py says.
// The parts: sheet_text (text of a block), sheet_range (what is selected), sheet_draw (the table), sheet_edit (the box),
// sheet_clip (copy, cut, paste), sheet_fill (fill down, the handle), sheet_columns (columns, widths, find), sheet_pages (of very
// many rows), sheet_keys.

const FIRST_SHEETS = ["present", "proposed"];  // they are sent unasked

function makeSheet({ at, title, tell, typing, rowTools = FIRST_SHEETS.includes(at) }) {
  const name = `sheet-${at.replaceAll(".", "-")}`;
  const sheet = { at, name, title, typing, columns: [], extra: [], shown: [], rows: [], worked: [], order: [], open: true, box: null };
  const keyNote = el("p", { class: "key-note", role: "status" });
  const count = el("span", { class: "count" }), note = el("p", { class: "note", hidden: true });
  const line = el("div", { class: "cell-line" });
  const told = el("div", { class: "heard" }), help = helpSlot();

  sheet.say = (text) => { keyNote.textContent = text; };
  sheet.rowAt = (p) => sheet.rows[sheet.order[p]];
  sheet.text = (p, c) => textOf(sheet.rowAt(p), sheet.order[p], sheet.shown[c]);
  sheet.isToRead = () => Boolean(root.closest(".to-read"));  // in a view that changes nothing, or while it is cleared
  sheet.canChange = (p, c) => sheet.open && !sheet.isToRead() && Boolean(sheet.shown[c]) && !sheet.shown[c].fixed;
  sheet.changeOf = (p, c, value) => ({ row: sheet.order[p], id: sheet.rowAt(p)?.id ?? null, key: sheet.shown[c].key, value });
  const textOf = (row, n, column) => (column?.fixed ? sheet.worked[n]?.cells[column.key] : row?.cells[column?.key]) ?? "";
  const send = (action, more) => tell({ panel: "sheets", action, at, ...more });

  // What was typed, filled or pasted: shown at once, and told as one gesture.
  sheet.enter = (changes) => {
    const real = changes.filter(({ row, key, value }) => (sheet.rows[row]?.cells[key] ?? "") !== value);
    if (!real.length || sheet.isToRead()) return false;
    const same = sheet.columns.find((column) => column.own)?.key;
    for (const { row, key, value } of real) {
      while (sheet.rows.length <= row) sheet.rows.push({ id: null, cells: {} });
      const now = { ...sheet.rows[row], cells: { ...sheet.rows[row].cells, [key]: value } };
      sheet.rows[row] = key === same && value ? { ...now, id: value } : now;
    }
    arrange();
    draw.rows(new Set(real.map((change) => change.row)));
    return send("change", { changes: real });
  };
  sheet.lost = (change) => send("change", { changes: [change] });  // the kernel says that its row is gone
  sheet.closed = () => { if (sheet.late) { sheet.late = false; chosen.arrange(); arrange(); draw.all(); } };
  sheet.undo = (action) => tell({ panel: "page", action });

  const draw = makeSheetTable(sheet, { title });
  const range = sheet.range = makeRange(sheet, draw);
  const boxes = makeSheetBox(sheet, draw, { event: (changes) => ({ panel: "sheets", action: "change", at, changes }) });
  const fill = makeFill(sheet, draw);
  const clip = makeClip(sheet, draw);
  const redraw = () => { arrange(); draw.all(); draw.widths(); range.settle(); tellCell(); };
  const chosen = makeColumns(sheet, { redraw });
  const pages = sheet.pages = makePages(sheet, { redraw });
  chosen.watchEdges(draw);
  sheet.range.watch(() => tellCell());

  function rowsOf({ top, bottom }) {
    const all = [];
    for (let p = top; p <= bottom; p += 1) if (sheet.rowAt(p)) all.push({ row: sheet.order[p], id: sheet.rowAt(p).id ?? null });
    return all;
  }
  const doRows = (action, more = {}) => {
    const rows = rowsOf(range.rect());
    if (action === "add" && !rowTools) return pages.goTo(sheet.rows.length, 0);
    if (!rows.length && action !== "add") return sheet.say("There is no row here.");
    return send(action, { rows: rows.length ? rows : [{ row: Math.max(0, sheet.rows.length - 1), id: sheet.rows.at(-1)?.id ?? null }], ...more });
  };
  function move(by) {
    const from = sheet.order[range.anchor.row], to = from + by;
    if (!sheet.rows[from] || to < 0 || to >= sheet.rows.length) return;
    if (send("move", { rows: [{ row: from, id: sheet.rows[from].id ?? null }], to })) range.go(range.anchor.row + by, range.anchor.column);
  }
  const what = rowTools ? "post" : "row";
  const tools = el("div", { class: "row-tools", role: "toolbar", "aria-label": `Rows of ${title.toLowerCase()}` }, [
    ["Add", rowTools ? "Add a post below this row (Alt+Insert)" : "Go to the empty row at the end, to add a row (Alt+Insert)", () => doRows("add")],
    ["Copy", `Copy this ${what}`, () => doRows("copy")],
    ["\u25b2", `Move this ${what} up (Alt+Shift+Up)`, () => move(-1)],
    ["\u25bc", `Move this ${what} down (Alt+Shift+Down)`, () => move(1)],
    ["Delete", `Delete the selected ${what}s (Alt+Delete)`, () => doRows("delete")],
    ["Fill down", "Fill the selected cells with the value of the first (Ctrl+D)", () => { fill.down(); range.focus(); }],
    ["\u2194 Wide", "Give this part the whole width of the page, or half of it again", () => root.closest(".columns")?.classList.toggle("wide"), "looks"],
  ].map(([text, label, act, kind]) => el("button", { type: "button", "aria-label": label, title: label, onclick: act, class: kind }, text)), chosen.menu);

  const scroller = el("div", { class: "scroller" }, draw.table);
  const keys = el("details", { class: "keys" }, el("summary", {}, "Keys"), el("p", { id: `${name}-help` }, SHEET_KEYS));
  const root = el("section", { class: "sheet", "data-sheet": at, "aria-labelledby": `${name}-title` },
    el("div", { class: "sheet-head" }, el("h3", { id: `${name}-title` }, title), help.slot, count, chosen.find), tools, note, pages.bar, scroller, keyNote, line, told, keys);

  const actOf = sheetKeys({ sheet, range, boxes, fill, clip, move, rows: doRows, resize: chosen.resize });
  draw.table.addEventListener("keydown", (event) => {
    if (sheet.box || event.target.closest("input, select")) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    sheet.say("");
    act();
  });

  // Under the sheet: what the active cell holds and what is wrong with it; else the help of its column.
  function tellCell() {
    const { row, column } = range.anchor, of = sheet.shown[column], held = sheet.rowAt(row);
    const places = faultPlaces(), goTo = (place) => pages.goTo(place.n, place.column);
    const faults = held?.faults?.[of?.key] ?? [];
    const parts = of ? [el("p", {}, el("b", {}, `${of.label}${of.unit ? ` (${of.unit})` : ""}${held ? ` of ${sheet.text(row, 0) || "this row"}` : ", a new row"}: `),
      sheet.text(row, column) || "empty", of.hint && !faults.length ? el("span", { class: "hint" }, ` ${of.hint}`) : null),
    ...faults.map((fault) => el("p", { class: "fault" }, `\u26a0 ${fault}`))] : [];
    if (places.length && !faults.length) {
      const [first] = places;
      parts.push(el("p", { class: "fault" }, `\u26a0 ${textOf(sheet.rows[first.n], first.n, sheet.shown[0]) || `Row ${first.n + 1}`}: ${first.faults.join(" ")} `,
        places.length > 1 ? `There are ${places.length} cells with a fault. ` : "", button("Go to it", () => goTo(first))));
    } else if (places.length > 1) {
      const n = places.findIndex((place) => place.n === sheet.order[row] && place.column === column);
      const next = places[(n + 1) % places.length];
      parts.push(el("p", {}, `${places.length} cells have a fault. `, button("Next", () => goTo(next))));
    }
    const text = parts.map((part) => part.textContent).join("\n");
    if (line.dataset.said === text) return;
    line.dataset.said = text;
    line.replaceChildren(...parts);
  }
  function faultPlaces() {
    const found = [];
    pages.every.forEach((n) => {
      for (const [key, faults] of Object.entries(sheet.rows[n]?.faults ?? {}))
        found.push({ n, column: Math.max(0, sheet.shown.findIndex((column) => column.key === key)), faults });
    });
    return found;
  }

  function tellFaults() {
    const all = sheet.order.flatMap((n) => Object.entries(sheet.rows[n]?.faults ?? {}).map(([key, faults]) => [`${name}-fault-${n}-${key}`, faults.join(" ")]));
    const text = JSON.stringify(all);
    if (told.dataset.said === text) return;
    told.dataset.said = text;
    told.replaceChildren(...all.map(([id, words]) => el("p", { id }, words)));
  }

  function arrange() {
    const rows = chosen.rows();
    if (sheet.open) rows.push(sheet.rows.length);  // the empty row in which a new one is typed
    sheet.order = pages.of(rows);
    if (told.isConnected) tellFaults();  // of the rows in the page
  }

  function update(view) {
    const focused = draw.table.contains(document.activeElement);
    sheet.open = view.open !== false;
    count.textContent = view.count;
    note.textContent = view.note || "";
    note.hidden = !view.note;
    if (view.some) {
      for (const [n, row] of Object.entries(view.some)) sheet.rows[n] = row;
      const fewer = sheet.rows.length > view.number;
      sheet.rows.length = view.number;
      sheet.fit(false);
      draw.widths();
      arrange();
      if (fewer) draw.all();
      else draw.rows(new Set(Object.keys(view.some).map(Number)));
    } else {
      const other = JSON.stringify(view.columns) !== JSON.stringify(sheet.columns);
      Object.assign(sheet, { columns: view.columns, rows: view.rows });
      help.update(view.columns.map((column) => column.label), title);
      if (other && sheet.box) sheet.late = true;  // not under what is being typed
      else if (other) chosen.arrange();
      arrange();
      draw.all();
      sheet.fit(true);
      draw.widths();
    }
    tellFaults();
    if (!sheet.box) range.settle(focused);
    tellCell();
  }

  // The columns that are worked out, which come after the figures; `old` where they are those of before a fault.
  function workedOut(view) {
    const focused = draw.table.contains(document.activeElement);
    const same = JSON.stringify(view.columns ?? sheet.extra) === JSON.stringify(sheet.extra);
    if (view.some) for (const [n, row] of Object.entries(view.some)) sheet.worked[n] = row;
    else { sheet.worked = view.rows; sheet.extra = view.columns; }
    root.classList.toggle("old", Boolean(view.old));
    if (!same && sheet.box) sheet.late = true;
    else if (!same) chosen.arrange();
    if (!same || !view.some) draw.all();
    else draw.rows(new Set(Object.keys(view.some).map(Number)));
    sheet.fit(false);
    draw.widths();
    if (!sheet.box) range.settle(focused);
    tellCell();
  }
  return { root, update, workedOut };
}

// The sheets of the page, by the list that each shows. A sheet asks for its rows when it is first seen.
function makeSheets({ tell, typing }) {
  const all = {};
  const seen = new IntersectionObserver((changes) => changes.filter((change) => change.isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    tell({ panel: "sheets", action: "open", at: target.dataset.sheet });
  }));
  function of(at, title) {
    if (!all[at]) { all[at] = makeSheet({ at, title, tell, typing }); if (!FIRST_SHEETS.includes(at)) seen.observe(all[at].root); }
    return all[at].root;
  }
  const update = (views) => { for (const [at, view] of Object.entries(views)) all[at]?.update(view); };
  const workedOut = (views) => { for (const [at, view] of Object.entries(views)) all[at]?.workedOut(view); };
  return { of, update, workedOut };
}
