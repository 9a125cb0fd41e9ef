// A paragraph among its neighbours, and the page of a PDF that it stands on: in the column beside the chat, and
// in a window of its own above the list of documents.
const ZOOMS = [1, 1.5, 2, 3];
// What is being looked at: where, the buttons of the citations around it, what was searched for and found, the
// pages that were drawn by their numbers, and the page that is shown.
let viewing = {};

async function showDocument(place, citations = [], opener = document.activeElement) {
  // Who turns pages or goes on to the next place stays at the button.
  const stays = byId("viewer-bar").contains(document.activeElement);
  lookAt(place, citations, opener);
  const asked = viewing;
  const reply = await call("shown", place);
  if (asked !== viewing) return;
  if (!reply) return closeViewer();
  put(reply);
  if (stays) return;
  const seen = [...byId("viewed").querySelectorAll(".target, .paragraphs, .pages")].filter((one) => one.checkVisibility());
  (seen.find((one) => one.matches(".target")) ?? seen[0])?.focus({ preventScroll: true });
}

// Of the same document the page that is there stays until the next one is drawn.
function lookAt(place, citations, opener) {
  const same = byId("viewer").open && viewing.document === place.document;
  viewing = { ...(same ? viewing : { opener, hits: [], pages: new Map(), zoom: 1 }), ...place, citations };
  openViewer();
  byId("viewer").setAttribute("aria-busy", "true");
  if (same) return working("Drawing");
  byId("words").value = "";
  const opening = { className: "waiting", textContent: "Opening the document", role: "status" };
  byId("viewed").replaceChildren(make("p", opening));
}

function put({ html, original }) {
  const viewed = byId("viewed");
  viewed.innerHTML = html;
  byId("viewer").removeAttribute("aria-busy");
  byId("paged").classList.remove("waiting");
  viewing.original = original;
  viewing.pages.clear();
  paged(viewed.querySelector(".pages"));
  showBar();
  const target = viewed.querySelector(".target");
  (target?.querySelector("mark") ?? target)?.scrollIntoView({ block: "center" });
}

function openViewer() {
  const viewer = byId("viewer");
  if (viewer.open) return;
  const docked = byId("main").checkVisibility();
  viewer.classList.toggle("docked", docked);
  byId("panel").classList.toggle("viewing", docked);
  if (!docked) {
    byId("dialogs").append(viewer);
    return viewer.showModal();
  }
  if (!byId("panel").classList.contains("open")) openSheet(viewing.opener);
  byId("panel").append(viewer);
  viewer.show();
}

function closeViewer() {
  const viewer = byId("viewer");
  if (!viewer.open) return;
  const within = viewer.contains(document.activeElement);
  viewer.close();
  byId("panel").classList.remove("viewing");
  if (within && viewing.opener?.isConnected) viewing.opener.focus();
  viewing = {};
}

// What the bar offers for this document.
function showBar() {
  const { citations, pages, hits, hit } = viewing;
  const at = citations.findIndex((button) => sameParagraph(placeOf(button), viewing));
  byId("citing").hidden = citations.length < 2;
  byId("cited").textContent = at < 0 ? "Citations" : `Citation ${at + 1} of ${citations.length}`;
  byId("original").hidden = !viewing.original;
  byId("paging").hidden = !pages.size;
  byId("viewed").classList.toggle("pages-first", Boolean(pages.size) && !viewing.text);
  byId("as-text").setAttribute("aria-pressed", Boolean(viewing.text));
  for (const button of document.querySelectorAll("#finding .hit")) button.hidden = hits.length < 2;
  byId("hits").textContent = hits.length ? `${hit + 1} of ${hits.length}` : "";
}

function sameParagraph(one, other) {
  return one.document === other.document && one.paragraph === other.paragraph;
}

function cite(step) {
  const { citations } = viewing;
  const at = citations.findIndex((button) => sameParagraph(placeOf(button), viewing));
  const next = citations[(at + step + citations.length) % citations.length];
  showDocument(placeOf(next), citations);
}

async function find(words) {
  const asked = viewing;
  const reply = words.trim() && (await call("found", { document: viewing.document, words }));
  if (asked !== viewing || !reply) return;
  viewing.hits = reply.places;
  viewing.hit = -1;
  if (reply.places.length) return goOn(1);
  showBar();
  byId("hits").textContent = "Not found";
}

function goOn(step) {
  const { hits, hit, document } = viewing;
  viewing.hit = (hit + step + hits.length) % hits.length;
  showDocument({ document, ...hits[viewing.hit] }, viewing.citations);
}

// Take note of the pages that the server has drawn, the first of them the one that is shown.
function paged(section) {
  const pages = section ? [...section.querySelectorAll("figure")] : [];
  for (const figure of pages) viewing.pages.set(Number(figure.dataset.page), figure.outerHTML);
  if (!pages.length) return;
  viewing.page = Number(pages[0].dataset.page);
  viewing.last = Number(pages[0].dataset.pages);
  byId("paged").textContent = `Page ${viewing.page} of ${viewing.last}`;
  zoom(viewing.zoom);
}

async function turnPage(step) {
  const page = viewing.page + step;
  if (page < 1 || page > viewing.last) return;
  const section = byId("viewed").querySelector(".pages");
  const asked = viewing;
  viewing.page = page;
  byId("paged").textContent = `Page ${page} of ${viewing.last}`;
  if (!viewing.pages.has(page)) {
    section.setAttribute("aria-busy", "true");
    working(`Drawing page ${page}`);
    const reply = await call("pictured", { document: viewing.document, page });
    byId("paged").classList.remove("waiting");
    section.removeAttribute("aria-busy");
    if (asked !== viewing || !reply) return;
    viewing.pages.set(page, reply.html);
    if (viewing.page !== page) return;
  }
  section.innerHTML = viewing.pages.get(page);
  section.scrollTop = 0;
  byId("paged").textContent = `Page ${page} of ${viewing.last}`;
  bringIntoView(section);
}

function working(at) {
  byId("paged").textContent = at;
  byId("paged").classList.add("waiting");
}

function zoom(factor) {
  viewing.zoom = factor;
  const section = byId("viewed").querySelector(".pages");
  section?.style.setProperty("--zoom", factor);
  bringIntoView(section);
}

function zoomBy(step) {
  const at = ZOOMS.indexOf(viewing.zoom) + step;
  zoom(step ? ZOOMS[Math.min(Math.max(at, 0), ZOOMS.length - 1)] : 1);
}

function bringIntoView(pages) {
  const quote = pages?.querySelector(".place");
  if (!quote) return;
  const [place, frame] = [quote.getBoundingClientRect(), pages.getBoundingClientRect()];
  pages.scrollTop += place.top - frame.top - pages.clientHeight / 3;
  pages.scrollLeft += place.left - frame.left - pages.clientWidth / 8;
}

async function download() {
  const reply = await fetch(`original/${encodeURIComponent(viewing.document)}`).catch(() => null);
  if (reply?.ok) return save(await reply.blob(), viewing.original);
  const said = reply?.status === 401 ? {} : await reply?.json().catch(() => ({}));
  say(said?.detail ?? (await whyNoAnswer()));
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
