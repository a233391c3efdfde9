"""``untranslated``, ``untranslated-text`` and ``language``: what is still, or again, in another language.

The languages of the site are told apart by script where they have one of their own, else by the
py3langid classifier, limited to the site's languages, which is sure enough from some forty letters on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scripts.translation.checks.finding import quoted
from scripts.translation.checks.markup import OBJECT
from scripts.translation.writing import KANA, LETTERS, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from py3langid.langid import LanguageIdentifier

    from scripts.translation.checks.finding import Finding
    from scripts.translation.checks.pair import Pair
    from scripts.translation.checks.side import Passage

MARKED = "untranslated"
SAME = "untranslated-text"
RULE = "language"

_ENOUGH = 40
"""Letters from which the language of a Latin text can be told."""
_FEW = 6
"""Letters from which a text that is the original's can be more than a sign or a name."""
_ENOUGH_SCRIPT = 12
"""Letters from which a text without any letter of its own script is held to be in another language."""
_SENTENCE = 4
"""Words from which a text is more than a name."""
_SURE = 0.9
"""Of 1; the classifier's own probability, over the site's languages."""
_QUOTATION = re.compile(
    '“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|『[^『』]*』|"[^"]*"|‘[^‘’]*’|（[^（）]*）|\\([^()]*\\)'
)


def check(pair: Pair) -> Iterator[Finding]:
    """Marked blocks are to be done; unmarked ones in another language are an error."""
    for passage in pair.target.passages:
        if passage.segment.untranslated and not (passage.segment.kind == "cell" and passage.segment.column):
            yield pair.finding(
                MARKED, "warning", passage, f"Still to be translated: {quoted(passage.text)}",
                "Replace the words by their translation and delete the mark.",
            )  # fmt: skip
    originals = {passage.key: passage for passage in pair.source.passages}
    for passage in pair.translated:
        original = originals.get(passage.key)
        if original and _says_the_same(pair, original, passage):
            yield pair.finding(
                SAME, "error", passage, f"The text is that of the original: {quoted(passage.text)}",
                "Translate it, or put back the mark {{ untranslated }} before it.",
            )  # fmt: skip
        elif (other := other_language(passage.text, pair.language.code, _codes(pair))) and not (
            other == "zh" and pair.language.code == "ja" and pair.name.startswith("names/")
        ):  # a Japanese name may be all in kanji
            yield pair.finding(
                RULE, "error", passage,
                f"This seems to be in the language '{other}', not in '{pair.language.code}': {quoted(passage.text)}",
                "Translate it. Words quoted from another language belong in quotation marks.",
            )  # fmt: skip


def _codes(pair: Pair) -> tuple[str, ...]:
    return tuple(sorted({"en", *(language.code for language in pair.context.languages)}))


def _says_the_same(pair: Pair, original: Passage, passage: Passage) -> bool:
    """Whether words were left as they are; names and titles of documents are the same in many languages."""
    text = passage.text
    if text != original.text or pair.name.startswith("names/") or passage.segment.kind == "quote":
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if all(word[0].isupper() for word in words) and words and words[0][0].lower() != words[0][0]:
        return False  # a name
    own = _letters(letters_of(pair.context.source.code), text)
    if pair.context.source.code in LETTERS or pair.language.code in LETTERS:
        return own >= _FEW
    likely = dict(_identifier(_codes(pair)).rank(text))
    return own >= _FEW and likely.get(pair.context.source.code, 0) > likely.get(pair.language.code, 0)


def other_language(text: str, code: str, codes: tuple[str, ...]) -> str:
    """The language of `text` where that is surely not `code`; of `codes`, which are the site's."""
    text = _QUOTATION.sub(" ", text).replace(OBJECT, " ")
    latin = _letters(letters_of("en"), text)
    if code in LETTERS:
        own = _letters(letters_of(code), text)
        if code == "ja" and own >= _ENOUGH_SCRIPT and not KANA.search(text):
            return "zh"
        if not _is_sentence(text) or latin < (_ENOUGH if own else _ENOUGH_SCRIPT) or own * 2 >= latin:
            return ""
        found, _ = identify(text, codes)
        return found if found != code else ""
    foreign = [other for other in sorted(LETTERS) if _letters(letters_of(other), text) > max(latin, _ENOUGH_SCRIPT)]
    if foreign:
        return next((other for other in foreign if other in codes), foreign[0])
    if latin < _ENOUGH:
        return ""
    found, sure = identify(text, codes)
    return found if found != code and sure >= _SURE else ""


def _is_sentence(text: str) -> bool:
    """Whether it reads as more than a name: four words, one of them in small letters."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) >= _SENTENCE and any(word.islower() and len(word) > 1 for word in words)


def _letters(letters: str, text: str) -> int:
    return len(re.findall(f"[{letters}]", text))


def identify(text: str, codes: tuple[str, ...]) -> tuple[str, float]:
    """The likeliest language of `text` among `codes`, and how likely it is, from 0 to 1."""
    found, probability = _identifier(codes).classify(text)
    return str(found), float(probability)


@lru_cache(maxsize=16)
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in codes if code in identifier.labels])
    return identifier
