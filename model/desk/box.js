// One labelled box, a value of the scenario: its help below it, the message of a fault, and why it changes where that
// is recorded. A box is never made anew for as long as its value is there, so that nothing typed in it is lost.

function makeBox(panel, field, { tell, typing, undo }) {
  const id = `field-${panel}-${field.key}`, isChoice = Boolean(field.choices);
  let gone = false, key = field.key, entered = "";
  const eventOf = () => ({ panel, action: "edit", key, value: input.value, reason: why.text });
  const enter = () => {
    if (gone) return;
    typing(null);
    if (input.value !== entered) tell(eventOf());
    entered = input.value;
  };
  const attributes = { id, onchange: enter, "aria-required": field.needed ? "true" : null };
  const input = isChoice ? el("select", attributes) : field.long ? el("textarea", { ...attributes, rows: "2" })
    : el("input", { ...attributes, type: "text", inputmode: field.kind === "number" ? "decimal" : null, autocomplete: "off",
      list: field.names ? namesOf(panel, field.names) : null });
  const why = makeWhy(`${id}-why`, { undo, typing: () => typing(eventOf()), give: () => {
    if (gone) return;
    typing(null);
    tell(eventOf());
    entered = input.value;
  } });
  if (!isChoice) neverParted(input, enter, () => entered, undo);
  input.addEventListener("input", () => typing(eventOf()));
  if (field.long) input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); enter(); }
  });
  const label = el("label", { for: id }), help = helpSlot(), hint = el("p", { class: "hint", id: `${id}-hint` });
  const fault = el("p", { class: "fault", id: `${id}-fault`, hidden: true });
  const rests = button("What rests on this rate?", () => tell({ panel: "traced", action: "rate_of", key }), { class: "link looks", hidden: true });
  const root = el("div", { class: field.long ? "field long" : "field" }, el("div", { class: "label" }, label, " ", help.slot), input, hint, fault,
    field.is_rate ? rests : null, why.root);

  function update(now) {
    key = now.key;
    const unit = now.unit && !now.label.toLowerCase().includes(now.unit.toLowerCase()) ? now.unit : "", aside = [unit, now.needed && "needed"].filter(Boolean).join(", ");
    setText(label, aside ? `${now.label} (${aside})` : now.label);
    help.update([now.label], now.label);
    setText(hint, now.example && !isChoice ? `${now.hint} For example: ${now.example.replace(/\.$/, "")}.` : now.hint);
    hint.hidden = !hint.textContent;
    rests.hidden = !now.is_rate;
    attribute(rests, "aria-label", `What rests on this rate? ${now.label}`);
    if (isChoice) offerChoices(input, now.choices, now.value);
    if (!isTypedIn(input, entered) && input.value !== now.value) input.value = now.value;
    entered = now.value;
    why.update(now);
    showFaults(fault, now.faults);
    attribute(input, "aria-invalid", now.faults.length ? "true" : null);
    const described = [!hint.hidden && hint.id, now.faults.length && fault.id].filter(Boolean).join(" ");
    attribute(input, "aria-describedby", described || null);
  }
  const isLike = (now) => root.contains(document.activeElement)
    || (Boolean(now.choices) === isChoice && Boolean(now.long) === Boolean(field.long));
  return { root, update, leave: () => { gone = true; }, isLike };
}

// Why a value, a section or an entry changes, where that is recorded; made when it is first wanted.
function makeWhy(id, { undo, typing, give }) {
  const root = el("div", { class: "why", hidden: true });
  let box = null, shown = "";
  function make() {
    const input = el("input", { type: "text", id, autocomplete: "off", onchange: give });
    const label = el("label", { for: id }), fault = el("p", { class: "fault", id: `${id}-fault`, hidden: true });
    neverParted(input, give, () => shown, undo);
    input.addEventListener("input", typing);
    root.append(label, input, fault);
    return { input, label, fault };
  }
  function update(now) {
    root.hidden = !now.changed;
    if (!now.changed && !box) return;
    box ??= make();
    setText(box.label, `Why this changes: ${now.label}`);
    if (!isTypedIn(box.input, shown) && box.input.value !== now.reason) box.input.value = now.reason;
    shown = now.reason;
    showFaults(box.fault, now.no_reason ? [now.no_reason] : []);
    attribute(box.input, "aria-invalid", now.no_reason ? "true" : null);
    attribute(box.input, "aria-describedby", now.no_reason ? box.fault.id : null);
  }
  return { root, update, get text() { return box ? box.input.value : ""; } };
}

// Undo in a box: what is typed and not yet entered is the browser's to take back; once it is entered the step of the
// draft is, so that the figures go with the text. A browser's own undo, from its menu, is entered at once.
function neverParted(node, enter, last, undo) {
  node.addEventListener("keydown", (event) => {
    const letter = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(letter) || node.value !== last()) return;
    event.preventDefault();
    undo(letter === "y" || event.shiftKey ? "redo" : "undo");
  });
  node.addEventListener("input", (event) => { if (/^history/.test(event.inputType || "") && node.value !== last()) enter(); });
}

const isTypedIn = (node, last) => document.activeElement === node && node.value !== last;  // never drawn over
const namesOf = (panel, lists) => `${panel}-names-${lists.replace(/\W/g, "-")}`;

function offerChoices(select, choices, value) {
  const all = choices.some(([one]) => one === value) ? choices : [[value, value], ...choices], shown = JSON.stringify(all);
  if (select.dataset.shown === shown) return;
  select.dataset.shown = shown;
  select.replaceChildren(...all.map(([one, words]) => el("option", { value: one }, words || "(not stated)")));
}

function showFaults(node, messages) {
  node.hidden = !messages.length;
  setText(node, messages.map((message) => `\u26a0 ${message}`).join(" "));
}

const setText = (node, text) => { if (node.textContent !== text) node.textContent = text; };

// Parts of a list that is shown, by key: those that stay are told what they now are, in place, so that focus and caret
// stay; others are made or taken out. `make(item)` gives {root, update, leave, isLike}.
function keepParts(parent, parts, items, make) {
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, part] of parts) if (!wanted.has(key) || !part.isLike(items.find((item) => item.key === key))) take(key, part);
  const isNew = !parts.size, into = isNew ? document.createDocumentFragment() : parent;
  let at = into.firstElementChild;
  for (const item of items) {
    if (!parts.has(item.key)) parts.set(item.key, make(item));
    const part = parts.get(item.key);
    part.update(item);
    if (part.root === at) at = at.nextElementSibling;
    else into.insertBefore(part.root, at);
  }
  if (isNew) parent.append(into);
  function take(key, part) {
    part.leave();
    part.root.remove();
    parts.delete(key);
  }
}
