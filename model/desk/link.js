// The link to the kernel. Its beat is listened for, so that figures of a kernel that is gone are never taken for true.
// What was typed is kept in the browser until the kernel says that it is kept, and is sent again where it was lost.

const LATE = 1100, LOOK = 150, HERE = 8000, AGAIN = 3000, FIRST_BEAT = 60000;
const PREFIX = "workbook-typed-", BACK = "workbook-back";

// What of all that is done is typed, and so is kept; while the kernel is gone only what its box then shows.
const ONLY_SHOWS = ["open", "open_all", "whole", "make"];
const isTyped = ({ panel, action }) => (["sheets", "assumptions", "customers", "facts", "begin"].includes(panel) && !ONLY_SHOWS.includes(action))
  || (panel === "save" && action === "reason") || (panel === "control" && !["look", "start", "sign", "verify"].includes(action)) || (panel === "explore" && ["keep", "remove", "lay"].includes(action));
const showsWithout = ({ action }) => ["edit", "change", "reason"].includes(action);

function makeLink(model, { changedState, scenario }) {
  const session = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const own = PREFIX + session, back = stored(sessionStorage, BACK);
  let asked = 0, number = 0, typed = [], open = null, gone = false, cannotKeep = false;
  let last = performance.now() + FIRST_BEAT, looked = performance.now(), sentAt = 0, spoke = 0;
  put(sessionStorage, BACK, null);

  function send(event, buffers) {
    spoke = performance.now();
    try { model.send({ ...event, session }, undefined, buffers); } catch { /* it is kept, and the beat tells */ }
  }

  // Do something at the kernel; false where it can't be done now.
  function tell(event, buffers, count) {
    if (gone && !(isTyped(event) && showsWithout(event)) && event.panel !== "page") return false;
    let told = { ...event, asked: asked += 1 };
    count(asked);
    if (isTyped(event)) {
      told = { ...told, typed: number += 1, scenario: scenario() };
      typed.push(told);
      open = null;
      sentAt = performance.now();
      store();
    }
    if (!(gone && told.typed)) send(told, buffers);
    return true;
  }

  // A box that is open: its text is kept as it stands, as if it had been entered.
  function typing(event) {
    open = event && isTyped(event) ? { ...event, typed: number + 1, scenario: scenario() } : null;
    store();
  }

  function store() {
    const all = open ? [...typed, open] : typed;
    cannotKeep = !put(localStorage, own, all.length ? { session, when: Date.now(), typed: all } : null);
  }

  // What other pages of this browser kept and no kernel had yet.
  function left() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== own)
        .map((key) => stored(localStorage, key)).filter(Boolean);
    } catch { return []; }
  }

  function beat({ typed: came, kept }) {
    last = performance.now();
    if (gone) state(false);
    const safe = kept[session] || 0, heard = came[session] || 0;
    if (typed.length && typed[0].typed <= safe) {
      typed = typed.filter((event) => event.typed > safe);
      store();
    }
    if (heard < number && last - sentAt > AGAIN) resend(heard);
  }

  function resend(heard) {
    sentAt = performance.now();
    for (const event of typed.filter((each) => each.typed > heard)) send(event);
  }

  function state(now) {
    gone = now;
    if (!gone) sentAt = 0;
    changedState(gone, cannotKeep);
  }

  function look() {
    const now = performance.now(), slept = now - looked > 3 * LOOK;
    looked = now;
    if (slept) last = Math.max(last, now - LATE / 2);  // the page itself was held up: the beat may be waiting
    if (!gone && now - last > LATE) state(true);
    if (now - spoke > HERE) send({ panel: "page", action: "here" });
  }
  const timer = setInterval(look, LOOK);

  return {
    tell, typing, beat, left,
    ready: () => ({ left: left(), ...(back ? { back } : {}) }),
    forget: (sessions) => sessions.forEach((one) => put(localStorage, PREFIX + one, null)),
    comeBack: () => put(sessionStorage, BACK, { session, scenario: scenario() }),
    end: () => clearInterval(timer),
    get gone() { return gone; },
  };
}

function stored(where, key) { try { return JSON.parse(where.getItem(key)); } catch { return null; } }
function put(where, key, value) {
  try {
    if (value === null) where.removeItem(key); else where.setItem(key, JSON.stringify(value));
    return true;
  } catch { return false; }
}
