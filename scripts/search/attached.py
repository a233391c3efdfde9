"""What a word may carry in a query but not in the text, in languages that write small words together with others.

Lists of a closed class: Korean particles, Arabic particles and the article (which Snowball takes off only in part).
"""

from __future__ import annotations


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=lambda word: (-len(word), word)))


BEFORE = {"ar": _longest_first("ال وال بال فال كال لل ولل و ف ب ك ل")}
"""Before the word, by language."""

AFTER = {
    "ko": _longest_first(
        "은 는 이 가 을 를 의 에 에서 에서의 에의 으로의 로의 까지의 부터의 에게 에게서 "
        "에는 에도 에서는 에서도 와 과 와의 과의 도 만 로 으로 로는 으로는 로도 으로도 "
        "로부터 으로부터 까지 부터 처럼 보다 마다 조차 이나 이란 란 이라는 라는 이다 입니다"
    )
}
"""Behind the word, by language."""
