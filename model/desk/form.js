// A form of labelled boxes under headings.

function makeForm(panel, tell, { typing, undo }) {
  const root = el("div", { class: "form" }), groups = new Map();
  const makeGroup = (group) => {
    const legend = el("legend", {}, group.title), note = el("p", { class: "note" }), boxes = el("div", { class: "boxes" }), parts = new Map();
    return {
      root: el("fieldset", {}, legend, note, boxes),
      isLike: () => true,
      leave: () => parts.forEach((part) => part.leave()),
      update: (now) => {
        setText(note, now.note);
        note.hidden = !now.note;
        keepParts(boxes, parts, now.fields, (field) => makeBox(panel, field, { tell, typing, undo }));
      },
    };
  };
  return { root, update: (view) => keepParts(root, groups, view.groups.map((group) => ({ ...group, key: group.title })), makeGroup) };
}
