// Conversations rest in this browser's storage and nowhere else.
function storageKey(id) {
  return `clinical-assistant/${state.user}/${id}`;
}

function kept() {
  const start = storageKey("");
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(start)) continue;
    try {
      found.push({ id: key.slice(start.length), ...JSON.parse(localStorage.getItem(key)) });
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.sort((one, other) => other.changed - one.changed);
}

function keep() {
  if (!state.turns.length) return;
  const conversation = { name: state.name, changed: Date.now(), turns: state.turns };
  try {
    localStorage.setItem(storageKey(state.conversation), JSON.stringify(conversation));
    sessionStorage.setItem("clinical-assistant/open", state.conversation);
  } catch {
    say("This browser's storage is full or closed: the conversation is not kept. Delete old ones.");
  }
}

function nameOf(conversation) {
  return conversation.name || conversation.turns[0]?.question || "Conversation";
}

function openConversation(id) {
  const found = kept().find((conversation) => conversation.id === id);
  state.conversation = found ? id : newId();
  state.name = found?.name ?? "";
  state.turns = found?.turns ?? [];
  state.running = false;
  remember("");
  stopEditing();
  sessionStorage.setItem("clinical-assistant/open", state.conversation);
  trigger("open", { turns: state.turns, conversation: state.conversation });
  closeSheet();
  if (!state.turns.length) suggest();
}

function renamed(conversation, name) {
  const { id, ...rest } = conversation;
  localStorage.setItem(storageKey(id), JSON.stringify({ ...rest, name: name.trim() }));
  if (id === state.conversation) state.name = name.trim();
  listConversations();
}

function deleted(ids) {
  for (const id of ids) localStorage.removeItem(storageKey(id));
  if (ids.includes(state.conversation)) openConversation("");
  listConversations();
}

function listConversations() {
  const list = byId("kept");
  const found = kept();
  list.replaceChildren(...found.map(entry));
  byId("none-kept").hidden = found.length > 0;
  byId("delete-all").hidden = found.length === 0;
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
  remove.addEventListener("click", () => deleted([conversation.id]));
  for (const button of [rename, remove]) button.setAttribute("aria-label", `${button.textContent}: ${name}`);
  const item = make("li", {}, make("div", {}, open, make("small", { textContent: when })), rename, remove);
  if (conversation.id === state.conversation) item.setAttribute("aria-current", "true");
  return item;
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
