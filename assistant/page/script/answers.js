// What can be done with an answer: the next question, a copy, a file.
async function suggest() {
  const turns = state.turns;
  const documents = [...state.chosen.keys()];
  const reply = await call("suggested", { turns, documents });
  // What was asked for in the meantime, of another choice, has its own reply.
  const current = turns === state.turns && String(documents) === String([...state.chosen.keys()]);
  if (reply && current && !state.asking) showSuggestions(reply.questions);
}

function showSuggestions(questions) {
  showSuggestions.last = questions;
  // Documents that # names stand there until one is taken.
  if (offerNamed.on) return;
  const label = make("span", { textContent: state.turns.length ? "Ask next" : "For example" });
  const buttons = questions.map((question) => offer(question, () => ask(question)));
  byId("suggested").replaceChildren(...(buttons.length ? [label, ...buttons] : []));
}

function offer(textContent, act) {
  const button = make("button", { type: "button", className: "ask", textContent });
  button.addEventListener("click", act);
  return button;
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
  save(new Blob([bytes], { type: file.type }), file.name);
}

function save(content, download) {
  const link = make("a", { href: URL.createObjectURL(content), download });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
