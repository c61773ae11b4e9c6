// All facts: every section of the scenario, each a heading that opens; what is not there is a button that adds it.

const MOST_FORMS = 12;  // a list of more entries is a sheet at first

function makeFacts(tell, { typing, undo, sheets }) {
  const panel = "facts", names = el("div", { hidden: true }), parts = new Map();
  const say = (action, key, more = {}) => tell({ panel, action, key, ...more });
  const above = el("p", { class: "fault", hidden: true }), simple = el("div", { class: "boxes" }), simpleParts = new Map();
  const all = el("div", { class: "facts" });
  const root = el("div", { class: "form" }, names,
    el("p", { class: "tools looks" }, button("Open all", () => say("open_all", "", { open: true })), button("Close all", () => say("open_all", "", { open: false })),
      el("span", { class: "hint" }, "Each change is written at its own place. The comments and the order of the file stay as they are.")),
    above, simple, all);
  let reveal = null;  // what was added or taken away, where the focus goes once it is drawn

  const makeItem = (item) => item.kind === "section" || item.kind === "entries" || item.kind === "entry"
    ? makeNode(item) : makeBox(panel, item, { tell, typing, undo });

  // A section, a list or one entry of a list: a heading that opens, or where it is not there a button that adds it.
  function makeNode(first) {
    const { key, kind } = first, inner = new Map(), rows = new Map();
    const name = el("span", { class: "name" }), count = el("span", { class: "count" }), wrong = el("span", { class: "wrong" });
    const help = el("p", { class: "hint" }), fault = el("p", { class: "fault", hidden: true });
    const boxes = el("div", { class: "boxes" }), entries = el("div", { class: "entries" });
    const more = button("", () => say("whole", key, { whole: more.dataset.whole !== "true" }), { class: "more looks" });
    const add = button("", () => { reveal = key; say("add", key); }, { class: "add", "data-add": key });
    const another = button("", () => { reveal = key; say("add", key); }, { class: "add" });
    const rowsOfSheet = el("div", { hidden: true });
    const asSheet = button("", () => { isSheet = !isSheet; showSheet(); }, { class: "as-sheet looks" });
    const remove = button("", () => { reveal = key; say("remove", key); }, { class: "remove" });
    const place = first.in_file === undefined ? null : makePlace(key);
    const why = makeWhy(`facts-why-${key}`, { undo, typing: () => {}, give: () => tell({ panel: "save", action: "reason", key, reason: why.text }) });
    const body = el("div", { class: "body" }, help, fault, why.root, place?.root, boxes, entries, rowsOfSheet, el("div", { class: "tools" }, another, more, asSheet, remove));
    const summary = el("summary", {}, name, " ", count, " ", wrong);
    const details = el("details", { "data-key": key }, summary, body);
    const root = el("div", { class: `node ${kind}` }, add, details);
    let open = false, isSheet = first.count > MOST_FORMS, last = first;
    // Of a list whose entries are rows, the sheet in place of its forms, or the other way about.
    function showSheet() {
      const on = isSheet && Boolean(last.sheet) && !last.in_file;
      if (on && open && !rowsOfSheet.firstChild) rowsOfSheet.append(sheets.of(last.sheet, last.label));
      rowsOfSheet.hidden = !on;
      entries.hidden = on;
      another.hidden = on || kind !== "entries" || last.in_file;
      asSheet.hidden = !last.sheet || last.in_file;
      setText(asSheet, on ? "Show as forms" : "Show as a sheet");
    }
    details.addEventListener("toggle", () => {
      if (details.open === open) return;
      open = details.open;
      say("open", key, { open });
    });

    function update(now) {
      add.hidden = now.there;
      details.hidden = !now.there;
      root.classList.toggle("absent", !now.there);
      setText(add, `Add: ${now.label}${now.needed ? " (needed)" : ""}`);
      attribute(add, "title", now.help || null);
      setText(name, now.label);
      setText(count, kind === "entries" && !now.in_file ? `(${now.count})` : now.in_file && now.file ? `(${now.file})` : "");
      setText(wrong, now.below ? `\u26a0 ${now.below} to mend` : "");
      setText(help, now.help || "");
      help.hidden = !now.help;
      showFaults(fault, now.faults);
      why.update(now);
      place?.update(now);
      setText(another, `Add an entry to ${now.label}`);
      setText(remove, `Remove ${now.label}`);
      remove.hidden = now.needed || (kind === "entries" && !now.in_file);
      setText(more, now.whole ? "Show only what is stated" : `Show ${now.hidden} more that may be stated`);
      more.hidden = !now.hidden && !now.whole;
      more.dataset.whole = String(Boolean(now.whole));
      open = now.open;
      if (details.open !== now.open) details.open = now.open;
      last = now;
      showSheet();
      keepParts(boxes, inner, now.items || [], makeItem);
      keepParts(entries, rows, now.entries || [], makeItem);
    }
    const leave = () => { inner.forEach((part) => part.leave()); rows.forEach((part) => part.leave()); };
    return { root, update, leave, isLike: (now) => now.kind === kind };
  }

  // Where a list or a section may be in a file of its own, the choice, and then the file's name.
  function makePlace(key) {
    const id = `facts-place-${key}`, help = el("p", { class: "hint", id: `${id}-hint` });
    const choice = el("select", { id, onchange: () => say("place", key, { in_file: choice.value === "file" }) },
      el("option", { value: "here" }, "Written here"), el("option", { value: "file" }, "A file beside the scenario"));
    const file = el("input", { id: `${id}-file`, type: "text", autocomplete: "off", "aria-describedby": `${id}-hint`,
      onchange: () => say("edit", key, { value: file.value }) });
    const named = el("div", { class: "field" }, el("label", { for: `${id}-file` }, "Name of the file"), file, help);
    const root = el("div", { class: "boxes place" }, el("div", { class: "field" }, el("label", { for: id }, "Where it is"), choice), named);
    let shown = "";
    function update(now) {
      choice.value = now.in_file ? "file" : "here";
      named.hidden = !now.in_file;
      setText(help, `It is ${now.file_help}.`);
      if (now.file !== shown && document.activeElement !== file) file.value = now.file;
      shown = now.file;
    }
    return { root, update };
  }

  function update(view) {
    names.replaceChildren(...Object.entries(view.names).map(([list, all]) => el("datalist", { id: namesOf(panel, list) },
      all.map(([value, title]) => el("option", { value }, title)))));
    showFaults(above, view.faults);
    const isNode = (item) => item.kind === "section" || item.kind === "entries";
    keepParts(simple, simpleParts, view.items.filter((item) => !isNode(item)), makeItem);
    keepParts(all, parts, view.items.filter(isNode), makeItem);
    if (reveal !== null) goTo(reveal);
    reveal = null;
  }

  // After Add the first box of what is new; after Remove the button that adds it again, else the list it was in.
  function goTo(key) {
    const at = (one) => [...root.querySelectorAll("details")].find((node) => node.dataset.key === one);
    const node = at(key), add = [...root.querySelectorAll(".add")].find((one) => one.dataset.add === key && !one.hidden);
    if (add) return add.focus();
    if (!node) return at(parentOf(key))?.querySelector("summary").focus();
    const entries = [...node.querySelectorAll(":scope > .body > .entries > .node > details")];
    const box = [...(entries.at(-1) || node).querySelectorAll("input, select, textarea")].find((one) => one.offsetParent);
    return (box || node.querySelector("summary")).focus();
  }
  const parentOf = (key) => key.replace(/\.\w+$/, "");
  return { root, update };
}
