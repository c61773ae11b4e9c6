// The smaller parts: which scenario, a list from a spreadsheet, and saving and clearing.

function makePicker(tell) {
  const select = el("select", { id: "picker" });
  const name = el("input", { id: "copy-name", type: "text", autocomplete: "off" });
  const say = (action, more) => tell({ panel: "picker", action, ...more });
  let changed = false;
  select.addEventListener("change", () => {
    if (changed && !confirm("Changes to this scenario are not saved. Open the other one without them?")) {
      select.value = select.dataset.open;
      return;
    }
    say("open", { path: select.value });
  });
  const root = el("div", { class: "picker" }, el("label", { for: "picker" }, "Scenario"), select,
    el("details", {}, el("summary", {}, "Copy"), el("div", { class: "pop" },
      el("label", { for: "copy-name" }, "Name of the copy"), name,
      button("Copy and open", () => say("copy", { name: name.value })))));
  function update(view) {
    changed = view.changed;
    const shape = JSON.stringify(view.choices);
    if (select.dataset.shape !== shape) {
      select.dataset.shape = shape;
      select.replaceChildren(...view.choices.map(([value, shown]) => el("option", { value }, shown)));
    }
    select.value = select.dataset.open = view.open;
    if (document.activeElement !== name) name.value = view.copy_name;
  }
  return { root, update };
}

function makeList(tell) {
  const say = (action, more = {}, buffers) => tell({ panel: "list", action, ...more }, buffers);
  const file = el("input", { type: "file", id: "list-file", accept: ".csv,.xlsx" });
  const side = el("select", { id: "list-side" }, el("option", { value: "present" }, "Present posts"),
    el("option", { value: "proposed" }, "Proposed posts"));
  file.addEventListener("change", async () => {
    if (file.files[0]) say("read", { name: file.files[0].name, side: side.value }, [await file.files[0].arrayBuffer()]);
  });
  side.addEventListener("change", () => say("side", { side: side.value }));
  const body = el("div", {});
  const root = el("div", { class: "form" }, el("p", {}, "An establishment list in Excel or CSV takes the place of the posts of one structure."),
    el("div", { class: "field" }, el("label", { for: "list-side" }, "It lists"), side),
    el("div", { class: "field" }, el("label", { for: "list-file" }, "The file (.xlsx or .csv)"), file), body);
  function update(view) {
    const parts = [];
    if (view.fault) parts.push(el("p", { class: "fault", role: "alert" }, `\u26a0 ${view.fault}`));
    if (view.columns) {
      parts.push(el("fieldset", {}, el("legend", {}, "Which column is which"), view.columns.map((column, n) => {
        const select = el("select", { id: `column-${n}`, onchange: () => say("match", { key: column.key, heading: select.value }) },
          el("option", { value: "" }, "(not in this list)"), view.headings.map((heading) => el("option", { value: heading }, heading)));
        select.value = column.heading;
        return el("div", { class: "field" }, el("label", { for: `column-${n}` }, column.label), select);
      })));
      parts.push(el("p", { class: "verdict", role: "status" }, view.summary));
      if (view.refused.rows.length) parts.push(tableOf(view.refused));
      parts.push(button("Take these posts", () => say("take"), { disabled: !view.ready }));
    }
    if (view.done) parts.push(el("p", { role: "status" }, view.done));
    const focused = document.activeElement?.id;
    body.replaceChildren(...parts);
    if (focused && body.querySelector(`#${CSS.escape(focused)}`)) body.querySelector(`#${CSS.escape(focused)}`).focus();
  }
  return { root, update };
}

function makeSave(tell) {
  const say = (action, more = {}) => tell({ panel: "save", action, ...more });
  const author = el("input", { id: "save-author", type: "text", autocomplete: "name" });
  const name = el("input", { id: "save-name", type: "text", autocomplete: "off" });
  const differs = el("div", {}), reasons = el("fieldset", { class: "reasons" });
  const saved = el("p", { class: "outcome", role: "status" });
  const clearButton = button("Clear", () => say("clear"), { "data-action": "clear" });
  const bar = el("progress", { max: "4", value: "0", "aria-label": "Progress of the clearance run", hidden: true });
  const step = el("p", { role: "status" });
  const packs = el("div", {});
  const root = el("div", { class: "form" },
    el("h3", {}, "What differs from the file"), differs, reasons,
    el("div", { class: "field" }, el("label", { for: "save-author" }, "Your name or initials"), author),
    el("div", { class: "field" }, el("label", { for: "save-name" }, "File"), name),
    button("Save", () => say("save", { author: author.value, name: name.value }), { "data-action": "save" }), saved,
    el("h3", {}, "Clear"), el("p", {}, "Runs the clearance notebook on the saved file and builds its pack."),
    clearButton, bar, step, packs);
  function update(view) {
    differs.replaceChildren(view.differences.length
      ? el("ul", {}, view.differences.map((line) => el("li", {}, line))) : el("p", {}, "Nothing."));
    if (view.warnings.length) differs.append(el("ul", { class: "warnings" }, view.warnings.map((line) => el("li", {}, "\u26a0 ", line))));
    const asked = JSON.stringify(view.missing);
    if (reasons.dataset.asked !== asked) {
      reasons.dataset.asked = asked;
      reasons.replaceChildren(el("legend", {}, "Why, before it can be saved"), ...view.missing.map(({ key, what }, n) =>
        el("div", { class: "field" }, el("label", { for: `reason-${n}` }, what), el("input", { id: `reason-${n}`, type: "text",
          autocomplete: "off", onchange: (event) => say("reason", { key, reason: event.target.value }) }))));
    }
    reasons.hidden = !view.missing.length;
    if (document.activeElement !== name) name.value = view.name;
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
  return { root, update };
}

// A file of the workbook's folder, as JupyterLab and Voila each serve it.
function fileAddress(path) {
  const set = document.getElementById("jupyter-config-data");
  const base = set ? JSON.parse(set.textContent).baseUrl || "/" : "/";
  return `${base}${document.body.dataset.voila ? "voila/" : ""}files/${path.split("/").map(encodeURIComponent).join("/")}`;
}
