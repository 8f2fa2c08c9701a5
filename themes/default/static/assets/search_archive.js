// What the search fetches: stories filed under terms in small text files (see docs/search.md), from this site alone.

import { partsOf, shardOf } from "./search_terms.js";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((digit, value) => [digit, value]));

// How much a story has of a part: its title has it, its card does, its text alone does.
const TITLE = 3, CARD = 2, BODY = 1;
const APART = 0.25; // less, for a name and its figure that stand apart

// Adds the stories of one line to a map: number -> where it has the term.
const readStories = (line, found, isOfCards) => {
  let number = 0, value = 0, unit = 1;
  for (const digit of line) {
    const read = DIGITS.get(digit);
    value += (read % 32) * unit;
    unit *= 32;
    if (read >= 32) continue;
    number += isOfCards ? value >>> 1 : value;
    const where = !isOfCards ? BODY : value & 1 ? TITLE : CARD;
    found.set(number, Math.max(found.get(number) ?? 0, where));
    value = 0;
    unit = 1;
  }
};

// The stories that have a term, of lines with a line end before each; those of bodies come after an empty one.
const storiesWith = (lines, term) => {
  const found = new Map();
  const wanted = "\n" + term.text + (term.isBeginning ? "" : " ");
  const bodies = lines.indexOf("\n\n");
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, at + 1)) {
    readStories(lines.slice(lines.indexOf(" ", at) + 1, lines.indexOf("\n", at + 1)), found, bodies < 0 || at < bodies);
  }
  return found;
};

// The stories that have every one of some, each with the least or with the sum of what it has of them.
const inAll = (maps, join) => {
  const [first, ...others] = maps;
  const found = new Map();
  for (const [number, has] of first) {
    if (others.every((other) => other.has(number))) found.set(number, others.reduce((sum, other) => join(sum, other.get(number)), has));
  }
  return found;
};

const inAny = (maps) => {
  const found = new Map();
  for (const map of maps) for (const [number, has] of map) found.set(number, Math.max(found.get(number) ?? 0, has));
  return found;
};

// The stories that have all parts: [number in the archive, how much, whether one of them is in its text alone].
// `lines(term)` says where a term is looked for.
const storiesWithAll = (lines, { parts, facets }, start) => {
  const having = (part) => inAny(part.map((way) => {
    const found = inAll(way.map((term) => storiesWith(lines(term), term)), Math.min);
    return way[0].isApart ? new Map([...found].map(([number, has]) => [number, has - APART])) : found;
  }));
  const chosen = facets.map(having);
  const asked = parts.map(having);
  const found = parts.length ? inAll(asked, (one, other) => one + other) : chosen[0];
  const hits = [];
  for (const [number, has] of found) {
    if (chosen.every((map) => map.has(number))) hits.push([start + number, has, asked.some((map) => map.get(number) <= BODY)]);
  }
  return hits;
};

const termsIn = ({ parts, facets }) => [...parts, ...facets].flat(2);

// Titles first, then the newer.
const rank = (hits) => hits.sort((one, other) => other[1] - one[1] || other[0] - one[0]);

export class Missing extends Error {}

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
      const [shards, version] = head.bodies;
      head.newest = { start, folder: "terms/newest/", shards, version };
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

  // The lines of the shards that may hold some terms, by shard.
  async shardsOf(segment, terms) {
    const wanted = [...new Set(terms.map((term) => shardOf(term.text, segment.shards)))];
    const texts = await Promise.all(wanted.map((shard) =>
      this.file(`${segment.folder}${shard}.txt`, segment.version, (answer) => answer.text())));
    return new Map(wanted.map((shard, place) => [shard, texts[place]]));
  }

  async hitsIn(segment, asked) {
    const texts = await this.shardsOf(segment, termsIn(asked));
    // The first line names the files of results, each with how many stories it holds.
    const [text] = texts.values();
    segment.chunks = text.slice(0, text.indexOf("\n")).split(" ").map((chunk) => chunk.split(":"));
    const lines = new Map([...texts].map(([shard, all]) => [shard, all.slice(all.indexOf("\n"))]));
    return storiesWithAll((term) => lines.get(shardOf(term.text, segment.shards)), asked, segment.start);
  }

  async hitsInNewest(head, asked) {
    const { newest } = head;
    const texts = newest.shards ? await this.shardsOf(newest, termsIn(asked)) : new Map();
    const lines = new Map([...texts].map(([shard, text]) => [shard, text.slice(text.indexOf("\n") + 1)]));
    const linesOf = (term) => "\n" + head.terms + (lines.get(shardOf(term.text, newest.shards || 1)) ?? "");
    return [linesOf, storiesWithAll(linesOf, asked, newest.start)];
  }

  // Gives what is found so far, newest segments first, until `enough` titles have all words or all is searched.
  async *search(question, facets, enough) {
    const asked = { parts: partsOf(question), facets };
    if (!asked.parts.length && !facets.length) return;
    const head = await this.head();
    const [linesOf, inHead] = await this.hitsInNewest(head, asked);
    let hits = inHead;
    // One letter or two are a word of their own; while no story has it, the beginnings of words in the newest will do.
    const begun = asked.parts.map((part) => part.map((way) => way.map((term) => ({ ...term, isBeginning: true }))));
    const typed = hits.length ? [] : rank(storiesWithAll(linesOf, { parts: begun, facets }, head.newest.start));
    const left = [...head.segments].reverse();
    yield { hits: hits.length ? rank(hits) : typed, isAll: !left.length };
    const isEnough = () => hits.filter((hit) => hit[1] > TITLE * asked.parts.length - 2 * APART - 0.01).length >= enough;
    for (let wave = 2; left.length && !isEnough(); wave *= 2) {
      const found = await Promise.all(left.splice(0, wave).map((segment) => this.hitsIn(segment, asked)));
      hits = rank(hits.concat(...found));
      yield { hits: hits.length ? hits : typed, isAll: !left.length };
    }
  }

  async story(number) {
    const head = await this.head();
    if (number >= head.newest.start) return head.stories[number - head.newest.start];
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
