// A form of labelled boxes, one a value of the scenario; the message of a fault stands under its box.

function makeForm(panel, tell, { typing, undo }) {
  const root = el("div", { class: "form" });
  const boxes = new Map();
  let groups = "";

  function boxOf(field) {
    const id = `field-${panel}-${field.key}`;
    const eventOf = () => ({ panel, action: "edit", key: field.key, value: input.value, reason: why.value });
    const commit = () => {
      const box = boxes.get(field.key);
      if (box?.input !== input) return;  // it was just made anew
      typing(null);
      if (input.value !== box.value) tell(eventOf());
      box.value = input.value;
    };
    const input = field.choices
      ? el("select", { id, onchange: commit })
      : el("input", { id, type: "text", inputmode: field.kind === "number" ? "decimal" : null, autocomplete: "off", onchange: commit });
    if (field.choices) input.append(...field.choices.map(([value, shown]) => el("option", { value }, shown)));
    const why = el("input", { type: "text", id: `${id}-why`, autocomplete: "off", onchange: () => giveReason() });
    const giveReason = () => {
      if (boxes.get(field.key)?.why !== why) return;
      typing(null);
      tell(eventOf());
      Object.assign(boxes.get(field.key), { value: input.value, shownReason: why.value });
    };
    if (!field.choices) neverParted(input, commit, () => boxes.get(field.key)?.value);
    neverParted(why, giveReason, () => boxes.get(field.key)?.shownReason);
    for (const node of [input, why]) node.addEventListener("input", () => typing(eventOf()));
    const noReason = el("p", { class: "fault", id: `${id}-no-reason`, hidden: true });
    const reason = el("div", { class: "why", hidden: true }, el("label", { for: `${id}-why` }, `Why this changes: ${field.label}`), why, noReason);
    const fault = el("p", { class: "fault", id: `${id}-fault`, hidden: true });
    const hint = field.hint ? el("p", { class: "hint", id: `${id}-hint` }, field.hint) : null;
    return { input, why, noReason, reason, fault, hint, value: "", shownReason: "", node: el("div", { class: "field" },
      el("label", { for: id }, field.label), input, hint, fault, reason) };
  }

  // Undo in a box: what is typed and not yet entered is the browser's to take back; once it is entered the step of the
  // draft is, so that the figures go with the text. A browser's own undo, from its menu, is entered at once.
  function neverParted(input, enter, entered) {
    input.addEventListener("keydown", (event) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key) || input.value !== entered()) return;
      event.preventDefault();
      undo(key === "y" || event.shiftKey ? "redo" : "undo");
    });
    input.addEventListener("input", (event) => { if (/^history/.test(event.inputType || "") && input.value !== entered()) enter(); });
  }

  function update(view) {
    const shape = JSON.stringify(view.groups.map((group) => [group.title, group.note, group.fields.map((field) => [field.key, field.label, field.hint, field.choices])]));
    if (shape !== groups) {
      groups = shape;
      const open = keepOpen();
      boxes.clear();
      root.replaceChildren(...view.groups.map((group) => el("fieldset", {}, el("legend", {}, group.title),
        group.note ? el("p", { class: "note" }, group.note) : null,
        group.fields.map((field) => { const box = boxOf(field); boxes.set(field.key, box); return box.node; }))));
      open();
    }
    for (const field of view.groups.flatMap((group) => group.fields)) {
      const box = boxes.get(field.key);
      const isTyping = document.activeElement === box.input && box.input.value !== box.value;  // never drawn over
      if (!isTyping) {
        if (field.choices && ![...box.input.options].some((option) => option.value === field.value))
          box.input.append(el("option", { value: field.value }, field.value || "(none)"));
        if (box.input.value !== field.value) box.input.value = field.value;
      }
      box.value = field.value;
      const given = field.reason || "";
      if (box.shownReason !== given && !(document.activeElement === box.why && box.why.value !== box.shownReason)) box.why.value = given;
      box.shownReason = given;
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
  // Boxes that are made anew: the one being typed in is given back its text, its caret and the focus.
  function keepOpen() {
    for (const [key, box] of boxes) {
      for (const part of ["input", "why"]) {
        const old = box[part];
        if (document.activeElement !== old) continue;
        const { value: text, selectionStart: from, selectionEnd: to } = old, { value, shownReason } = box;
        return () => {
          const made = boxes.get(key)?.[part];
          if (!made) return;
          Object.assign(boxes.get(key), { value, shownReason });
          made.focus();
          if (old.tagName !== "INPUT") return;
          made.value = text;
          made.setSelectionRange(from, to);
        };
      }
    }
    return () => {};
  }
  return { root, update };
}
