// The smaller parts: which scenario, what was typed before and never saved, and a list from a spreadsheet.

function makePicker(tell) {
  const select = el("select", { id: "picker" });
  const name = el("input", { id: "copy-name", type: "text", autocomplete: "off" });
  const say = (action, more) => tell({ panel: "picker", action, ...more });
  let loses = false, copyName = null;
  select.addEventListener("change", () => {
    if (loses && !confirm("Your changes to this scenario are not saved, and can't be kept. Open the other scenario and lose them?")) {
      select.value = select.dataset.open;
      return;
    }
    if (!say("open", { path: select.value })) select.value = select.dataset.open;
  });
  const folder = el("input", { id: "folder", type: "text", autocomplete: "off", "aria-describedby": "folder-hint",
    onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); goTo(folder.value); } } });
  const recent = el("ul", { class: "recent" }), before = el("p", {}, "Folders named before"), folders = makePop({}, "Folder", el("div", { class: "pop" },
    el("label", { for: "folder" }, "Folder of the scenarios"), folder,
    el("p", { class: "hint", id: "folder-hint" }, "The whole path of the folder, as the file manager shows it. If you type the path of a scenario, that scenario opens."),
    button("Go to this folder", () => goTo(folder.value)), before, recent));
  const goTo = (path) => { folders.open = false; select.focus(); say("folder", { path }); };
  const copies = makePop({}, "Copy", el("div", { class: "pop" }, el("label", { for: "copy-name" }, "Name of the copy"), name,
    button("Copy and open", () => say("copy", { name: name.value }))));
  const root = el("div", { class: "picker" }, el("label", { for: "picker" }, "Scenario"), select, folders, copies);
  function update(view) {
    loses = view.loses;
    const shape = JSON.stringify(view.choices);
    if (select.dataset.shape !== shape) {
      select.dataset.shape = shape;
      select.replaceChildren(...view.choices.map(([value, shown]) => el("option", { value }, shown)));
    }
    select.value = select.dataset.open = view.open;
    if (folder.dataset.shown !== view.folder) folder.value = folder.dataset.shown = view.folder;  // what was typed and refused stays
    recent.replaceChildren(...view.folders.map((path) => el("li", {}, button(path, () => goTo(path), { class: "link" }))));
    before.hidden = !view.folders.length;
    if (copyName === view.copy_name) return;  // what was typed and refused stays
    name.value = copyName = view.copy_name;
    copies.open = false;
  }
  return { root, update };
}

// Drafts of before that are not saved: to be taken up or thrown away. `forget` has the browser drop what it kept of them.
function makeOffer(tell, forget) {
  const say = (action, key) => tell({ panel: "offer", action, key });
  const root = el("section", { class: "offer", "aria-label": "Unsaved changes", hidden: true });
  const surely = "Throw these changes away? They will be gone for good.";
  function update(view) {
    forget(view.forget);
    const parts = view.offered.map((one) => el("div", { role: "group", "aria-label": one.said }, el("p", { class: "verdict" }, one.said),
      one.changes.length ? el("ul", {}, one.changes.map((line) => el("li", {}, line))) : null,
      [...one.notes, ...(one.instead ? [one.instead] : [])].map((line) => el("p", { class: "note" }, line)),
      one.can ? button("Take them up", () => say("take_up", one.key)) : null, " ",
      button("Throw them away", () => { if (confirm(surely)) say("throw_away", one.key); })));
    const told = [...(view.trouble ? [view.trouble] : []), ...view.unread].map((line) => el("p", { class: "fault", role: "alert" }, `\u26a0 ${line}`));
    const text = JSON.stringify(view);
    if (root.dataset.shown !== text) { root.dataset.shown = text; root.replaceChildren(...told, ...parts); }
    root.hidden = !root.children.length;
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
  const root = el("div", { class: "form" }, el("p", {}, "An establishment list in Excel or CSV replaces the posts of one structure."),
    el("div", { class: "field" }, el("label", { for: "list-side" }, "What it lists"), side),
    el("div", { class: "field" }, el("label", { for: "list-file" }, "The file (.xlsx or .csv)"), file), body);
  function update(view) {
    const parts = [];
    if (view.fault) parts.push(el("p", { class: "fault", role: "alert" }, `\u26a0 ${view.fault}`));
    if (view.columns) {
      const choose = (id, label, action, chosen, options) => {
        const select = el("select", { id, onchange: () => say(action, { [action]: select.value }) },
          options.map(([value, shown]) => el("option", { value }, shown)));
        select.value = chosen;
        return el("div", { class: "field" }, el("label", { for: id }, label), select);
      };
      parts.push(el("fieldset", {}, el("legend", {}, "Where the list is"),
        view.sheets.length > 1 ? choose("list-sheet", "Sheet", "sheet", view.sheet, view.sheets.map((name) => [name, name])) : null,
        choose("list-place", "The headings are in", "place", view.place, view.places)), tableOf(view.preview));
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
