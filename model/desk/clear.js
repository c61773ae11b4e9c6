// Clear: begins the run of the saved file, shows how far it is, and can cancel it.

function makeClear(tell, { allDocuments }) {
  const say = (action) => tell({ panel: "clear", action });
  const start = button("Clear", () => say("start"), { "data-action": "clear" });
  const cancel = button("Cancel", () => say("cancel"), { "data-action": "cancel", hidden: true });
  const bar = el("progress", { max: "3", value: "0", "aria-label": "Progress of the clearance run", hidden: true });
  const why = el("p", { class: "hint", id: "clear-why" }), said = el("p", { role: "status", class: "clear-said" });
  const report = el("a", { target: "_blank", rel: "noopener" }, "Open the pack's report");
  const links = el("p", { hidden: true }, report, " ", button("All documents of the pack", allDocuments));
  const root = el("div", { class: "form" }, el("h3", {}, "Clear"),
    el("p", {}, "Runs the clearance notebook on the saved file and builds its pack. An earlier pack stays until the new one is complete."),
    el("div", { class: "tools" }, start, cancel), why, bar, said, links);
  start.setAttribute("aria-describedby", "clear-why");
  function update(view) {
    const had = document.activeElement;
    start.disabled = !view.can;
    cancel.hidden = !view.going;
    if (view.going && had === start) cancel.focus();
    if (!view.going && had === cancel) start.focus();
    setText(why, view.why);
    why.hidden = !view.why;
    bar.hidden = !view.going;
    bar.max = view.steps;
    bar.value = Math.max(0, view.step - 0.5);  // a step that is told has begun
    setText(said, view.said);
    said.classList.toggle("fault", view.said.startsWith("\u26a0"));
    links.hidden = !view.report;
    if (view.report) report.href = fileAddress(view.report);
  }
  return { root, update };
}

// A file of the workbook's folder, as JupyterLab and Voila each serve it.
function fileAddress(path) {
  const set = document.getElementById("jupyter-config-data");
  const base = set ? JSON.parse(set.textContent).baseUrl || "/" : "/";
  return `${base}${document.body.dataset.voila ? "voila/" : ""}files/${path.split("/").map(encodeURIComponent).join("/")}`;
}
