"""Compiled templates are kept, also where they cannot be."""

from flask import Flask

from app.base.templates import keep_compiled, load_templates


def an_app(folder):
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "page.html").write_text("{{ 6 * 7 }}")
    return Flask("small", root_path=str(folder), static_folder=None)


def test_a_second_process_finds_what_the_first_compiled(tmp_path):
    for _process in range(2):
        app = an_app(tmp_path)
        keep_compiled(app, tmp_path / "built")
        load_templates(app)

    assert len(list((tmp_path / "built").iterdir())) == 1
    assert app.jinja_env.get_template("page.html").render() == "42"


def test_a_read_only_installation_works_all_the_same(tmp_path):
    (tmp_path / "built").write_text("a file where the folder should be")
    app = an_app(tmp_path)

    keep_compiled(app, tmp_path / "built" / "below")
    load_templates(app)

    assert app.jinja_env.get_template("page.html").render() == "42"
