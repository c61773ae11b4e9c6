// A form of labelled boxes, one a value of the scenario; the message of a fault stands under its box.

function makeForm(panel, tell) {
  const root = el("div", { class: "form" });
  const boxes = new Map();
  let groups = "";

  function boxOf(field) {
    const id = `field-${panel}-${field.key}`;
    const commit = () => {
      const box = boxes.get(field.key);
      if (box.input.value !== box.value) tell({ panel, action: "edit", key: field.key, value: box.input.value, reason: box.why.value });
      box.value = box.input.value;
    };
    const input = field.choices
      ? el("select", { id, onchange: commit })
      : el("input", { id, type: "text", inputmode: field.kind === "number" ? "decimal" : null, autocomplete: "off", onchange: commit });
    if (field.choices) input.append(...field.choices.map(([value, shown]) => el("option", { value }, shown)));
    const why = el("input", { type: "text", id: `${id}-why`, autocomplete: "off", onchange: () =>
      tell({ panel, action: "edit", key: field.key, value: input.value, reason: why.value }) });
    const noReason = el("p", { class: "fault", id: `${id}-no-reason`, hidden: true });
    const reason = el("div", { class: "why", hidden: true }, el("label", { for: `${id}-why` }, `Why this changes: ${field.label}`), why, noReason);
    const fault = el("p", { class: "fault", id: `${id}-fault`, hidden: true });
    const hint = field.hint ? el("p", { class: "hint", id: `${id}-hint` }, field.hint) : null;
    return { input, why, noReason, reason, fault, hint, value: "", node: el("div", { class: "field" },
      el("label", { for: id }, field.label), input, hint, fault, reason) };
  }

  function update(view) {
    const shape = JSON.stringify(view.groups.map((group) => [group.title, group.note, group.fields.map((field) => [field.key, field.label, field.hint, field.choices])]));
    if (shape !== groups) {
      groups = shape;
      boxes.clear();
      root.replaceChildren(...view.groups.map((group) => el("fieldset", {}, el("legend", {}, group.title),
        group.note ? el("p", { class: "note" }, group.note) : null,
        group.fields.map((field) => { const box = boxOf(field); boxes.set(field.key, box); return box.node; }))));
    }
    for (const field of view.groups.flatMap((group) => group.fields)) {
      const box = boxes.get(field.key);
      if (box.value !== field.value || document.activeElement !== box.input) {
        if (field.choices && ![...box.input.options].some((option) => option.value === field.value))
          box.input.append(el("option", { value: field.value }, field.value || "(none)"));
        if (box.input.value !== field.value) box.input.value = field.value;
      }
      box.value = field.value;
      if (document.activeElement !== box.why) box.why.value = field.reason || "";
      box.reason.hidden = !field.changed;
      box.noReason.hidden = !field.no_reason;
      box.noReason.textContent = field.no_reason ? `\u26a0 ${field.no_reason}` : "";
      attribute(box.why, "aria-invalid", field.no_reason ? "true" : null);
      attribute(box.why, "aria-describedby", field.no_reason ? box.noReason.id : null);
      const messages = field.faults || [];
      box.fault.hidden = !messages.length;
      box.fault.textContent = messages.map((message) => `\u26a0 ${message}`).join(" ");
      attribute(box.input, "aria-invalid", messages.length ? "true" : null);
      const described = [box.hint && box.hint.id, messages.length && box.fault.id].filter(Boolean).join(" ");
      attribute(box.input, "aria-describedby", described || null);
    }
  }
  return { root, update };
}
