// How words are spelt in the search index: the same as scripts/search/spelling.py, which says why.

const GROUPS = /(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])/g;
const MARKS = /(?<=[0-9])[.,\u066b\u066c'’](?=[0-9])/g;
const YI = 0xa000;

/** Thai, Lao, Burmese, Khmer, kana, Han: no spaces between words. */
export const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

/** The same and Hangul, for a test of one word: scripts in which a word is found inside another. */
export const UNBROKEN = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;

const AM = /(?:\u0e4d([\u0e48-\u0e4b]?)|([\u0e48-\u0e4b])\u0e4d)\u0e32/g;
const LAO_AM = /(?:\u0ecd([\u0ec8-\u0ecb]?)|([\u0ec8-\u0ecb])\u0ecd)\u0eb2/g;
const LOOK_ALIKES = [["\u17d2\u178a", "\u17d2\u178f"], ["\u0eab\u0ea5", "\u0eab\u0ebc"], ["\u0eab\u0e99", "\u0edc"], ["\u0eab\u0ea1", "\u0edd"]];

/** `text` without capitals, forms of letters and digits, and invisible characters. */
export function plain(text) {
  const even = Array.from(text.normalize("NFKC").toLowerCase(), plainChar).join("");
  const whole = even.replace(LAO_AM, "$1$2\u0eb3").replace(AM, "$1$2\u0e33");
  return whole.replace(GROUPS, (number) => number.replaceAll(" ", "")).replace(MARKS, "");
}

/** `work` of a character, worked out once: texts are long and their characters few. */
export function remembered(work) {
  const known = new Map();
  return (char) => {
    if (!known.has(char)) known.set(char, work(char));
    return known.get(char);
  };
}

const plainChar = remembered((char) => {
  if (char === "ـ" || /\p{Cf}/u.test(char)) return "";
  const code = char.codePointAt(0);
  if (code >= 0x30a1 && code < 0x30f7) return String.fromCodePoint(code - 0x60);
  return code > 127 && /\p{Nd}/u.test(char) ? digit(code) : char;
});

function digit(code) {
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** A plain word with one spelling for what looks or sounds alike. */
export function settled(word) {
  return LOOK_ALIKES.reduce((text, [one, other]) => text.replaceAll(one, other), word);
}

/** The unbroken runs of letters, marks and digits in `text`, plain and settled. */
export function runs(text) {
  return settled(plain(text)).split(/[^\p{L}\p{M}\p{N}]+/u).filter((run) => /[\p{L}\p{N}]/u.test(run));
}

/** A plain word as the index of the language `code` spells it. */
export function spelt(word, code) {
  const ended = code === "ru" ? word.replace(/й$/, "е") : word;
  return Array.from(ended.replaceAll("đ", "ď"), (char) => {
    const number = char.codePointAt(0);
    return isShifted(number) ? String.fromCodePoint(YI + (number >> 10), YI + (number & 1023)) : char;
  }).join("");
}

function isShifted(number) {
  return (
    (number >= 0x0900 && number < 0x10a0) ||
    (number >= 0x1780 && number < 0x1a00) ||
    (number >= 0x2e80 && number < YI) ||
    (number >= 0xac00 && number < 0xd7b0) ||
    (number >= 0xf900 && number < 0xfb00) ||
    number >= 0x20000
  );
}

/** A plain word without accents, đ as d; letters that carry no accents stay whole. */
export function folded(word) {
  return Array.from(word, foldedChar).join("");
}

/** A character of a plain text without its accents. */
export const foldedChar = remembered((char) => {
  if (char === "đ") return "d";
  return isShifted(char.codePointAt(0)) ? char : char.normalize("NFD").replace(/\p{M}/gu, "");
});
