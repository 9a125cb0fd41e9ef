// Choosing which cases are shown. Without this script all are, and the controls are not.
const controls = document.getElementById("controls");
if (controls) {
  const kind = document.getElementById("kind");
  const tag = document.getElementById("tag");
  const shown = document.getElementById("shown");
  const cases = [...document.querySelectorAll(".case")];
  const groups = [...document.querySelectorAll(".kind")];

  const choose = () => {
    let count = 0;
    for (const one of cases) {
      const fits =
        (!kind.value || one.dataset.kind === kind.value) &&
        (!tag.value || one.dataset.tags.split(" ").includes(tag.value));
      one.hidden = !fits;
      count += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector(".case:not([hidden])");
    shown.textContent = `${count} of ${cases.length} shown`;
  };
  const open = (all) => cases.forEach((one) => (one.open = all));
  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const one = target && target.closest(".case, .kind");
    if (!one) return;
    if (one.hidden || one.closest("[hidden]")) {
      kind.value = tag.value = "";
      choose();
    }
    if (one.matches(".case")) one.open = true;
    target.scrollIntoView();
  };

  kind.addEventListener("change", choose);
  tag.addEventListener("change", choose);
  document.getElementById("open").addEventListener("click", () => open(true));
  document.getElementById("close").addEventListener("click", () => open(false));
  addEventListener("hashchange", follow);

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = cases.filter((one) => !one.open);
    open(true);
  });
  addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));

  controls.hidden = false;
  choose();
  follow();
}
