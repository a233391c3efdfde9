// From what is typed to words of the index.

import { UNSPACED, folded, runs } from "./spelling.js";

const MOST_CHARACTERS = 200;
const MOST_WORDS = 12;
const LONGEST = 24;
const HAN = /^[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]$/u;
const KANA = /^[\u3040-\u30ff]$/;
const TONES = /[\u0e47-\u0e4e\u0ec8-\u0ecd]/g;
const HANGUL = /[\uac00-\ud7a3]/;

/**
 * The words of a language's index.
 * `settings`: `code`; `words`, those of most entries first, between spaces; `before` and `after`, what a word may
 * carry in the query but not in the text; `inflected`, whether words have endings.
 */
export class Vocabulary {
  constructor(settings) {
    this.code = settings.code;
    this.before = settings.before;
    this.after = settings.after;
    this.inflected = settings.inflected;
    this.list = settings.words.split(" ");
    this.places = new Map(this.list.map((word, place) => [word, place]));
    this.foldedList = this.list.map(folded);
    this.foldedSet = new Set(this.foldedList);
    this.sorted = [...this.foldedSet].sort();
  }

  /**
   * The words of `text`: `{typed, words, known, corrected}`.
   * `words` are what to search for instead of `typed`; a word that is not `known` is on no page.
   */
  read(text) {
    const found = [];
    for (const run of runs(text.slice(0, MOST_CHARACTERS))) {
      let position = 0;
      for (const match of run.matchAll(UNSPACED)) {
        if (match.index > position) found.push(this.word(run.slice(position, match.index)));
        found.push(...this.unspaced(match[0]));
        position = match.index + match[0].length;
      }
      if (position < run.length) found.push(this.word(run.slice(position)));
    }
    // Single letters are what is left of l', 's and the like.
    const whole = found.filter((part) => !/^[a-zа-яđ]$/.test(part.typed));
    return (whole.length ? whole : found).slice(0, MOST_WORDS);
  }

  word(typed) {
    const bare = this.bare(typed);
    if (this.isKnown(bare)) return known(typed, [bare]);
    const better = this.parts(typed) ?? this.nearest(typed);
    if (better) return { ...known(typed, better), corrected: better.join("") !== typed };
    return { typed, words: [], known: false, corrected: false };
  }

  /** Whether an entry has the word, the beginning of which `word` may be, or another form of it. */
  isKnown(word) {
    const flat = folded(word);
    return this.begins(flat) || (this.inflected && this.isForm(flat)) || this.before.some((beginning) => this.begins(folded(beginning + word)));
  }

  /** `typed` without endings and beginnings that are words of their own, where the rest is known. */
  bare(typed) {
    for (const ending of this.after) {
      const rest = typed.slice(0, -ending.length);
      if (typed.endsWith(ending) && rest.length > 1 && this.begins(folded(rest))) return rest;
    }
    if (this.places.has(typed)) return typed;
    for (const beginning of this.before) {
      if (!typed.startsWith(beginning) || typed.length < beginning.length + 3) continue;
      const rest = this.bare(typed.slice(beginning.length));
      if (this.isKnown(rest)) return rest;
    }
    return typed;
  }

  /** Whether a word begins with `start`. */
  begins(start) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low < this.sorted.length && this.sorted[low].startsWith(start);
  }

  /** Whether `word` may be another form of a word: they differ in their last letters only. */
  isForm(word) {
    return word.length > 4 && !/[0-9]/.test(word) && this.begins(this.stem(word));
  }

  /** What the forms of a folded word have in common, where words have endings. */
  stem(word) {
    return this.inflected ? word.slice(0, Math.max(4, word.length - 3)) : word;
  }

  /** The words of the index that `typed` is written together of, or null; Korean ones may end in a particle. */
  parts(typed) {
    const bodies = [typed, ...this.after.filter((ending) => typed.endsWith(ending)).map((ending) => typed.slice(0, -ending.length))];
    for (const body of bodies) {
      const found = this.cut(body, body === typed ? 2 : 1);
      if (found) return found;
    }
    return null;
  }

  cut(text, least) {
    if (/[0-9]/.test(text) || hasUnspaced(text)) return null;
    const isHangul = HANGUL.test(text);
    const shortest = isHangul ? 2 : 3;
    const best = [[]];
    for (let end = shortest; end <= text.length; end += 1) {
      for (let start = 0; start <= end - shortest; start += 1) {
        const piece = text.slice(start, end);
        const isWord = isHangul ? this.begins(folded(piece)) : this.foldedSet.has(folded(piece));
        if (best[start] && isWord && (!best[end] || best[start].length + 1 < best[end].length)) best[end] = [...best[start], piece];
      }
    }
    const found = best[text.length];
    return found && found.length >= least && found.length <= 3 ? found : null;
  }

  /**
   * The commonest word that differs from `typed` by one letter left out, added, changed or swapped, or null.
   * A short word is one letter from many: only the commonest third of words can be meant by it.
   */
  nearest(typed, shortest = HANGUL.test(typed) ? 3 : 4) {
    const word = folded(typed);
    if (word.length < shortest || /[0-9]/.test(word)) return null;
    const toneless = word.replace(TONES, "");
    if (hasUnspaced(word)) {
      const same = this.list.find((other) => other.replace(TONES, "") === toneless);
      if (same) return [same];
    }
    const last = word.length > 4 ? this.list.length : this.list.length / 3;
    let best = -1;
    for (let place = 0; place < last; place += 1) {
      const other = this.foldedList[place];
      if (Math.abs(other.length - word.length) > 2 || other.length < shortest || other === word || !this.isNear(word, other)) continue;
      if (other[0] === word[0]) return [this.list[place]];
      if (best < 0) best = place;
    }
    return best < 0 ? null : [this.list[best]];
  }

  /** Whether two folded words are one edit apart; of long ones with endings, all but these. */
  isNear(word, other) {
    if (isOneEdit(word, other)) return true;
    return this.inflected && Math.min(word.length, other.length) > 7 && isOneEdit(word.slice(0, -3), other.slice(0, -3));
  }

  /** Other readings of a query of which only few entries have all words: a list of lists of words. */
  others(found) {
    const all = (place, words, length = 1) => [...found.slice(0, place), { words }, ...found.slice(place + length)].flatMap((part) => part.words);
    const readings = [];
    for (let place = 0; place < found.length; place += 1) {
      const next = found[place + 1];
      const one = next && found[place].typed + next.typed;
      if (one && !/^[0-9]/.test(one) && this.places.has(one)) readings.push(all(place, [one], 2));
      const word = found[place].words[0];
      if (found[place].corrected || !word || word.length < 5 || hasUnspaced(word)) continue;
      const parts = this.cut(word, 2);
      if (parts) readings.push(all(place, parts));
      const near = this.nearest(word);
      if (near && this.place(near[0]) * 4 < this.place(word)) readings.push(all(place, near));
    }
    return readings;
  }

  /** How many words are commoner. */
  place(word) {
    return this.places.get(word) ?? this.list.length;
  }

  /** Cuts a run without spaces into as few known words as cover it; the last may be the beginning of one. */
  unspaced(run) {
    const characters = Array.from(run);
    const best = [{ cost: 0, from: -1, isWord: true }];
    for (let end = 1; end <= characters.length; end += 1) {
      for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
        const piece = characters.slice(start, end).join("");
        const isWord = (end - start > 1 || HAN.test(piece)) && (this.places.has(piece) || (end === characters.length && this.begins(piece)));
        const cost = best[start].cost + (isWord ? 1 : 8 * (end - start) + 2);
        if (!best[end] || cost < best[end].cost) best[end] = { cost, from: start, isWord };
      }
    }
    const pieces = [];
    let strange = 0;
    for (let end = characters.length; end > 0; end = best[end].from) {
      const { from, isWord } = best[end];
      pieces.unshift({ typed: characters.slice(from, end).join(""), isWord });
      if (!isWord) strange += end - from;
    }
    if (characters.length === 1 && this.begins(run)) return [known(run, [run])];
    const mended = this.mended(pieces);
    if (strange * 2 > characters.length && mended.some((piece) => !piece.isWord)) return [{ typed: run, words: [], known: false, corrected: false }];
    // A single letter between words is a particle: の, と.
    return mended
      .filter((piece) => piece.isWord || Array.from(piece.typed).length > 1 || HAN.test(piece.typed))
      .map(({ typed, words, isWord }) => ({ typed, words: words ?? (isWord ? [typed] : []), known: isWord, corrected: Boolean(words) }));
  }

  /** Pieces where one that is no word, alone or with its neighbours, is one letter away from a word. */
  mended(pieces) {
    const at = pieces.findIndex((piece) => !piece.isWord && !KANA.test(piece.typed));
    if (at < 0) return pieces;
    for (const [first, last] of [[at, at], [at - 1, at], [at, at + 1], [at - 1, at + 1]]) {
      if (first < 0 || last >= pieces.length) continue;
      const typed = pieces.slice(first, last + 1).map((piece) => piece.typed).join("");
      const words = this.nearest(typed, 3);
      if (words) return [...pieces.slice(0, first), { typed, isWord: true, words }, ...this.mended(pieces.slice(last + 1))];
    }
    return [...pieces.slice(0, at + 1), ...this.mended(pieces.slice(at + 1))];
  }
}

function hasUnspaced(text) {
  return text.search(UNSPACED) >= 0;
}

function known(typed, words) {
  return { typed, words, known: true, corrected: false };
}

/** Whether two different words are one letter left out, added, changed or swapped apart. */
export function isOneEdit(one, other) {
  if (one.length > other.length) [one, other] = [other, one];
  if (other.length - one.length > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const rest = (word, skip) => word.slice(start + skip);
  if (one.length < other.length) return rest(one, 0) === rest(other, 1);
  if (rest(one, 1) === rest(other, 1)) return start < one.length;
  return one[start] === other[start + 1] && one[start + 1] === other[start] && rest(one, 2) === rest(other, 2);
}
