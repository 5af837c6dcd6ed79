"""Templates compile, name only what exists, and bring nothing that the content security policy would stop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.house import APP, written

RULES = {
    "an inline style": re.compile(r"<style|\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an event attribute": re.compile(r"\s(on(?!ce=|ly=)[a-z]+|hx-on[:\w-]*)\s*="),
    "unescaped output": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    # Jinja works it out while it compiles, when nobody's language is known.
    "a filter on a constant": re.compile(r"""\{\{-?\s*(?:"[^"]*"|'[^']*')\s*\|"""),
    "a remote address": re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE),
}
REMOTE_ONLY = {"a remote address": RULES["a remote address"]}
NAMED = re.compile(r"""url_for\(\s*['"]([\w.]+)['"]""")
COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|<!--.*?-->", re.DOTALL)


def offences(app: Path) -> Iterator[str]:
    for file in sorted(app.rglob("*")):
        if not file.is_file() or {"vendor", "built"} & set(file.parts):
            continue
        rules = {".html": RULES, ".css": REMOTE_ONLY, ".js": REMOTE_ONLY, ".svg": REMOTE_ONLY}.get(file.suffix, {})
        # Line comments stay in: an address has to be known to be remote, not to be hidden.
        text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text()) if rules else ""
        for what, pattern in rules.items():
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{file.relative_to(app)}:{line}: {what}: {found[0].strip()}"


def test_templates_and_files_of_the_house_are_clean():
    assert list(offences(APP)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestWithTheApp:
    def test_all_templates_compile(self, app):
        names = app.jinja_env.list_templates(extensions=["html"])
        assert names
        for name in names:
            app.jinja_env.get_template(name)

    def test_templates_link_only_to_pages_that_exist(self, app):
        missing = [
            f"{file.relative_to(APP)}: {endpoint}"
            for file in sorted(APP.rglob("*.html"))
            for endpoint in NAMED.findall(file.read_text())
            if endpoint not in app.view_functions
        ]
        assert missing == []


def test_it_can_fail(tmp_path):
    written(
        tmp_path,
        "templates/bad.html",
        '<p style="color:red" onclick="x()">{{ text|safe }}\n<script>1</script>\n<img src="//example.org/x.png">\n'
        '<script type="module" src="/x.js"></script><svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
    )
    written(tmp_path, "static/bad.css", "@import url(https://example.org/font.css);\n")

    assert list(offences(tmp_path)) == [
        "static/bad.css:1: a remote address: https://example.o",
        "templates/bad.html:1: an inline style: style=",
        "templates/bad.html:2: an inline script: <script",
        "templates/bad.html:1: an event attribute: onclick=",
        "templates/bad.html:1: unescaped output: |safe",
        "templates/bad.html:3: a remote address: //example.o",
    ]
