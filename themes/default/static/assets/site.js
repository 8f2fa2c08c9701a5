// The switch between light and dark, and `/` for search. The pages are complete without this file.
// A remembered choice is applied before the first paint, by the one line of script in the head of each page.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (choice) => {
    try { choice ? localStorage.setItem("theme", choice) : localStorage.removeItem("theme"); } catch { /* private mode */ }
  };
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const apply = (choice) => { if (choice) root.dataset.theme = choice; else delete root.dataset.theme; };

  // A picture that does not load goes with its frame, or in a text with what held nothing else; an icon leaves its
  // letter. One in a text that has words of its own stays, for they are shown.
  const fail = (image) => {
    const isInText = image.closest(".body") !== null;
    if (isInText && image.alt) return;
    const isHeldAlone = (one) => one.matches("p, a, figure, picture") && one.children.length === 1 && !one.textContent.trim();
    let gone = image.closest(".picture") ?? image;
    while (isInText && isHeldAlone(gone.parentElement)) gone = gone.parentElement;
    gone.remove();
  };
  addEventListener("error", (event) => { if (event.target.localName === "img") fail(event.target); }, true);
  for (const image of [...document.images]) if (image.complete && !image.naturalWidth) fail(image);

  const button = document.querySelector(".switch");
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  if (button) {
    button.classList.add("ready");
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const choice = (wanted === "dark") === system.matches ? null : wanted;
      keep(choice);
      apply(choice);
      show();
    });
    system.addEventListener("change", show);
    addEventListener("storage", () => { apply(read()); show(); });
    show();
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("input[type=search]");
    const link = document.querySelector("a.search");
    if (field) field.focus();
    else if (link) link.click();
    else return;
    event.preventDefault();
  });
})();
