// Sign and publish: what stops publication, the pack's documents, the control sheet and its form, signing, and the log.

function makeControl(tell, { typing }) {
  const panel = "control", say = (action, more = {}) => tell({ panel, action, ...more });
  const note = el("p", { class: "sheet-note", hidden: true }), stops = el("div", {}), documents = el("div", {});
  const sheet = el("div", { class: "control-sheet" }), log = el("div", { class: "control-sheet" }), starts = el("div", { class: "tools" });
  const said = el("div", { role: "status", class: "control-said" }), checked = el("div", { role: "status" });
  const undo = () => say("undo");
  const form = makeForm(panel, tell, { typing, undo }), rows = new Map(), list = el("div", { class: "control-rows" });
  const formFault = el("p", { class: "fault", hidden: true }), back = button("Undo the last change of the sheet", undo);
  const unsaved = el("p", { class: "note", hidden: true }), write = button("Save the control sheet", () => say("save"), { hidden: true });
  const edit = el("details", { class: "control-form" }, el("summary", {}, "Change the control sheet"),
    el("p", { class: "hint" }, "A change without a fault is saved at once. A change with a fault is marked, kept for you, and saved when it is mended."), formFault,
    form.root, list, unsaved, el("div", { class: "tools" }, write, button("Add a row", () => say("add_row")), back));

  const boxes = Object.fromEntries([["name", "name"], ["role", "off"], ["day", "off"]].map(([key, complete]) =>
    [key, el("input", { id: `sign-${key}`, type: "text", autocomplete: complete, "aria-describedby": `sign-${key}-hint` })]));
  const row = el("select", { id: "sign-row", "aria-describedby": "sign-row-hint" }), hints = {};
  const field = (key, label, hint, input) => el("div", { class: "field" }, el("label", { for: input.id }, label), input,
    hints[key] = el("p", { class: "hint", id: `sign-${key}-hint` }, hint));
  const sign = el("fieldset", { class: "sign" }, el("legend", {}, "Sign a row"), field("row", "The row", "", row),
    field("name", "Name of the person who clears it", "The name is recorded as typed. It does not prove who typed it.", boxes.name),
    field("role", "Role", "If empty: the row's own role.", boxes.role),
    field("day", "Day", "For example 18 November 2010. If empty: today.", boxes.day),
    el("div", {}, button("Sign this row", () => say("sign", { row: row.value, ...Object.fromEntries(Object.entries(boxes).map(([key, input]) => [key, input.value])) }))));
  let all = [];
  row.addEventListener("change", showRow);

  const root = el("div", { class: "form control" }, note, el("h3", {}, "What stops publication"), stops,
    el("h3", {}, "Documents of the pack"), documents, el("h3", {}, "Control sheet"), starts, sheet, edit, sign, said,
    el("h3", {}, "Log of signatures"), log,
    el("div", { class: "verify" }, button("Verify the pack and the log", () => say("verify"))), checked);
  const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && say("look")) watch.disconnect(); });
  watch.observe(root);

  function showRow() {
    const chosen = all.find((one) => String(one.row) === row.value);
    setText(hints.row, chosen ? chosen.hint : "");
    boxes.role.placeholder = chosen ? chosen.role : "";
  }

  const makeRow = (first) => {
    const title = el("summary", {}), parts = new Map(), inside = el("div", { class: "boxes" });
    let number = first.number;  // by which the kernel knows the row, wherever it is by then
    const of = (event) => event && { ...event, row: number };
    const act = (text, action, more = {}) => button(text, () => say(action, of({ place: place(), ...more })));
    const place = () => [...list.children].indexOf(node);
    const node = el("details", {}, title, inside, el("div", { class: "tools" }, act("Move up", "move_row", { by: -1 }), act("Move down", "move_row", { by: 1 }), act("Remove this row", "remove_row")));
    return { root: node, isLike: () => true, leave: () => parts.forEach((part) => part.leave()), update: (now) => {
      const wrong = now.fields.some((box) => box.faults.length);
      number = now.number;
      setText(title, wrong ? `\u26a0 ${now.title}` : now.title);
      for (const control of node.querySelectorAll(":scope > .tools button")) attribute(control, "aria-label", `${control.textContent}: ${now.title}`);
      keepParts(inside, parts, now.fields, (box) => makeBox(panel, box, { tell: (event) => tell(of(event)), typing: (event) => typing(of(event)), undo }));
    } };
  };

  const linesOf = (lines) => lines.length > 1 ? el("ul", {}, lines.map((line) => el("li", {}, line))) : lines.map((line) => el("p", {}, line));
  const documentsTable = (view) => el("div", { class: "table", role: "region", "aria-label": "Documents of the pack", tabindex: "0" },
    el("table", {}, el("caption", { class: "heard" }, "Documents of the pack"),
      el("thead", {}, el("tr", {}, ["Document", "What it is for", "Public or exempt"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, view.documents.map((one) => el("tr", {},
        el("th", { scope: "row" }, one.at ? el("a", { href: fileAddress(one.at), target: "_blank", rel: "noopener" }, one.title) : one.title),
        el("td", {}, one.purpose), el("td", {}, one.kind))))), el("p", { class: "note" }, view.place));

  function update(view) {
    if (!view.opened) return;
    setText(note, view.note);
    note.hidden = !view.note;
    const shown = [
      [stops, [view.stops, view.ready], () => view.stops.length ? [el("ul", { class: "stops" }, view.stops.map((line) => el("li", {}, line)))] : [el("p", { class: "ready" }, view.ready)]],
      [documents, [view.documents, view.place], () => [view.documents.length ? documentsTable(view) : el("p", {}, "There is no pack yet. Build it with Clear, under Save and clear.")]],
      [sheet, view.sheet, () => view.sheet ? [tableOf(view.sheet, { captioned: false })] : []],
      [starts, view.starts, () => view.starts.length ? [el("p", {}, "There is no control sheet yet."), ...view.starts.map(([kind, words]) => button(`Start one for ${words}`, () => say("start", { report: kind })))] : []],
      [log, view.log, () => [view.log ? tableOf(view.log, { captioned: false }) : el("p", {}, "Nothing is signed here yet.")]],
      [said, view.said, () => view.said.length ? [linesOf(view.said)].flat() : []],
      [checked, view.checked, () => view.checked.length ? [linesOf(view.checked)].flat() : []],
    ];
    for (const [node, of, make] of shown) {
      const text = JSON.stringify(of);
      if (node.dataset.shown !== text) { node.dataset.shown = text; node.replaceChildren(...make()); }
    }
    said.classList.toggle("fault", Boolean(view.said[0]?.startsWith("\u26a0")));
    edit.hidden = !view.form;
    if (view.form) {
      form.update(view.form);
      keepParts(list, rows, view.form.rows.map((one) => ({ ...one, key: one.fields[0].key })), makeRow);
      showFaults(formFault, view.form.faults);
      back.disabled = !view.form.undo;
      setText(unsaved, view.form.unsaved.said);
      unsaved.hidden = !view.form.unsaved.said;
      write.hidden = !view.form.unsaved.can;
    }
    all = view.rows;
    sign.hidden = !all.length;
    offerChoices(row, all.map((one) => [String(one.row), one.title]), row.value || String(all[0]?.row ?? ""));
    showRow();
  }
  return { root, update };
}
