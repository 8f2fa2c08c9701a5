// The search page. Stories are filed under terms in small text files (see docs/search.md); this script knows which to
// fetch, and puts the results together. It fetches from this site alone.

// -- Terms: the same as in sitegen/render/search/search_terms.py ------------------------------------------------------------

const LONGEST_TERM = 32;
const PREFIX = 3;
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ" };
const PAIRED = "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ece\\u1000-\\u1049\\u1050-\\u109f\\u1780-\\u17d3\\u3005-\\u3007" +
  "\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${PAIRED}]+|(?:(?![_${PAIRED}])[\\p{L}\\p{N}\\u0900-\\u0963\\u0966-\\u0dff])+`, "gu");
const STARTS_PAIRED = new RegExp(`^[${PAIRED}]`, "u");

const fold = (text) => text.replaceAll("\u2122", " ").normalize("NFKD").toLowerCase().replace(MARKS, "")
  .replace(/[ßæœøđðłıþς]/g, (letter) => LETTERS[letter]).normalize("NFKC");

export const runsOf = (text) => (fold(text).match(RUN) ?? []).map((run) => [...run]);

export const termsOf = (text) => runsOf(text).flatMap((run) => STARTS_PAIRED.test(run[0])
  ? run.map((_, start) => run.slice(start, start + 2).join(""))
  : [run.slice(0, LONGEST_TERM).join("")]);

export const shardOf = (term, shards) => {
  let found = 2166136261;
  for (const letter of [...term].slice(0, STARTS_PAIRED.test(term) ? 1 : PREFIX)) {
    found = Math.imul(found ^ letter.codePointAt(0), 16777619) >>> 0;
  }
  return ((found ^ (found >>> 15)) >>> 0) % shards;
};

// -- Questions -------------------------------------------------------------------------------------------------------

const MOST_PARTS = 8;

// What to look for: each part a term that a story must have, or the beginning of one.
export const partsOf = (question) => {
  const parts = runsOf(question).flatMap((run) => {
    if (!STARTS_PAIRED.test(run[0])) {
      const text = run.slice(0, LONGEST_TERM).join("");
      return [{ text, isBeginning: run.length >= PREFIX }];
    }
    if (run.length === 1) return [{ text: run[0], isBeginning: true }];
    return run.slice(1).map((letter, before) => ({ text: run[before] + letter, isBeginning: false }));
  });
  return [...new Map(parts.map((part) => [part.text, part])).values()].slice(0, MOST_PARTS);
};

// Whether the last word may be no word yet, and what is filed under it not worth fetching.
const isUnfinished = (question) => /(^|[^\p{L}\p{N}])[a-z0-9]{1,2}$/iu.test(question);

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((digit, value) => [digit, value]));

// Adds the stories of one line to a map: number -> whether the title has the term.
const readStories = (line, found) => {
  let number = 0, value = 0, unit = 1;
  for (const digit of line) {
    const read = DIGITS.get(digit);
    value += (read % 32) * unit;
    unit *= 32;
    if (read >= 32) continue;
    number += value >>> 1;
    found.set(number, found.get(number) || (value & 1) === 1);
    value = 0;
    unit = 1;
  }
};

// The stories that have a part, of terms with a line end before each: number -> whether in the title.
export const storiesWith = (lines, part) => {
  const found = new Map();
  const wanted = "\n" + part.text + (part.isBeginning ? "" : " ");
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, at + 1)) {
    readStories(lines.slice(lines.indexOf(" ", at) + 1, lines.indexOf("\n", at + 1)), found);
  }
  return found;
};

// The stories that have all parts: [number in the archive, how many parts the title has].
const storiesWithAll = (texts, parts, start) => {
  const [first, ...others] = texts.map((text, number) => storiesWith(text, parts[number]));
  const hits = [];
  for (const [number, isInTitle] of first) {
    if (others.every((other) => other.has(number))) {
      hits.push([start + number, others.reduce((sum, other) => sum + other.get(number), Number(isInTitle))]);
    }
  }
  return hits;
};

// Titles first, then the newer.
const rank = (hits) => hits.sort((one, other) => other[1] - one[1] || other[0] - one[0]);

// -- The archive -----------------------------------------------------------------------------------------------------

class Missing extends Error {}

const load = async (url, options) => {
  const answer = await fetch(url, options);
  if (answer.status === 404) throw new Missing(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
};

export class Archive {
  constructor(indexUrl) {
    this.indexUrl = indexUrl;
    this.folder = indexUrl.slice(0, indexUrl.lastIndexOf("/") + 1);
    this.reset();
    this.head().catch(() => {});
  }

  // Forgets what was fetched: it is older than what the site has now, or it did not come.
  reset() {
    this.files = new Map();
    this.opened = null;
  }

  // The newest stories and the list of segments; asks the server each time, for all else follows from it.
  head() {
    this.opened ??= load(this.indexUrl, { cache: "no-cache" }).then((answer) => answer.json()).then((head) => {
      let start = 0;
      head.segments = head.segments.map(([level, name, size, shards, version]) => {
        const segment = { start, folder: `terms/${level}/${name}/`, size, shards, version, chunks: [] };
        start += size;
        return segment;
      });
      head.start = start;
      return head;
    });
    return this.opened;
  }

  file(path, version, read) {
    const url = `${this.folder}${path}?v=${version}`;
    if (!this.files.has(url)) {
      const answer = load(url).then(read);
      answer.catch(() => this.files.delete(url));
      this.files.set(url, answer);
    }
    return this.files.get(url);
  }

  async hitsIn(segment, parts) {
    const texts = await Promise.all(parts.map((part) =>
      this.file(`${segment.folder}${shardOf(part.text, segment.shards)}.txt`, segment.version, (answer) => answer.text())));
    // The first line names the files of results, each with how many stories it holds.
    segment.chunks = texts[0].slice(0, texts[0].indexOf("\n")).split(" ").map((chunk) => chunk.split(":"));
    return storiesWithAll(texts.map((text) => text.slice(text.indexOf("\n"))), parts, segment.start);
  }

  // Gives what is found so far, newest segments first, until `enough` titles have all words or all is searched.
  async *search(question, enough) {
    const parts = partsOf(question);
    if (!parts.length) return;
    const head = await this.head();
    const inHead = (wanted) => storiesWithAll(wanted.map(() => "\n" + head.terms), wanted, head.start);
    let hits = inHead(parts);
    // One letter or two are a word of their own; while no story has it, the beginnings of words in the newest will do.
    const typed = hits.length ? [] : rank(inHead(parts.map((part) => ({ ...part, isBeginning: true }))));
    const left = [...head.segments].reverse();
    yield { hits: hits.length ? rank(hits) : typed, isAll: !left.length };
    const isEnough = () => hits.filter((hit) => hit[1] === parts.length).length >= enough;
    for (let wave = 2; left.length && !isEnough(); wave *= 2) {
      const found = await Promise.all(left.splice(0, wave).map((segment) => this.hitsIn(segment, parts)));
      hits = rank(hits.concat(...found));
      yield { hits: hits.length ? hits : typed, isAll: !left.length };
    }
  }

  async story(number) {
    const head = await this.head();
    if (number >= head.start) return head.stories[number - head.start];
    const segment = head.segments.find(({ start, size }) => number < start + size);
    let place = number - segment.start;
    for (const [name, size] of segment.chunks) {
      if (place < size) {
        const stories = await this.file(`stories/${name}.json`, segment.version, (answer) => answer.json());
        return stories[place];
      }
      place -= size;
    }
    throw new Missing(segment.folder);
  }
}

// -- The page --------------------------------------------------------------------------------------------------------

const A_PAGE = 10;
const A_PAUSE = 300; // milliseconds without a key: whoever has typed one letter or two is likely to type on

const start = (form) => {
  const field = form.elements.q;
  const list = document.getElementById("found");
  const status = document.getElementById("found-count");
  const more = document.getElementById("more");
  const ways = document.getElementById("ways");
  const language = document.documentElement.lang || "en";
  const numbers = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const archive = new Archive(form.dataset.index);
  const forms = { first: JSON.parse(form.dataset.first), found: JSON.parse(form.dataset.found) };
  let turn = 0;
  let addressing = 0;
  let shown = A_PAGE;

  const counted = (count, name) => {
    const form = typeof forms[name] === "string" ? forms[name] : forms[name][plural.select(count)] ?? forms[name].other;
    return form.replace("%(n)s", numbers.format(count));
  };
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const line = ([title, url, day, source, tag]) => {
    const heading = element("h2", { dir: "auto" }, element("a", { href: url }, title));
    if (tag) heading.lang = tag;
    const about = element("p", { className: "meta" });
    if (source) about.append(element("span", { className: "source", dir: "auto" }, source), " ");
    if (day) about.append(element("time", { dateTime: day }, days.format(new Date(day))));
    return element("li", { className: "card brief" }, heading, about);
  };

  // A story that is there already keeps its element, so that the focus stays where it is.
  const show = (stories) => {
    const known = new Map([...list.children].map((item) => [item.querySelector("a").getAttribute("href"), item]));
    const items = stories.map((story) => known.get(story[1]) ?? line(story));
    items.forEach((item, place) => { if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null); });
    while (list.children.length > items.length) list.lastChild.remove();
    list.hidden = !items.length;
  };

  const clear = () => {
    show([]);
    say("");
    more.hidden = true;
    ways.hidden = false;
  };

  const isCurrent = (mine) => mine === turn;
  const pause = () => new Promise((resume) => { setTimeout(resume, A_PAUSE); });

  const run = async (question, mine, isSecond = false) => {
    try {
      for await (const { hits, isAll } of archive.search(question, shown)) {
        const stories = await Promise.all(hits.slice(0, shown).map(([number]) => archive.story(number)));
        if (!isCurrent(mine)) return;
        show(stories);
        const isMore = hits.length > stories.length || !isAll;
        more.hidden = !stories.length || !isMore;
        if (stories.length) say(isAll ? counted(hits.length, "found") : counted(stories.length, "first"));
        else say(isAll ? form.dataset.none : form.dataset.loading);
        if (!isAll && isUnfinished(question)) await pause();
        if (!isCurrent(mine)) return;
      }
    } catch (error) {
      archive.reset();
      if (!isCurrent(mine)) return;
      // The site was published anew while this page was open: its list of segments is an older one.
      if (error instanceof Missing && !isSecond) return run(question, mine, true);
      say(form.dataset.failed);
    }
  };

  const ask = () => {
    turn += 1;
    const question = field.value.trim();
    clearTimeout(addressing);
    const address = question ? `?q=${encodeURIComponent(question)}` : location.pathname;
    // Not at each key: browsers refuse the hundredth change in half a minute.
    addressing = setTimeout(() => history.replaceState(null, "", address), A_PAUSE);
    if (!partsOf(question).length) return clear();
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

  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  if (field.value) ask();
  else field.focus({ preventScroll: true });
};

if (globalThis.document) {
  const form = document.querySelector("form[data-index]");
  if (form) start(form);
}
