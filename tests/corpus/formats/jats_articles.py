"""An article with all its parts, as PubMed Central gives it out, and a way to read it."""

from sure_marks import unmarked

from corpus.document import BlockKind, Content
from corpus.formats.markup.jats import read_jats
from corpus.options import Options

DOCTYPE = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN"
"JATS-archivearticle1.dtd">"""
FRONT = """<front><journal-meta><journal-id>rheum</journal-id></journal-meta><article-meta>
<article-id pub-id-type="pmid">1</article-id><article-id
pub-id-type="doi">10.1186/s41927-020-0001</article-id>
<article-version>2.0</article-version>
<title-group><article-title>Gout &amp; TNF-&alpha; in CD4<sup>+</sup> cells<xref ref-type="fn">*</xref>
</article-title><subtitle>a cohort study</subtitle></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Smith</surname><given-names>Jane A.</given-names></name>
<xref ref-type="aff" rid="a1">1</xref></contrib>
<contrib contrib-type="author"><collab>Gout Study Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname><given-names>Ann</given-names></name></contrib>
</contrib-group><aff id="a1"><label>1</label>University of Northtown</aff>
<pub-date pub-type="collection"><year>2020</year></pub-date>
<pub-date pub-type="epub"><day>3</day><month>5</month><year>2020</year></pub-date>
<pub-date pub-type="pmc-release"><day>9</day><month>9</month><year>2021</year></pub-date>
<permissions><license><license-p>Creative Commons</license-p></license></permissions>
<abstract><sec><title>Background</title><p>Gout is common.</p></sec>
<sec><title>Methods</title>
<p>We counted <italic>n</italic>&#xa0;= 30 (<italic>p</italic> &lt; 0.05).</p></sec></abstract>
<kwd-group><kwd>gout</kwd></kwd-group></article-meta></front>"""
BODY = """<body><sec id="s1"><label>1</label><title>Introduction</title>
<p>Gout is frequent [<xref ref-type="bibr" rid="B1">1</xref>, <xref ref-type="bibr" rid="B3">3</xref>–<xref
ref-type="bibr" rid="B5">5</xref>] and painful.<sup><xref ref-type="bibr" rid="B2">2</xref></sup> See Table
<xref ref-type="table" rid="T1">1</xref> and <xref ref-type="fig" rid="F1">Fig. 1</xref>.</p>
<sec><title>Aims</title>
<p>The aims were:<list list-type="order"><list-item><p>to count;</p></list-item>
<list-item><p>to treat 10<sup>9</sup>/L, CO<sub>2</sub>, kg/m<sup>2</sup>.</p></list-item></list>
They were met.</p>
<p>The score is <inline-formula><alternatives><tex-math>\\begin{document}$$x$$\\end{document}</tex-math>
<mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mrow><mml:mi>b</mml:mi><mml:mo>+</mml:mo><mml:mn>1</mml:mn>
</mml:mrow></mml:mfrac></mml:math></alternatives></inline-formula> where
<disp-formula><mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup><mml:mo>≥</mml:mo>
<mml:mn>3</mml:mn></mml:math></disp-formula> holds.</p>
<boxed-text><caption><title>Key points</title></caption><p>Treat to target.</p><list list-type="bullet">
<list-item><p>below 360 µmol/L</p></list-item></list></boxed-text></sec></sec>
<sec><title>Results</title><p>Anti-<italic>CCP</italic>-positive people did well.</p>
<table-wrap id="T1"><label>Table 1</label><caption><title>Doses of drugs</title><p>By group.</p></caption>
<table><thead><tr><th rowspan="2">Drug</th><th colspan="2">Dose</th></tr><tr><th>Adults</th>
<th>Children</th></tr>
</thead><tbody><tr><td>Colchicine</td><td>500 µg</td><td>250 µg</td></tr></tbody></table>
<table-wrap-foot><fn><label>a</label><p>Under 12.</p></fn>
<p>BMI body mass index</p></table-wrap-foot></table-wrap>
<fig id="F1"><label>Figure 1</label><caption><p>Flow of patients.</p></caption><graphic
href="http://x/y.jpg"/></fig>
<supplementary-material><caption><p>A file of data</p></caption></supplementary-material></sec></body>"""
BACK = """<back><ack><p>We thank all.</p></ack><fn-group><fn fn-type="conflict">
<p>None declared.</p></fn></fn-group>
<ref-list><ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group>
<name><surname>Doe</surname><given-names>J</given-names></name>
<name><surname>Roe</surname><given-names>A</given-names></name></person-group>
<article-title>Gout now</article-title><source>Lancet</source>
<year>2010</year><volume>3</volume><issue>4</issue>
<fpage>1</fpage><lpage>9</lpage><pub-id pub-id-type="doi">10.1000/x</pub-id></element-citation></ref>
<ref id="B2"><label>[2]</label><mixed-citation><name>
<surname>Poe</surname> <given-names>E</given-names></name>.
<article-title>Ravens</article-title>.
<source>BMJ</source>. <year>2011</year>.</mixed-citation></ref></ref-list>
<app-group><app><title>Appendix A</title><p>More.</p></app></app-group></back>"""


def article(*parts: str, kind: str = "research-article") -> str:
    spaces = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    return f'<article {spaces} article-type="{kind}">{"".join(parts)}</article>'


ARTICLE = f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n{article(FRONT, BODY, BACK)}'


def read(source: str | bytes) -> Content:
    return unmarked(read_jats(source.encode() if isinstance(source, str) else source, Options()))


def of_kind(content: Content, kind: BlockKind) -> list[str]:
    return [block.text for block in content.blocks if block.kind is kind]


def body(source: str) -> list[str]:
    title = "<title-group><article-title>T</article-title></title-group>"
    front = f"<front><article-meta>{title}</article-meta></front>"
    return [block.text for block in read(article(front, f"<body>{source}</body>")).blocks[1:]]
