"""Bodies become plain trees, and everything in them is accounted for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.blogger.tidy import (
    Outlook,
    find_anchors,
    find_fragments,
    find_pictures,
    parse,
    text_of,
    tidy,
    urlsplit_host,
)
from tests.sourcebook.importers.bodies import letters, outlook, render, to_markdown

ROSE = "http://1.bp.blogspot.com/x/{}/rose.jpg"
SMALL, FULL = ROSE.format("s320"), ROSE.format("s1600")

PAIRS = {
    "two breaks part paragraphs": ("a<br><br />b<br>c", "a\n\nb  \nc\n"),
    "so do empty boxes": ("<div>a</div><div><br></div><div>b</div>", "a\n\nb\n"),
    "breaks leave bold text": ("<b>Head<br></b>text a<b><br></b>b", "**Head**  \ntext a  \nb\n"),
    "nothing is bold twice": ("<b><span><b>x</b></span></b> y", "**x** y\n"),
    "spaces leave bold text": ("a<b> x </b>b", "a **x** b\n"),
    "styles are read": (
        '<span style="font-weight:700">x</span> <span style="font-style: italic">y</span>'
        ' <b style="font-weight:normal">z</b>',
        "**x** *y* z\n",
    ),
    "Word leaves nothing": (
        '<!--[if gte mso 9]><xml>x</xml><![endif]--><p class="MsoNormal"><o:p></o:p>a</p>'
        "<style>b</style><xml><w:x>1</w:x></xml>",
        "a\n",
    ),
    "Word's marks part no line": (
        "<p>a <st1:City w:st='on'>Paris</st1:City> b<o:p></o:p>c <w:sdt>d</w:sdt></p>",
        "a Paris bc d\n",
    ),
    "of Word's drawings the picture stays that browsers show": (
        "<!--[if gte vml 1]><v:shape id='x'><v:imagedata src='file:///C:/a.png'/></v:shape><![endif]-->"
        "<![if !vml]><img src='http://x.org/a.png' v:shapes='x'><![endif]>"
        "<v:shape><v:imagedata src='file:///C:/a.png'></v:imagedata><v:textbox>A rose</v:textbox></v:shape>",
        '![](http://x.org/a.png){ data-kept="elsewhere" }A rose\n',
    ),
    "headings begin below the title": ("<h1>A</h1>x<h3>B<br>b</h3>", "## A\n\nx\n\n### B b\n"),
    "a heading in a list is bold": (
        "<h2>A</h2><ul><li>b<h3>C</h3>d</li></ul>",
        "## A\n\n-   b\n\n    **C**\n\n    d\n",
    ),
    "a paragraph in large letters is one": (
        f"<h2>{'word ' * 31}</h2>",
        f"{('word ' * 31).strip()}\n",
    ),
    "lists": (
        "<ul><li>a<ul><li>b</li></ul><li>c<br>d</ul>",
        "-   a\n\n    -   b\n\n-   c  \n    d\n",
    ),
    "text between items": ("<ol><br>a<li>b</li>c</ol>", "1.  a\n2.  b\n\n    c\n"),
    "an item without a list": ("<li>a</li>", "-   a\n"),
    "a list that begins an item": ("<ul><li><ol><li>a<li>b</ol></ul>", "-   a\n\n    -   b\n"),
    "an item that is empty": ("<ul><li></li><li>a</li></ul>", "-   a\n"),
    "quotations": (
        "<blockquote>a<br><br>b</blockquote><blockquote><br></blockquote>",
        "> a\n>\n> b\n",
    ),
    "a quotation in an item is a paragraph": (
        "<ul><li>a<blockquote>b</blockquote></li></ul>",
        "-   a\n\n    b\n",
    ),
    "code": (
        '<pre class="brush: python">def a():\n    return 1<br>x</pre>',
        "```python\ndef a():\n    return 1\nx\n```\n",
    ),
    "code with a class inside": (
        "<pre><code class='language-js'>a```</code></pre>",
        "````js\na```\n````\n",
    ),
    "empty code": ("<pre> </pre>a", "a\n"),
    "code with a link is lines": (
        "<pre>a\n<a href='http://x.org/'>b</a></pre>",
        "a  \n[b](http://x.org/)\n",
    ),
    "code that begins an item": ("<ul><li><pre>a\n\nb</pre></li></ul>", "-   `a`  \n    `b`\n"),
    "code that a script draws": (
        '<script type="syntaxhighlighter"><![CDATA[\na &lt; b\n]]></script>',
        "```\na &lt; b\n```\n",
    ),
    "a comment in code": ("<pre>a<!-- x -->b</pre>", "```\nab\n```\n"),
    "code in a line": ("<code>a`b</code> <tt>c</tt> <code>`d</code>", "``a`b`` `c` `` `d ``\n"),
    "data is a table": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1|<code>x</code></td><td>x<br>y</td></tr></table>",
        "| a | b |\n| --- | --- |\n| 1\\|<code>x</code> | x<br>y |\n",
    ),
    "a layout is none": (
        "<table><tbody><tr><td>a</td></tr></tbody></table><table><tr><td>b<ul><li>c</ul></td></tr></table>",
        "a\n\nb\n\n-   c\n",
    ),
    "a table that begins an item is none": (
        "<ul><li><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></li></ul>",
        "-   a\n\n    b\n\n    c\n\n    d\n",
    ),
    "text in a table and in no cell": (
        "<table>x<tr><td>a</td><td>b</td></tr><tr>y<td>c</td><td>d</td></tr></table>",
        "| a | b |\n| --- | --- |\n| c | d |\n\nx\n\ny\n",
    ),
    "a small picture leads to the large one": (
        f"<a href='{FULL}' imageanchor='1'><img src='{SMALL}' width='320'></a>",
        f'[![]({SMALL}){{ data-kept="elsewhere" }}]({FULL}){{ aria-label="Full size" }}\n',
    ),
    "a picture in a link": (
        "<a href='http://x.org/'><img src='http://x.org/a.png' alt='A rose' width='20' height='20'></a>",
        '[![A rose](http://x.org/a.png){ data-kept="elsewhere" width="20" }](http://x.org/)\n',
    ),
    "a picture without words in a link": (
        "<a href='http://x.org/'><img src='http://x.org/a.png'></a>",
        '[![](http://x.org/a.png){ data-kept="elsewhere" }](http://x.org/){ aria-label="x.org" }\n',
    ),
    "a picture without words in a link to no host": (
        "<a href='mailto:a@b'><img src='http://x.org/a.png'></a>",
        '[![](http://x.org/a.png){ data-kept="elsewhere" }](mailto:a@b){ aria-label="mailto a b" }\n',
    ),
    "a caption": (
        "<table class='tr-caption-container'><tbody><tr><td><img src='http://x.org/a.png'></td></tr>"
        "<tr><td class='tr-caption'>In <b>May</b></td></tr></tbody></table>",
        '![In May](http://x.org/a.png){ data-kept="elsewhere" }'
        "  \n*In* <strong><em>May</em></strong>\n",
    ),
    "captions within a caption": (
        "<table class='tr-caption-container'><tr><td><table class='tr-caption-container'><tr><td>"
        "<img src='http://x.org/a.png'></td></tr><tr><td class='tr-caption'>In May</td></tr></table>"
        "</td></tr><tr><td class='tr-caption'>By Jo</td></tr></table>Behind it.",
        '![In May](http://x.org/a.png){ data-kept="elsewhere" }  \n*In May*  \n*By Jo*\n\nBehind it.\n',
    ),
    "a picture that text flowed around": (
        f"<p><a href='{FULL}' style='clear: left; float: left'><img src='{SMALL}'></a>Beside it.</p>"
        "<p>Before <img src='http://x.org/a.png' align='right'> behind.</p>",
        f'[![]({SMALL}){{ data-kept="elsewhere" }}]({FULL}){{ aria-label="Full size" }}\n\nBeside it.'
        '\n\nBefore ![](http://x.org/a.png){ data-kept="elsewhere" } behind.\n',
    ),
    "a figure": (
        "<figure><img src='http://x.org/a.png'><figcaption>In May</figcaption></figure>",
        '![In May](http://x.org/a.png){ data-kept="elsewhere" }  \n*In May*\n',
    ),
    "the jump break": (
        "a<a name='more'></a>b<!--more-->c",
        "a\n\n<!-- more -->\n\nb\n\n<!-- more -->\n\nc\n",
    ),
    "no jump inside a quotation": ("<blockquote>a<!--more-->b</blockquote>", "> ab\n"),
    "right to left": (
        "<div dir='rtl'>a<h2>b</h2><ul><li>c</li></ul><div dir='ltr'>d</div></div><div dir='ltr'>e</div>",
        'a\n{: dir="rtl" }\n\n## b {: dir="rtl" }\n\n-   <span dir="rtl">c</span>\n\nd\n\ne\n',
    ),
    "an anchor that is led to": (
        "<a href='#n'>down</a> <a href='#gone'>x</a><p id='n'>here</p><a name='n'>y</a><a href='#n'>z</a>",
        '[down](#n) x\n\n<a id="n"></a>here\n\ny[z](#n)\n',
    ),
    "an anchor without a text of its own": (
        "<a href='#n'>a</a><div><a name='n'></a></div><br><br><div>b</div><a href='#m'>c</a>"
        "<b id='m'></b><ul><li>d</ul>",
        '[a](#n)\n\n<a id="n"></a>b\n\n[c](#m)<a id="m"></a>\n\n-   d\n',
    ),
    "an anchor before a list and one at the end": (
        "<a href='#n'>a</a><a href='#m'>b</a><p><a name='n'></a></p><ul><li>c</ul><p id='m'></p>",
        '[a](#n)[b](#m)\n\n<a id="n"></a>\n\n-   c\n\n<a id="m"></a>\n',
    ),
    "an anchor of a heading": (
        "<a href='#n'>a</a><h2 id='n'>B</h2><a href='#m'>c</a><a name='m'></a><h2>M</h2>"
        "<a href='#o'>d</a><a href='#p'>e</a><h2 id='p'><b id='o'>P</b></h2>",
        '[a](#n)\n\n## B {: #n }\n\n[c](#m)<a id="m"></a>\n\n## M\n\n'
        '[d](#o)[e](#p)\n\n## <a id="o"></a>P {: #p }\n',
    ),
    "an anchor within a heading and one of an odd name": (
        "<a href='#n'>a</a><a href='#x=y'>b</a><h2>B <a name='n'></a>c</h2><h2 id='x=y'>D</h2>",
        '[a](#n)[b](#x=y)\n\n## B <a id="n"></a>c\n\n## <a id="x=y"></a>D\n',
    ),
    "an anchor before a heading": (
        "<p><a href='#n'>a</a></p><a name='n'></a><h2>N</h2>",
        "[a](#n)\n\n## N {: #n }\n",
    ),
    "anchors that every post has": (
        "<a href='#sources'>a</a> <a href='x.md#popular'>b</a> <a href='http://x.org/#content'>c</a>"
        "<h2 id='sources'>Sources</h2><h3>Popular</h3><h3>Popular</h3><h2>More</h2>",
        "[a](#sources-in-text) [b](x.md#popular-in-text) [c](http://x.org/#content)\n\n"
        "## Sources {: #sources-in-text }\n\n### Popular {: #popular-in-text }\n\n"
        "### Popular {: #popular-in-text-2 }\n\n## More {: #more-in-text }\n",
    ),
    "an anchor before a break": (
        "<a href='#n'>a</a><p><a name='n'></a><br>b<a name='m'></a><br>c</p><a href='#m'>d</a>",
        '[a](#n)\n\n<a id="n"></a>b<a id="m"></a>  \nc\n\n[d](#m)\n',
    ),
    "an element of two names": (
        "<a href='#n'>a</a><a href='#m'>b</a><p id='n' name='m'>c</p>",
        '[a](#n)[b](#m)\n\n<a id="n"></a><a id="m"></a>c\n',
    ),
    "an anchor on code and in code": (
        "<a href='#n'>a</a><a href='#m'>b</a><pre id='n'>x<b id='m'>y</b></pre>",
        '[a](#n)[b](#m)\n\n<a id="n"></a><a id="m"></a>\n\n```\nxy\n```\n',
    ),
    "an anchor on what is left out": (
        "<a href='#n'>a</a><a href='#m'>b</a><script id='n'></script><div class='jump-link'><b id='m'>",
        '[a](#n)[b](#m)<a id="n"></a><a id="m"></a>\n',
    ),
    "an anchor on what is embedded": (
        "<a href='#n'>a</a><iframe id='n' src='http://x.org/'></iframe>b",
        '[a](#n)\n\n[From x.org](http://x.org/)\n\n<a id="n"></a>b\n',
    ),
    "high, low and struck": (
        "x<sup>2</sup> y<sub>i</sub> <s>z</s>",
        "x<sup>2</sup> y<sub>i</sub> <del>z</del>\n",
    ),
    "a line": ("a<hr>b<input><wbr>c", "a\n\n---\n\nbc\n"),
    "definitions": ("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb\n"),
    "empty links and marks": ("a<a href=''>b</a><i></i><a href='http://x.org/'></a>c", "abc\n"),
    "marks that touch": (
        "<b>a</b><i>b</i>c<b>d</b>",
        "<strong>a</strong><em>b</em>c<strong>d</strong>\n",
    ),
    "a video": (
        "a<iframe src='//www.youtube.com/embed/abcdefghijk'></iframe>b",
        "a\n\n/// video | Video on YouTube\n    address: https://www.youtube.com/watch?v=abcdefghijk\n\n"
        "Nobody has written down yet what it shows.\n///\n\nb\n",
    ),
    "a video in a quotation": (
        "<blockquote><iframe src='//www.youtube.com/embed/abcdefghijk'></iframe></blockquote>",
        "> [Video on YouTube](https://www.youtube.com/watch?v=abcdefghijk)\n",
    ),
    "a video nobody has": (
        "<object class='BLOG_video_class' id='BLOG_video-1'></object>",
        "*A video stood here, kept by Blogger.*\n",
    ),
    "an embedded nothing": ("a<iframe></iframe>b", "a\n\nb\n"),
    "a gist": (
        "<script src='https://gist.github.com/jo/1.js?file=a'></script>",
        "[Code at GitHub](https://gist.github.com/jo/1)\n",
    ),
    "a bold space": ("a<b> </b>c<i> </i>", "a c\n"),
    "nothing": ("  ", ""),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_body_becomes_markdown(name: str) -> None:
    html, markdown = PAIRS[name]

    assert to_markdown(html)[0] == markdown


def test_scripts_handlers_and_trackers_are_left_out_and_counted() -> None:
    markdown, account = to_markdown(
        "<script>alert(1)</script><style>a{}</style><script src='http://[bad'></script>"
        "<p onclick='x()'>a</p><img src='http://x.org/t.gif' width='1' height='1'>"
        "<img src='http://feeds.feedburner.com/~r/x'><img><svg><script>x</script></svg><template>x</template>"
    )

    assert markdown == "a\n"
    assert account.dropped == {"script": 3, "style": 1, "picture without an address": 1}
    assert [each["outcome"] for each in account.images] == ["counted readers; left out"] * 2


def test_what_blogs_put_around_a_text_is_left_out_with_all_that_is_in_it() -> None:
    around = (
        "<div class='post-share-buttons'><a href='http://x.org/share'><img src='http://x.org/s.png'>"
        "Tweet</a><a>x</a></div><div class='blogger-post-footer'>Mine!<img></div>"
        "<ins class='adsbygoogle'>Buy</ins>"
        "<iframe class='twitter-share-button' src='http://x.org/'></iframe>"
    )
    html = f"<p>a<span class='g-plusone'>b</span>c</p>{around}d"

    markdown, account = to_markdown(html)

    assert markdown == "ac\n\nd\n"
    assert account.dropped == {"button to share": 3, "footer of a feed": 1, "advertisement": 1}
    outcome = "left out with its button to share"
    assert account.images == [{"src": "http://x.org/s.png", "outcome": outcome}]
    assert account.links == [{"href": "http://x.org/share", "outcome": outcome}]
    assert account.videos == []
    assert text_of(html) == "ac d"
    assert [*find_pictures(html)] == []


def test_a_link_to_read_on_is_left_out_where_it_leads_to_its_own_post() -> None:
    own = "http://garden.blogspot.com/2016/04/a.html"
    view = Outlook(
        link=lambda href: (href.replace(own, "a.md"), "moved"),
        picture=lambda src, _: (src, "kept"),
        own="a.md",
    )
    other = "http://x.org/b.html"
    html = (
        f"<a href='{own}#more'>Read more \u00bb</a> <a href='{own}'>Read more</a>"
        "<a href='#more'>Leer m\u00e1s</a><div class='jump-link'><a href='/c'>More</a></div>"
        f"<a href='{other}'>Read more \u00bb</a> <a href='{own}'>Roses</a><a href=''>Read more</a>"
    )

    markdown, account = to_markdown(html, view)

    assert markdown == f"[Read more \u00bb]({other}) [Roses](a.md)Read more\n"
    assert account.dropped == {"link to read on": 4}
    left_out = "left out with its link to read on"
    assert [(each["href"], each["outcome"]) for each in account.links] == [
        (f"{own}#more", left_out),
        (own, left_out),
        ("#more", left_out),
        ("/c", left_out),
        (other, "moved"),
        (own, "moved"),
    ]


def test_links_and_pictures_are_accounted_for() -> None:
    view = Outlook(
        link=lambda href: ("", "unsafe") if href.startswith("java") else (f"{href}?", "moved"),
        picture=lambda src, full: (
            ("", "lost") if "gone" in src else (f"local/{full or src}", "here")
        ),
        keep_links=False,
    )
    html = (
        f"<h2>May</h2><a href='javascript:x()'>a</a> <a href='http://x.org/'>b</a><a href='http://e.org/'></a>"
        f"<a href='{FULL}'><img src='{SMALL}'></a><img src='gone.png' alt='x'>"
    )

    markdown, account = to_markdown(html, view)

    assert (
        markdown == f'## May\n\na [b](http://x.org/?)![](local/{FULL}){{ data-kept="elsewhere" }}\n'
    )
    assert account.links == [
        {"href": "javascript:x()", "outcome": "unsafe"},
        {"href": "http://x.org/", "outcome": "moved", "now": "http://x.org/?"},
    ]
    assert account.images == [
        {
            "src": SMALL,
            "outcome": "here",
            "alt": "",
            "full": FULL,
            "now": f"local/{FULL}",
            "near": "May",
        },
        {"src": "gone.png", "outcome": "lost", "alt": "x"},
    ]


def test_lists_of_any_depth_are_read() -> None:
    html = "<ul><li>a" * 300 + "<blockquote>b" * 300 + "<font>" * 5000 + "end"

    markdown, _ = to_markdown(html)

    assert letters(render(markdown)).count("a") == 300
    assert "end" in markdown
    assert text_of("<table><tr><td>" * 2000 + "end") == "end"


def test_a_body_of_any_length_is_read() -> None:
    data = f"data:image/png;base64,{'A' * 10_500_000}"
    html = f"<p>{'rose ' * 2_100_000}</p><img src='{data}'><p>end</p>"

    assert [*find_pictures(html)] == [(data, "")]
    assert text_of(html).endswith("rose end")


def test_pictures_are_found_before_anything_is_written() -> None:
    html = f"<a href='{FULL}'><img src='{SMALL}'></a><a href='x'><img src='b.png'></a><img src='c.png'><img>"

    assert [*find_pictures(html)] == [(SMALL, FULL), ("b.png", ""), ("c.png", "")]
    assert [*find_pictures("")] == []


def test_names_and_links_to_them_are_found() -> None:
    html = (
        "<p id='a b'>x<a name='more'></a><a name=' '></a></p><a href='http://x.org/c.html?m=1#a%20b'>"
        "<a href='d.html#more '><a href='e.html'><a href='#f'><a href='http://x.org/#g'><a>"
    )

    assert find_anchors(html) == {"a b", "more"}
    assert find_fragments(html) == {"a b", "more"}
    assert find_anchors("a<!-- x -->b<!--more-->") == {"more"}
    assert find_anchors("") == find_fragments("") == set()


def test_the_words_of_a_body_are_told_without_scripts() -> None:
    assert text_of("<p>a <st1:City>P</st1:City>aris</p>") == "a Paris"
    assert text_of("<p>a<b>b</b></p><script>x</script><div>c<!-- y -->d</div>") == "ab cd"
    assert text_of(" ") == ""
    assert parse("\x00\u200b") is None
    assert urlsplit_host("http://[") == ""


_WORDS = st.sampled_from(
    [
        "rose",
        "*a*",
        "_b_",
        "[c]",
        "(d)",
        "#",
        "+",
        "-",
        ".",
        "!",
        "~",
        "^",
        "|",
        "\\",
        "`",
        "<",
        ">",
        "&",
        ":",
        "@e",
        "{f}",
        "=",
        "///",
        "$",
        "1.",
        "&amp;",
        "```",
        "~~~",
        "---",
        "***",
        "[TOC]",
        "{:.a}",
        "[^1]",
        "[^1]:",
        "*[AB]:",
        "http://a.b/c_d",
        "a@b.c",
        "--8<--",
        "???",
        "!!!",
        "<!--",
        "-->",
        "^^",
        "~~",
        "::",
        "[x]",
        "שלום",
        "mac에",
    ]
) | st.text(max_size=6)
_TEXT = (
    st.lists(_WORDS, max_size=5)
    .map(" ".join)
    .map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;"))
)
_INLINE = (
    "b",
    "i",
    "code",
    "a href='http://x.org/'",
    "sup",
    "span style='font-weight:bold'",
    "del",
    "font",
)
_BLOCKS = ("p", "div", "blockquote", "ul", "ol", "li", "h2", "div dir='rtl'", "table", "tr", "td")
_HTML: st.SearchStrategy[str] = st.recursive(
    _TEXT | st.sampled_from(["<br>", "<hr>", "<pre>a  b</pre>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from([*_INLINE, *_BLOCKS]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(_HTML)
def test_every_body_is_read_and_only_plain_elements_come_out(html: str) -> None:
    tree, _ = tidy(html, outlook())

    plain = {
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "hr",
        "jump",
        "a",
        "strong",
        "em",
    }
    plain |= {"code", "sup", "sub", "del", "br", "img", "anchor"}
    assert {each.name for each in tree.find_all(name=True)} <= plain


@given(st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")) | st.text(max_size=200))
def test_whatever_a_body_is_it_becomes_text(html: str) -> None:
    markdown: Any = to_markdown(html)[0]

    assert "<script" not in markdown
    assert markdown.encode("utf-8").decode() == markdown
