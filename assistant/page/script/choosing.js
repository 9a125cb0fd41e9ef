// Which documents are asked: chosen in a window that the button under the box opens, or by # in the box.
// Documents that # offers at most.
const MOST_OFFERED = 4;
// What is typed of a document's name, at the end of what stands before the caret.
const NAMED = /(?:^|\s)#([^\s#]{2,})$/;

// A document that was chosen and has gone is not asked any more; that is said, since others are then.
function forgetRemoved() {
  const there = new Set([...choices()].map((box) => box.value));
  const gone = [...state.chosen].filter(([id]) => !there.has(id));
  if (!gone.length) return;
  for (const [id] of gone) state.chosen.delete(id);
  const titles = gone.map(([, title]) => `“${title}”`).join(", ");
  const rest = state.chosen.size ? "the others that you chose" : "all documents";
  say(`${titles} was removed. Questions go to ${rest} from now on.`);
}

function choices() {
  return document.querySelectorAll("#choices .one input");
}

function openChoosing() {
  byId("choice-search").value = "";
  filterChoices();
  byId("choosing").showModal();
  byId("choice-search").focus();
}

function filterChoices() {
  const words = byId("choice-search").value;
  const rows = [...document.querySelectorAll("#choices .one")];
  const shown = filtered(rows, words);
  for (const folder of document.querySelectorAll("#choices fieldset")) {
    folder.hidden = !folder.querySelector(".one:not([hidden])");
  }
  byId("choice-count").textContent = words.trim() ? `${shown} of ${rows.length} documents` : "With none ticked, all are asked.";
}

// A document is ticked, or a folder with all that is in it.
function choose(box) {
  const boxes = box.matches(".whole") ? box.closest("fieldset").querySelectorAll(".one input") : [box];
  for (const { value, dataset } of boxes) {
    if (box.checked) state.chosen.set(value, dataset.name);
    else state.chosen.delete(value);
  }
  chosen();
}

function askAll() {
  state.chosen.clear();
  chosen();
}

function chosen() {
  showChosen();
  if (!state.turns.length) suggest();
}

function showChosen() {
  for (const box of choices()) box.checked = state.chosen.has(box.value);
  for (const whole of document.querySelectorAll("#choices .whole")) {
    const within = [...whole.closest("fieldset").querySelectorAll(".one input")];
    whole.checked = within.every((box) => box.checked);
    whole.indeterminate = !whole.checked && within.some((box) => box.checked);
  }
  const titles = [...state.chosen.values()];
  const all = state.documents === 1 ? "1 document" : `All ${state.documents.toLocaleString("en")} documents`;
  const some = titles.length === 1 ? `Only ${titles[0]}` : `Only ${titles.length} of ${state.documents} documents`;
  byId("scope").textContent = titles.length ? some : all;
  byId("scope").title = titles.join("\n");
  byId("scope").classList.toggle("some", titles.length > 0);
  byId("ask-all").hidden = !titles.length;
}

// Offer the documents that # names where the suggestions stand; what is not taken up is asked as it was typed.
function offerNamed() {
  const box = questionBox();
  const named = box.value.slice(0, box.selectionStart).match(NAMED);
  const found = named ? [...choices()].filter(({ dataset }) => dataset.name.toLowerCase().includes(named[1].toLowerCase())) : [];
  const before = offerNamed.on;
  offerNamed.on = found.length > 0;
  if (!offerNamed.on) {
    if (before) showSuggestions(showSuggestions.last);
    return;
  }
  const offered = found.slice(0, MOST_OFFERED).map((choice) =>
    offer(choice.dataset.name, () => {
      const end = box.selectionStart;
      const start = end - named[1].length - 1;
      write(box.value.slice(0, start) + box.value.slice(end).trimStart());
      choice.checked = true;
      choose(choice);
      offerNamed();
    }),
  );
  byId("suggested").replaceChildren(make("span", { textContent: "Ask only" }), ...offered);
}
