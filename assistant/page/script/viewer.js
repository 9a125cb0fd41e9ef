// A paragraph among its neighbours, and the page of a PDF that it stands on.
async function showDocument(place) {
  const viewer = byId("viewer");
  byId("viewed").textContent = "Opening the document…";
  if (!viewer.open) viewer.showModal();
  const reply = await call("shown", place);
  if (!reply) return viewer.close();
  byId("viewed").innerHTML = reply.html;
  const viewed = byId("viewed");
  const target = viewed.querySelector(".target");
  (target?.querySelector("mark") ?? target)?.scrollIntoView({ block: "center" });
  (target ?? viewed.querySelector(".paragraphs"))?.focus({ preventScroll: true });
  bringIntoView(viewed.querySelector(".pages"));
}

function bringIntoView(pages) {
  const quote = pages?.querySelector(".place");
  if (!quote) return;
  const above = quote.getBoundingClientRect().top - pages.getBoundingClientRect().top;
  pages.scrollTop += above - pages.clientHeight / 3;
}

function placeOf(button) {
  const { document, paragraph, start, end, from } = button.dataset;
  const numbers = Object.entries({ paragraph, start, end, first: from }).filter(([, text]) => text !== undefined);
  return { document, ...Object.fromEntries(numbers.map(([name, text]) => [name, Number(text)])) };
}

async function showPicture(button) {
  const reply = await call("pictured", { document: button.dataset.document, page: Number(button.dataset.page) });
  if (!reply) return;
  const shown = [...fragment(reply.html)];
  button.replaceWith(...shown);
  const figure = shown.find((node) => node.tagName === "FIGURE");
  if (!figure) return;
  figure.tabIndex = -1;
  figure.focus();
}

function fragment(html) {
  // Written by the server, which makes text of every word of a document.
  return make("template", { innerHTML: html }).content.childNodes;
}
