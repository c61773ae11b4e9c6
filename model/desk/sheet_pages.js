// A sheet of very many rows, a page at a time: a browser that has all of them in the page is slow at every key.

const MOST_ROWS = 1000;

function makePages(sheet, { redraw }) {
  let page = 0, every = [];
  const said = el("span", { role: "status" });
  const to = el("input", { type: "number", min: 1, id: `${sheet.name}-row`, "aria-label": `Go to a row of ${sheet.title.toLowerCase()}` });
  const turn = (by) => { page += by; redraw(); sheet.range.go(0, sheet.range.anchor.column); };
  const before = button("Rows before", () => turn(-1)), after = button("Rows after", () => turn(1));
  const bar = el("div", { class: "pages", role: "group", "aria-label": `Pages of ${sheet.title.toLowerCase()}`, hidden: true },
    said, before, after, el("label", { for: to.id }, "Row ", to));
  to.addEventListener("change", () => { if (to.value) goTo(every[clamp(Math.round(to.value) - 1, every.length)]); });

  // The rows to show of all that there are, the empty one at the end among them.
  function of(rows) {
    every = rows;
    const pages = Math.max(1, Math.ceil(rows.length / MOST_ROWS)), first = (page = clamp(page, pages)) * MOST_ROWS;
    bar.hidden = pages === 1;
    const shown = rows.slice(first, first + MOST_ROWS), number = (n) => n.toLocaleString("en-GB");
    const all = rows.length - (rows.at(-1) >= sheet.rows.length ? 1 : 0), last = Math.min(first + shown.length, all);
    setText(said, `Rows ${number(first + 1)} to ${number(last)} of ${number(all)}. Find looks in all of them.`);
    [before.disabled, after.disabled] = [page === 0, page === pages - 1];
    to.max = rows.length;
    return shown;
  }
  // Make a cell the active one, on whatever page its row is.
  function goTo(n, column = sheet.range.anchor.column) {
    const place = every.indexOf(n), on = Math.floor(place / MOST_ROWS);
    if (place < 0) return;
    if (on !== page) { page = on; redraw(); }
    sheet.range.go(place - page * MOST_ROWS, column);
  }
  return { bar, of, goTo, get every() { return every; }, get isLast() { return (page + 1) * MOST_ROWS >= every.length; } };
}
