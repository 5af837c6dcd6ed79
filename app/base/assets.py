"""Sheets, icons and modules: one sheet and one script, a hashed name for each file, a gzipped twin, served from memory."""

import gzip
import hashlib
import mimetypes
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

from app.base.access import public

STATIC = Path(__file__).parents[1] / "static"
BUILT = STATIC / "built"
FOREVER = "public, max-age=31536000, immutable"

IMPORT = re.compile(r"""^import (?P<names>\{[^}]+\}) from "\./(?P<name>\w+)\.js";\n""", re.MULTILINE)
EXPORT = re.compile(r"^export (?=function (?P<name>\w+))", re.MULTILINE)
MODULE_WORD = re.compile(r"^(?:import|export)\b", re.MULTILINE)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COMMENT = re.compile(r"^[ \t]*//.*\n|(?<=[;,{}]) // .*$", re.MULTILINE)
INDENT = re.compile(r"\n\s+")
AROUND = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
"""White space of a sheet that means nothing; beside an operator of calc() or a selector it does."""
HEADERS = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", "Content-Security-Policy": "default-src 'none'"}
"""A file is no page: it may load nothing, and need not say at length what a page may."""


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire; its name changes with its content."""

    name: str
    content: bytes
    zipped: bytes
    mimetype: str


def build(folder: Path = STATIC) -> dict[str, Asset]:
    """All assets of *folder* by the name that pages use: css/ makes up wartesaal.css, the modules wartesaal.js.

    Raises ValueError when modules import each other in a circle or say it in a way that cannot be bundled, KeyError
    when one imports a stranger.
    """
    return {name: _asset(name, content) for name, content in _sources(folder)}


def write(built: dict[str, Asset], folder: Path = BUILT) -> None:
    """Put *built* and the gzipped twins into *folder*, for a proxy that wants to serve them itself.

    Several processes may start at once: each file appears whole or not at all. What is there already stays.
    """
    for asset in built.values():
        path = folder / asset.name
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, asset.content)
        _put(path.with_name(path.name + ".gz"), asset.zipped)


def serve_assets(app: Flask) -> None:
    """Add /static/<name> and the template function asset(name). The app itself is made with static_folder=None."""
    built: dict[str, Asset] = {}
    by_hash: dict[str, Asset] = {}

    def load() -> None:
        fresh = build()
        built.update(fresh)
        by_hash.update({asset.name: asset for asset in fresh.values()})

    def asset(name: str) -> str:
        return "/static/" + built[name].name

    @public
    def static(name: str) -> Response:
        found = by_hash.get(name)
        if found is None:
            abort(404)
        return _answer(found)

    load()
    try:
        write(built)
    except OSError as fault:  # a read-only installation is served from memory all the same
        app.logger.warning("The built assets could not be written: %s", fault)
    if app.debug:
        app.before_request(_on_change(load))
    app.add_url_rule("/static/<path:name>", "static", static)
    app.jinja_env.globals["asset"] = asset


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    parts = [path.read_text("utf-8") for path in sorted((folder / "css").glob("*.css"))]
    yield "wartesaal.css", AROUND.sub(r"\1", BLOCK_COMMENT.sub("", "".join(parts))).encode()
    modules = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.js"))}
    bundled: dict[str, str] = {}
    for name in modules:
        _bundle(name, modules, bundled, ())
    yield "wartesaal.js", "\n".join(bundled.values()).encode()
    for path in sorted([*folder.glob("*.svg"), *folder.glob("vendor/*.js")]):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _bundle(name: str, modules: dict[str, str], bundled: dict[str, str], way: tuple[str, ...]) -> None:
    """Put the module into a function of its own, behind those that it imports; what it exports is the result."""
    if name in bundled:
        return
    if name in way:
        raise ValueError(f"Modules import each other in a circle: {' > '.join((*way, name))}")
    text = COMMENT.sub("", modules[name])
    for wanted in IMPORT.finditer(text):
        _bundle(wanted["name"], modules, bundled, (*way, name))
    exports = ", ".join(match["name"] for match in EXPORT.finditer(text))
    text = EXPORT.sub("", IMPORT.sub(r"const \g<names> = $\g<name>;\n", text))
    if MODULE_WORD.search(text):
        raise ValueError(f'{name}.js: only `import {{ … }} from "./….js";` and `export function …` can be bundled')
    bundled[name] = INDENT.sub("\n", f"const ${name} = (() => {{\n{text}return {{ {exports} }};\n}})();")


def _asset(name: str, content: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:8]
    mimetype = "text/javascript" if ending == "js" else mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(f"{stem}.{digest}{dot}{ending}", content, gzip.compress(content, 9, mtime=0), mimetype)


def _answer(asset: Asset) -> Response:
    zipped = bool(request.accept_encodings.quality("gzip")) and len(asset.zipped) < len(asset.content)
    response = Response(asset.zipped if zipped else asset.content, mimetype=asset.mimetype)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers.update(HEADERS)
    return response


def _put(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(draft, 0o644)
    os.replace(draft, path)


def _on_change(load: Callable[[], None]) -> Callable[[], None]:
    """While developing: build again when a source is newer than the last build."""
    seen = _newest()

    def look() -> None:
        nonlocal seen
        if _newest() != seen:
            seen = _newest()
            load()

    return look


def _newest() -> float:
    return max(path.stat().st_mtime for path in STATIC.rglob("*") if path.is_file() and BUILT not in path.parents)


if __name__ == "__main__":
    write(build())
