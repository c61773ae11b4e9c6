// Begin: a new case from nothing or from another, and then what it needs, step by step, until its file checks.

function makeBegin(tell, { typing, undo }) {
  const panel = "begin", say = (action, more = {}) => tell({ panel, action, ...more });
  const steps = makeForm(panel, tell, { typing, undo }), ready = el("p", { class: "ready", role: "status" });
  const template = el("div", { class: "templates" }), where = el("p", { class: "note" });
  const boxes = Object.fromEntries(["title", "authority", "name"].map((key) => [key, el("input", { id: `begin-${key}`, type: "text", autocomplete: "off" })]));
  const field = (key, label, hint, input = boxes[key]) => el("div", { class: "field" }, el("label", { for: input.id }, label), input,
    el("p", { class: "hint", id: `${input.id}-hint` }, hint));
  for (const input of Object.values(boxes)) input.setAttribute("aria-describedby", `${input.id}-hint`);
  let named = false;
  boxes.name.addEventListener("input", () => { named = true; });
  boxes.title.addEventListener("input", () => {
    if (named) return;
    const stem = boxes.title.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    boxes.name.value = stem ? `${stem}.yaml` : "";
  });
  const chosen = () => template.querySelector(":checked")?.value ?? "", extract = makeExtract(tell, { typing, undo });
  const showExtract = () => { extract.root.hidden = chosen() !== "extract"; };
  template.addEventListener("change", showExtract);
  const make = button("Make the file and open it", () => tell({ panel: chosen() === "extract" ? "extract" : panel, action: "make",
    template: chosen(), ...Object.fromEntries(Object.entries(boxes).map(([key, input]) => [key, input.value])) }));
  const copy = button("Copy the present posts", () => say("copy_posts"));
  const anew = el("details", {}, el("summary", {}, "Begin a new restructure"),
    el("fieldset", { class: "step" }, el("legend", {}, "Begin from"), template), el("div", { class: "boxes" },
    field("title", "Title", "What the proposal is called. For example: Schools ICT Support Service restructure."),
    field("authority", "Council", "The name of the council. If this is empty, a copy keeps the council of its original."),
    field("name", "Name of the new file", "Letters, figures and hyphens, ending in .yaml.")), extract.root, where, make);
  const made = el("p", { class: "begun", role: "status", tabindex: "-1", hidden: true });
  const fates = makeFates(tell), posts = { present: makeStep(), proposed: makeStep(copy), fates: makeStep() };
  const hosts = { present: posts.present.host, proposed: posts.proposed.host, list: el("div", {}) };
  const from = el("details", {}, el("summary", {}, "Load the posts from a list or an extract"), hosts.list);
  posts.present.host.before(from);
  posts.fates.host.append(fates.root);
  const needs = el("h3", { tabindex: "-1" }, "What this case needs"), last = el("p", { class: "ready-below" });
  const root = el("div", { class: "form begin" }, anew, made, needs, ready, steps.root,
    posts.present.root, posts.proposed.root, posts.fates.root, last);
  let file = null;

  // Of a file that needs nothing, a new case is what somebody is here for; of one just made, what it needs.
  function opened(view) {
    if (view.file === file) return;
    file = view.file;
    anew.open = view.is_done && !view.made;
  }

  // What a case may begin from: one of many, each with its title and what it is about.
  function offerTemplates(groups) {
    const shown = JSON.stringify(groups), before = chosen();
    if (template.dataset.shown === shown) return;
    template.dataset.shown = shown;
    template.replaceChildren(...groups.map(({ title, cases }) => el("div", { role: "group", "aria-label": title || null },
      title ? el("p", { class: "note" }, title) : null, cases.map(([value, name, sentence]) => {
        const input = el("input", { type: "radio", name: "begin-template", value, checked: value === before });
        return el("label", {}, input, el("span", {}, name, " ", el("span", { class: "hint" }, sentence)));
      }))));
  }

  // A step that is not a form: what it is, what is missing, and below that what it is done with.
  function makeStep(...tools) {
    const legend = el("legend", {}), note = el("p", { class: "note" }), said = el("p", { class: "note said" }), host = el("div", { class: "host" });
    return { host, root: el("fieldset", { class: "step" }, legend, note, said, el("div", { class: "tools" }, tools), host),
      update: (view) => { setText(legend, view.title); setText(note, view.note); setText(said, view.said); note.hidden = !view.note; } };
  }

  function update(view) {
    offerTemplates(view.templates);
    // Made: the boxes are for a next case, and what was made is said where one then looks.
    if (view.made && made.textContent !== view.said) {
      const here = anew.contains(document.activeElement) || document.activeElement === document.body;
      for (const input of Object.values(boxes)) input.value = "";
      named = false;
      template.querySelector("input").checked = true;
      showExtract();
      anew.open = false;
      setText(made, view.said);
      made.hidden = false;
      if (here && root.offsetParent) made.focus();
    }
    setText(made, view.said);
    made.classList.toggle("fault", Boolean(view.said) && !view.made);
    made.classList.toggle("ready", view.made);
    made.hidden = !view.said;
    setText(where, `The file is made in ${view.folder}. To use another folder, name it under Folder, above.`);
    for (const said of [ready, last]) {
      setText(said, view.ready);
      said.classList.toggle("fault", view.ready.startsWith("\u26a0"));
    }
    opened(view);
    steps.update({ groups: view.groups.filter((group) => !group.side).map((group) => ({ ...group, note: `${group.note} ${group.said}`.trim() })) });
    for (const group of view.groups.filter((one) => one.side)) posts[group.side].update(group);
  }
  return { root, update, hosts, fates, extract };
}

// A payroll or HR extract to begin from: where it is, what is read of it, and what else is asked.
function makeExtract(tell, { typing, undo }) {
  const panel = "extract", boxes = makeForm(panel, tell, { typing, undo }), said = el("div", { role: "status" }), faults = el("div", { role: "alert" });
  const path = el("input", { id: "extract-path", type: "text", autocomplete: "off", "aria-describedby": "extract-path-hint" });
  const columns = el("input", { id: "extract-columns", type: "text", autocomplete: "off", "aria-describedby": "extract-columns-hint" });
  const read = button("Read the extract", () => tell({ panel, action: "read", path: path.value, chosen: columns.value }));
  const root = el("fieldset", { class: "step", hidden: true }, el("legend", {}, "The extract"),
    el("div", { class: "field" }, el("label", { for: path.id }, "Extract, .xlsx or .csv"), path, el("p", { class: "hint", id: "extract-path-hint" },
      "The whole path of the extract, as the file manager shows it. The extract stays there. Two files are written beside it: one says which column is which, the other is the key that makes the references. No name is kept.")),
    el("div", { class: "field" }, el("label", { for: columns.id }, "Columns chosen by hand"), columns, el("p", { class: "hint", id: "extract-columns-hint" },
      "Fill this in only where the first guess is wrong. For example, FTE (column D)=fte; Old grade= reads column D as the FTE and leaves Old grade out.")),
    el("div", {}, read), said, faults, boxes.root);
  const lines = (of) => of.length ? [el("ul", {}, of.map((line) => el("li", {}, line)))] : [];
  function update(view) {
    for (const [node, of, make] of [[said, view.said, lines], [faults, view.faults, lines]]) {
      const text = JSON.stringify(of);
      if (node.dataset.shown !== text) { node.dataset.shown = text; node.replaceChildren(...make(of)); }
    }
    faults.classList.toggle("fault", view.faults.length > 0);
    if (path.dataset.shown !== view.path) path.value = path.dataset.shown = view.path;
    if (columns.dataset.shown !== view.chosen) columns.value = columns.dataset.shown = view.chosen;
    boxes.update(view);
  }
  return { root, update };
}
