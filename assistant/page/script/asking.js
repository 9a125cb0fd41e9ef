// A question on its way: asked, growing, stopped, and never lost.
const MOST_TURNS = 200;
// Milliseconds within which the server shows that it has a question, or has stopped one.
const PATIENCE = 20_000;

// Return whether the question was taken; if not, it stays in the box.
function ask(question, documents = [...state.chosen.keys()]) {
  const refusal = whyNot(question);
  if (refusal) {
    say(refusal);
    return false;
  }
  const replaced = state.editing ? state.turns.at(-1) : undefined;
  const before = replaced ? state.turns.slice(0, -1) : state.turns;
  const asking = { id: newId(), question, documents, before, replaced };
  state.asking = asking;
  stopEditing();
  remember(question);
  offerNamed.on = false;
  showSuggestions([]);
  bring(before.length);
  asking.timer = setTimeout(() => notAnswered(asking), PATIENCE);
  send(asking);
  return true;
}

function whyNot(question) {
  if (state.asking) return "One question at a time: wait for the answer, or stop it.";
  if (!question.trim()) return "Type a question first.";
  if (question.length > props.longest_question) {
    const [length, most] = [question.length, props.longest_question].map((number) => number.toLocaleString("en"));
    return `The question has ${length} characters; at most ${most} are taken. Ask in fewer words.`;
  }
  const kept = state.turns.length - (state.editing ? 1 : 0);
  return kept >= MOST_TURNS ? `This conversation has ${MOST_TURNS} questions. Start a new one.` : "";
}

async function send(asking) {
  // Not before the conversation is on the screen, or it would cover the answer.
  await state.opening?.shown;
  if (state.asking !== asking) return;
  trigger("ask", {
    id: asking.id,
    question: asking.question,
    turns: asking.before,
    documents: asking.documents,
    conversation: state.conversation,
  });
}

function stop() {
  if (!state.asking) return;
  const { id, before } = state.asking;
  trigger("stop", { id, turns: [...before, latest(state.asking)], conversation: state.conversation });
}

function latest(asking) {
  return asking.latest ?? { question: asking.question, progress: "searching" };
}

// Show the conversation that the page holds, in the place of what is on the screen.
function show() {
  const opening = { id: newId() };
  opening.shown = new Promise((resolve) => {
    opening.done = resolve;
    setTimeout(resolve, PATIENCE);
  });
  state.opening = opening;
  bring(state.turns.length - 1);
  trigger("open", { id: opening.id, turns: state.turns, conversation: state.conversation });
}

// What the server says of a question, each time its answer has grown, or of a conversation that is shown.
function grown({ id, turn, running, error }) {
  if (id !== undefined && id === state.opening?.id) {
    state.opening.done();
    state.opening = null;
    if (error) giveUp(error);
    return;
  }
  const asking = state.asking;
  if (id === undefined || id !== asking?.id) return;
  clearTimeout(asking.timer);
  if (error) return notAnswered(asking, error);
  asking.latest = turn;
  if (!running) ended(asking);
}

function ended(asking) {
  const good = asking.replaced?.progress === "done" && asking.latest.progress !== "done";
  const replaced = good ? [asking.replaced] : [];
  state.asking = null;
  state.turns = [...asking.before, ...replaced, asking.latest];
  remember("");
  keep();
  // An answer does not give way to none.
  if (replaced.length) show();
  speak(asking.latest);
  if (asking.latest.progress === "failed" && !questionBox().value) edit(asking.question);
  suggest();
}

// The server has not shown in time that it has the question, or cannot take it.
async function notAnswered(asking, error) {
  if (state.asking !== asking) return;
  backInTheBox(asking, error || (await whyNoAnswer()));
  // Something of it may be on the screen.
  show();
}

// It stays remembered, for a page that is loaded anew when the server is back.
function backInTheBox(asking, why) {
  if (state.asking !== asking) return;
  clearTimeout(asking.timer);
  state.asking = null;
  bring(state.turns.length - 1);
  const typed = questionBox().value;
  const text = typed.trim() ? `${asking.question}\n${typed}` : asking.question;
  if (asking.replaced) edit(text);
  else write(text);
  say(`${why} Your question is in the box again.`);
}

// Who leaves while a question is under way finds it in the list, as far as it got.
function leave() {
  const asking = state.asking;
  if (!asking) return;
  clearTimeout(asking.timer);
  const replaced = asking.replaced ? [asking.replaced] : [];
  state.turns = [...asking.before, ...replaced, { ...latest(asking), progress: "stopped" }];
  state.asking = null;
  remember("");
  keep();
}

// What this browser kept is of no use to the server: it stays in the list, and another one begins.
function giveUp(error) {
  say(error);
  if (!state.turns.length) return;
  begin();
  show();
  suggest();
}

// A question that is under way when the server goes away is not lost with the page.
function remember(question) {
  passOn("asked", question);
}

function recall(question) {
  if (!question) return;
  remember("");
  write(question);
  say("The page was loaded anew before your question was answered. It is in the box again.");
}

function questionBox() {
  return document.querySelector("#question textarea");
}

function write(text) {
  const box = questionBox();
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

function edit(text) {
  write(text);
  state.editing = true;
  byId("editing").hidden = false;
}

function stopEditing() {
  state.editing = false;
  byId("editing").hidden = true;
}

// To those who listen the whole answer is said once, not each time it has grown.
function speak(turn) {
  document.querySelector("#chat [role=log]")?.setAttribute("aria-live", "off");
  // Gradio names each message by its HTML.
  for (const message of document.querySelectorAll('#chat [aria-label*="message: <"]')) {
    message.setAttribute("aria-label", message.getAttribute("aria-label").startsWith("bot") ? "Answer" : "Question");
  }
  byId("spoken").textContent = turn.message || turn.answer?.text || "";
  if (document.activeElement === document.body) questionBox().focus();
}
