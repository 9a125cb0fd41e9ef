"""Word documents made by python-docx, with WordprocessingML put in where it cannot write it."""

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.oxml import parse_xml
from sure_marks import unmarked

from corpus.document import Block, BlockKind, Content
from corpus.formats.word.docx import read_docx
from corpus.options import Options

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return the ZIP with members put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def read(data: bytes | Document) -> Content:
    return unmarked(read_docx(data if isinstance(data, bytes) else saved(data), Options()))


def body(xml: str, **parts: str) -> bytes:
    """Return a document whose body is `xml`; `parts` are further parts such as footnotes by their kinds."""
    document = docx.Document()
    inside = parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")
    old = document.element.body
    old.getparent().replace(old, inside)
    data = saved(document)
    if not parts:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        relations = file.read("word/_rels/document.xml.rels").decode()
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members = {}
    for number, (kind, content) in enumerate(parts.items()):
        relation = f'<Relationship Id="rIdX{number}" Type="{kinds}/{kind}" Target="{kind}X.xml"/>'
        if f'/{kind}"' in relations:
            relations = relations.replace(f'Target="{kind}.xml"', f'Target="{kind}X.xml"')
        else:
            relations = relations.replace("</Relationships>", f"{relation}</Relationships>")
        members[f"word/{kind}X.xml"] = f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"
    return with_parts(data, {"word/_rels/document.xml.rels": relations, **members})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


def of_kind(content: Content, kind: BlockKind) -> list[Block]:
    return [block for block in content.blocks if block.kind is kind]
