// The search page: what a reader types, and what is shown of it. What is fetched is in search_archive.js, what a text is
// found by in search_terms.js, what is shown of a text in search_passage.js.

import { Archive, Missing } from "./search_archive.js";
import { corrected, facetsOf, fold, keyOf, partsOf, piecesOf, termsOf } from "./search_terms.js";

const A_PAGE = 10;
const A_PAUSE = 300; // milliseconds without a key: whoever has typed one letter or two is likely to type on
const MOST_NAMES = 6;
const MOST_SOURCES = 8;
const FEW = 3; // with fewer stories, another spelling may be what was meant
const FACETS = ["year", "section", "source"];

// GPT-4 stays on one line, as on other pages (sitegen/render/html/unbroken_names.py).
const NAME_IN_ONE = /(?<![a-z0-9.-])([a-z0-9](?=[a-z0-9.-]{2,13}(?![a-z0-9.-]))[a-z0-9.]*(?:-[a-z0-9][a-z0-9.]*)+)/i;

// Whether the last word may be no word yet, and what is filed under it not worth fetching.
const isUnfinished = (question) => /(^|[^\p{L}\p{N}])[a-z0-9]{1,2}$/iu.test(question);

// A Chinese question in the other script, of which nothing is fetched before the one that was typed finds nothing.
const inOtherScript = async (question) => (/[\u4e00-\u9fff]/.test(question)
  ? import("./search_han.js").then((han) => han.inOtherScript(question), () => question)
  : question);

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// The names of terms that a question may mean, nearest first; of those as near, the most used.
const namesFor = (question, head) => {
  const asked = fold(question).trim();
  const words = termsOf(question);
  const found = [];
  head.folded ??= head.names.flatMap(([taxonomy, base, names]) => names.map((one, place) => {
    const [name, slug] = typeof one === "string" ? [one, one.toLowerCase().replaceAll(" ", "-")] : one;
    return { taxonomy, url: `${base}${slug}/`, name, place, folded: fold(name), terms: termsOf(name), key: keyOf(name).replaceAll("_", "") };
  }));
  for (const one of words.length ? head.folded : []) {
    if (!words.every((word) => one.terms.some((term) => term.startsWith(word))) && one.key !== words.join("")) continue;
    const isSame = one.folded === asked || one.key === words.join("");
    found.push([isSame ? 0 : one.folded.startsWith(asked) ? 1 : 2, one]);
  }
  found.sort((one, other) => one[0] - other[0] || one[1].place - other[1].place);
  return found.slice(0, MOST_NAMES).map(([, one]) => one);
};

const start = (form) => {
  const field = form.elements.q;
  const [list, status, more, ways, names, meant, narrow] = ["found", "found-count", "more", "ways", "names", "meant", "narrow"]
    .map((id) => document.getElementById(id));
  const language = document.documentElement.lang || "en";
  const numbers = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const archive = new Archive(form.dataset.index);
  const words = JSON.parse(form.dataset.words);
  const choices = JSON.parse(form.dataset.choices);
  const facets = {};
  let turn = 0;
  let addressing = 0;
  let shown = A_PAGE;
  let passages = null;
  let inSight = null;

  const counted = (count, name) => {
    const form = typeof words[name] === "string" ? words[name] : words[name][plural.select(count)] ?? words[name].other;
    return form.replace("%(n)s", numbers.format(count));
  };
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const addressOf = (question, chosen) => {
    const given = Object.entries({ q: question, ...chosen }).filter(([, value]) => value);
    return given.length ? `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}` : location.pathname;
  };
  const markedPieces = (text, parts) => piecesOf(text, parts).map(([piece, isMarked]) => (isMarked ? element("mark", {}, piece) : piece));
  const marked = (text, parts) => text.split(NAME_IN_ONE).flatMap((piece, place) => (place % 2 && /\d/.test(piece)
    ? element("span", { className: "name-in-one" }, ...markedPieces(piece, parts))
    : markedPieces(piece, parts)));

  const line = ([title, url, day, source, excerpt, tag], parts) => {
    const heading = element("h2", { dir: "auto" }, element("a", { href: url }, ...marked(title, parts)));
    const item = element("li", { className: "card brief" }, heading);
    if (excerpt) item.append(element("p", { className: "excerpt", dir: "auto" }, ...marked(excerpt, parts)));
    if (tag) for (const part of item.children) part.lang = tag;
    const about = element("p", { className: "meta" });
    if (source) about.append(element("span", { className: "source", dir: "auto" }, source), " ");
    if (day) about.append(element("time", { dateTime: day }, days.format(new Date(day))));
    item.append(about);
    return item;
  };

  const showExcerpt = (item, pieces) => {
    const there = item.querySelector(".excerpt");
    if (!pieces.length) return there?.remove();
    if (there) return there.replaceChildren(...pieces);
    item.querySelector("h2").after(element("p", { className: "excerpt", dir: "auto" }, ...pieces));
  };

  // A story that is there already keeps its element, so that the focus stays where it is; its marks are made anew.
  const show = (stories, parts = []) => {
    const known = new Map([...list.children].map((item) => [item.querySelector("a").getAttribute("href"), item]));
    const items = stories.map((story) => {
      const made = line(story, parts);
      const there = known.get(story[1]);
      if (!there) return made;
      there.querySelector("a").replaceChildren(...made.querySelector("a").childNodes);
      showExcerpt(there, made.querySelector(".excerpt")?.childNodes ?? []);
      return there;
    });
    items.forEach((item, place) => { if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null); });
    while (list.children.length > items.length) list.lastChild.remove();
    list.hidden = !items.length;
  };

  // What is the same as before stays, and the focus in it.
  const isShown = (place, key) => place.dataset.key === (place.dataset.key = key);

  const showNames = (found) => {
    if (isShown(names, found.map(({ url }) => url).join())) return;
    names.replaceChildren(...found.map(({ taxonomy, url, name }) => element("li", {},
      element("span", { className: "meta", dir: "auto" }, taxonomy), " ", element("a", { href: url, dir: "auto" }, name))));
    names.hidden = !found.length;
  };

  const showMeant = (question) => {
    const [before, after] = words.meant.split("%(name)s");
    meant.hidden = !question;
    meant.replaceChildren(...(question ? [before, element("a", { href: addressOf(question, facets) }, question), after] : []));
  };

  // One link a value: it leads to the same question of fewer stories, or back to all where it is chosen already.
  const showNarrow = (question, stories) => {
    const sources = [...new Set(stories.map((story) => story[3]).filter(Boolean))].slice(0, MOST_SOURCES);
    const values = { year: choices.years.map((year) => [year, year]), section: choices.sections, source: sources.map((name) => [name, name]) };
    const chosen = FACETS.filter((facet) => facets[facet]);
    for (const facet of chosen) {
      const isThere = values[facet].some(([value]) => value === facets[facet]);
      if (!isThere) values[facet] = [[facets[facet], facets[facet]], ...values[facet]];
    }
    const groups = FACETS.filter((facet) => facets[facet] || values[facet].length > 1);
    narrow.hidden = !groups.length || !(stories.length || chosen.length);
    if (isShown(narrow, addressOf(question, facets) + sources.join())) return;
    const link = (facet, [value, name]) => {
      const isChosen = facets[facet] === value;
      const made = element("a", { href: addressOf(question, { ...facets, [facet]: isChosen ? "" : value }), dir: "auto" }, name);
      if (isChosen) {
        made.setAttribute("aria-current", "true");
        made.setAttribute("aria-label", words.remove.replace("%(name)s", name));
        made.append(" ×");
      }
      return element("li", {}, made);
    };
    narrow.querySelector("dl").replaceChildren(...groups.map((facet) => element("div", {}, element("dt", {}, words[facet]),
      element("dd", {}, element("ul", {}, ...values[facet].map((value) => link(facet, value)))))));
    if (chosen.length) narrow.open = true;
  };

  const clear = () => {
    show([]);
    showNames([]);
    showMeant("");
    say("");
    narrow.hidden = true;
    more.hidden = true;
    ways.hidden = false;
  };

  const isCurrent = (mine) => mine === turn;
  const pause = () => new Promise((resume) => { setTimeout(resume, A_PAUSE); });

  // What is beside the stories: terms of that name, and what may have been meant.
  const showBeside = (question, count, head) => {
    const found = namesFor(question, head);
    const all = head.folded.map(({ name }) => name);
    const instead = count < FEW && !found.length ? corrected(question, all) : null;
    showNames(instead ? namesFor(instead, head) : found);
    showMeant(instead ?? "");
  };

  // After a frame without it, so that what was above is new below, and nothing is seen to jump.
  const showWays = (mine) => requestAnimationFrame(() => requestAnimationFrame(() => { if (isCurrent(mine)) ways.hidden = false; }));

  // What was found in a text alone is shown with the words around it, once its result is in sight, one after the other.
  const showPassages = async (hits, parts, mine) => {
    inSight?.disconnect();
    const items = [...list.children].filter((_, place) => hits[place]?.[2]);
    if (!items.length) return;
    await pause();
    if (!isCurrent(mine)) return;
    passages ??= new (await import("./search_passage.js")).Passages();
    passages.begin();
    let before = Promise.resolve();
    const showPassage = async (item) => {
      const passage = await passages.of(item.querySelector("a").href, parts, () => isCurrent(mine));
      if (passage && isCurrent(mine)) showExcerpt(item, marked(passage, parts));
    };
    inSight = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
        inSight.unobserve(target);
        before = before.then(() => showPassage(target));
      }
    });
    for (const item of items) inSight.observe(item);
  };

  const run = async (question, mine, isSecond = false, isOther = false) => {
    const parts = partsOf(question);
    let count = 0, first = [];
    try {
      for await (const { hits, isAll } of archive.search(question, facetsOf(facets), shown)) {
        const stories = await Promise.all(hits.slice(0, shown).map(([number]) => archive.story(number)));
        const found = namesFor(question, await archive.head());
        if (!isCurrent(mine)) return;
        show(stories, parts);
        showNames(found);
        showNarrow(question, stories);
        count = hits.length;
        first = hits.slice(0, shown);
        const isMore = count > stories.length || !isAll;
        more.hidden = !stories.length || !isMore;
        if (stories.length) say(isAll ? counted(count, "found") : counted(stories.length, "first"));
        else say(isAll ? form.dataset.none : form.dataset.loading);
        if (!isAll && isUnfinished(question)) await pause();
        if (!isCurrent(mine)) return;
      }
      const head = await archive.head();
      const other = count || isOther ? question : await inOtherScript(question);
      if (!isCurrent(mine)) return;
      if (other !== question) return run(other, mine, isSecond, true);
      showBeside(question, count, head);
      showWays(mine);
      showPassages(first, parts, mine).catch(() => {});
    } catch (error) {
      archive.reset();
      if (!isCurrent(mine)) return;
      // The site was published anew while this page was open: its list of segments is an older one.
      if (error instanceof Missing && !isSecond) return run(question, mine, true, isOther);
      say(form.dataset.failed);
      showWays(mine);
    }
  };

  const ask = () => {
    turn += 1;
    const question = field.value.trim();
    clearTimeout(addressing);
    // Not at each key: browsers refuse the hundredth change in half a minute.
    addressing = setTimeout(() => history.replaceState(null, "", addressOf(question, facets)), A_PAUSE);
    if (!partsOf(question).length && !facetsOf(facets).length) {
      clear();
      if (question) say(form.dataset.none);
      return null;
    }
    showMeant("");
    ways.hidden = true;
    return run(question, turn);
  };

  const askAnew = (event) => {
    if (event.isComposing) return;
    shown = A_PAGE;
    ask();
  };
  field.addEventListener("input", askAnew);
  field.addEventListener("compositionend", askAnew);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    shown += A_PAGE;
    await ask();
    list.children[before]?.querySelector("a").focus();
  });

  // Arrows lead from the field through the results and back; Escape leads to the field.
  addEventListener("keydown", (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const place = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step && stops[place + step]) stops[place + step].focus();
    else if (event.key === "Escape" && place > 0) field.focus();
    else return;
    event.preventDefault();
  });

  const address = new URLSearchParams(location.search);
  for (const facet of FACETS) facets[facet] = address.get(facet) ?? "";
  field.value = address.get("q") ?? field.value;
  if (field.value || facetsOf(facets).length) ask();
  else field.focus({ preventScroll: true });
};

const form = document.querySelector("form[data-index]");
if (form) start(form);
