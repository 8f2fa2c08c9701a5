// What a text is found by, and what a question asks for. Terms are the same as in
// sitegen/render/search/search_terms.py; the two must agree on every text.

const LONGEST_TERM = 32;
const PREFIX = 3;
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ" };
const PAIRED = "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ece\\u1000-\\u1049\\u1050-\\u109f\\u1780-\\u17d3\\u3005-\\u3007" +
  "\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${PAIRED}]+|(?:(?![_${PAIRED}])[\\p{L}\\p{N}\\u0900-\\u0963\\u0966-\\u0dff])+`, "gu");
const STARTS_PAIRED = new RegExp(`^[${PAIRED}]`, "u");
// .NET, C++, C#, AT&T: names that are others without their signs.
const AFTER_POINT = /\.[a-z]{2}[a-z0-9]*/g;
const WITH_SIGN = /(?<![a-z0-9])[a-z][a-z0-9]*(?:\+\+?|#)(?![a-z+#])|(?<![a-z0-9&])[a-z0-9]+(?:&[a-z0-9]+)+/g;
const WITH_SIGNS = new RegExp(`${WITH_SIGN.source}|${AFTER_POINT.source}`, "g");

export const fold = (text) => text.replaceAll("\u2122", " ").normalize("NFKD").toLowerCase().replace(MARKS, "")
  .replace(/[ßæœøđðłıþς]/g, (letter) => LETTERS[letter]).normalize("NFKC");

const runsOf = (folded) => (folded.match(RUN) ?? []).map((run) => [...run]);

const isPaired = (run) => STARTS_PAIRED.test(run[0]);

export const termsOf = (text) => {
  const folded = fold(text);
  const words = runsOf(folded).flatMap((run) => isPaired(run)
    ? run.map((_, start) => run.slice(start, start + 2).join(""))
    : [run.slice(0, LONGEST_TERM).join("")]);
  const named = [AFTER_POINT, WITH_SIGN].flatMap((signs) => folded.match(signs) ?? []);
  return [...words, ...named.map((term) => term.slice(0, LONGEST_TERM))];
};

export const keyOf = (name) => termsOf(name).join("_");

export const shardOf = (term, shards) => {
  let found = 2166136261;
  const letters = [...term];
  // What nobody types is never asked for by its beginning: all of it counts.
  const known = term.startsWith("~") ? letters.length : STARTS_PAIRED.test(term) ? 1 : PREFIX;
  for (const letter of letters.slice(0, known)) {
    found = Math.imul(found ^ letter.codePointAt(0), 16777619) >>> 0;
  }
  return ((found ^ (found >>> 15)) >>> 0) % shards;
};

// -- Questions: parts that a story must have; of each part one of several ways to write it, each of which is terms -------

const MOST_PARTS = 8;
// OpenAI's, l'intelligence: what hangs on a word is not asked for.
const POSSESSIVE = /(?<=[\p{L}\p{N}]{2})['\u2019\u02bc]s(?![\p{L}\p{N}])/gu;
const ELIDED = /(?<![\p{L}\p{N}])(?:qu|[cdjlmnst])['\u2019\u02bc](?=\p{L}{2})/gu;

const exact = (text) => ({ text, isBeginning: false });
const wordOrBeginning = (run) => ({
  text: run.slice(0, LONGEST_TERM).join(""),
  isBeginning: run.length >= PREFIX,
});

// GPT-4o, gpt4o and "gpt 4o" ask for the same: for what the index holds as one word, too. With a space between, or with a
// year, it may be two words ("chips 2024"): what has them apart comes after what has them as one, so that "gpt 5" does not
// begin with five lessons of GPT-4.
const modelOf = (letters, figures, isTypedApart) => {
  const isApart = isTypedApart || /^(?:19|20)[0-9]{2}$/.test(figures) || letters.length > 12 || figures.length > 8;
  const asOne = [wordOrBeginning([...(letters + figures)])];
  const apart = [{ ...exact(letters), isApart: true }, wordOrBeginning([...figures])];
  return isApart ? [asOne, apart] : [asOne];
};

const partsOfWords = (words, joined) => {
  const parts = [];
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place];
    const next = words[place + 1] ?? "";
    if (/^[a-z]+$/.test(word) && /^[0-9]/.test(next)) {
      parts.push(modelOf(word, next, !joined.has(`${word}-${next}`)));
      place += 1;
    } else parts.push([[wordOrBeginning([...word])]]);
  }
  return parts;
};

// What Korean hangs on a noun: whoever asks for the noun with it is answered by the noun.
const PARTICLES = "(?:에서|에게|으로|부터|까지|은|는|이|가|을|를|의|에|로|와|과|도|만)";
const PARTICLE = new RegExp(`^([\\uac00-\\ud7a3]{2,}?)${PARTICLES}$`, "u");
const PARTICLE_OF_LATIN = new RegExp(`(?<=[a-z0-9])${PARTICLES}(?![\\uac00-\\ud7a3])`, "gu");

const partsOfPairs = (letters) => {
  const run = [...letters.join("").replace(PARTICLE, "$1")];
  return run.length === 1
    ? [[[{ text: run[0], isBeginning: true }]]]
    : run.slice(1).map((letter, before) => [[exact(run[before] + letter)]]);
};

const DOTTED = /(?<![a-z0-9.])(?:[a-z]\.){1,5}[a-z]\.?(?![a-z0-9])/g;
const withoutPoints = (text) => text.replaceAll(".", "");

export const partsOf = (question) => {
  const parts = [];
  const asked = fold(question).replace(DOTTED, withoutPoints).replace(POSSESSIVE, "").replace(ELIDED, "").replace(PARTICLE_OF_LATIN, " ");
  const joined = new Set(asked.replaceAll("\u2010", "-").match(/[a-z]+-[0-9][a-z0-9]*/g));
  // A point inside a word is none that begins a name: in "openai.com" people ask for two words.
  const rest = asked.replace(WITH_SIGNS, (term, at, all) => {
    if (term.startsWith(".") && /[a-z0-9]/.test(all[at - 1] ?? "")) return term;
    parts.push([[{ text: term.slice(0, LONGEST_TERM), isBeginning: term.length >= PREFIX && !/[+#]$/.test(term) }]]);
    return " ";
  });
  let words = [];
  for (const run of runsOf(rest)) {
    if (!isPaired(run)) words.push(run.join(""));
    else {
      parts.push(...partsOfWords(words, joined), ...partsOfPairs(run));
      words = [];
    }
  }
  parts.push(...partsOfWords(words, joined));
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()].slice(0, MOST_PARTS);
};

// What results are narrowed down to: terms that nobody can type.
export const facetsOf = ({ year, section, source }) => [
  year && `~${year}`, section && `~s${keyOf(section)}`, source && `~p${keyOf(source)}`,
].filter(Boolean).map((term) => [[exact(term)]]);

// -- Words in a text that answer a question -------------------------------------------------------------------------------

const MODEL = /(?<![a-z0-9])[a-z]{2,12}[-\u2010 ][0-9][a-z0-9]{0,7}(?![a-z0-9])/;
const SHOWN = new RegExp(`${WITH_SIGNS.source}|${MODEL.source}|${DOTTED.source}|${RUN.source}`, "giu");

const pairsOf = (run, terms) => {
  const letters = [...run];
  const marked = letters.map((letter, at) => terms.some(({ text }) => {
    const folded = [...text];
    if (folded.length === 1) return fold(letter) === text;
    return fold(letter + (letters[at + 1] ?? "")) === text || fold((letters[at - 1] ?? "") + letter) === text;
  }));
  return letters.map((letter, at) => [letter, marked[at]]);
};

// Cuts a text into pieces: [text, whether it answers].
export const piecesOf = (text, parts) => {
  const terms = parts.flat(2);
  const answers = (word, among = terms) => among.some((term) => (term.isBeginning ? word.startsWith(term.text) : word === term.text));
  const models = terms.filter((term) => /^[a-z]+[0-9]/.test(term.text));
  const isModel = (word) => answers(fold(word).replace(/[-\u2010 ]/, ""), models);
  const pieces = [];
  const add = (piece, isMarked) => {
    const last = pieces.at(-1);
    if (last && last[1] === isMarked) last[0] += piece;
    else if (piece) pieces.push([piece, isMarked]);
  };
  const read = (part, words) => {
    let end = 0;
    for (const { 0: word, index } of part.matchAll(words)) {
      add(part.slice(end, index), false);
      end = index + word.length;
      if (STARTS_PAIRED.test(word)) for (const [letter, isMarked] of pairsOf(word, terms)) add(letter, isMarked);
      else if (MODEL.test(word.toLowerCase()) ? isModel(word) : answers(withoutPoints(fold(word)))) add(word, true);
      else if (words === SHOWN) read(word, RUN); // in "Node.js" it may be "js" that answers
      else add(word, false);
    }
    add(part.slice(end), false);
  };
  read(text, SHOWN);
  return pieces;
};

// -- Slips of the hand --------------------------------------------------------------------------------------------------

// How many letters must be changed, added, left out or change places with the next (optimal string alignment).
const slipsBetween = (one, other) => {
  const rows = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let y = 1; y <= one.length; y += 1) {
    const row = [y];
    for (let x = 1; x <= other.length; x += 1) {
      const isSame = one[y - 1] === other[x - 1];
      row[x] = Math.min(rows[y - 1][x] + 1, row[x - 1] + 1, rows[y - 1][x - 1] + (isSame ? 0 : 1));
      const isSwapped = y > 1 && x > 1 && one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1];
      if (isSwapped) row[x] = Math.min(row[x], rows[y - 2][x - 2] + 1);
    }
    rows.push(row);
  }
  return rows[one.length][other.length];
};

const SHORTEST_WORD = 4;
const slipsAllowed = (word) => (word.length < SHORTEST_WORD ? 0 : word.length < 8 ? 1 : 2);

const nearest = (word, names) => {
  const most = slipsAllowed(word);
  let best = null;
  for (const [name, folded] of names) {
    if (Math.abs(folded.length - word.length) > most) continue;
    const slips = slipsBetween(word, folded);
    if (slips <= most && (!best || slips < best[1])) best = [name, slips];
  }
  return best;
};

// The question with its slips put right by the names that the site knows, most used first; null when there are none.
export const corrected = (question, names) => {
  const joined = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
  const whole = nearest(joined(question), names.map((name) => [name, joined(name)]));
  if (whole) return whole[0];
  const words = names.flatMap((name) => name.split(/[^\p{L}\p{N}\p{M}+#&.]+/u)).filter(Boolean).map((word) => [word, fold(word)]);
  let isChanged = false;
  const made = question.split(/\s+/).map((word) => {
    const found = nearest(fold(word), words);
    if (!found || !found[1]) return word;
    isChanged = true;
    return found[0];
  });
  return isChanged ? made.join(" ") : null;
};
