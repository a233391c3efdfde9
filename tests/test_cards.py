"""The pictures shown with links, and what a page says of itself to whatever shows a link."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from scripts.cards.breaking import JOINER, line, value_line
from scripts.cards.card import Card, card
from scripts.cards.drawing import HEIGHT, WIDTH, CardError, draw
from scripts.cards.glyphs import missing
from scripts.cards.writing import write
from scripts.cli import run
from scripts.content.address import card_address
from scripts.content.library import Library, load
from scripts.render.pageview import PageView
from scripts.render.sharing import locale
from tests.conftest import BEGUN_ADDRESS as ADDRESS
from tests.site import ROOT, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeSite

LIBRARY, _ = load(ROOT)
COMPONENTS = ROOT / "overrides" / "components"
MARK = (ROOT / "docs/assets/images/mark.svg").read_bytes()
CODES = [language.code for language in LIBRARY.languages]
RATE = "2024-09/child-labour.md"


def card_of(code: str, name: str, library: Library = LIBRARY) -> Card:
    """The card of a page."""
    language = library.language(code)
    return card(PageView(library, language, language, library.pages[code, name], COMPONENTS))


def opened(data: bytes) -> Image.Image:
    """A picture's pixels."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def metas(path: Path) -> dict[str, str]:
    """The properties that a built page states."""
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    stated = {str(one.get("property") or one.get("name")): str(one.get("content")) for one in tree.iter("meta")}
    return {key: content for key, content in stated.items() if key.startswith(("og:", "article:", "twitter:"))}


# What stands on a card


@pytest.mark.parametrize("code", CODES)
def test_a_topic_has_its_issuer_and_a_figure_with_date_and_source(code: str) -> None:
    language = LIBRARY.language(code)
    for topic in LIBRARY.topics.values():
        view = PageView(LIBRARY, language, language, LIBRARY.pages[code, topic.page], COMPONENTS)
        made = card(view)
        reading = view.reading(topic.record.headline[0])
        assert view.publisher("ttdn") in made.attribution
        assert made.figure is not None
        assert view.formatter.value(reading) in made.figure.value.text.replace(JOINER, "")
        assert view.date(reading.as_of) in made.figure.status[1]
        assert view.publisher(LIBRARY.sources[reading.sources[0].source].publisher) in made.figure.lines[0]


def test_where_sources_differ_every_value_stands_on_the_card() -> None:
    made = card_of("en", RATE)
    assert made.figure is not None
    assert made.figure.differs
    assert made.figure.value.text == "5.4%"
    assert made.figure.status == ("Sources differ", "As of November\u2009–\u2009December 2018")
    assert made.figure.lines[1] == "Other sources give: 5.3% (Viet Nam News Agency (VNA), 18 December 2020)"


def test_a_page_that_is_no_topic_has_its_description() -> None:
    made = card_of("en", "about.md")
    assert (made.attribution, made.figure) == ("", None)
    assert made.texts == ("Messages & Sources", "About", LIBRARY.pages["en", "about.md"].front.description)


def test_those_who_do_not_see_a_card_get_its_words() -> None:
    text = card_of("en", "2024-09/typhoon-yagi.md").alternative
    assert text == (
        "Messages & Sources: Typhoon Yagi: response and recovery. Official position · Authority of Foreign"
        " Information, Letter of September 2024. Dead or missing. 345 people. Derived. As of 23 October 2024."
        " Source: UN Resident Coordinator in Viet Nam and OCHA."
    )
    assert JOINER not in card_of("ja", "2024-09/cybersecurity-index.md").alternative


# Where lines break


@given(st.text(alphabet="การ บ2024年：、アー漢のab,:（）", max_size=40), st.sampled_from([*CODES]))  # noqa: RUF001
def test_breaking_changes_no_letter(text: str, code: str) -> None:
    for made in (line(text, code), value_line(text, code)):
        assert made.text.replace(JOINER, "") == text
        assert "".join(made.phrases) == made.text
        assert all(piece in made.text for piece in made.pieces)


@pytest.mark.parametrize(
    ("code", "text", "phrases"),
    [
        ("en", "Typhoon Yagi: response", ("Typhoon Yagi: ", "response")),
        ("zh", "网络安全指数：最高一级", ("网络安全指数：", "最高一级")),  # noqa: RUF001
        ("th", "พายุไต้ฝุ่นยางิ: การรับมือ", ("พายุไต้ฝุ่นยางิ: ", f"การ{JOINER}รับมือ")),
        ("ja", "人権の年", (f"人権{JOINER}の年",)),
        ("ko", "태풍 야기", ("태풍 야기",)),
    ],
)
def test_headlines_end_their_lines_where_phrases_end(code: str, text: str, phrases: tuple[str, ...]) -> None:
    assert line(text, code).phrases == phrases


def test_a_value_keeps_its_unit() -> None:
    assert value_line("99.74分（满分100分）", "zh").phrases == (f"99.74{JOINER}分", f"（满分100{JOINER}分）")  # noqa: RUF001
    assert value_line("100点満点中99.74点", "ja").phrases == (f"100{JOINER}点満点中", f"99.74{JOINER}点")


# The pictures


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_a_picture_of_the_right_size(code: str, tmp_path: Path) -> None:
    language = LIBRARY.language(code)
    names = [name for own, name in LIBRARY.pages if own == code]
    assert write(LIBRARY, language, tmp_path, COMPONENTS) == len(names)
    for name in names:
        path = tmp_path / card_address(language, name)
        assert path.stat().st_size < 45_000
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_same_content_gives_the_same_bytes() -> None:
    cards = [card_of("ar", RATE), card_of("ar", "about.md")]
    assert draw(cards, MARK) == draw(cards, MARK)
    assert draw(cards[:1], MARK) == draw(cards, MARK)[:1]


def test_arabic_cards_are_mirrored() -> None:
    left, right = (64, 30, 300, 100), (900, 30, 1136, 100)
    for code, with_mark, without in (("en", left, right), ("ar", right, left)):
        picture = opened(draw([card_of(code, RATE)], MARK)[0])
        assert picture.crop(without).getcolors() == [(236 * 70, (255, 255, 255))]
        assert len(picture.crop(with_mark).getcolors() or []) > 2


def test_colours_are_those_of_the_site() -> None:
    tokens = (ROOT / "docs/assets/stylesheets/tokens.css").read_text(encoding="utf-8").partition("@media")[0]
    drawn = (ROOT / "scripts/cards/card.typ").read_text(encoding="utf-8")
    used = set(re.findall(r'rgb\("(#[0-9a-f]{6})"\)', drawn))
    assert used
    assert used <= set(re.findall(r"#[0-9a-f]{6}", tokens))
    pixels = opened(draw([card_of("en", RATE)], MARK)[0]).tobytes()
    assert used <= {f"#{pixels[start : start + 3].hex()}" for start in range(0, len(pixels), 3)}


@pytest.mark.parametrize("code", CODES)
def test_every_character_of_the_site_has_a_glyph(code: str) -> None:
    texts = [text for own, name in LIBRARY.pages if own == code for text in card_of(code, name).texts]
    assert missing(texts) == ""


# What stops a build


def test_a_character_without_a_glyph_stops_the_build(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_site(
        {"docs/en/about.md": page("About \u1200", "{{ block: labels }}\n\n{{ block: contact }}", translated=True)}
    )
    assert run(["build", "--root", str(root)]) == 1
    shown = capsys.readouterr()
    text = shown.out + shown.err
    assert "docs/en/about.md: the picture for shared links cannot be drawn: no typeface has \u1200 (U+1200)" in text
    assert "Traceback" not in text
    assert not (root / "site").exists()


def test_a_title_that_does_not_fit_stops_the_build() -> None:
    long = replace(card_of("fr", RATE), title=line("Un titre bien trop long " * 20, "fr"))
    with pytest.raises(CardError, match=r"docs/fr/2024-09/child-labour.md: .* do not fit on the card\n    -> Shorten"):
        draw([card_of("fr", "about.md"), long], MARK)


def test_a_value_that_does_not_fit_stops_the_build() -> None:
    made = card_of("en", RATE)
    assert made.figure is not None
    figure = replace(made.figure, value=value_line("9" * 60, "en"))
    with pytest.raises(CardError, match="the figure's value does not fit"):
        draw([replace(made, figure=figure)], MARK)


def test_a_word_wider_than_the_picture_stops_the_build() -> None:
    made = replace(card_of("en", "about.md"), description="w" * 90)
    with pytest.raises(CardError, match=r"docs/en/about.md: .*a word is wider than the picture"):
        draw([made], MARK)


def test_a_missing_text_stops_the_build() -> None:
    with pytest.raises(CardError, match=r"docs/km/about.md: .*a text is missing"):
        draw([replace(card_of("km", "about.md"), description=" ")], MARK)


def test_a_missing_sign_stops_the_build(make_site: MakeSite, tmp_path: Path) -> None:
    library, _ = load(make_site({"docs/assets/images/mark.svg": None}))
    with pytest.raises(CardError, match=r"there is no docs/assets/images/mark.svg"):
        write(library, library.source_language, tmp_path, COMPONENTS)


def test_a_broken_sign_is_named() -> None:
    with pytest.raises(CardError, match=r"mark\.svg"):
        draw([card_of("en", "about.md")], b"<svg>")


# What a page says of itself


def test_an_article_says_what_it_is(begun_site: Path) -> None:
    found = metas(begun_site / "en/2024-09/topic/index.html")
    alternative = found.pop("og:image:alt")
    assert alternative.startswith("Messages & Sources: en 2024-09/topic.md. Official position · Cục Thử nghiệm, Letter")
    assert (
        "Score. 99.74 points out of 100. Third-party published. As of 12 September 2024. Source: Test Union."
        in alternative
    )
    assert found == {
        "og:type": "article",
        "og:title": "en 2024-09/topic.md",
        "og:description": "A page.",
        "og:site_name": "Messages & Sources",
        "og:locale": "en_GB",
        "og:locale:alternate": "vi_VN",
        "article:modified_time": "2024-10-31",
        "og:url": f"{ADDRESS}en/2024-09/topic/",
        "og:image": f"{ADDRESS}cards/en/2024-09/topic.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


def test_every_picture_that_a_page_names_is_there(begun_site: Path) -> None:
    named = {metas(path).get("og:image") for path in begun_site.rglob("index.html") if "compare" not in path.parts}
    drawn = {ADDRESS + path.relative_to(begun_site).as_posix() for path in (begun_site / "cards").rglob("*.png")}
    assert named == drawn


def test_a_page_that_stands_in_for_another_speaks_its_own_language(begun_site: Path) -> None:
    found = metas(begun_site / "ar/verify/index.html")
    assert found["og:locale"] == "vi_VN"
    assert found["og:site_name"] == "Thông điệp & Nguồn"
    assert found["og:url"] == f"{ADDRESS}verify/"
    assert found["og:image"] == f"{ADDRESS}cards/vi/verify.png"
    assert found["og:type"] == "website"
    assert "article:modified_time" not in found


def test_without_an_address_nothing_is_invented(make_site: MakeSite) -> None:
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    found = metas(root / "site/2024-09/topic/index.html")
    assert found["twitter:card"] == "summary"
    assert not {"og:url", "og:image", "og:image:alt"} & set(found)
    assert (root / "site/cards/vi/2024-09/topic.png").is_file()


def test_quotation_marks_end_no_attribute(make_site: MakeSite) -> None:
    text = page('The "new" page & more', "Text.", translated=True)
    root = make_site({"docs/en/verify.md": text.replace("A page.", "'What \"they\" say'")})
    assert run(["build", "--root", str(root)]) == 0
    found = metas(root / "site/en/verify/index.html")
    assert found["og:title"] == 'The "new" page & more'
    assert found["og:description"] == 'What "they" say'


@pytest.mark.parametrize(
    ("code", "expected"), [("vi", "vi_VN"), ("en", "en_GB"), ("zh", "zh_CN"), ("ar", "ar_EG"), ("lo", "lo_LA")]
)
def test_locales_are_those_of_cldr(code: str, expected: str) -> None:
    assert locale(LIBRARY.language(code)) == expected
