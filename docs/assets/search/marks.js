// Finds the words of a query in a text as people read it, for excerpts and on the page that a result leads to.

import { UNBROKEN, folded, foldedChar, plain, remembered } from "./spelling.js";

const EXCERPT = 190;
const SEPARATOR = /[.,\u066b\u066c'’\u00a0\u202f ]/;
const LETTER = /[\p{L}\p{N}]/u;

/** Texts that were shown before: the same entries come with every letter typed. */
const texts = new Map();
const MOST_TEXTS = 200;

/** The text without capitals and accents, and where in it each character came from. */
function flattened(text) {
  const known = texts.get(text);
  if (known) return known;
  let flat = "";
  const places = [];
  let place = 0;
  for (const char of text) {
    const kept = SEPARATOR.test(char) && isBetweenDigits(text, place) ? "" : flatCharacter(char);
    flat += kept;
    for (let count = 0; count < kept.length; count += 1) places.push(place);
    place += char.length;
  }
  places.push(place);
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(text, { flat, places });
  return texts.get(text);
}

const flatCharacter = remembered(
  (char) => Array.from(plain(char), foldedChar).join("") || (/[\p{M}\p{Cf}]/u.test(char) ? "" : " "),
);

/** Whether the mark or space at `place` belongs to a number: 99.74, 60 700. */
function isBetweenDigits(text, place) {
  const after = text.slice(place + 1, place + 5);
  if (!/\p{Nd}$/u.test(text[place - 1] ?? "") || !/^\p{Nd}/u.test(after)) return false;
  return !/\s/.test(text[place]) || /^\p{Nd}{3}(?!\p{Nd})/u.test(after);
}

/**
 * Where `words` stand in `text`: `[start, end, word]`, in order, not overlapping.
 * `lengths`: how much of each word is looked for, as `lengthIn` found; what is found of it in this text, if left out.
 */
export function ranges(text, words, lengths) {
  const flat = flattened(text);
  const found = words.map(folded).flatMap((word, number) => {
    const length = lengths ? lengths[number] : lengthIn(flat.flat, word);
    return length ? places(flat.flat, word, length) : [];
  });
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  let covered = -1;
  const apart = found.filter(([start, end]) => {
    const isFree = start >= covered;
    if (isFree) covered = end;
    return isFree;
  });
  return apart.map(([start, end, word]) => [flat.places[start], endOf(text, flat.places, end), word]);
}

/** How much of `word` stands in a flattened text: all of it, as a whole word or a beginning, or its stem; 0 for none. */
function lengthIn(flat, word) {
  if (places(flat, word, word.length + 1).length) return word.length + 1;
  const least = Math.max(Math.min(4, word.length), word.length - 3);
  for (let length = word.length; length >= least; length -= 1) if (places(flat, word, length).length) return length;
  return 0;
}

/** Where the first `length` letters of a folded word begin a word; one more than it has: where it is a whole word. */
function places(flat, word, length) {
  const start = word.slice(0, length);
  if (!start) return [];
  const isUnspaced = UNBROKEN.test(start);
  const found = [];
  for (let at = flat.indexOf(start); at >= 0; at = flat.indexOf(start, at + start.length)) {
    const end = at + start.length;
    const begins = isUnspaced || at === 0 || !LETTER.test(flat[at - 1]);
    const ends = isUnspaced || length <= word.length || end === flat.length || !LETTER.test(flat[end]);
    if (begins && ends) found.push([at, end, word]);
  }
  return found;
}

/** Where a match ends in the text: marks that belong to its last letter belong to it. */
function endOf(text, places, end) {
  let last = places[end - 1] + String.fromCodePoint(text.codePointAt(places[end - 1])).length;
  while (last < text.length && /\p{M}/u.test(text[last])) last += 1;
  return last;
}

/** `text` as nodes, the ranges in `<mark>`. */
export function marked(text, words) {
  return nodes(text, ranges(text, words));
}

function nodes(text, found) {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const [start, end] of found) {
    fragment.append(text.slice(position, start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    fragment.append(mark);
    position = end;
  }
  fragment.append(text.slice(position));
  return fragment;
}

/** The part of `text` with the most different words in it, as nodes. */
export function excerpt(text, words) {
  const found = ranges(text, words);
  let [best, most] = [0, 0];
  for (const [start] of found) {
    const inside = new Set(found.filter(([from, to]) => from >= start && to <= start + EXCERPT).map(([, , word]) => word));
    if (inside.size > most) [best, most] = [start, inside.size];
  }
  let from = Math.max(0, best - 50);
  if (from > 0) from = nextBreak(text, from, best);
  let to = Math.min(text.length, from + EXCERPT);
  if (to < text.length) to = lastBreak(text, to);
  const inside = found.filter(([start, end]) => start >= from && end <= to).map(([start, end, word]) => [start - from, end - from, word]);
  const fragment = nodes(text.slice(from, to), inside);
  if (from > 0) fragment.prepend("… ");
  if (to < text.length) fragment.append(" …");
  return fragment;
}

function nextBreak(text, from, latest) {
  const at = text.slice(from, latest).search(/[\s、，。]/);
  return at < 0 ? wholeCharacter(text, from) : from + at + 1;
}

function lastBreak(text, to) {
  const at = text.slice(0, to).search(/[\s、，。][^\s、，。]*$/);
  return at < to - 40 ? wholeCharacter(text, to) : at;
}

function wholeCharacter(text, place) {
  while (place > 0 && /[\p{M}\udc00-\udfff]/u.test(text[place] ?? "")) place -= 1;
  return place;
}

/** Marks `words` in what `root` shows; answers how to take the marks away. */
export function markPage(root, words) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const shown = [];
  while (walker.nextNode()) {
    const { parentElement: parent } = walker.currentNode;
    if (walker.currentNode.data.trim() && !parent.closest("script, style, .mark, .permalink, [popover]")) shown.push(walker.currentNode);
  }
  const whole = flattened(shown.map((node) => node.data).join("\n")).flat;
  const lengths = words.map((word) => lengthIn(whole, folded(word)));
  for (const node of shown) {
    const found = ranges(node.data, words, lengths);
    if (found.length) node.replaceWith(nodes(node.data, found));
  }
  return () => {
    for (const mark of root.querySelectorAll("mark")) mark.replaceWith(mark.textContent);
    root.normalize();
  };
}
