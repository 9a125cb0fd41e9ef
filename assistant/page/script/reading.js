// Where the chat stands: the question asked last is held at its top until the reader scrolls, and the sources
// beside the chat are those of the answer that is being read.
const GAP = 12;
// How much of an answer must be seen for its sources to stay.
const SEEN = 0.5;

const reading = { held: undefined, shown: undefined };

// Bring a turn (from 0) to the top, now or as soon as it is on the screen; its sources come with it.
function bring(turn) {
  reading.held = turn;
  reading.shown = turn;
  closeViewer();
  closeSheet();
  settle();
}

function settle() {
  const chat = document.querySelector("#chat .bubble-wrap");
  // In a tab that is not seen there is nothing to measure.
  if (!chat?.clientHeight) return;
  const place = placeInChat(chat, document.querySelectorAll("#chat .answer").length - 1);
  byId("chat").style.setProperty("--room", `${place === undefined ? 0 : roomBelow(chat, place)}px`);
  const held = placeInChat(chat, reading.held);
  if (held !== undefined) chat.scrollTop = held;
}

// How far the chat is scrolled when a turn is at its top, undefined when it is not on the screen.
function placeInChat(chat, turn) {
  const first = byId(`asked-${turn}`) ?? byId(`answer-${turn}`);
  return first ? Math.max(0, Math.floor(offset(chat, first).top - GAP)) : undefined;
}

// What a turn lacks to fill the chat: without it, a short answer could not stand at the top.
function roomBelow(chat, place) {
  const end = offset(chat, chat.querySelector(".message-wrap > :last-child")).bottom + GAP;
  return Math.max(0, Math.ceil(place + chat.clientHeight - end));
}

function offset(chat, element) {
  const { top, bottom } = element.getBoundingClientRect();
  const above = chat.getBoundingClientRect().top - chat.scrollTop;
  return { top: top - above, bottom: bottom - above };
}

function scrolled(chat) {
  if (!chat.clientHeight) return;
  const held = placeInChat(chat, reading.held);
  // A question that is on its way is not there yet.
  if (reading.held !== undefined && held === undefined) return;
  if (held !== undefined && Math.abs(chat.scrollTop - held) <= 2) return;
  if (held !== undefined) reading.held = undefined;
  // A sheet that was opened stays what it is.
  if (getComputedStyle(byId("panel")).position === "fixed") return;
  const answers = [...document.querySelectorAll("#chat .answer")].map((answer) => share(chat, answer));
  if ((answers[reading.shown] ?? 0) >= SEEN || !answers.length) return;
  reading.shown = answers.indexOf(Math.max(...answers));
  showTurn();
}

// How much of an answer is seen, of what could be.
function share(chat, answer) {
  const { top, bottom } = offset(chat, answer);
  const seen = Math.min(bottom, chat.scrollTop + chat.clientHeight) - Math.max(top, chat.scrollTop);
  return Math.max(0, seen) / Math.min(bottom - top, chat.clientHeight);
}

function keepThePlace() {
  new MutationObserver(settle).observe(byId("chat"), { childList: true, subtree: true, characterData: true });
  new ResizeObserver(settle).observe(byId("chat"));
  // The server shows the sources of the last turn.
  new MutationObserver(showTurn).observe(byId("sources"), { childList: true, subtree: true });
  byId("chat").addEventListener(
    "scroll",
    (event) => {
      if (event.target.matches(".bubble-wrap")) scrolled(event.target);
    },
    { capture: true, passive: true },
  );
}
