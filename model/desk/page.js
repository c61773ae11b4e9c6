// The page: one widget that shows what it is given and says what was done. It holds no rule and no figure.
// A message brings the parts that differ: the figures first, and the checks when it has asked for them; `data-done`
// counts the events that are wholly answered.

const TOUR = "workbook-tour-seen";

function render({ model, el: host }) {
  let asked = 0;
  const tell = (event, buffers) => {
    asked += 1;
    root.dataset.asked = asked;
    model.send({ ...event, asked }, undefined, buffers);
  };
  const root = el("div", { class: "desk", "data-lm-suppress-shortcuts": "true", "data-done": "-1", "data-asked": "0" });
  const page = (action, more = {}) => tell({ panel: "page", action, ...more });

  // plotly comes from the kernel of itself, right behind the first figures, while the checks are still being made
  let libraryCame;
  const came = new Promise((resolve) => { libraryCame = resolve; });
  const library = came.then((bytes) => {
    const from = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    return import(from).then(() => window.Plotly);
  });

  const title = el("h1", {});
  const said = el("div", { class: "heard", "aria-live": "polite", role: "status" });
  const notice = el("p", { class: "fault notice", role: "alert", hidden: true });
  const undo = button("Undo", () => page("undo"), { title: "Ctrl+Z" });
  const redo = button("Redo", () => page("redo"), { title: "Ctrl+Y" });
  const thousands = button("\u00a3k", () => page("thousands"), { "aria-label": "Show thousands of pounds", "aria-pressed": "false" });
  const picker = makePicker(tell);
  const tiles = makeTiles(), results = makeResults(tell, library);
  const grids = { present: makeGrid({ side: "present", heading: "Present posts", tell }),
    proposed: makeGrid({ side: "proposed", heading: "Proposed posts", tell }) };
  const forms = { assumptions: makeForm("assumptions", tell), customers: makeForm("customers", tell) };
  const list = makeList(tell), save = makeSave(tell);
  const inputs = makeTabs("inputs", "What to change", [
    { key: "structure", title: "Structure", panel: el("div", {}, grids.present.root, grids.proposed.root) },
    { key: "assumptions", title: "Assumptions", panel: el("div", {}, forms.assumptions.root) },
    { key: "customers", title: "Customers and prices", panel: el("div", {}, forms.customers.root) },
    { key: "list", title: "Load a list", panel: el("div", {}, list.root) },
    { key: "save", title: "Save and clear", panel: el("div", {}, save.root) },
  ]);
  inputs.show("structure");

  const tour = el("aside", { class: "tour", "aria-label": "How to begin", hidden: seen() },
    el("ol", {}, el("li", {}, "Change a grade, a date or a price on the left: every pound on the page follows at once."),
      el("li", {}, "If a value cannot be, its box says why, and the last good figures stay until it is mended."),
      el("li", {}, "Keep what you like under Save and clear: the cleared run gives the same figures to the penny.")),
    button("Close", () => { tour.hidden = true; remember(); }));
  const help = button("How to begin", () => { tour.hidden = !tour.hidden; if (!tour.hidden) tour.querySelector("button").focus(); });

  root.append(el("header", { class: "top" }, title, el("div", { class: "bar" }, picker.root,
    el("div", { class: "tools", role: "toolbar", "aria-label": "Changes" }, undo, redo, thousands, help))),
    notice, tour, said, tiles.root,
    el("div", { class: "columns" }, el("section", { class: "inputs", "aria-label": "What to change" },
      el("h2", {}, "What to change"), inputs.root), results.root));

  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, select, textarea, [role=grid]")) return;
    const act = { z: "undo", y: "redo" }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); page(act); }
  });

  const draw = {
    page: (view) => {
      title.textContent = view.title;
      undo.disabled = !view.can_undo;
      redo.disabled = !view.can_redo;
      thousands.setAttribute("aria-pressed", String(view.thousands));
      root.dataset.changed = String(view.changed);
      notice.textContent = view.notice;
      notice.hidden = !view.notice;
    },
    said: (view) => { said.textContent = view.said; },
    picker: picker.update, tiles: tiles.update, checks: tiles.updateChecks, results: results.update,
    structure: (view) => { grids.present.update(view.present); grids.proposed.update(view.proposed); },
    assumptions: forms.assumptions.update, customers: forms.customers.update, list: list.update, save: save.update,
  };
  model.on("msg:custom", async (message, buffers) => {
    if (message.kind === "plotly") return libraryCame(buffers[0]);
    const drawing = Object.entries(message.views).map(([part, view]) => draw[part](view));
    root.classList.toggle("checking", !message.whole);
    const answers = message.asked !== null;
    try {
      await Promise.all(drawing);
    } finally {  // a part that could not be drawn keeps no check from being made
      if (answers && message.whole) root.dataset.done = message.asked;
      if (answers && !message.whole) model.send({ panel: "page", action: "checks", asked: message.asked });
    }
    return null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (root.isConnected && root.dataset.changed === "true") event.preventDefault();
  });
  host.append(root);
  page("ready");

  function seen() { try { return localStorage.getItem(TOUR) !== null; } catch { return false; } }
  function remember() { try { localStorage.setItem(TOUR, "yes"); } catch { /* shown again next time */ } }
}

export default { render };
