// What the keys do in a grid. Those that people know from Excel do what they do there, or nothing, and say so: none
// makes, moves or deletes a post. What does that has Alt with it.

const LEAVING = "Arrows move, Enter edits, F2 edits at the end of the text, Delete empties, Escape leaves the grid. "
  + "Ctrl+Z takes back, Ctrl+Y does it again, Ctrl+D fills the cell from the one above, Ctrl+S goes to saving. "
  + "Alt+Insert adds a post below, Alt+Delete deletes it, Alt+Shift with an arrow moves it, Alt+Down opens a choice. "
  + "A block copied from a spreadsheet pastes at the cell.";

// `grid` is what may be done: go, edit, say, move, fill, here (where it is), choices (of the cell), leave, note.
function keysOf(grid) {
  const plain = {
    ArrowUp: () => grid.go(-1, 0), ArrowDown: () => grid.go(1, 0), ArrowLeft: () => grid.go(0, -1), ArrowRight: () => grid.go(0, 1),
    PageUp: () => grid.go(-10, 0), PageDown: () => grid.go(10, 0),
    Home: () => grid.goTo("row start"), End: () => grid.goTo("row end"),
    Enter: () => grid.edit(), " ": () => grid.edit(), F2: () => grid.edit(undefined, "end"), Delete: () => grid.empty(),
    Insert: () => grid.note("Insert adds nothing here: Alt+Insert adds a post."), Escape: () => grid.leave(),
  };
  const withControl = {
    z: () => grid.page("undo"), y: () => grid.page("redo"), d: () => grid.fill(),
    r: () => grid.note("There is no filling to the right here: the columns hold different things."),
    Delete: () => grid.note("Ctrl+Delete deletes nothing here: Alt+Delete deletes the post."),
    Enter: () => {}, Home: () => grid.goTo("start"), End: () => grid.goTo("end"),
  };
  const withAlt = {
    Insert: () => grid.say("add"), Delete: () => grid.say("delete"), ArrowDown: () => grid.choices() && grid.edit(),
  };
  const withAltShift = { ArrowUp: () => grid.move(-1), ArrowDown: () => grid.move(1) };

  // What a key does, or nothing where it is the browser's.
  return function actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (event.altKey) return null;  // as AltGr writes it
      if (event.shiftKey) return key === "z" ? withControl.y : null;
      return withControl[key];
    }
    if (event.altKey) return (event.shiftKey ? withAltShift : withAlt)[key];
    if (event.shiftKey && (key === " " || key.length > 1)) return key === "Enter" ? plain.Enter : null;
    if (plain[key]) return plain[key];
    return event.key.length === 1 && !grid.choices() ? () => grid.edit(event.key) : null;
  };
}
