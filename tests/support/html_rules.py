"""What is wrong with a page: parse faults, doubled ids, forms without token, code and addresses that don't belong."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from justhtml import JustHTML

PHRASING_ONLY = set("p h1 h2 h3 h4 h5 h6 span button label a strong em small code kbd time abbr summary legend".split())
BLOCKS = set(
    "div p section article aside nav header footer main form fieldset table ul ol dl h1 h2 h3 h4 h5 h6 pre details "
    "blockquote figure hr dialog address".split()
)
INTERACTIVE = set("a button input select textarea details label".split())
LABELLED = set("input select textarea".split())
URLS = {"src", "href", "action", "formaction", "poster", "srcset"}


@lru_cache(maxsize=8)
def parsed(html: str) -> JustHTML:
    """The page as a tree, to be read only: the checks and the questions of a test share it."""
    return JustHTML(html, sanitize=False, collect_errors=True, track_node_locations=True)


def elements(tree: JustHTML) -> list[Any]:
    return [node for node in tree.query("*") if not node.name.startswith(("#", "!"))]


def faults(html: str, *, fragment: bool = False) -> list[str]:
    """Every fault of the page (or of a part, with *fragment*), as sentences; empty when it is in order."""
    tree = JustHTML(html, sanitize=False, collect_errors=True, fragment=True) if fragment else parsed(html)
    nodes = elements(tree)
    found = [f"not valid HTML: {fault}" for fault in tree.errors]
    found += nested_forms(html, nodes)
    found += list(ids(nodes))
    found += list(content(nodes))
    found += list(foreign(nodes))
    found += list(forms(nodes))
    if not fragment:
        found += list(head(nodes))
    return found


def nested_forms(html: str, nodes: list[Any]) -> list[str]:
    # A form in a form is dropped by every parser, and its button then sends the outer one.
    written = len(re.findall(r"<form[\s>]", html))
    kept = sum(node.name == "form" for node in nodes)
    return [f"a form inside a form: {written} written, {kept} kept"] if written != kept else []


def ids(nodes: list[Any]) -> Iterator[str]:
    counted = Counter(node.attrs["id"] for node in nodes if "id" in node.attrs)
    yield from (f"id {name!r} stands {count} times" for name, count in counted.items() if count > 1)
    yield from (f"id {name!r} is not a name" for name in counted if not name or re.search(r"\s", name))
    for node in nodes:
        if node.name == "label" and (target := node.attrs.get("for")) and target not in counted:
            yield f"label for {target!r}, which is not on the page"
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "list", "form"):
            for target in (node.attrs.get(attribute) or "").split():
                if target not in counted:
                    yield f"{attribute}={target!r}, which is not on the page"


def content(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        above = list(ancestors(node))
        if (
            node.name in BLOCKS
            and above
            and above[0] in PHRASING_ONLY
            and not (above[0] in ("legend", "summary") and node.name in ("h1", "h2", "h3", "h4", "h5", "h6"))
            and not (above[0] == "a" and "p" not in above)
        ):
            yield f"<{node.name}> inside <{above[0]}>"
        if node.name in INTERACTIVE - {"label"} and node.attrs.get("type") != "hidden":
            around = next((name for name in above if name in ("a", "button")), None)
            if around:
                yield f"<{node.name}> inside <{around}>"
        if node.name in ("ul", "ol"):
            yield from (
                f"<{child.name}> directly inside <{node.name}>"
                for child in node.children
                if not child.name.startswith(("#", "!")) and child.name not in ("li", "template", "script")
            )
        if node.name == "li" and above and above[0] not in ("ul", "ol", "menu", "template"):
            yield f"<li> inside <{above[0]}>"
        if node.name == "img" and "alt" not in node.attrs:
            yield f"picture without alt: {node.attrs.get('src')}"


def foreign(nodes: list[Any]) -> Iterator[str]:
    """Code and addresses that the content security policy would stop, or that would leave the house."""
    for node in nodes:
        if node.name == "style":
            yield "a <style> in the page"
        if node.name == "script" and "src" not in node.attrs and node.attrs.get("type") != "application/json":
            yield "a script in the page"
        for name, value in node.attrs.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"{name}= on <{node.name}>"
            text = (value or "").strip().lower()
            if name in URLS and re.match(r"(https?:)?//", text):
                yield f"a remote address: {value}"
            if name in URLS and text.startswith(("javascript:", "data:")):
                yield f"an address that is code: {value}"


def forms(nodes: list[Any]) -> Iterator[str]:
    for form in (node for node in nodes if node.name == "form"):
        label = form.attrs.get("id") or form.attrs.get("action") or "?"
        method = (form.attrs.get("method") or "").lower()
        if not form.attrs.get("action"):
            yield f"form {label} has no action"
        if method not in ("get", "post", "dialog"):
            yield f"form {label} says no method"
        if method == "post" and not any(field.attrs.get("name") == "csrf_token" for field in form.query("input")):
            yield f"form {label} has no token"
    labelled = {node.attrs.get("for") for node in nodes if node.name == "label"}
    for field in (node for node in nodes if node.name in LABELLED):
        if field.attrs.get("type") in ("hidden", "submit", "button", "reset"):
            continue
        named = field.attrs.get("id") in labelled or "aria-label" in field.attrs or "aria-labelledby" in field.attrs
        if not named and "label" not in ancestors(field):
            yield f"field {field.attrs.get('name')!r} has no label"
    for button in (node for node in nodes if node.name == "button"):
        if not button.to_text().strip() and not {"aria-label", "aria-labelledby"} & set(button.attrs):
            yield f"button without a name: {button.attrs}"


def head(nodes: list[Any]) -> Iterator[str]:
    root = next(node for node in nodes if node.name == "html")
    if not root.attrs.get("lang"):
        yield "no lang on <html>"
    titles = [node.to_text().strip() for node in nodes if node.name == "title" and "svg" not in ancestors(node)]
    if len(titles) != 1 or not titles[0]:
        yield f"{len(titles)} titles, or an empty one"
    if sum(node.name == "main" for node in nodes) != 1:
        yield "not exactly one <main>"
    if sum(node.name == "h1" for node in nodes) != 1:
        yield f"{sum(node.name == 'h1' for node in nodes)} <h1>, not one"


def ancestors(node: Any) -> Iterator[str]:
    above = node.parent
    while above is not None and not above.name.startswith("#"):
        yield above.name
        above = above.parent
