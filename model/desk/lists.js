// A list of the scenario as a sheet of its own. A sheet that All facts shows too is given back when the tab is left.

function makeLists(sheets) {
  const choice = el("select", { id: "lists-choice", onchange: () => show(true) });
  const host = el("div", {}), root = el("div", {}, el("div", { class: "field" }, el("label", { for: "lists-choice" }, "Which list"), choice,
    el("p", { class: "hint" }, "Lists that have rows come first. To add a row, type it in the empty row at the end, or paste it there from Excel.")), host);
  let titles = {}, home = null;

  function show(on) {
    const sheet = on && choice.value ? sheets.of(choice.value, titles[choice.value]) : null, now = host.firstChild;
    if (now === sheet) return;
    if (now) { now.remove(); home?.append(now); }
    home = sheet?.parentElement ?? null;
    if (sheet) host.append(sheet);
  }
  function update(view) {
    titles = Object.fromEntries(view.lists.map(([at, title]) => [at, title]));
    const chosen = choice.value, shown = JSON.stringify(view.lists);
    if (choice.dataset.shown === shown) return;
    choice.dataset.shown = shown;
    choice.replaceChildren(...view.lists.map(([at, title, number]) => el("option", { value: at }, `${title} (${number})`)));
    if (titles[chosen]) choice.value = chosen;
    if (root.offsetParent) show(true);
  }
  return { root, update, show };
}
