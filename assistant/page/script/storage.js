// This browser's storage; where it is forbidden, a memory that lasts as long as the page.
function storage(name) {
  const memory = new Map();
  const real = () => {
    try {
      return window[name];
    } catch {
      return undefined;
    }
  };
  return {
    keys: () => (real() ? Object.keys(real()) : [...memory.keys()]),
    get: (key) => (real() ? real().getItem(key) : memory.get(key)) ?? null,
    // Throws when it is full.
    set: (key, text) => (real() ? real().setItem(key, text) : memory.set(key, text)),
    remove: (key) => (real() ? real().removeItem(key) : memory.delete(key)),
  };
}

const lasting = storage("localStorage");
// Of this tab alone; it outlives a reload, and the page does without it where it is full.
const passing = storage("sessionStorage");

function passOn(name, text) {
  try {
    passing.set(storageKey(name), text);
  } catch {
    passing.remove(storageKey(name));
  }
}

function storageKey(name) {
  return `clinical-assistant/${state.user}/${name}`;
}
