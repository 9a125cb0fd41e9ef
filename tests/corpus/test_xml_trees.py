from pathlib import Path

import pytest
from growth import grows_in_proportion

from corpus.errors import UnreadableFileError
from corpus.formats.xml_trees import parse_xml


def words(data: bytes | str) -> str:
    return "".join(map(str, parse_xml(data.encode() if isinstance(data, str) else data).itertext()))


def test_xml_becomes_a_tree_of_elements_without_comments_and_instructions() -> None:
    root = parse_xml(b"<a>one<!-- two --><?three four?><b>five</b> six</a>")
    assert [element.tag for element in root.iter()] == ["a", "b"]
    assert "".join(map(str, root.itertext())) == "onefive six"


@pytest.mark.parametrize(
    "doctype", ["", '<!DOCTYPE a PUBLIC "-//NLM//DTD JATS 1.2//EN" "http://x.invalid/jats.dtd">']
)
def test_the_characters_that_html_names_are_kept_whoever_defines_them(doctype: str) -> None:
    assert (
        words(f"{doctype}<a>TNF-&alpha; 5&nbsp;&micro;g &le; 9 &amp; &lt;</a>") == "TNF-α 5\u00a0µg ≤ 9 & <"
    )


def test_a_name_that_nothing_defines_stays_as_it_is_written() -> None:
    assert words("<a>&nobodyknows; it</a>") == "&nobodyknows; it"


def test_names_in_sections_and_comments_are_no_names() -> None:
    assert words("<a><![CDATA[&alpha;<b>]]><!-- &alpha; --></a>") == "&alpha;<b>"


def test_a_name_in_an_attribute_is_a_character_too() -> None:
    assert parse_xml(b'<a b="&alpha; &quot;"/>').get("b") == 'α "'


def test_plain_words_that_a_doctype_defines_stand_in_the_text() -> None:
    subset = "<!-- it's --><!ENTITY drug 'aspirin &#945;'><!ENTITY alpha \"first\">"
    assert words(f"<!DOCTYPE a [{subset}]><a>&drug; &alpha;</a>") == "aspirin α first"


ENCODED = {
    "utf-8": "",
    "utf-8-sig": "",
    "utf-16": ' encoding="UTF-16"',
    "utf-16-le": ' encoding="UTF-16"',
    "utf-16-be": ' encoding="utf-16"',
    "utf-32": "",
    "latin-1": ' encoding="ISO-8859-1"',
    "cp1252": ' encoding="windows-1252"',
}


@pytest.mark.parametrize(("encoding", "declared"), ENCODED.items())
def test_every_declared_encoding_is_read(encoding: str, declared: str) -> None:
    text = f'<?xml version="1.0"{declared}?>\n<a>Ménière 5 µg &alpha;</a>'
    assert words(text.encode(encoding)) == "Ménière 5 µg α"


def test_an_encoding_that_is_declared_and_is_not_there_does_no_harm() -> None:
    assert words(b'<?xml version="1.0" encoding="UTF-16"?><a>M\xc3\xa9ni\xc3\xa8re</a>') == "Ménière"


def test_a_prefix_that_is_declared_nowhere_is_forgiven() -> None:
    assert words('<a xlink:href="b">asthma <mml:mi>x</mml:mi></a>') == "asthma x"


BROKEN = {
    "<a>\n<b>\n</a>": r"its XML is broken \(line 3: .*mismatch",
    '<a xlink:href="b">\n<b></a>': r"its XML is broken \(line 2: .*mismatch",
    '<!DOCTYPE a\nPUBLIC "x" "y">\n<a>\n<b></a>': r"its XML is broken \(line 4: ",
    "<a>asthma": r"its XML is broken \(line 1: ",
    "": r"its XML is broken \(line 1: Document is empty\)",
    "asthma": r"its XML is broken \(line 1: ",
    "<a>\0</a>": r"its XML is broken \(line 1: ",
    "<a/><b/>": r"its XML is broken \(line 1: ",
    "<!DOCTYPE a [<!ENTITY b 'c'": r"its XML is broken \(its DOCTYPE has no end\)",
    '<?xml version="1.0" encoding="klingon"?><a/>': r"its XML is broken \(line 1: .*klingon",
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.items())
def test_broken_xml_is_refused_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as refused:
        parse_xml(text.encode())
    assert "\n" not in str(refused.value)


def test_no_file_is_read_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    subset = f'<!ENTITY % outer SYSTEM "{secret.as_uri()}">%outer;<!ENTITY inner SYSTEM "{secret.as_uri()}">'
    read = words(f'<!DOCTYPE a SYSTEM "{secret.as_uri()}" [{subset}]><a>&inner;</a>')
    assert "secret" not in read
    assert words('<!DOCTYPE a SYSTEM "http://x.invalid/a.dtd"><a>asthma</a>') == "asthma"


class TestBombs:
    def test_a_billion_laughs_are_refused(self) -> None:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        with pytest.raises(UnreadableFileError, match="entities that grow"):
            parse_xml(f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'.encode())

    def test_one_long_entity_many_times_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match="entities that grow"):
            parse_xml(f'<!DOCTYPE a [<!ENTITY b "{"x" * 100_000}">]><a>{"&b;" * 10_000}</a>'.encode())

    def test_a_short_entity_a_million_times_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match="entities that grow"):
            parse_xml(f'<!DOCTYPE a [<!ENTITY b "{"x" * 200}">]><a>{"&b;" * 1_000_000}</a>'.encode())

    def test_a_bomb_in_another_encoding_is_one_too(self) -> None:
        laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
        with pytest.raises(UnreadableFileError, match="entities that grow"):
            parse_xml(laughs.encode("utf-16"))

    @pytest.mark.parametrize("end", ["", "</a>" * 100_000])
    def test_elements_a_hundred_thousand_deep_are_refused(self, end: str) -> None:
        with pytest.raises(UnreadableFileError, match=r"its XML is broken \(line 1: Excessive depth"):
            parse_xml(f"{'<a>' * 100_000}{end}".encode())

    def test_two_hundred_elements_deep_are_read(self) -> None:
        assert words(f"{'<a>' * 200}asthma{'</a>' * 200}") == "asthma"

    def test_more_xml_than_memory_is_for_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match="its XML is larger than 50 MB"):
            parse_xml(b"<a>" + bytes(50_000_000))

    @pytest.mark.parametrize(
        "piece",
        [
            "<!--",
            "<![CDATA[",
            "<?",
            "&",
            "&a",
            "<",
            '"',
            "<!DOCTYPE a [",
            "<!ENTITY a 'b'",
            "<!-- -->",
            "<!ENTITY a '",
        ],
    )
    @pytest.mark.parametrize("before", ["", "<a>", "<!DOCTYPE a [", "<!DOCTYPE a "])
    def test_a_million_beginnings_without_an_end_take_time_in_proportion(
        self, before: str, piece: str
    ) -> None:
        def parse(size: int) -> None:
            with pytest.raises(UnreadableFileError):
                parse_xml((before + piece * (size // len(piece))).encode())

        grows_in_proportion(parse, 1_000_000)
