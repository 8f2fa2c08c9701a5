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

  // A picture that does not load: an icon gives way to the letter behind it, one without words to the ground behind it.
  const fail = (image) => {
    if (image.closest(".mark")) image.remove();
    else if (!image.alt) image.classList.add("failed");
  };
  addEventListener("error", (event) => { if (event.target.localName === "img") fail(event.target); }, true);
  for (const image of document.images) if (image.complete && !image.naturalWidth) fail(image);

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
