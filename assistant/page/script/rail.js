// The rail: conversations by when they were changed last, and the way to the documents. On a narrow screen it is
// a window that slides in, which keeps the focus and gives it back.
const NARROW = matchMedia("(max-width: 860px)");
const DAY = 86_400_000;

function placeRail() {
  byId("drawer").close();
  byId(NARROW.matches ? "drawer" : "rail-place").append(byId("rail"));
  showFolded();
}

function toggleRail() {
  if (NARROW.matches) byId("drawer").showModal();
  else byId("rail-place").hidden = !byId("rail-place").hidden;
  showFolded();
}

function showFolded() {
  const seen = NARROW.matches ? byId("drawer").open : !byId("rail-place").hidden;
  byId("open-rail").setAttribute("aria-expanded", seen);
}

function searchConversations() {
  if (!byId("rail").checkVisibility()) toggleRail();
  byId("search").select();
}

// Show the conversation or the documents.
function look(view) {
  closeViewer();
  byId("drawer").close();
  byId("shell").dataset.view = view;
  byId("to-documents").setAttribute("aria-current", view === "documents" ? "page" : "false");
  showTitle();
}

function showTitle() {
  const open = state.turns.length || state.name ? nameOf(state) : "New conversation";
  byId("title").textContent = byId("shell").dataset.view === "documents" ? "Documents" : open;
}

// `focused` is the conversation in whose entry the focus was.
function listConversations(focused) {
  const all = kept();
  const found = all.filter(says(byId("search").value));
  const groups = new Map();
  for (const one of found) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const names = ["Pinned", "Today", "Last 7 days", "Earlier"].filter((name) => groups.has(name));
  byId("kept").replaceChildren(
    ...names.flatMap((name) => [
      make("h2", { textContent: name }),
      make("ul", {}, ...groups.get(name).map(entry)),
    ]),
  );
  byId("kept-note").textContent = all.length
    ? found.length < all.length
      ? `${found.length} of ${all.length} conversations`
      : "Kept in this browser alone. Delete them where others use it too."
    : "None yet. They are kept in this browser alone.";
  byId("delete-all").hidden = all.length === 0;
  showTitle();
  if (focused) (byId("kept").querySelector(`[data-id="${focused}"] .open`) ?? byId("search")).focus();
}

function says(words) {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ name, turns }) => {
    const text = [name, ...turns.flatMap((turn) => [turn.question, turn.answer?.text])].join("\n").toLowerCase();
    return sought.every((word) => text.includes(word));
  };
}

function groupOf({ pinned, changed }) {
  const today = new Date().setHours(0, 0, 0, 0);
  if (pinned) return "Pinned";
  if (changed >= today) return "Today";
  return changed >= today - 6 * DAY ? "Last 7 days" : "Earlier";
}

function entry(conversation) {
  const { id, changed, pinned } = conversation;
  const name = nameOf(conversation);
  const title = `${name}\n${new Date(changed).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}`;
  const button = (textContent, act) => {
    const made = make("button", { type: "button", textContent, ariaLabel: `${textContent}: ${name}` });
    made.addEventListener("click", () => act(made));
    return made;
  };
  const open = make("button", { type: "button", className: "open", textContent: name, title, dir: "auto" });
  open.addEventListener("click", () => (id === state.conversation ? look("chat") : openConversation(id)));
  const acts = make(
    "div",
    { className: "entry-acts", hidden: true },
    button(pinned ? "Unpin" : "Pin", () => amended(id, { pinned: !pinned })),
    button("Rename", () => item.replaceChildren(renaming(conversation))),
    button("Delete", (made) => surely(made, () => forgotten([id]))),
  );
  const more = button("⋯", () => {
    acts.hidden = !acts.hidden;
    more.ariaExpanded = !acts.hidden;
  });
  Object.assign(more, { className: "more-acts", ariaLabel: `More: ${name}`, ariaExpanded: false });
  const item = make("li", {}, open, more, acts);
  item.dataset.id = id;
  if (id === state.conversation) item.setAttribute("aria-current", "true");
  return item;
}

// What had the focus is gone with the entry: it goes to what finds the others.
function forgotten(ids) {
  deleted(ids);
  byId("search").focus();
}

// Act on the second click: the first one asks.
function surely(button, act) {
  if (button.classList.contains("danger")) return act();
  button.classList.add("danger");
  button.textContent = "Delete for good";
  button.setAttribute("aria-label", "Delete for good");
}

function renaming(conversation) {
  const input = make("input", { value: nameOf(conversation), maxLength: 200, ariaLabel: "Name of the conversation" });
  const form = make("form", { className: "renaming" }, input, make("button", { textContent: "Keep" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    amended(conversation.id, { name: input.value.trim() });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    listConversations(conversation.id);
  });
  setTimeout(() => input.select());
  return form;
}
