// Conversations rest in this browser's storage and nowhere else.
const CONVERSATION = "conversation/";

function kept() {
  const start = storageKey(CONVERSATION);
  return lasting
    .keys()
    .filter((key) => key.startsWith(start))
    .map((key) => record(key.slice(start.length)))
    .filter(Boolean)
    .sort((one, other) => other.changed - one.changed);
}

function record(id) {
  try {
    const { name = "", changed = 0, turns } = JSON.parse(lasting.get(storageKey(CONVERSATION + id)));
    return Array.isArray(turns) ? { id, name, changed, turns } : undefined;
  } catch {
    return undefined;
  }
}

function writeDown({ id, name, changed, turns }) {
  lasting.set(storageKey(CONVERSATION + id), JSON.stringify({ name, changed, turns }));
}

function keep() {
  if (!state.turns.length) return;
  const there = record(state.conversation);
  if (there && there.changed !== state.changed) {
    state.conversation = newId();
    say("This conversation went on in another tab. What you ask here is kept beside it.");
  }
  state.changed = Date.now();
  try {
    writeDown({ id: state.conversation, name: state.name, changed: state.changed, turns: state.turns });
    passOn("open", state.conversation);
  } catch {
    say("This browser's storage is full: the conversation is not kept. Delete old ones.");
  }
}

function nameOf(conversation) {
  return conversation.name || conversation.turns[0]?.question || "Conversation";
}

// Forget what is on the screen, and begin with the conversation that was kept, or with an empty one.
function begin(found) {
  state.conversation = found?.id ?? newId();
  state.name = found?.name ?? "";
  state.turns = found?.turns ?? [];
  state.changed = found?.changed ?? 0;
  if (state.editing) write("");
  stopEditing();
  passOn("open", state.conversation);
}

function openConversation(id) {
  leave();
  begin(record(id));
  show();
  showSuggestions([]);
  closeSheet();
  suggest();
}

function renamed(conversation, name) {
  const found = record(conversation.id);
  if (found) writeDown({ ...found, name: name.trim() });
  if (conversation.id === state.conversation) state.name = name.trim();
  listConversations();
}

function deleted(ids) {
  const open = ids.includes(state.conversation);
  if (open) {
    clearTimeout(state.asking?.timer);
    state.asking = null;
  }
  for (const id of ids) lasting.remove(storageKey(CONVERSATION + id));
  if (open) openConversation("");
  listConversations();
}

function listConversations() {
  const found = kept();
  byId("kept").replaceChildren(...found.map(entry));
  byId("none-kept").hidden = found.length > 0;
  byId("delete-all").hidden = found.length === 0;
  const first = byId("kept").querySelector("button") ?? byId("conversations").querySelector(".close");
  if (byId("conversations").open) first.focus();
}

function entry(conversation) {
  const name = nameOf(conversation);
  const open = make("button", { type: "button", className: "open", textContent: name, dir: "auto" });
  const when = new Date(conversation.changed).toLocaleString(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  open.addEventListener("click", () => {
    byId("conversations").close();
    openConversation(conversation.id);
  });
  const rename = make("button", { type: "button", textContent: "Rename" });
  rename.addEventListener("click", () => item.replaceChildren(renaming(conversation)));
  const remove = make("button", { type: "button", textContent: "Delete" });
  remove.addEventListener("click", () => surely(remove, () => deleted([conversation.id])));
  for (const button of [rename, remove]) button.setAttribute("aria-label", `${button.textContent}: ${name}`);
  const item = make("li", {}, make("div", {}, open, make("small", { textContent: when })), rename, remove);
  if (conversation.id === state.conversation) item.setAttribute("aria-current", "true");
  return item;
}

// Act on the second click: the first one asks.
function surely(button, act) {
  if (button.classList.contains("danger")) return act();
  button.classList.add("danger");
  button.textContent = "Delete for good";
  button.setAttribute("aria-label", "Delete for good");
}

function renaming(conversation) {
  const input = make("input", { value: nameOf(conversation), maxLength: 200 });
  input.setAttribute("aria-label", "Name of the conversation");
  const form = make("form", { className: "renaming" }, input, make("button", { textContent: "Keep" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renamed(conversation, input.value);
  });
  setTimeout(() => input.select());
  return form;
}
