// What this page holds: the conversation in full, since the server keeps none of it.
const state = {
  user: "",
  conversation: newId(),
  name: "",
  turns: [],
  // When the conversation was kept last, by this tab as far as it knows.
  changed: 0,
  // The question that is under way: { id, question, before, replaced, latest, timer }, null when there is none.
  asking: null,
  // The conversation that is being shown anew: { id, shown }, null when it is on the screen.
  opening: null,
  // The last question is being edited: the next one takes its place.
  editing: false,
  // Documents that the questions go to; all of them when it is empty.
  chosen: new Map(),
  documents: 0,
  generation: 0,
};

function newId() {
  // Not crypto.randomUUID: that is missing where the page is served without TLS.
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

function byId(id) {
  return document.getElementById(id);
}

// Gradio builds parts of the page after this script has started.
function whenThere(ids, act) {
  if (ids.every(byId)) act();
  else setTimeout(() => whenThere(ids, act), 50);
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Call the server; what goes wrong is said on the page, and undefined is returned.
async function call(name, data = {}) {
  try {
    const reply = await server[name](data);
    // Gradio gives nothing back when the server does not answer.
    if (reply === undefined) throw new Error("no answer");
    if (!reply.error) return reply;
    say(reply.error);
  } catch {
    say(await whyNoAnswer());
  }
  return undefined;
}

async function whyNoAnswer(then = "try again in a moment") {
  const reply = await fetch("gradio_api/login_check").catch(() => null);
  if (reply?.status === 401) return "You are logged out. Reload the page and log in again.";
  return `The server cannot be reached. Your conversation is kept in this browser; ${then}.`;
}

function say(text) {
  const notice = byId("notice");
  notice.textContent = text;
  notice.hidden = false;
  // Above a window that is open as well.
  notice.hidePopover?.();
  notice.showPopover?.();
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    notice.hidePopover?.();
    notice.hidden = true;
  }, 8000);
}
