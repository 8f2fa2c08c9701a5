// Keeps an open page true while the site is written. Only the preview puts it into pages.
(() => {
  "use strict";
  const OWN = "/_preview/";
  const KEPT = "sitegen-preview";
  const HIDDEN = "sitegen-preview-hidden";
  const SLOW_MS = 500;
  const sent = document.currentScript.dataset;
  let signature = JSON.parse(sent.signature);
  let published = null;
  let hiddenOverlay = readHidden();
  let isChecking = false;
  let mustCheckAgain = false;
  let slowTimer = 0;

  // -- what is true ---------------------------------------------------------------------------------------------------

  async function check() {
    if (isChecking) {
      mustCheckAgain = true;
      return;
    }
    isChecking = true;
    try {
      do {
        mustCheckAgain = false;
        const answer = await fetch(`${OWN}signature?page=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
        if (answer.ok) becomeTrue(await answer.json());
      } while (mustCheckAgain);
    } catch {
      // The server is away. Its first news when it is back makes this look again.
    }
    isChecking = false;
  }

  function becomeTrue(now) {
    const before = signature.styles || {};
    const after = now.styles || {};
    if (now.text !== signature.text || Object.keys(before).join() !== Object.keys(after).join()) {
      reload();
      return;
    }
    for (const link of document.querySelectorAll('link[rel~="stylesheet" i]')) {
      const name = (link.getAttribute("href") || "").split("?")[0];
      if (after[name] !== before[name]) swap(link, after[name]);
    }
    signature = now;
  }

  function swap(link, version) {
    const [href, stamp] = version.split(" ");
    const next = link.cloneNode();
    next.href = `${href}${href.includes("?") ? "&" : "?"}preview=${stamp}`;
    next.onload = next.onerror = () => link.remove(); // until then the page keeps its looks
    link.after(next);
  }

  // -- loaded again, as it was ----------------------------------------------------------------------------------------

  function reload() {
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    const kept = { path: location.pathname, x: scrollX, y: scrollY, open };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
      history.scrollRestoration = "manual";
    } catch {
      // Storage is turned off: the browser itself restores what it can.
    }
    location.reload();
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (!kept || kept.path !== location.pathname) return;
    const all = document.querySelectorAll("details");
    if (all.length === kept.open.length) all.forEach((one, number) => { one.open = kept.open[number]; });
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    scroll();
    history.scrollRestoration = "auto";
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  }

  // -- what is shown --------------------------------------------------------------------------------------------------

  const SHADOW_STYLE = `
    :host { all: initial; }
    .bar, .overlay { font: 14px/1.5 system-ui, sans-serif; color: #f4f4f4; background: #22262b; }
    .stack { position: fixed; inset: auto 8px 8px; z-index: 2147483647; display: flex; flex-direction: column; gap: 8px;
      align-items: flex-start; pointer-events: none; }
    .stack > * { pointer-events: auto; border-radius: 6px; }
    .bar { padding: 2px 10px; display: flex; gap: 0 12px; align-items: center; flex-wrap: wrap; }
    .bar a { color: #b8dcff; padding: 4px 0; }
    .badge { background: #ffd54a; color: #1d1d1d; border-radius: 4px; padding: 0 8px; font-weight: 600; }
    .overlay { align-self: stretch; max-height: 60vh; overflow: auto; border-top: 4px solid #ff6b5e; padding: 8px 14px; }
    .overlay pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
    button { font: inherit; float: right; min-height: 28px; cursor: pointer; }
    .stack [hidden] { display: none; }
    @media print { .stack { display: none; } }`;
  const LIGHT_STYLE = `.sitegen-badge { background: #ffd54a; color: #1d1d1d; border-radius: 4px; padding: 0 .4em;
    margin-inline-start: .5em; font: 600 12px/1.6 system-ui, sans-serif; display: inline-block; }`;

  function sheet(text) {
    const made = new CSSStyleSheet();
    made.replaceSync(text);
    return made;
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const host = document.createElement("sitegen-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet(SHADOW_STYLE)];
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet(LIGHT_STYLE)];
  const badge = element("span", { className: "badge", hidden: true });
  const link = element("a", { href: OWN, textContent: "Preview" });
  const running = element("span", { className: "running", hidden: true });
  const bar = element("div", { className: "bar" }, badge, link, running);
  const words = element("pre", {});
  const hide = element("button", { type: "button", textContent: "Hide" });
  const overlay = element("div", { className: "overlay", hidden: true }, hide, words);
  overlay.setAttribute("role", "alert");
  running.setAttribute("role", "status");
  hide.onclick = () => {
    keepHidden(words.textContent);
    overlay.hidden = true;
  };
  shadow.append(element("div", { className: "stack" }, overlay, bar));

  // What was put away stays away while its words are the same, also on the next page and when this one is loaded again.
  function readHidden() {
    try {
      return sessionStorage.getItem(HIDDEN) || "";
    } catch {
      return "";
    }
  }

  function keepHidden(text) {
    hiddenOverlay = text;
    try {
      sessionStorage.setItem(HIDDEN, text);
    } catch {
      // Storage is turned off: it is kept as long as this page.
    }
  }

  function show(state) {
    const withheld = state.withheld ? `${state.withheld} withheld` : "";
    link.textContent = ["Preview", state.headline, withheld].filter(Boolean).join(" · ");
    const text = state.overlay || "";
    overlay.hidden = !text || text === hiddenOverlay || location.pathname === OWN; // that page says it itself
    if (words.textContent !== text) words.textContent = text;
    if (!text) keepHidden("");
    showBadges(state.badges || {});
    showBuilding(state);
  }

  function showBuilding(state) {
    const counted = state.total ? ` ${state.done || 0} of ${state.total}` : "";
    running.textContent = `Building: ${state.stage || "begin"}${counted}`;
    if (!state.is_building) {
      clearTimeout(slowTimer);
      slowTimer = 0;
      running.hidden = true;
    } else if (!slowTimer) {
      slowTimer = setTimeout(() => { running.hidden = false; }, SLOW_MS);
    }
  }

  function showBadges(badges) {
    badge.textContent = badges[location.pathname] || "";
    badge.hidden = !badge.textContent;
    for (const old of document.querySelectorAll(".sitegen-badge")) old.remove();
    if (location.pathname === OWN) return;
    // A list leads to a story by its time and by its title: the title is in a heading.
    const links = [...document.querySelectorAll("main a[href]")];
    const titles = new Set(links.filter((one) => one.closest("h1, h2, h3, h4")).map((one) => one.pathname));
    for (const one of links) {
      if (titles.has(one.pathname) && !one.closest("h1, h2, h3, h4")) continue;
      const reason = one.origin === location.origin && badges[one.pathname];
      if (reason && one.textContent.trim()) {
        one.after(element("span", { className: "sitegen-badge", textContent: reason }));
      }
    }
  }

  // -- news -----------------------------------------------------------------------------------------------------------

  function hear({ state, isFirst }) {
    show(state);
    if (isFirst || state.published !== published) check();
    published = state.published;
  }

  function listenThroughWorker() {
    const { port } = new SharedWorker(`${OWN}live_worker.js`, "sitegen-preview");
    port.onmessage = (event) => hear(event.data);
    addEventListener("pagehide", () => port.postMessage("gone"));
  }

  // Browsers without shared workers: a tab that nobody sees hears nothing, and looks when it is seen again.
  function listenHere() {
    let source = null;
    const listen = () => {
      if (source) source.close();
      let isFirst = true;
      source = new EventSource(`${OWN}events`);
      source.onmessage = (event) => {
        hear({ state: JSON.parse(event.data), isFirst });
        isFirst = false;
      };
      source.onerror = () => {
        source.close();
        setTimeout(follow, SLOW_MS);
      };
    };
    const follow = () => {
      if (!document.hidden) listen();
      else if (source) source.close();
    };
    addEventListener("visibilitychange", follow);
    follow();
  }

  document.documentElement.append(host);
  show(JSON.parse(sent.state));
  restore();
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  if (window.SharedWorker) listenThroughWorker();
  else listenHere();
})();
