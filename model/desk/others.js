// Several people and several views: what another has done to this scenario, and who this page is shown for.

const VIEW = "workbook-view";
const EDITS = "input, textarea, select, button";
const LOOKS = ".looks, .sheet-head, .row-tools details, .cell-line";  // what changes only what is seen

function makeOthers(tell, { saveCopy }) {
  const say = (action) => tell({ panel: "others", action });
  const said = el("p", { class: "verdict" }), changes = el("ul", {}), clearing = el("p", { class: "clearing" });
  const choices = el("div", { class: "tools" }), theirs = button("Take theirs", () => say("theirs")), mine = button("Keep mine", () => say("mine"));
  const inCopy = button("Work in a copy", () => (changed ? saveCopy(name) : tell({ panel: "picker", action: "copy", name })));
  let name = "", changed = false, chosen = null;
  choices.append(theirs, mine, button("Save a copy", () => saveCopy(name)));
  const saved = el("div", { hidden: true }, said, changes, choices), locked = el("div", { hidden: true }, clearing, inCopy);
  const root = el("section", { class: "others", "aria-label": "Others at this scenario", role: "status", hidden: true }, saved, locked);

  function update(view) {
    ({ copy: name, changed } = view);
    setText(said, view.said);
    setText(clearing, view.clearing);
    const text = JSON.stringify(view.changes);
    if (changes.dataset.shown !== text) { changes.dataset.shown = text; changes.replaceChildren(...view.changes.map((line) => el("li", {}, line))); }
    theirs.hidden = mine.hidden = !view.can;
    saved.hidden = !view.said;
    locked.hidden = !view.clearing;
    root.hidden = saved.hidden && locked.hidden;
  }
  return { root, update };
}

// Who the page is shown for: chosen at the top, remembered by the browser, and said in words.
function makeViews(tell) {
  const select = el("select", { id: "view", onchange: () => {
    put(localStorage, VIEW, select.value);
    tell({ panel: "page", action: "view_as", view: select.value });
  } });
  const said = el("p", { class: "view-said", role: "status" });
  const root = el("div", { class: "view" }, el("label", { for: "view" }, "Shown for"), select);
  function update(view) {
    offerChoices(select, view.views, view.view);
    select.value = view.view;
    setText(said, view.view_said);
  }
  return { root, said, update, remembered: () => stored(localStorage, VIEW) || "officer" };
}

// What can be typed in or pressed in a part of the page is as it was, or can only be read.
function onlyToRead(part, on, except) {
  for (const control of part.querySelectorAll(on ? EDITS : "[data-locked]")) {
    if (control.closest(`${LOOKS}, ${except}`)) continue;
    const text = control.matches("textarea, input[type=text]");
    if (on && !control[text ? "readOnly" : "disabled"]) control.dataset.locked = "true";
    if (!("locked" in control.dataset)) continue;
    control[text ? "readOnly" : "disabled"] = on;
    if (!on) delete control.dataset.locked;
  }
}
