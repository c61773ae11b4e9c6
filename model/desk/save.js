// Saving. Save writes the file that is open, Save as another; what would be written over is asked about.

function makeSave(tell) {
  const say = (action, more = {}) => tell({ panel: "save", action, ...more });
  const author = el("input", { id: "save-author", type: "text", autocomplete: "name" });
  const name = el("input", { id: "save-name", type: "text", autocomplete: "off" });
  const differs = el("div", {}), reasons = el("fieldset", { class: "reasons" }), boxes = new Map();
  const saved = el("p", { class: "outcome", role: "status" }), file = el("p", {});
  const question = el("p", {}), yes = button("", () => say(asked.action, { author: author.value, ...asked })), no = button("Do not", () => say("leave"));
  const asks = el("div", { class: "asks", role: "alert", hidden: true }, question, yes, " ", no);
  const saveButton = button("Save", () => say("save", { author: author.value, name: name.value }), { "data-action": "save" });
  let asked = null, open = null;
  const root = el("div", { class: "form" },
    el("h3", {}, "What differs from the file"), differs, reasons,
    el("div", { class: "field" }, el("label", { for: "save-author" }, "Your name or initials"), author),
    file, saveButton,
    el("div", { class: "field as" }, el("label", { for: "save-name" }, "New file name, ending in .yaml"), name),
    button("Save as", () => say("save_as", { author: author.value, name: name.value }), { "data-action": "save-as" }), asks, saved);

  // A reason for each changed assumption. A box stays for as long as its assumption is changed, so that none is lost.
  function drawReasons(view) {
    for (const [key, { node }] of boxes) if (!view.some((one) => one.key === key)) { node.remove(); boxes.delete(key); }
    view.forEach(({ key, what, reason }, n) => {
      if (!boxes.has(key)) {
        const id = `reason-${key}`, label = el("label", { for: id });
        const input = el("input", { id, type: "text", autocomplete: "off", onchange: () => say("reason", { key, reason: input.value }) });
        boxes.set(key, { label, input, shown: "", node: el("div", { class: "field" }, label, input) });
      }
      const box = boxes.get(key);
      box.label.textContent = what;
      if (box.shown !== reason && document.activeElement !== box.input) box.input.value = reason;
      box.shown = reason;
      if (reasons.children[n + 1] !== box.node) reasons.insertBefore(box.node, reasons.children[n + 1] || null);
    });
    reasons.hidden = !view.length;
  }
  reasons.append(el("legend", {}, "Reasons needed before this can be saved"));

  function update(view) {
    differs.replaceChildren(view.differences.length
      ? el("ul", {}, view.differences.map((line) => el("li", {}, line))) : el("p", {}, "Nothing."));
    if (view.warnings.length) differs.append(el("ul", { class: "warnings" }, view.warnings.map((line) => el("li", {}, "\u26a0 ", line))));
    drawReasons(view.reasons);
    file.textContent = `Save writes ${view.name}, the file that is open.`;
    if (open !== null && open !== view.name) name.value = "";  // saved under it, or another scenario; else it stays
    open = view.name;
    const before = asks.hidden;
    asked = view.asks;
    asks.hidden = !asked;
    question.textContent = asked ? asked.said : "";
    yes.textContent = asked ? asked.yes : "";
    if (asked && before) no.focus();
    saved.textContent = view.outcome;
    saved.classList.toggle("fault", view.failed);
  }
  function saveCopy(copy) {
    name.value = copy;
    (author.value ? name : author).focus();
  }
  return { root, update, saveCopy, focus: () => (author.value ? saveButton : author).focus() };
}
