// The switch between light and dark, and `/` for search. The pages are complete without this file.
// A remembered choice is applied before the first paint, by the one line of script in the head of each page.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, choice) => {
    try { choice ? localStorage.setItem(name, choice) : localStorage.removeItem(name); } catch { /* private mode */ }
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

  // The contents of a long text: beside it where there is room, else a sheet that closes behind whoever leaves by it.
  const contents = document.querySelector(".contents");
  if (contents) {
    const beside = matchMedia("(min-width: 1100px)");
    const fit = () => { contents.open = beside.matches; };
    const links = [...contents.querySelectorAll("li:not(.start) a")];
    const parts = links.map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]);
    let here = null;
    let isDue = false;
    const mark = () => {
      isDue = false;
      const [link] = parts.findLast(([, part]) => part && part.getBoundingClientRect().top < innerHeight / 4) ?? [];
      if (link === here) return;
      here?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      here = link;
      // Only the rail scrolls, not the page.
      if (link && beside.matches) contents.scrollTop += link.getBoundingClientRect().top - contents.clientHeight / 2;
    };
    const plan = () => { if (!isDue) { isDue = true; requestAnimationFrame(mark); } };
    const close = () => { if (!beside.matches) contents.open = false; };
    contents.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
    contents.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || beside.matches) return;
      close();
      contents.querySelector("summary").focus();
    });
    beside.addEventListener("change", fit);
    addEventListener("scroll", plan, { passive: true });
    fit();
    plan();
    contents.classList.add("ready");
  }

  // A heading's own address, to be copied.
  const text = document.querySelector(".body[data-copy]");
  for (const heading of text?.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]") ?? []) {
    const anchor = Object.assign(document.createElement("button"), { type: "button", className: "anchor" });
    anchor.setAttribute("aria-label", `${text.dataset.copy}: ${heading.textContent}`);
    anchor.addEventListener("click", async () => {
      history.replaceState(null, "", `#${heading.id}`);
      try { await navigator.clipboard.writeText(location.href); } catch { return; } // it stands in the address bar
      anchor.classList.add("done");
      anchor.setAttribute("aria-label", text.dataset.copied);
    });
    heading.append(anchor);
  }

  // What is new since the last visit is above a line. When that was is kept in this browser and sent nowhere.
  const front = document.querySelector("[data-new-since]");
  if (front) {
    const now = Date.now();
    const [since, seen] = (read("visits") ?? "").split(" ").map(Number);
    const before = now - seen < 30 * 60_000 ? since : seen; // of one visit all pages have the same line
    keep("visits", `${before || 0} ${now}`);
    const cards = [...document.querySelectorAll("main .card")];
    const newest = cards.findLast((card) => before && Date.parse(card.querySelector("time")?.dateTime) > before);
    if (newest && newest !== cards.at(-1)) {
      const isNear = now - before < 6 * 86_400_000;
      const form = { ...(isNear ? { weekday: "long" } : { day: "numeric", month: "long" }), hour: "2-digit", minute: "2-digit" };
      const moment = new Intl.DateTimeFormat(root.lang || "en", form).format(before);
      newest.after(Object.assign(document.createElement("p"),
        { className: "since", textContent: front.dataset.newSince.replace("%(name)s", moment) }));
    }
  }

  // The address of a feed, to be pasted into a reader. Thousands may be folded: those get their buttons when opened.
  const addButtons = (list, words) => {
    for (const item of list.children) {
      const [page, feed] = item.querySelectorAll("a");
      if (!feed || item.querySelector("button")) continue;
      const copy = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
      copy.setAttribute("aria-label", `${words.copy}: ${page.textContent}`);
      copy.addEventListener("click", async () => {
        try { await navigator.clipboard.writeText(feed.href); } catch { return; } // the link beside it can be copied
        copy.textContent = words.copied;
        copy.setAttribute("aria-label", `${words.copied}: ${page.textContent}`);
      });
      item.append(" ", copy);
    }
  };
  for (const feeds of document.querySelectorAll(".feed-list[data-copy]")) {
    for (const list of feeds.querySelectorAll("ul")) {
      const fold = list.closest("details");
      if (fold) fold.addEventListener("toggle", () => addButtons(list, feeds.dataset));
      else addButtons(list, feeds.dataset);
    }
  }

  const button = document.querySelector(".switch");
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  if (button) {
    button.classList.add("ready");
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const choice = (wanted === "dark") === system.matches ? null : wanted;
      keep("theme", choice);
      apply(choice);
      show();
    });
    system.addEventListener("change", show);
    addEventListener("storage", () => { apply(read("theme")); show(); });
    show();
  }

  // `/` leads to the search, unless a reader who speaks to the browser, or whose keys slip, has turned that off.
  const slash = document.querySelector(".slash");
  if (slash) {
    const box = slash.querySelector("input");
    box.checked = read("slash") !== "off";
    box.addEventListener("change", () => keep("slash", box.checked ? null : "off"));
    slash.hidden = false;
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || read("slash") === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("input[type=search]");
    const link = document.querySelector("a.search");
    if (field) field.focus();
    else if (link) link.click();
    else return;
    event.preventDefault();
  });
})();
