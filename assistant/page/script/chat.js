// Asking, stopping, asking again, and what can be done with an answer.
function ask(question) {
  if (state.running) return;
  if (state.editing) state.turns = state.turns.slice(0, -1);
  stopEditing();
  state.running = true;
  remember(question);
  showSuggestions([]);
  trigger("ask", {
    question,
    turns: state.turns,
    documents: [...state.chosen.keys()],
    conversation: state.conversation,
  });
}

// A question that is under way when the server goes away is not lost with the page.
function remember(question) {
  try {
    sessionStorage.setItem("clinical-assistant/asked", question);
  } catch {
    // Without storage there is nothing to come back to.
  }
}

function recall(question) {
  if (!question) return;
  remember("");
  write(question);
  say("The page was loaded anew before your question was answered. It is in the box again.");
}

function stop() {
  trigger("stop", { turns: state.turns, conversation: state.conversation });
}

// The turn that the server answers with, each time it has grown.
function grown({ conversation, number, turn, running, error }) {
  if (conversation !== state.conversation) return;
  if (error) return giveUp(error);
  if (turn === undefined) return;
  state.turns = [...state.turns.slice(0, number), turn];
  state.running = running;
  if (running) return;
  remember("");
  keep();
  suggest();
}

// What this browser kept is of no use to the server: it stays in the list, and another one begins.
function giveUp(error) {
  state.conversation = newId();
  state.turns = [];
  state.running = false;
  say(error);
  suggest();
}

async function suggest() {
  const conversation = state.conversation;
  const turns = state.turns;
  const reply = await call("suggested", { turns, documents: [...state.chosen.keys()] });
  if (reply && conversation === state.conversation && turns === state.turns && !state.running) {
    showSuggestions(reply.questions);
  }
}

function showSuggestions(questions) {
  const label = make("span", { textContent: state.turns.length ? "Ask next" : "For example" });
  const buttons = questions.map((question) => {
    const button = make("button", { type: "button", className: "ask", textContent: question });
    button.addEventListener("click", () => ask(question));
    return button;
  });
  byId("suggested").replaceChildren(...(buttons.length ? [label, ...buttons] : []));
}

function write(text) {
  const box = document.querySelector("#question textarea");
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

async function copy(number, format) {
  const text = call("copied", { turn: state.turns[number], format }).then((reply) => reply?.text ?? "");
  if (await copied(text)) say("Copied, with its references.");
}

async function copied(text) {
  try {
    // Safari takes only what is promised at once, Firefox only what is there.
    const plain = text.then((words) => new Blob([words], { type: "text/plain" }));
    if (window.ClipboardItem) await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
    else await navigator.clipboard.writeText(await text);
    return (await text) !== "";
  } catch {
    return copiedByHand(await text);
  }
}

// Without TLS a browser has no clipboard for scripts but this.
function copiedByHand(text) {
  if (!text) return false;
  const area = make("textarea", { value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) say("The browser does not let the page copy; select the answer and copy it by hand.");
  return done;
}

async function exportAs(format) {
  if (!state.turns.length) return say("There is no conversation to export yet.");
  const file = await call("exported", { turns: state.turns, name: state.name, format });
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
  const link = make("a", {
    href: URL.createObjectURL(new Blob([bytes], { type: file.type })),
    download: file.name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
