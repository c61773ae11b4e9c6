// What the keys do in a sheet. Those that people know from Excel do what they do there, or nothing, and say so: none
// makes, moves or deletes a row. What does that has Alt with it.

const SHEET_KEYS = "Arrows move; with Shift they select, and with Ctrl they go to the edge. Ctrl+A selects all. Enter, F2 or typing opens a cell. "
  + "In an open cell, Tab goes right, Enter goes down, Ctrl+Enter fills the selected cells, and Escape leaves the cell as it was. Delete empties cells. "
  + "Ctrl+C copies, Ctrl+X cuts and Ctrl+V pastes, also to and from Excel. Ctrl+D fills down. Ctrl+Z undoes a step, and Ctrl+Y does it again. "
  + "Ctrl+F finds. Ctrl+S goes to saving. Alt+Down opens a choice. Alt+Insert adds a row, and Alt+Delete deletes one. Alt+Shift with the up or down "
  + "arrow moves a row; with the left or right arrow it makes a column narrower or wider. Tab leaves the sheet.";

const PAGE = 10;

function sheetKeys({ sheet, range, boxes, fill, clip, move, rows, resize }) {
  const filled = (p, c) => sheet.text(p, c) !== "";
  // Excel's Ctrl with an arrow: the last filled cell before an empty one, or the next filled one, or the edge.
  function edge({ row, column }, down, right) {
    const inside = (p, c) => p >= 0 && c >= 0 && p < sheet.order.length && c < sheet.shown.length;
    if (!inside(row + down, column + right)) return { row, column };
    const run = filled(row, column) && filled(row + down, column + right);
    do { row += down; column += right; }
    while (inside(row + down, column + right) && (run ? filled(row + down, column + right) : !filled(row, column)));
    return { row, column };
  }
  const last = () => Math.max(0, sheet.rows.length ? sheet.order.length - (sheet.order.at(-1) >= sheet.rows.length ? 2 : 1) : 0);
  const places = {
    ArrowUp: ({ row, column }) => ({ row: row - 1, column }), ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
    ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }), ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
    PageUp: ({ row, column }) => ({ row: row - PAGE, column }), PageDown: ({ row, column }) => ({ row: row + PAGE, column }),
    Home: ({ row }) => ({ row, column: 0 }), End: ({ row }) => ({ row, column: sheet.shown.length - 1 }),
  };
  const far = {
    ArrowUp: (at) => edge(at, -1, 0), ArrowDown: (at) => edge(at, 1, 0), ArrowLeft: (at) => edge(at, 0, -1), ArrowRight: (at) => edge(at, 0, 1),
    Home: () => ({ row: 0, column: 0 }), End: () => ({ row: last(), column: sheet.shown.length - 1 }),
  };
  function empty() {
    const { top, bottom, left, right } = range.rect(), changes = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (sheet.rowAt(row) && sheet.canChange(row, column)) changes.push(sheet.changeOf(row, column, ""));
    if (!changes.length) return sheet.say(sheet.isToRead() ? "This can only be read now." : "This cell is worked out, so it can't be emptied.");
    return sheet.enter(changes.filter(({ key }) => range.isOne() || !sheet.columns.find((column) => column.key === key).own));
  }
  const plain = {
    Enter: () => boxes.open(), " ": () => boxes.open(), F2: () => boxes.open({ atEnd: true }), Delete: empty, Backspace: empty,
    Insert: () => sheet.say("Insert adds nothing here: Alt+Insert adds a row."),
    Escape: () => { clip.forget(); range.go(range.anchor.row, range.anchor.column); },
  };
  const withControl = {
    a: () => range.all(), d: () => fill.down(), z: () => sheet.undo("undo"), y: () => sheet.undo("redo"), f: () => sheet.find(),
    r: () => sheet.say("Ctrl+R fills nothing here, because each column is about something else."),
    Delete: () => sheet.say("Ctrl+Delete deletes nothing here: Alt+Delete deletes the row."),
    Enter: () => {}, " ": () => range.select({ top: 0, bottom: last(), left: range.anchor.column, right: range.end.column }, "none"),
  };
  const withAlt = { Insert: () => rows("add"), Delete: () => rows("delete"), ArrowDown: () => boxes.open({ pick: true }) };
  const withAltShift = { ArrowUp: () => move(-1), ArrowDown: () => move(1), ArrowLeft: () => resize(-1), ArrowRight: () => resize(1) };
  const withShift = {
    Enter: () => boxes.open(),
    " ": () => range.select({ top: range.rect().top, bottom: range.rect().bottom, left: 0, right: sheet.shown.length - 1 }, "none"),
  };

  // What a key does, or nothing where it is the browser's.
  return function actOf(event) {
    const { altKey, shiftKey } = event, control = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (control && altKey) return null;  // as AltGr writes it
    const place = !altKey && (control ? far : places)[key];
    if (place) {
      const go = () => (shiftKey ? range.to(...Object.values(place(range.end))) : range.go(...Object.values(place(range.anchor))));
      return go;
    }
    if (control) return shiftKey ? (key === "z" ? withControl.y : null) : withControl[key];
    if (altKey) return (shiftKey ? withAltShift : withAlt)[key];
    if (shiftKey && withShift[key]) return withShift[key];
    if (plain[key] && !shiftKey) return plain[key];
    return event.key.length === 1 ? () => boxes.open({ text: event.key }) : null;
  };
}
