"""The tag tree: structure elements, link and signature field, and the tables that lead back to them."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from app.core.certificates.typesetting.page import Element, Link

PRINTED = 4
PRINTED_AND_LOCKED = 132
FIELD_NAME = "Seal"
"""The signature field that an electronic seal is put into, should one be used."""


class TagTree:
    """Builds the tree of one page inside an open PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._page = pdf.pages[0].obj
        self._marks: dict[int, Object] = {}
        self._annotations: list[Object] = []
        self._owners: list[Object] = []

    def attach(self, root: Element, seal_description: str) -> None:
        """Hang the elements under the catalogue, with an empty signature field as the last of them.

        The field is there from the start, tagged: one that a signing program added itself would
        stand outside the tree, and break PDF/UA.
        """
        top = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._build(root, top)
        self._add_signature_field(document, seal_description)
        top.K = Array([document])
        top.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._parents()))
        top.ParentTreeNextKey = len(self._owners) + 1
        catalogue = self._pdf.Root
        catalogue.StructTreeRoot = top
        catalogue.MarkInfo = Dictionary(Marked=True)
        self._page.StructParents = 0
        self._page.Tabs = Name.S
        self._page.Annots = Array(self._annotations)

    def _build(self, element: Element, parent: Object) -> Object:
        node = self._node(element.tag, parent, element.description)
        if element.language:
            node.Lang = String(element.language)
        if element.box:
            node.A = Dictionary(O=Name.Layout, BBox=_rectangle(element.box), Placement=Name.Block)
        children: list[Object | int] = []
        for child in element.children:
            if isinstance(child, int):
                self._marks[child] = node
                children.append(child)
            else:
                children.append(self._build(child, node))
        if element.link:
            children.append(self._link(element.link, element.description or "", node))
        node.K = Array(children)
        return node

    def _node(self, tag: str, parent: Object, description: str | None) -> Object:
        node = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent, Pg=self._page)
        )
        if description:
            node.Alt = String(description)
        return node

    def _link(self, link: Link, description: str, owner: Object) -> Object:
        return self._annotate(
            owner,
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_rectangle(link.area),
                Border=Array([0, 0, 0]),
                F=PRINTED,
                Contents=String(description),
                A=Dictionary(S=Name.URI, URI=String(link.address)),
            ),
        )

    def _add_signature_field(self, document: Object, description: str) -> None:
        form = self._node("Form", document, description)
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD_NAME),
            TU=String(description),
            Rect=Array([0, 0, 0, 0]),
            F=PRINTED_AND_LOCKED,
            P=self._page,
        )
        form.K = Array([self._annotate(form, field)])
        document.K.append(form)
        fields = Array([self._annotations[-1]])
        self._pdf.Root.AcroForm = self._pdf.make_indirect(Dictionary(Fields=fields, SigFlags=0))

    def _annotate(self, owner: Object, annotation: Dictionary) -> Object:
        """Put an annotation on the page; the answer is the reference that its element holds."""
        self._owners.append(owner)
        annotation.StructParent = len(self._owners)
        placed = self._pdf.make_indirect(annotation)
        self._annotations.append(placed)
        return Dictionary(Type=Name.OBJR, Obj=placed, Pg=self._page)

    def _parents(self) -> Array:
        """Number 0 is the page with the owners of its marks, the others are the annotations' owners."""
        owners = [self._marks[mark] for mark in range(len(self._marks))]
        numbers: list[Object | int] = [0, self._pdf.make_indirect(Array(owners))]
        for key, owner in enumerate(self._owners, start=1):
            numbers += [key, owner]
        return Array(numbers)


def _rectangle(box: tuple[float, float, float, float]) -> Array:
    return Array([round(side, 2) for side in box])
