"""Find which declarations of a page's sheets hold for which of its elements.

Each compound is searched for by lexbor by itself, and the combinators between them are walked here with
what was found: lexbor and cssselect2 try every way up through the ancestors, which takes forever where
somebody wants it to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from corpus.formats.markup.css.matching import Compound, Selector, Specificity
from corpus.formats.markup.css.sheets import Rule

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Elements that are looked at for all selectors of a page together, some seconds' worth; one that is found,
# walked past or told what is declared for it counts as many, as it takes as long.
MOST_WORK = 10_000_000
WORK_FOUND, WORK_WALKED, WORK_DECLARED = 20, 10, 30
# Who declares: the browser, an attribute of old pages, a layer of a sheet, a sheet, a style attribute.
BROWSER, ATTRIBUTE, LAYER, SHEET, STYLE = range(5)

Weight: TypeAlias = tuple[bool, int, Specificity, int]
Found: TypeAlias = "dict[int, LexborNode]"
Cascaded: TypeAlias = "Mapping[int, Mapping[str, tuple[Weight, str]]]"


def weight(origin: int, *, important: bool, specificity: Specificity = (0, 0, 0), order: int = 0) -> Weight:
    """Return what decides between declarations of the same property; the greatest wins."""
    return important, origin, specificity, order


def cascade(root: LexborNode, by_browser: Sequence[Rule], by_page: Sequence[Rule]) -> tuple[Cascaded, bool]:
    """Return the declarations that win for each element by its `mem_id`, and whether all rules were tried.

    Where that would take too long, none are: the rules that are left might show what others hide.
    """
    elements_of_page = root.css("*")
    search = _Search(root, 1 + len(elements_of_page), _names(root, elements_of_page))
    won: dict[int, dict[str, tuple[Weight, str]]] = {}
    origins = [(BROWSER, rule) for rule in by_browser]
    origins += [(LAYER if rule.layered else SHEET, rule) for rule in by_page]
    for order, (origin, rule) in enumerate(origins):
        for selector in rule.selectors:
            if search.work > MOST_WORK:
                return {}, False
            elements = search.elements(selector)
            search.work += len(elements) * WORK_DECLARED * len(rule.declared)
            for element in elements:
                properties = won.setdefault(element, {})
                for name, (value, important) in rule.declared.items():
                    heavy = weight(origin, important=important, specificity=selector.specificity, order=order)
                    if name not in properties or properties[name][0] <= heavy:
                        properties[name] = heavy, value
    return won, True


def _names(root: LexborNode, every: Sequence[LexborNode]) -> frozenset[str]:
    """Return the classes, ids and names of elements that occur in a page."""
    names = {str(each.tag).lower() for each in every} | {"html"}
    classes = (each.attributes.get("class") or "" for each in root.css("[class]"))
    ids = {f"#{each.attributes.get('id')}" for each in root.css("[id]")}
    return frozenset({f".{name}" for stated in set(classes) for name in stated.split()} | ids | names)


@dataclass(slots=True)
class _Search:
    """Searches a page for the elements that selectors name, and counts how many it looked at."""

    root: LexborNode
    size: int
    names: frozenset[str]
    work: int = 0
    found: dict[str, Found] = field(default_factory=dict)

    def elements(self, selector: Selector) -> Found:
        if not all(compound.names <= self.names for compound in selector.compounds):
            return {}
        return self._select(selector.compounds)

    def _select(self, compounds: tuple[Compound, ...]) -> Found:
        """Return the elements that compounds name, each set once however often it is asked for."""
        last = compounds[-1]
        key = " ".join(f"{compound.combinator}{compound.text}" for compound in compounds)
        if key in self.found:
            return self.found[key]
        selected = self._matching(last.text)
        if len(compounds) > 1 and selected:
            left = self._select(compounds[:-1])
            selected = {
                number: element
                for number, element in selected.items()
                if left and any(each.mem_id in left for each in self._related(element, last.combinator))
            }
        self.found[key] = selected
        return selected

    def _matching(self, compound: str) -> Found:
        from selectolax.lexbor import SelectolaxError

        key = f"only {compound}"
        if key not in self.found:
            self.work += self.size
            try:
                self.found[key] = {element.mem_id: element for element in self.root.css(compound)}
            except SelectolaxError:
                self.found[key] = {}
            self.work += len(self.found[key]) * WORK_FOUND
        return self.found[key]

    def _related(self, element: LexborNode, combinator: str) -> Iterator[LexborNode]:
        """Yield the elements that may stand on the left of a combinator, the nearest first."""
        upwards = combinator in (" ", ">")
        related = element.parent if upwards else _before(element)
        while related is not None and self.work <= MOST_WORK:
            self.work += WORK_WALKED
            yield related
            if combinator in (">", "+"):
                return
            related = related.parent if upwards else _before(related)


def _before(element: LexborNode) -> LexborNode | None:
    before = element.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before
