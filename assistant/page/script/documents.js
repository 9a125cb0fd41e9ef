// The documents: what is indexed, and what is added or removed.
async function listDocuments() {
  const reply = await call("listed");
  if (!reply) return;
  state.documents = reply.count;
  state.generation = reply.generation;
  byId("document-list").innerHTML = reply.html;
  byId("choices").innerHTML = reply.choices;
  byId("at-hand").innerHTML = reply.at_hand;
  byId("document-count").textContent = reply.count.toLocaleString("en");
  forgetRemoved();
  filterDocuments();
  showChosen();
}

function filterDocuments() {
  const words = byId("filter").value;
  const rows = [...document.querySelectorAll("#document-list .document")];
  const shown = filtered(rows, words);
  byId("filtered").textContent = words.trim() ? `${shown} of ${rows.length} documents` : "";
}

// Hide the rows that do not hold all of the words; return how many are left.
function filtered(rows, words) {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    const text = (row.dataset.text ?? row.textContent).toLowerCase();
    row.hidden = !sought.every((word) => text.includes(word));
  }
  return rows.filter((row) => !row.hidden).length;
}

// Asked before it is done, since another person may count on the document.
function confirmRemoval(button) {
  const { document, name, file } = button.dataset;
  byId("removal-title").textContent = name;
  byId("removal-file").textContent = file;
  byId("remove").value = document;
  byId("removal").showModal();
}

async function remove(id) {
  byId("removal").close();
  const reply = await call("removed", { document: id });
  if (reply) say(`Removed: ${byId("removal-title").textContent}`);
  state.chosen.delete(id);
  await listDocuments();
  byId("filter").focus();
}

// An upload has come to an end, or to a question.
async function uploaded() {
  const asked = [...document.querySelectorAll("#uploads .upload.asking")].map((row) => ({ ...row.dataset }));
  if (asked.length) decide(asked);
  await listDocuments();
}

// Ask what is to be done with each file whose name is there already; nothing is indexed before.
async function decide(asked) {
  const policies = [];
  while (policies.length < asked.length) {
    const { policy, all } = await askAbout(asked, policies.length);
    do policies.push(policy);
    while (all && policies.length < asked.length && !(policy === "replace" && asked[policies.length].where));
  }
  trigger("decide", { policies });
}

// Escape, and the button for it, cancel; a tab that is closed has not answered, which comes to the same.
function askAbout(asked, place) {
  const { name, title, where } = asked[place];
  const left = asked.length - place - 1;
  const dialog = byId("clash");
  byId("clash-name").textContent = name;
  byId("clash-count").textContent = asked.length > 1 ? `(${place + 1} of ${asked.length})` : "";
  byId("clash-text").textContent = where
    ? `It is “${title}”, whose file was not uploaded here: it can only be replaced where it lies. ` +
      "Kept both, answers may come from either."
    : `It is “${title}”, and what it says differs. Replaced, it is gone and only the new one is asked. ` +
      "Kept both, answers may come from either.";
  byId("clash-all").hidden = left === 0;
  byId("same-for-all").checked = false;
  dialog.querySelector("[value=replace]").hidden = Boolean(where);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = () => resolve({ policy: dialog.returnValue || "cancel", all: byId("same-for-all").checked });
    dialog.addEventListener("close", answer, { once: true });
  });
}

// Said before a file travels, since Gradio only says that something went wrong.
function refuseTooLarge(event) {
  const files = [...(event.dataTransfer ?? event.target).files];
  const large = files.filter((file) => file.size > props.largest_file * 1_000_000);
  if (!large.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.target.value) event.target.value = "";
  const names = large.map((file) => `“${file.name}”`).join(", ");
  say(`${names}: more than ${props.largest_file} MB, the largest file that is taken here. Nothing was added.`);
}

// Another page, or the command line, may have changed the index.
async function keepUpToDate() {
  if (document.visibilityState !== "visible") return;
  const reply = await server.generation({}).catch(() => undefined);
  await showLost(reply === undefined);
  if (reply === undefined) {
    if (state.asking) missed(state.asking);
  } else if (reply.generation !== state.generation) {
    await listDocuments();
    if (!state.turns.length) suggest();
  }
}

// Said once, above the page, until the server answers again; a single look may fail where nothing is wrong.
async function showLost(missed) {
  showLost.count = missed ? (showLost.count ?? 0) + 1 : 0;
  const lost = byId("lost");
  if (showLost.count === 2) lost.textContent = await whyNoAnswer("this page keeps trying");
  if (showLost.count < 2) lost.textContent = "";
  lost.hidden = !lost.textContent;
}

// A single look may fail where the answer still comes.
async function missed(asking) {
  asking.missed = (asking.missed ?? 0) + 1;
  if (asking.missed > 1) return notAnswered(asking);
  say(`${await whyNoAnswer()} Your question is kept as well.`);
}
