// The scenario as an Excel workbook: written into the folder, and one that was filled in, opened.

function makeExcel(tell) {
  const say = (action, more, buffers) => tell({ panel: "excel", action, ...more }, buffers);
  const name = el("input", { id: "excel-name", type: "text", autocomplete: "off" });
  const file = el("input", { id: "excel-file", type: "file", accept: ".xlsx", "aria-describedby": "excel-hint" });
  const outcome = el("p", { class: "of-excel", role: "status" }), hint = el("p", { class: "hint", id: "excel-hint" });
  file.addEventListener("change", async () => {
    if (file.files[0]) say("open", { name: file.files[0].name }, [await file.files[0].arrayBuffer()]);
    file.value = "";
  });
  const write = el("div", {}, el("div", { class: "field" }, el("label", { for: "excel-name" }, "Name of the workbook, ending in .xlsx"), name),
    button("Write as an Excel workbook", () => say("write", { name: name.value })));
  const root = el("div", { class: "form" }, el("h3", {}, "In Excel"), write,
    el("div", { class: "field as" }, el("label", { for: "excel-file" }, "Open a workbook as a scenario"), file, hint), outcome);
  let shown = null;
  function update(view) {
    if (view.name !== shown) name.value = shown = view.name;
    write.hidden = view.is_workbook;
    setText(hint, `A copy of the workbook is put into ${view.folder} and opened there.`);
    setText(outcome, view.outcome);
    outcome.classList.toggle("fault", view.failed);
  }
  return { root, update };
}
