// Asks a language's index: all words first, then, if no entry has them all, those that have most.

import { Vocabulary } from "./query.js";
import { UNBROKEN, folded, runs, spelt } from "./spelling.js";

/** So few entries make other readings of the query worth a look. */
const FEW = 8;
const PRIVATE = 0xf0000;
/** What it counts that a query is in the title of an entry, and in its titles in other languages. */
const TITLES = { topic: 12, page: 4, section: 5, message: 6, figure: 3.5, source: 1.2, term: 5 };
const OTHER_TITLES = 0.6;
const RANKING = {
  pageLength: 0.4,
  termSaturation: 0.9,
  diacriticSimilarity: 1.2,
  termSimilarity: 1.5,
  metaWeights: Object.fromEntries(
    Object.entries(TITLES).flatMap(([rank, weight]) => [[`title-${rank}`, weight], [`other-${rank}`, weight * OTHER_TITLES]]),
  ),
};

export class Engine {
  /** `base`: address of the language's search folder, with a slash at its end. */
  static async load(base, settings) {
    const { createInstance } = await import(`${base}pagefind/pagefind.js`);
    // The search takes a few milliseconds, so the second copy of the program that runs it aside is not fetched.
    const pagefind = createInstance({ noWorker: true, ranking: RANKING });
    await pagefind.init();
    return new Engine(pagefind, settings);
  }

  constructor(pagefind, settings) {
    this.entries = new Map();
    this.pagefind = pagefind;
    this.code = settings.code;
    this.vocabulary = new Vocabulary(settings);
  }

  /**
   * `filters`: kind, letter, topic, each empty for all.
   * Answers `{found, words, unknown, corrected, isPartial, inOrder}`; `found` fetch an entry each, and `inOrder` puts
   * some that were fetched into their last order.
   */
  async search(text, filters = {}) {
    const read = this.vocabulary.read(text);
    const words = [...new Set(read.flatMap((part) => part.words))];
    const answer = {
      found: [],
      words,
      unknown: read.filter((part) => !part.known).map((part) => part.typed),
      corrected: read.filter((part) => part.corrected).map((part) => ({ typed: part.typed, used: part.words.join(" ") })),
      isPartial: false,
      inOrder: (entries) => entries,
    };
    if (!words.length) return answer;
    const only = filterWords(filters);
    let results = await this.ask(words, only);
    const readings = [words, ...(results.length < FEW ? this.vocabulary.others(read) : [])];
    for (const other of readings.slice(1)) results = merged(results, await this.ask(other, only));
    answer.words = [...new Set(readings.flat())];
    if (!results.length && words.length > 1) {
      results = await this.most(words, only);
      answer.isPartial = results.length > 0;
    }
    answer.found = results.map((result) => () => this.entry(result));
    answer.inOrder = (entries) => this.inOrder(entries, readings);
    return answer;
  }

  /** What readers see of a result. */
  entry(result) {
    if (!this.entries.has(result.id)) this.entries.set(result.id, result.data().then(entry));
    return this.entries.get(result.id);
  }

  async ask(words, only) {
    const query = [...words.map((word) => spelt(word, this.code)), ...only].join(" ");
    return (await this.pagefind.search(query)).results;
  }

  /** `entries`, with what is called just so first: a topic that has the words in its title, then an exact title. */
  inOrder(entries, readings) {
    const step = (one) => {
      const { title, whole } = called(one);
      const has = (word) => (UNBROKEN.test(word) ? whole.includes(word) : title.some((part) => part.startsWith(this.vocabulary.stem(word))));
      const inTitle = readings.map((words) => words.map(folded)).filter((words) => words.every(has));
      if (!inTitle.length) return 2;
      if (one.isTopic) return 0;
      const isExact = (words) => (UNBROKEN.test(whole) ? whole.length === words.join("").length : title.length === words.length);
      return inTitle.some(isExact) ? 1 : 2;
    };
    return entries.map((one) => [step(one), one]).sort(([one], [other]) => one - other).map(([, one]) => one);
  }

  /** Entries that have most of the words; a word that few entries have counts for more. */
  async most(words, only) {
    const sums = new Map();
    let possible = 0;
    for (const word of words) {
      const results = await this.ask([word], only);
      const weight = Math.log(1 + 1000 / (1 + results.length));
      possible += weight;
      for (const result of results) {
        const sum = sums.get(result.id) ?? { result, weight: 0, score: 0 };
        sum.weight += weight;
        sum.score += result.score;
        sums.set(result.id, sum);
      }
    }
    return [...sums.values()]
      .filter((sum) => sum.weight >= possible / 3)
      .sort((one, other) => other.weight ** 2 * other.score - one.weight ** 2 * one.score)
      .map((sum) => sum.result);
  }
}

function merged(some, others) {
  const known = new Map(some.map((result) => [result.id, result]));
  for (const result of others) {
    if (!known.has(result.id) || known.get(result.id).score < result.score) known.set(result.id, result);
  }
  return [...known.values()].sort((one, other) => other.score - one.score);
}

const titles = new WeakMap();

/** The words of an entry's title, folded, and all of them in one. */
function called(one) {
  if (!titles.has(one)) {
    const title = runs(one.title.replace(/[(（].*/, "")).map(folded);
    titles.set(one, { title, whole: title.join("") });
  }
  return titles.get(one);
}

/** Filters are words of the index that nobody types: see scripts/search/bundle.py. */
function filterWords({ kind, letter, topic }) {
  return [["k", kind], ["l", letter], ["t", topic]]
    .filter(([, value]) => value)
    .map(([mark, value]) => `zz${mark}${value.replace(/[^\p{L}\p{N}]/gu, "")}zz`);
}

/** What readers see of an entry. */
function entry(data) {
  const { shown } = data.meta;
  const units = new Uint16Array(shown.length / 2);
  for (let place = 0; place < units.length; place += 1) units[place] = shown.codePointAt(place * 2) - PRIVATE;
  const text = new TextDecoder("utf-16").decode(units);
  const [kind, address, page, title, body] = JSON.parse(text);
  return { kind, address, page, title, body, isTopic: "title-topic" in data.meta };
}
