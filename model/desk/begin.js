// Begin: a new case from nothing or from another, and then what it needs, step by step, until its file checks.

function makeBegin(tell, { typing, undo, goTo }) {
  const panel = "begin", say = (action, more = {}) => tell({ panel, action, ...more });
  const steps = makeForm(panel, tell, { typing, undo }), posts = el("div", {}), ready = el("p", { class: "ready", role: "status" });
  const template = el("select", { id: "begin-template" });
  const boxes = Object.fromEntries(["title", "authority", "name"].map((key) => [key, el("input", { id: `begin-${key}`, type: "text", autocomplete: "off" })]));
  const field = (key, label, hint, input = boxes[key]) => el("div", { class: "field" }, el("label", { for: input.id }, label), input,
    el("p", { class: "hint", id: `${input.id}-hint` }, hint));
  for (const input of [template, ...Object.values(boxes)]) input.setAttribute("aria-describedby", `${input.id}-hint`);
  let named = false;
  boxes.name.addEventListener("input", () => { named = true; });
  boxes.title.addEventListener("input", () => {
    if (named) return;
    const stem = boxes.title.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    boxes.name.value = stem ? `${stem}.yaml` : "";
  });
  const make = button("Make the file and open it", () => say("make",
    { template: template.value, ...Object.fromEntries(Object.entries(boxes).map(([key, input]) => [key, input.value])) }));
  const copy = button("Copy the present posts", () => say("copy_posts"));
  const anew = el("details", {}, el("summary", {}, "Begin a new restructure"), el("div", { class: "boxes" },
    field("template", "Begin from", "A blank case, or a copy of another with its posts, prices and sources.", template),
    field("title", "Title", "What the proposal is called. For example: Schools ICT Support Service restructure."),
    field("authority", "Council", "The name of the council; left empty for a copy, it stays."),
    field("name", "Name of the new file", "Letters, figures and hyphens, ending in .yaml.")), make);
  const root = el("div", { class: "form begin" }, anew, el("h3", {}, "What this case needs"), ready, steps.root, posts);

  function update(view) {
    offerChoices(template, view.templates, template.value);
    setText(ready, view.ready);
    ready.classList.toggle("fault", view.ready.startsWith("\u26a0"));
    const of = (side) => view.groups.find((group) => group.side === side);
    steps.update({ groups: view.groups.filter((group) => !group.side).map((group) => ({ ...group, note: `${group.note} ${group.said}`.trim() })) });
    posts.replaceChildren(...["present", "proposed"].map((side) => el("fieldset", {}, el("legend", {}, of(side).title),
      el("p", { class: "note" }, of(side).note), el("p", { class: "note" }, of(side).said),
      el("div", { class: "tools" }, side === "proposed" ? copy : null, button("Go to Structure", () => goTo("structure")),
        side === "present" ? button("Go to Load a list", () => goTo("list")) : null))));
  }
  return { root, update };
}
