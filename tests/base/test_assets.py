"""Assets: names that change with the content, imports that follow, twins that unpack to the same."""

import gzip
import re
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


def test_a_name_changes_with_what_a_module_imports(tmp_path):
    before = assets.build(written(tmp_path, a='import { b } from "./b.js";', b="export const b = 1;"))
    after = assets.build(written(tmp_path, b="export const b = 2;"))

    assert before["a.js"].name != after["a.js"].name
    assert after["b.js"].name.encode() in after["a.js"].content


def test_every_import_of_the_house_leads_to_a_file():
    built = assets.build()
    names = {asset.name for asset in built.values()}

    for asset in built.values():
        if asset.mimetype == "text/javascript" and not asset.name.startswith("vendor/"):
            for name in re.findall(r'from "\./([^"]+)"', asset.content.decode()):
                assert name in names


def test_modules_in_a_circle_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"a\.js > b\.js > a\.js"):
        assets.build(written(tmp_path, a='import "./b.js";', b='import "./a.js";'))


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
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.mimetype == "text/css"


@pytest.mark.parametrize("name", ["wartesaal.css", "../base/assets.py", "vendor/VENDORED.md", "css/1-base.css"])
def test_only_built_files_are_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_cold_desk_stays_within_its_weight():
    built = assets.build()
    wanted = ["wartesaal.css", "icons.svg", "favicon.svg", "vendor/htmx-4.0.1.min.js", "live.js", "keys.js", "forms.js"]

    # A queue page may weigh 40 kB in all; 6 kB of it are the page itself.
    assert sum(len(built[name].zipped) for name in wanted) < 34_000
