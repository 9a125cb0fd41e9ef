// Which click does what, and what happens first.
const ON_CLICK = {
  "#chat a:is(.mark, .lead)": (mark, event) => {
    event.preventDefault();
    follow(mark);
  },
  ".act.sources": (button) => showSources(numberOf(button), button),
  ".act.copy": (button) => copy(numberOf(button), "text"),
  ".act.markdown": (button) => copy(numberOf(button), "markdown"),
  ".act.again": () => askInPlace(state.turns.at(-1).question),
  ".act.edit": () => edit(state.turns.at(-1).question),
  ".act.everywhere": (button) => askEverywhere(numberOf(button)),
  ".act.rephrase": (button) => reword(numberOf(button), state.turns[numberOf(button)].answer.standalone_question),
  ".act.reword": (button) => reword(numberOf(button), state.turns[numberOf(button)].question),
  ".act.right": (button) => judge(numberOf(button), true),
  ".act.wrong": (button) => judge(numberOf(button), false),
  ".right-one": (button) =>
    judge(Number(button.dataset.turn), false, {
      ...placeOf(button),
      title: button.closest(".of-document").querySelector("h3").textContent,
    }),
  ".show": (button) => showDocument(placeOf(button), citationsAround(button), button),
  ".more": (button) => showDocument(placeOf(button), viewing.citations),
  "#viewer .cite": (button) => cite(Number(button.value)),
  "#viewer .hit": (button) => goOn(Number(button.value)),
  "#viewer .leaf": (button) => turnPage(Number(button.value)),
  "#viewer .zoom": (button) => zoomBy(Number(button.value)),
  "#as-text": () => {
    viewing.text = !viewing.text;
    showBar();
  },
  "#original": () => download(),
  "#viewer .close": () => closeViewer(),
  ".picture": (button) => showPicture(button),
  ".remove": (button) => confirmRemoval(button),
  "#remove": (button) => remove(button.value),
  "#clash .decide": (button) => byId("clash").close(button.value),
  "#close-sources": () => closeSheet(),
  "#cancel-editing": () => {
    write("");
    stopEditing();
  },
  ":is(#ask-all, .everything)": () => askAll(),
  "#scope": () => openChoosing(),
  "#open-rail": () => toggleRail(),
  "#to-documents": () => look("documents"),
  "#to-chat": () => look("chat"),
  "#add-documents": () => {
    look("documents");
    document.querySelector("#received button")?.focus();
  },
  "#show-keys": () => byId("keys").showModal(),
  "#refresh": () => listDocuments(),
  "#new": () => openConversation(""),
  "#log-out": () => {
    for (const name of ["open", "asked"]) passing.remove(storageKey(name));
  },
  "#delete-all": () => byId("deletion").showModal(),
  "#delete": () => {
    byId("deletion").close();
    forgotten(kept().map((conversation) => conversation.id));
  },
  ".export": (button) => {
    button.closest("details").open = false;
    exportAs(button.value);
  },
  "dialog .close": (button) => button.closest("dialog").close(),
};

function citationsAround(button) {
  return [...(button.closest("#sources .turn")?.querySelectorAll(".show") ?? [])];
}

function numberOf(button) {
  return Number(button.closest(".answer").id.slice("answer-".length));
}

// The question is edited in its place, if it was the last.
function reword(number, question) {
  edit(question);
  if (number !== state.turns.length - 1) stopEditing();
}

function askInPlace(question, documents) {
  state.editing = true;
  if (!ask(question, documents)) stopEditing();
}

// The same question, asked of all documents: in the place of the refusal, where nothing was asked since.
function askEverywhere(number) {
  const { question, answer } = state.turns[number];
  if (number === state.turns.length - 1) askInPlace(question, []);
  else ask(answer.standalone_question, []);
}

function judge(number, right, place) {
  const form = byId("judgement");
  form.dataset.number = number;
  form.dataset.right = right;
  form.dataset.paragraph = place ? `${place.document}#${place.paragraph}` : "";
  byId("judged").textContent = place
    ? `Paragraph ${place.paragraph} of “${place.title}” would have been right.`
    : right
      ? "The answer is right."
      : "The answer is wrong.";
  byId("comment").value = "";
  byId("feedback").showModal();
}

async function keepJudgement() {
  const { number, right, paragraph } = byId("judgement").dataset;
  const reply = await call("judged", {
    turns: state.turns.slice(0, Number(number) + 1),
    right: right === "true",
    comment: byId("comment").value,
    paragraph: paragraph || null,
  });
  if (reply) say("Thank you. Your feedback is kept on the server.");
}

document.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(ON_CLICK)) {
    const target = event.target.closest?.(selector);
    if (target) return act(target, event);
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  // Beside the rail that slid in.
  if (event.target === byId("drawer")) event.target.close();
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("#choices input")) choose(event.target);
});
for (const type of ["change", "drop"]) {
  document.addEventListener(
    type,
    (event) => {
      if (event.target.closest?.("#received") && (event.dataTransfer ?? event.target).files) refuseTooLarge(event);
    },
    true,
  );
}
document.addEventListener("input", (event) => {
  if (event.target.id === "filter") filterDocuments();
  if (event.target.id === "choice-search") filterChoices();
  if (event.target.id === "search") listConversations();
  if (event.target === questionBox()) offerNamed();
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "judgement") keepJudgement();
  if (event.target.id !== "finding") return;
  event.preventDefault();
  find(byId("words").value);
});
for (const type of ["mouseover", "focusin"]) {
  document.addEventListener(type, (event) => {
    const mark = event.target.closest?.("#chat :is(a.mark, .sure)");
    if (mark) hover(mark);
    else if (!event.target.closest?.("#hover")) unhover();
  });
}
// While a composition is on, keys are the input method's: the Enter that ends it sends nothing. Safari sends that
// Enter after the end, and tells it apart by its code alone.
for (const type of ["keydown", "keypress", "keyup"]) {
  window.addEventListener(
    type,
    (event) => {
      if (!event.isComposing && event.keyCode !== 229) return;
      event.stopImmediatePropagation();
      // Or it would write a line end.
      if (type === "keypress") event.preventDefault();
    },
    true,
  );
}
document.addEventListener("keydown", (event) => {
  // A window closes by itself.
  if (document.querySelector("dialog:modal")) return;
  if (event.key !== "Escape") return shortcut(event);
  unhover();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (byId("viewer").open) closeViewer();
  else closeSheet();
});
function shortcut(event) {
  const { key, target } = event;
  const typing = target.closest?.("input, textarea");
  const last = target === questionBox() && !target.value && !state.asking && state.turns.at(-1);
  const act =
    (key === "k" && (event.ctrlKey || event.metaKey)) || (key === "/" && !typing)
      ? searchConversations
      : key === "?" && !typing
        ? () => byId("keys").showModal()
        : key === "ArrowUp" && last && (() => edit(last.question));
  if (!act) return;
  event.preventDefault();
  act();
}

// Another tab has changed the list, or deleted the conversation that is open here.
window.addEventListener("storage", (event) => {
  const own = event.key === storageKey(CONVERSATION + state.conversation);
  if (own && event.newValue === null) deleted([state.conversation]);
  else listConversations();
});

// Gradio's buttons beside the box have pictures and no names.
function nameButtons() {
  document.querySelector("#question .submit-button")?.setAttribute("aria-label", "Ask");
  document.querySelector("#question .stop-button")?.setAttribute("aria-label", "Stop");
}

// The question box is Gradio's; its events call these.
window.clinicalAssistant = { ask, stop, listDocuments, uploaded };
watch("value", () => grown(props.value ?? {}));

async function start() {
  // Whoever shares this browser under another name does not see these conversations.
  state.user = (await fetch("gradio_api/user").then((reply) => reply.json(), () => null)) ?? "";
  byId("log-out").hidden = !state.user;
  byId("log-out").title = `Logged in as ${state.user}`;
  placeRail();
  NARROW.addEventListener("change", placeRail);
  byId("drawer").addEventListener("close", showFolded);
  const [last, asked] = ["open", "asked"].map((name) => passing.get(storageKey(name)));
  if (last && record(last)) openConversation(last);
  else suggest();
  recall(asked);
  listConversations();
  listDocuments();
  keepThePlace();
  nameButtons();
  new MutationObserver(nameButtons).observe(byId("question"), { childList: true, subtree: true });
  setInterval(keepUpToDate, 4000);
}
whenThere(["rail", "suggested", "question", "chat", "panel", "sources", "document-list", "notice"], start);
