// Filling: down from the first of the selected cells, and by the handle at the selection's corner.

function makeFill(sheet, draw) {
  // Rows `from` to `to` get what the rows of `source` hold, again and again; a short name or what is worked out is not filled.
  function fill({ left, right }, source, from, to) {
    const changes = [], high = source.bottom - source.top + 1;
    let own = 0, fixed = 0;
    for (let row = from; row <= to; row += 1) {
      if (!sheet.rowAt(row)) continue;
      for (let column = left; column <= right; column += 1) {
        if (sheet.shown[column].own) own += 1;
        else if (!sheet.canChange(row, column)) fixed += 1;
        else changes.push(sheet.changeOf(row, column, sheet.text(source.top + ((((row - source.top) % high) + high) % high), column)));
      }
    }
    if (!changes.length) return sheet.say(own ? "Not filled: each row needs a short name of its own." : "Not filled: this cell can't be changed here.");
    sheet.enter(changes);
    return sheet.say(left === right && from === to ? `Filled: ${changes[0].value || "empty"}.` : `Filled ${words(changes.length, "cell")}. Ctrl+Z takes it back.`);
  }

  // Excel's Ctrl+D: the first row of the selection into those below it; of one row, from the row above.
  function down() {
    const rect = sheet.range.rect();
    if (rect.bottom > rect.top) return fill(rect, { top: rect.top, bottom: rect.top }, rect.top + 1, rect.bottom);
    if (!rect.top) return sheet.say("There is no cell above to fill from.");
    return fill(rect, { top: rect.top - 1, bottom: rect.top - 1 }, rect.top, rect.top);
  }

  // The handle goes down or up; the selection shows what would be filled, and is filled when it is let go.
  let source = null;
  const handle = draw.handle.node;
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    source = sheet.range.rect();
    document.addEventListener("pointermove", drag);  // the handle itself goes with the selection
    document.addEventListener("pointerup", drop);
  });
  function drag(event) {
    const place = draw.placeOf(event.target);
    if (place) sheet.range.stretch({ ...source, top: Math.min(source.top, place.row), bottom: Math.max(source.bottom, place.row) });
  }
  function drop() {
    document.removeEventListener("pointermove", drag);
    document.removeEventListener("pointerup", drop);
    const rect = sheet.range.rect(), from = source;
    if (rect.bottom > from.bottom) fill(rect, from, from.bottom + 1, rect.bottom);
    else if (rect.top < from.top) fill(rect, from, rect.top, from.top - 1);
    sheet.range.settle(true);
  }
  handle.addEventListener("dblclick", (event) => event.stopPropagation());
  return { down };
}
