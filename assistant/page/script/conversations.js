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
    const { name = "", changed = 0, pinned = false, turns } = JSON.parse(lasting.get(storageKey(CONVERSATION + id)));
    return Array.isArray(turns) ? { id, name, changed, pinned, turns } : undefined;
  } catch {
    return undefined;
  }
}

function writeDown({ id, ...kept }) {
  lasting.set(storageKey(CONVERSATION + id), JSON.stringify(kept));
}

function keep() {
  if (!state.turns.length) return;
  const there = record(state.conversation);
  if (there && there.changed !== state.changed) {
    state.conversation = newId();
    say("This conversation went on in another tab. What you ask here is kept beside it.");
  }
  state.changed = Date.now();
  const { conversation: id, name, changed, turns } = state;
  try {
    writeDown({ id, name, changed, pinned: there?.pinned ?? false, turns });
    passOn("open", id);
    listConversations();
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
  listConversations();
}

function openConversation(id) {
  leave();
  look("chat");
  begin(record(id));
  show();
  showSuggestions([]);
  closeSheet();
  suggest();
}

function amended(id, change) {
  const found = record(id);
  if (found) writeDown({ ...found, ...change });
  if (id === state.conversation) state.name = change.name ?? state.name;
  listConversations(id);
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
