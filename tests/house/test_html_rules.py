"""The rules that every page is held to: a good page passes, and each fault is seen."""

import pytest

from tests.support.html_rules import faults

GOOD = """<!doctype html><html lang="de"><head><title>Schalter</title>
<script type="module" src="/static/live.js"></script></head><body><main><h1>Schalter</h1>
<form method="post" action="/next" id="next"><input type="hidden" name="csrf_token" value="1">
<label for="note">Notiz</label><textarea id="note" name="note"></textarea><button>Weiter</button></form>
%s</main></body></html>"""
FAULTS = {
    "not valid HTML": "<p></div>",
    "a form inside a form": '<form method="get" action="/"><form method="get" action="/"></form></form>',
    "id 'next' stands 2 times": '<p id="next"></p>',
    "label for 'gone'": '<label for="gone">Weg</label>',
    "aria-describedby='gone'": '<p aria-describedby="gone"></p>',
    "<div> inside <span>": "<span><div></div></span>",
    "<button> inside <a>": '<a href="/"><button>Weg</button></a>',
    "<p> directly inside <ul>": "<ul><p>Weg</p></ul>",
    "<li> inside <main>": "<li>Weg</li>",
    "picture without alt": '<img src="/static/x.png">',
    "a script in the page": "<script>1</script>",
    "a <style> in the page": "<style>p{}</style>",
    "style= on <p>": '<p style="color:red"></p>',
    "onclick= on <p>": '<p onclick="x()"></p>',
    "hx-on:click= on <p>": '<p hx-on:click="x()"></p>',
    "a remote address": '<a href="https://example.org/">Weg</a>',
    "an address that is code": '<a href="javascript:x()">Weg</a>',
    "has no action": '<form method="get"></form>',
    "says no method": '<form action="/"></form>',
    "has no token": '<form method="post" action="/"></form>',
    "field 'q' has no label": '<input name="q">',
    "button without a name": "<button></button>",
    "2 <h1>, not one": "<h1>Noch einer</h1>",
}


def test_a_good_page_passes():
    assert faults(GOOD % "<ul><li>Eins</li></ul>") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_it_can_fail(fault):
    found = faults(GOOD % FAULTS[fault])

    assert any(fault in one for one in found), found


def test_a_part_is_held_to_the_same_rules():
    assert faults('<section id="a"><p>Ja</p></section>', fragment=True) == []
    assert faults('<section id="a"><p id="a" style="x">Nein</p></section>', fragment=True) == [
        "id 'a' stands 2 times",
        "style= on <p>",
    ]
