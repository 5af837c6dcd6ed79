"""Assets: names that change with the content, imports that follow, twins that unpack to the same."""

import gzip
from pathlib import Path

import pytest
from flask import Flask

from app.base import assets


def written(folder: Path, **files: str) -> Path:
    (folder / "css").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return folder


@pytest.fixture
def client():
    app = Flask(__name__, static_folder=None)
    assets.serve_assets(app)
    return app.test_client()


def test_a_name_changes_with_a_module(tmp_path):
    before = assets.build(
        written(tmp_path, a='import { b } from "./b.js";\nb();', b="export function b() { return 1; }")
    )
    after = assets.build(written(tmp_path, b="export function b() { return 2; }"))

    assert before["wartesaal.js"].name != after["wartesaal.js"].name


def test_a_module_stands_behind_what_it_imports_and_keeps_its_names_to_itself(tmp_path):
    built = assets.build(
        written(
            tmp_path,
            a='// Says it.\nimport { b } from "./b.js";\nconst own = b(); // once; and "twice"\n',
            b="const own = 1;\nexport function b() {\n  return own;\n}\n",
        )
    )

    assert built["wartesaal.js"].content.decode() == (
        "const $b = (() => {\nconst own = 1;\nfunction b() {\nreturn own;\n}\nreturn { b };\n})();\n"
        "const $a = (() => {\nconst { b } = $b;\nconst own = b();\nreturn {  };\n})();"
    )


@pytest.mark.parametrize("text", ["export const b = 1;", 'import b from "./b.js";', 'export { b } from "./b.js";'])
def test_what_cannot_be_bundled_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match=r"a\.js: only"):
        assets.build(written(tmp_path, a=text, b=""))


def test_a_stranger_is_refused(tmp_path):
    with pytest.raises(KeyError, match="b"):
        assets.build(written(tmp_path, a='import { b } from "./b.js";\n'))


def test_a_sheet_loses_white_space_that_means_nothing(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "1.css").write_text("/* Why. */a :is(b, c) {\n  inset: calc(1px + 2px) 0;\n}\n")

    assert assets.build(tmp_path)["wartesaal.css"].content == b"a :is(b,c){inset:calc(1px + 2px) 0;}"


def test_modules_in_a_circle_are_refused(tmp_path):
    with pytest.raises(ValueError, match="a > b > a"):
        assets.build(written(tmp_path, a='import { b } from "./b.js";\n', b='import { a } from "./a.js";\n'))


def test_the_twin_unpacks_to_the_same_and_is_the_same_every_time(tmp_path):
    for _again in range(2):
        assets.write(assets.build(), tmp_path)
    twins = list(tmp_path.rglob("*.gz"))

    assert len(twins) == len(assets.build())
    for twin in twins:
        assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes()


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("identity", None)])
def test_a_file_may_be_kept_for_ever(client, accepted, encoding):
    sheet = client.application.jinja_env.globals["asset"]("wartesaal.css")

    answer = client.get(sheet, headers={"Accept-Encoding": accepted})

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.mimetype == "text/css"


@pytest.mark.parametrize("name", ["wartesaal.css", "../base/assets.py", "vendor/VENDORED.md", "css/1-base.css"])
def test_only_built_files_are_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_cold_desk_stays_within_its_weight():
    built = assets.build()
    wanted = ["wartesaal.css", "wartesaal.js", "icons.svg", "favicon.svg", "vendor/htmx-4.0.1.min.js"]

    # A queue page may weigh 40 kB in all; 6 kB of it are the page itself.
    assert sum(len(built[name].zipped) for name in wanted) < 34_000
