// Saving and clearing. Save writes the file that is open, Save as another; what would be written over is asked about.

function makeSave(tell) {
  const say = (action, more = {}) => tell({ panel: "save", action, ...more });
  const author = el("input", { id: "save-author", type: "text", autocomplete: "name" });
  const name = el("input", { id: "save-name", type: "text", autocomplete: "off" });
  const differs = el("div", {}), reasons = el("fieldset", { class: "reasons" }), boxes = new Map();
  const saved = el("p", { class: "outcome", role: "status" }), file = el("p", {});
  const question = el("p", {}), yes = button("", () => say(asked.action, { author: author.value, ...asked })), no = button("Do not", () => say("leave"));
  const asks = el("div", { class: "asks", role: "alert", hidden: true }, question, yes, " ", no);
  const clearButton = button("Clear", () => say("clear"), { "data-action": "clear" });
  const bar = el("progress", { max: "4", value: "0", "aria-label": "Progress of the clearance run", hidden: true });
  const step = el("p", { role: "status" }), packs = el("div", {});
  const saveButton = button("Save", () => say("save", { author: author.value, name: name.value }), { "data-action": "save" });
  let asked = null, open = null;
  const root = el("div", { class: "form" },
    el("h3", {}, "What differs from the file"), differs, reasons,
    el("div", { class: "field" }, el("label", { for: "save-author" }, "Your name or initials"), author),
    file, saveButton,
    el("div", { class: "field as" }, el("label", { for: "save-name" }, "New file name, ending in .yaml"), name),
    button("Save as", () => say("save_as", { author: author.value, name: name.value }), { "data-action": "save-as" }), asks, saved,
    el("h3", {}, "Clear"), el("p", {}, "Runs the clearance notebook on the saved file and builds its pack."),
    clearButton, bar, step, packs);

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
  reasons.append(el("legend", {}, "Why, before it can be saved"));

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
    clearButton.disabled = !view.can_clear;
    bar.hidden = view.step < 0;
    bar.value = Math.max(0, view.step);
    step.textContent = view.stage;
    const links = view.files.map(([words, path]) => el("li", {},
      el("a", { href: fileAddress(path), target: "_blank", rel: "noopener" }, words)));
    packs.replaceChildren(...(view.place ? [el("p", {}, `The pack is in ${view.place}.`)] : []), el("ul", {}, links));
  }
  return { root, update, focus: () => (author.value ? saveButton : author).focus() };
}

// A file of the workbook's folder, as JupyterLab and Voila each serve it.
function fileAddress(path) {
  const set = document.getElementById("jupyter-config-data");
  const base = set ? JSON.parse(set.textContent).baseUrl || "/" : "/";
  return `${base}${document.body.dataset.voila ? "voila/" : ""}files/${path.split("/").map(encodeURIComponent).join("/")}`;
}
