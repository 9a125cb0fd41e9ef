// What this page holds: the conversation in full, since the server keeps none of it.
const state = {
  user: "",
  conversation: newId(),
  name: "",
  turns: [],
  running: false,
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
    say("The server cannot be reached. Your conversation is kept in this browser; try again in a moment.");
  }
  return undefined;
}

function say(text) {
  const notice = byId("notice");
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (notice.hidden = true), 8000);
}
