"""What the document says of itself: the XMP packet and the information dictionary, word for word alike."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name, Stream, String

AUTHOR = "Prague Process Training Academy"

_EXTENSION = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""PDF/A wants every schema that it does not know itself, here that of PDF/UA, to be described."""


@dataclass(frozen=True)
class Description:
    """Title, subject, language and day of the document."""

    title: str
    subject: str
    language: str
    issued: date

    @property
    def moment(self) -> datetime:
        """The day of issue as a moment: nothing in the file tells when it was rendered."""
        return datetime(self.issued.year, self.issued.month, self.issued.day, tzinfo=UTC)

    @property
    def pdf_date(self) -> str:
        """The moment as PDF writes it."""
        return self.moment.strftime("D:%Y%m%d%H%M%S+00'00'")


def describe(pdf: pikepdf.Pdf, description: Description) -> None:
    """Write both descriptions into the document."""
    packet = Stream(pdf, _packet(description).encode())
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    entries = {
        "Title": description.title,
        "Author": AUTHOR,
        "Subject": description.subject,
        "Creator": AUTHOR,
        "Producer": AUTHOR,
        "CreationDate": description.pdf_date,
        "ModDate": description.pdf_date,
    }
    for key, value in entries.items():
        pdf.docinfo[f"/{key}"] = String(value)


def _packet(description: Description) -> str:
    moment = description.moment.isoformat()
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title>{_alternative(description.title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
<dc:description>{_alternative(description.subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(description.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{AUTHOR}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{AUTHOR}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{_EXTENSION}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
