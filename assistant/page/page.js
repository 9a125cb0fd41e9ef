// A mark opens its paragraph in the sources panel, of whichever answer it stands in.
() => {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("#chat a.mark");
    if (!mark) return;
    event.preventDefault();
    const source = document.getElementById(mark.getAttribute("href").slice(1));
    if (!source) return;
    for (const turn of document.querySelectorAll("#sources .turn")) {
      turn.hidden = !turn.contains(source);
    }
    for (const followed of document.querySelectorAll("#sources .followed")) {
      followed.classList.remove("followed");
    }
    source.classList.add("followed");
    source.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    source.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
  });
}
