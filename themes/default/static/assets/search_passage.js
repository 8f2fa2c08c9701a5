// The words around what was found in a text alone. The index knows which stories have a word, not where it stands: so the
// story's own page is read, of this site, for results in sight alone, until the words are found or a question has cost
// enough. Whatever goes wrong, the excerpt stays.

import { piecesOf } from "./search_terms.js";

const MOST_LETTERS = 240; // as an excerpt
const MOST_BEFORE = 80;
const MOST_READ = 350_000; // characters of HTML a question, some 100 KB as hosts send them
const BLOCKS = "p, li, dd, dt, td, th, pre, figcaption, summary, h2, h3, h4, h5, h6";
const WIDE = /[\u3000-\u303f\uff01-\uff60\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;

const weightOf = (text) => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

// How many of the parts a text answers.
const answered = (text, parts) => parts.filter((part) => piecesOf(text, [part]).some(([, isMarked]) => isMarked)).length;

// Cuts the words around the first answer out of a text, at spaces where there are some.
const cutAround = (text, parts) => {
  let before = 0;
  for (const [piece, isMarked] of piecesOf(text, parts)) {
    if (isMarked) break;
    before += piece.length;
  }
  let start = 0;
  if (weightOf(text) > MOST_LETTERS && before > MOST_BEFORE) {
    const from = before - MOST_BEFORE / (WIDE.test(text.slice(before - 20, before)) ? 2 : 1);
    const space = text.indexOf(" ", from);
    start = space >= 0 && space < before ? space + 1 : from;
  }
  let end = start;
  for (let weight = 0; end < text.length && weight < MOST_LETTERS; end += 1) weight += WIDE.test(text[end]) ? 2 : 1;
  const space = text.lastIndexOf(" ", end);
  if (end < text.length && space > end - 30 && space > before) end = space;
  // Not between the halves of one character.
  if (/[\udc00-\udfff]/.test(text[start])) start += 1;
  if (/[\ud800-\udbff]/.test(text[end - 1])) end -= 1;
  return `${start ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
};

// The passage of a page that answers the most, the first one of those, and how many parts it answers.
export const passageIn = (html, parts) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const body = page.querySelector(".body") ?? page.querySelector("article") ?? page.querySelector("main");
  let best = "", most = 0;
  for (const block of body?.querySelectorAll(BLOCKS) ?? []) {
    if (most === parts.length) break;
    if (block.querySelector(BLOCKS)) continue;
    const text = block.textContent.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
    const count = answered(text, parts);
    if (count > most) [best, most] = [text, count];
  }
  return [best && cutAround(best, parts), most];
};

export class Passages {
  constructor() {
    this.found = new Map();
    this.left = MOST_READ;
  }

  // Each question may read as much.
  begin() { this.left = MOST_READ; }

  // The passage of a story's page, read no further than it takes; an empty text when there is none to be had.
  async of(url, parts, isWanted) {
    const key = `${url} ${JSON.stringify(parts)}`;
    if (this.found.has(key)) return this.found.get(key);
    const isOurs = new URL(url, location.href).origin === location.origin;
    if (!isOurs || this.left <= 0 || !isWanted() || navigator.connection?.saveData) return "";
    const stop = new AbortController();
    try {
      const answer = await fetch(url, { signal: stop.signal, referrerPolicy: "no-referrer" });
      if (!answer.ok || !/^text\/html/.test(answer.headers.get("content-type") ?? "")) return "";
      const passage = await this.read(answer, parts, isWanted);
      if (isWanted()) this.found.set(key, passage);
      return passage;
    } catch {
      return "";
    } finally {
      stop.abort();
    }
  }

  async read(answer, parts, isWanted) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let html = "", seen = 0, best = "";
    while (isWanted() && this.left > 0) {
      const { done, value } = await reader.read();
      html += value ?? "";
      this.left -= value?.length ?? 0;
      // Looked at anew when it is half as long again, so that a long page is not read from its beginning at each piece.
      if (!done && this.left > 0 && html.length < seen * 1.5 + 20_000) continue;
      seen = html.length;
      const [passage, count] = passageIn(done ? html : html.slice(0, html.lastIndexOf("</p>") + 4), parts);
      best = passage;
      if (done || count === parts.length) break;
    }
    return best;
  }
}
