// Which columns and rows of a sheet are shown: columns chosen and their widths, which this browser remembers, and what is
// looked for.

const FIRST_WIDE = 152, NAMES_WIDE = 144, LETTER = 7.6, HEAD_LETTER = 7.7, AROUND = 12, LEAST = 44, MOST = 150;
const NARROWEST = 40, STEP = 24, LOOKED_AT = 200, LONG = 60, CHOICE = 5;

// The letters of the longer line where a text is on two, as evenly as its words allow.
const onTwoLines = (text) => {
  if (text.length > LONG) return LONG;
  const words = text.split(" ");
  return Math.min(...words.map((_, n) => Math.max(words.slice(0, n).join(" ").length, words.slice(n).join(" ").length)));
};

// How wide the longest word is, in letters: it is not broken.
const longestWord = (texts) => {
  const word = texts.join(" ").split(" ").reduce((longest, word) => (word.length > longest.length ? word : longest), "");
  return word.length + (word.match(/[mw%]/gi)?.length ?? 0) / 2;
};

function makeColumns(sheet, { redraw }) {
  const remembered = `workbook-columns-${sheet.at}`;
  let { shown = {}, widths = {} } = stored(localStorage, remembered) ?? {};
  const remember = () => put(localStorage, remembered, { shown, widths });
  const list = el("div", { class: "choices" });

  // Until it is chosen, a column is as wide as its longest text and its heading on two lines.
  let fitted = {};
  sheet.widthOf = (column) => widths[column.key] ?? column.width ?? (fitted[column.key] ??= fit(column));
  function fit(column) {
    if (column === sheet.shown[0]) return FIRST_WIDE;
    if (column.offered?.length) return NAMES_WIDE;
    const texts = (column.fixed ? sheet.worked : sheet.rows).slice(0, LOOKED_AT).map((row) => row.cells[column.key] ?? "");
    const longest = Math.max(...texts.map(onTwoLines), longestWord(texts)), around = AROUND + (column.choices ? CHOICE : 0);
    return Math.round(Math.min(MOST, Math.max(LEAST, around + LETTER * longest, AROUND + HEAD_LETTER * onTwoLines(column.label))));
  }
  // Other rows make it anew; what is changed in a row may make it wider, but never narrower under the cursor.
  sheet.fit = (anew) => {
    const before = anew ? {} : fitted;
    fitted = {};
    for (const column of sheet.shown) fitted[column.key] = Math.max(fit(column), before[column.key] ?? 0);
  };
  const isShown = (column, n) => n === 0 || (shown[column.key] ?? (column.shown || column.fixed));
  function arrange() {
    fitted = {};
    const later = sheet.columns.findIndex((column) => column.later), usual = later < 0 ? sheet.columns.length : later;
    const all = [...sheet.columns.slice(0, usual), ...sheet.extra, ...sheet.columns.slice(usual)];
    sheet.shown = all.filter(isShown);
    list.replaceChildren(...all.slice(1).map((column) => {
      const input = el("input", { type: "checkbox", onchange: () => { shown[column.key] = input.checked; remember(); arrange(); redraw(); } });
      input.checked = isShown(column, 1);
      return el("label", { title: column.hint || null }, input, column.label);
    }));
  }

  function resize(by, column = sheet.shown[sheet.range.anchor.column]) {
    setWidth(column, sheet.widthOf(column) + by * STEP);
    sheet.say(`${column.label}: ${by > 0 ? "wider" : "narrower"}.`);
  }
  function setWidth(column, width) {
    widths[column.key] = Math.max(NARROWEST, Math.round(width));
    redraw();
    sheet.range.see(sheet.range.anchor);
    remember();
  }
  const again = () => { shown = {}; widths = {}; remember(); arrange(); redraw(); };
  const menu = makePop({ class: "columns-menu" }, "Columns", el("div", { class: "pop", role: "group", "aria-label": "Columns" },
    el("p", { class: "note" }, "The ticked columns are shown. This browser remembers which they are."), list,
    el("div", { class: "buttons" }, button("Wider", () => resize(1), { title: "The column of the active cell (Alt+Shift+Right)" }),
      button("Narrower", () => resize(-1), { title: "The column of the active cell (Alt+Shift+Left)" }), button("Back to the usual columns", again))));

  // The edge of a heading is dragged; nothing is told until it is let go.
  function watchEdges(draw) {
    draw.table.addEventListener("pointerdown", (event) => {
      const edge = event.target.closest(".resize");
      if (!edge) return;
      event.preventDefault();
      const column = sheet.shown[edge.parentElement.place], from = event.clientX, width = sheet.widthOf(column);
      const drag = (moved) => { widths[column.key] = Math.max(NARROWEST, Math.round(width + moved.clientX - from)); draw.widths(); };
      const end = () => { document.removeEventListener("pointermove", drag); document.removeEventListener("pointerup", end); remember(); };
      document.addEventListener("pointermove", drag);
      document.addEventListener("pointerup", end);
    });
  }

  // What is looked for, and whether only rows that have it are shown.
  const looked = el("input", { type: "search", id: `${sheet.name}-find`, autocomplete: "off" });
  const only = el("input", { type: "checkbox", id: `${sheet.name}-only` });
  const found = el("span", { class: "count", role: "status" });
  const has = (text) => text.toLowerCase().includes(looked.value.trim().toLowerCase());
  const textIn = (n, column) => (column.fixed ? sheet.worked : sheet.rows)[n]?.cells[column.key] ?? "";
  const matches = (n) => sheet.shown.some((column) => has(textIn(n, column)));
  let kept = null;
  function look() {
    const rows = looked.value.trim() ? [...sheet.rows.keys()].filter(matches) : [];
    kept = only.checked && looked.value.trim() ? new Set(rows) : null;
    sheet.filtered = Boolean(kept);
    found.textContent = looked.value.trim() ? `${rows.length} of ${words(sheet.rows.length, "row")}` : "";
    redraw();
  }
  function next(by) {
    const { every } = sheet.pages, { row, column } = sheet.range.anchor, wide = sheet.shown.length, all = every.length * wide;
    const from = every.indexOf(sheet.order[row]);
    for (let n = 1; looked.value.trim() && n <= all; n += 1) {
      const place = (from * wide + column + by * n + all * 2) % all, at = every[Math.floor(place / wide)];
      if (has(textIn(at, sheet.shown[place % wide]))) return sheet.pages.goTo(at, place % wide);
    }
    found.textContent = looked.value.trim() ? "Not found" : "";
    return null;
  }
  looked.addEventListener("input", look);
  only.addEventListener("change", look);
  looked.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); next(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { looked.value = ""; look(); sheet.range.focus(); }
  });
  sheet.find = () => { looked.focus(); looked.select(); };
  const find = el("div", { class: "find", role: "search", "aria-label": `Find in ${sheet.title.toLowerCase()}` },
    el("label", { for: looked.id }, "Find"), looked, button("Next", () => next(1)), el("label", { for: only.id }, only, "only these rows"), found);

  const rows = () => [...sheet.rows.keys()].filter((n) => !kept || kept.has(n));
  return { menu, find, arrange, resize, rows, watchEdges };
}
