// A mark opens its paragraph in the sources panel, of whichever answer it stands in.
function follow(mark) {
  const source = byId(mark.getAttribute("href").slice(1));
  if (!source) return;
  unhover();
  reading.shown = turnOf(source);
  showTurn();
  const article = source.closest("article");
  const quote = article.querySelector(`mark[data-number="${source.id.split("-").at(-1)}"]`);
  for (const followed of document.querySelectorAll("#sources .followed")) {
    followed.classList.remove("followed");
  }
  article.classList.add("followed");
  quote?.classList.add("followed");
  if (byId("viewer").open) {
    const shown = article.querySelector(".show");
    return showDocument(placeOf(shown), citationsAround(shown), mark);
  }
  openSheet(mark);
  article.focus({ preventScroll: true });
  const tall = article.offsetHeight > byId("sources").clientHeight;
  reveal(tall && quote ? quote : article);
}

function reveal(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
}

// Show the sources of the turn that is read, from their beginning where they are others than before.
function showTurn() {
  const chosen = byId(`turn-${reading.shown}`);
  if (!chosen) return;
  if (chosen.hidden) byId("sources").scrollTop = 0;
  for (const turn of document.querySelectorAll("#sources .turn")) turn.hidden = turn !== chosen;
}

function turnOf(source) {
  return Number(source.closest(".turn").id.slice("turn-".length));
}

function showSources(number, button) {
  const turn = byId(`turn-${number}`);
  if (!turn) return;
  reading.shown = number;
  closeViewer();
  showTurn();
  openSheet(button);
  turn.querySelector("article")?.focus();
}

// On a narrow screen the sources are a sheet from below; who closes it is back where they were.
function openSheet(opener) {
  byId("panel").classList.add("open");
  openSheet.opener = opener;
}

function closeSheet() {
  const within = byId("panel").contains(document.activeElement);
  byId("panel").classList.remove("open");
  if (within && openSheet.opener?.isConnected) openSheet.opener.focus();
}

// What a mark stands for, or how sure an answer is, for the pointer and for the keyboard.
function hover(mark) {
  // A finger does not hover: a tap opens the paragraph itself.
  if (mark.matches("a") && matchMedia("(hover: none)").matches) return;
  const box = byId("hover");
  if (mark.title) {
    mark.dataset.title = mark.title;
    // Or the browser would show it a second time.
    mark.removeAttribute("title");
    const name = mark.matches("a") ? `Source ${mark.textContent}` : mark.textContent;
    mark.setAttribute("aria-label", `${name}: ${mark.dataset.title}`);
  }
  box.textContent = mark.dataset.title ?? "";
  box.hidden = !box.textContent;
  const place = mark.getBoundingClientRect();
  const left = Math.min(place.left, innerWidth - box.offsetWidth - 12);
  const above = place.top - box.offsetHeight - 8;
  box.style.left = `${Math.max(12, left)}px`;
  box.style.top = `${above > 8 ? above : place.bottom + 8}px`;
}

function unhover() {
  byId("hover").hidden = true;
}
