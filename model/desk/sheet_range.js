// What is selected in a sheet: a rectangle from its anchor, which is the active cell and has the focus, to its end.
// Rows and columns are counted as they are shown.

function makeRange(sheet, draw) {
  const watching = [];
  const range = { anchor: { row: 0, column: 0 }, end: { row: 0, column: 0 } };
  const NONE = { top: 0, bottom: -1, left: 0, right: -1 };
  let painted = NONE, active = null, home = 0;
  const clamped = ({ row, column }) => ({ row: clamp(row, sheet.order.length), column: clamp(column, sheet.shown.length) });

  range.rect = () => ({
    top: Math.min(range.anchor.row, range.end.row), bottom: Math.max(range.anchor.row, range.end.row),
    left: Math.min(range.anchor.column, range.end.column), right: Math.max(range.anchor.column, range.end.column),
  });
  range.isOne = () => { const { top, bottom, left, right } = range.rect(); return top === bottom && left === right; };
  range.focus = () => {
    const cell = draw.cell(range.anchor.row, range.anchor.column);
    cell?.focus({ preventScroll: true });
  };
  range.see = ({ row, column }) => draw.cell(row, column)?.scrollIntoView({ block: "nearest", inline: "nearest" });

  // Make a cell the active one, alone.
  range.go = (row, column, { focus = true, home: keep = false } = {}) => {
    range.anchor = range.end = clamped({ row, column });
    if (!keep) home = range.anchor.column;
    paint();
    if (focus) { range.focus(); range.see(range.anchor); }
    for (const tell of watching) tell();
  };
  // The next cell across, as Tab in a box goes; Enter then goes down from where Tab began.
  range.step = (by) => range.go(range.anchor.row, range.anchor.column + by, { home: true });
  range.down = (by) => range.go(range.anchor.row + by, home);

  range.to = (row, column, { see = true } = {}) => {
    range.end = clamped({ row, column });
    paint();
    if (see) range.see(range.end);
    const { top, bottom, left, right } = range.rect();
    if (!range.isOne()) sheet.say(`Selected: ${words(bottom - top + 1, "row")} by ${words(right - left + 1, "column")}.`);
  };
  range.select = (rect, see = "top") => {
    range.go(rect.top, rect.left);
    range.end = clamped({ row: rect.bottom, column: rect.right });
    paint();
    if (see === "top") range.see(range.anchor);
  };
  range.all = () => { range.end = clamped({ row: sheet.rows.length - 1, column: sheet.shown.length - 1 }); range.anchorTo(0, 0); };
  range.anchorTo = (row, column) => { const end = range.end; range.go(row, column); range.end = end; paint(); };

  // A rectangle as the handle is drawn over it; nothing is scrolled or focused.
  range.stretch = ({ top, bottom, left, right }) => {
    Object.assign(range, { anchor: clamped({ row: top, column: left }), end: clamped({ row: bottom, column: right }) });
    paint();
  };
  // After rows or columns came or went: the active cell is one that is there.
  range.settle = (focus = false) => {
    Object.assign(range, { anchor: clamped(range.anchor), end: clamped(range.end) });
    paint();
    if (focus) range.focus();
  };
  range.forget = () => { painted = NONE; };  // the cells were made anew
  range.watch = (tell) => watching.push(tell);

  // Only cells whose state differs are touched.
  function paint() {
    const now = range.rect(), old = painted;
    const isIn = (rect, row, column) => row >= rect.top && row <= rect.bottom && column >= rect.left && column <= rect.right;
    for (let row = old.top; row <= Math.min(old.bottom, draw.lines() - 1); row += 1)
      for (let column = old.left; column <= old.right; column += 1)
        if (!isIn(now, row, column)) draw.select(row, column, false);
    for (let row = now.top; row <= now.bottom; row += 1)
      for (let column = now.left; column <= now.right; column += 1)
        if (!isIn(old, row, column)) draw.select(row, column, true);
    painted = now;
    const cell = draw.cell(range.anchor.row, range.anchor.column);
    if (active !== cell) active?.setAttribute("tabindex", "-1");
    if (!sheet.box) cell?.setAttribute("tabindex", "0");
    active = cell;
    draw.handle(now.bottom, now.right);
  }

  // By mouse: a press makes the cell active, a drag goes on to another; Shift goes on from the active cell.
  let dragging = false;
  draw.table.addEventListener("pointerdown", (event) => {
    const place = draw.placeOf(event.target);
    if (!place || event.button !== 0 || event.target.closest("input, select, .handle")) return;
    event.preventDefault();
    sheet.box?.close(true);
    sheet.say("");
    if (event.shiftKey) range.to(place.row, place.column);
    else range.go(place.row, place.column);
    dragging = event.pointerType === "mouse";
  });
  draw.table.addEventListener("pointerover", (event) => {
    const place = dragging && event.buttons === 1 && draw.placeOf(event.target);
    if (place && (place.row !== range.end.row || place.column !== range.end.column)) range.to(place.row, place.column, { see: false });
  });
  draw.table.addEventListener("pointerup", () => { dragging = false; });
  draw.table.addEventListener("focusin", (event) => {  // as a screen reader or a click from elsewhere sets it
    const place = draw.placeOf(event.target);
    if (place && !sheet.box && (place.row !== range.anchor.row || place.column !== range.anchor.column))
      range.go(place.row, place.column, { focus: false });
  });
  return range;
}

const words = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const clamp = (n, length) => Math.max(0, Math.min(n, length - 1));
