# ruff: noqa: E501 - a line a way
"""Ways in which HTML shows a text, and ways in which it keeps it from being seen, each around "{}".

Each was looked at in Chromium: the page with the text and without it are the same picture or not.
"""

from collections.abc import Mapping

from corpus.unseen import Unseen

UNSEEN: Mapping[str, tuple[Unseen, str]] = {
    "display none": (Unseen.HIDDEN, '<p style="display:none">{}</p>'),
    "display none, important": (Unseen.HIDDEN, '<p style="DISPLAY : NONE !important">{}</p>'),
    "an ancestor is not displayed": (
        Unseen.HIDDEN,
        '<div style="display:none"><p style="display:block">{}</p></div>',
    ),
    "visibility hidden": (Unseen.HIDDEN, '<p style="visibility:hidden">{}</p>'),
    "visibility collapse": (Unseen.HIDDEN, '<p style="visibility:collapse">{}</p>'),
    "the attribute hidden": (Unseen.HIDDEN, "<p hidden>{}</p>"),
    "a dialog that is closed": (Unseen.HIDDEN, "<div><dialog>{}</dialog></div>"),
    "by class": (Unseen.HIDDEN, "<style>.x{{display:none}}</style><p class='a x'>{}</p>"),
    "by id": (Unseen.HIDDEN, "<style>#x{{visibility:hidden}}</style><p id=x>{}</p>"),
    "by name": (Unseen.HIDDEN, "<style>blockquote{{display:none}}</style><blockquote>{}</blockquote>"),
    "by attribute": (Unseen.HIDDEN, "<style>[data-x=y]{{display:none}}</style><p data-x=y>{}</p>"),
    "by descent": (
        Unseen.HIDDEN,
        "<style>.a .b > em{{display:none}}</style><div class=a><p class=b><em>{}</em></p></div>",
    ),
    "by sibling": (Unseen.HIDDEN, "<style>h2 + p{{display:none}}</style><h2>Dose</h2><p>{}</p>"),
    "by a later sibling": (
        Unseen.HIDDEN,
        "<style>h2 ~ p.x{{display:none}}</style><h2>Dose</h2><p>One.</p><p class=x>{}</p>",
    ),
    "by not": (Unseen.HIDDEN, "<style>p.x:not(.on){{display:none}}</style><p class=x>{}</p>"),
    "one of several selectors": (
        Unseen.HIDDEN,
        "<style>h5, .x , h6{{display:none}}</style><p class=x>{}</p>",
    ),
    "the more specific rule": (
        Unseen.HIDDEN,
        "<style>p.x{{display:none}} p{{display:block}}</style><p class=x>{}</p>",
    ),
    "the important rule": (
        Unseen.HIDDEN,
        "<style>p.x{{display:none!important}}</style><p class=x style='display:block'>{}</p>",
    ),
    "on screens": (Unseen.HIDDEN, "<style>@media screen{{p.x{{display:none}}}}</style><p class=x>{}</p>"),
    "on wide screens": (
        Unseen.HIDDEN,
        "<style>@media (min-width:600px){{p.x{{display:none}}}}</style><p class=x>{}</p>",
    ),
    "where supported": (
        Unseen.HIDDEN,
        "<style>@supports (display:grid){{.x{{display:none}}}}</style><p class=x>{}</p>",
    ),
    "white on white": (Unseen.COLOUR, '<p style="color:white">{}</p>'),
    "nearly white on white": (Unseen.COLOUR, '<p style="color:#fdfdfd">{}</p>'),
    "white by hsl": (Unseen.COLOUR, '<p style="color:hsl(0 0% 100%)">{}</p>'),
    "white by a variable": (
        Unseen.COLOUR,
        "<style>:root{{--w:#fff}}</style><p style='color:var(--w)'>{}</p>",
    ),
    "a font of old pages": (Unseen.COLOUR, '<p><font color="white" size="2">{}</font></p>'),
    "digits alone for a colour": (Unseen.COLOUR, '<p><font color="FFFFFF">{}</font></p>'),
    "black on black": (Unseen.COLOUR, '<div style="background:#000"><p>{}</p></div>'),
    "navy on navy of a table": (
        Unseen.COLOUR,
        '<table><tr><td bgcolor="navy"><font color="#000080">{}</font></td></tr></table>',
    ),
    "white in a white box on a dark ground": (
        Unseen.COLOUR,
        '<div style="background:#222;color:white"><p style="background-color:#fff">{}</p></div>',
    ),
    "transparent": (Unseen.TRANSPARENT, '<p style="color:transparent">{}</p>'),
    "alpha nought": (Unseen.TRANSPARENT, '<p style="color:rgba(0,0,0,0)">{}</p>'),
    "eight digits": (Unseen.TRANSPARENT, '<p style="color:#00000000">{}</p>'),
    "opacity nought": (Unseen.TRANSPARENT, '<div style="opacity:0"><p>{}</p></div>'),
    "opacity of hardly anything": (Unseen.TRANSPARENT, '<p style="opacity:.001">{}</p>'),
    "opacity by a filter": (Unseen.TRANSPARENT, '<p style="filter:opacity(0%)">{}</p>'),
    "fill of nothing": (Unseen.TRANSPARENT, '<p style="-webkit-text-fill-color:transparent">{}</p>'),
    "letters of no size": (Unseen.TINY, '<p style="font-size:0">{}</p>'),
    "no size by shorthand": (Unseen.TINY, '<p style="font:0/0 a">{}</p>'),
    "parts of no size": (Unseen.TINY, '<div style="font-size:0"><p style="font-size:2em">{}</p></div>'),
    "far to the left": (Unseen.OFF_PAGE, '<p style="position:absolute;left:-9999px">{}</p>'),
    "far above": (Unseen.OFF_PAGE, '<p style="position:fixed;top:-9999px">{}</p>'),
    "far out in letters": (Unseen.OFF_PAGE, '<p style="position:absolute;left:-999em">{}</p>'),
    "far out by inset": (Unseen.OFF_PAGE, '<p style="position:absolute;inset:0 auto auto -9999px">{}</p>'),
    "indented out": (Unseen.OFF_PAGE, '<p style="text-indent:-9999px">{}</p>'),
    "moved out": (Unseen.OFF_PAGE, '<p style="transform:translateX(-9999px)">{}</p>'),
    "with a margin far out": (Unseen.OFF_PAGE, '<p style="margin-left:-9999px">{}</p>'),
    "a clip of nothing": (Unseen.HIDDEN, '<p style="position:absolute;clip:rect(0,0,0,0)">{}</p>'),
    "a clip of one pixel": (Unseen.HIDDEN, '<p style="position:absolute;clip:rect(1px 1px 1px 1px)">{}</p>'),
    "a path of nothing": (Unseen.HIDDEN, '<p style="clip-path:inset(50%)">{}</p>'),
    "a circle of nothing": (Unseen.HIDDEN, '<p style="clip-path:circle(0)">{}</p>'),
    "no height": (Unseen.HIDDEN, '<div style="height:0;overflow:hidden"><p>{}</p></div>'),
    "no greatest height": (Unseen.HIDDEN, '<div style="max-height:0;overflow:hidden"><p>{}</p></div>'),
    "no width": (Unseen.HIDDEN, '<div style="width:0;overflow:hidden;white-space:nowrap">{}</div>'),
    "one pixel": (
        Unseen.HIDDEN,
        '<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">{}</span>',
    ),
    "scaled to nought": (Unseen.HIDDEN, '<p style="transform:scale(0)">{}</p>'),
    "behind the ground of its box": (
        Unseen.COVERED,
        '<div style="background:#fff"><p style="position:relative;z-index:-1">{}</p></div>',
    ),
}

# What browsers show all the same, without its sheet, is meant for the ears.
FOR_EARS = {
    "sr-only": "<p>Dose <span class='sr-only'>{}</span></p>",
    "visually-hidden": "<p>Dose <span class='visually-hidden'>{}</span></p>",
    "govuk-visually-hidden": "<p>Dose <span class='govuk-visually-hidden'>{}</span></p>",
    "screen-reader-text": "<p>Dose <span class='screen-reader-text'>{}</span></p>",
}

# A line goes through these; the picture is another one without them.
STRUCK = {
    "del": "<p>Take <del>{}</del> daily.</p>",
    "s": "<p>Take <s>{}</s> daily.</p>",
    "strike": "<p>Take <strike>{}</strike> daily.</p>",
    "a style": '<p style="text-decoration:line-through">{}</p>',
    "a style with a colour": '<p style="text-decoration: red underline line-through">{}</p>',
    "the line alone": '<p style="text-decoration-line:line-through">{}</p>',
    "a class": "<style>.old{{text-decoration:line-through}}</style><p class=old>{}</p>",
    "an ancestor": "<div><del><p><span style='text-decoration:none'>{}</span></p></del></div>",
}

SEEN: Mapping[str, str] = {
    "white on a dark header": '<div style="background:#003366"><p style="color:white">{}</p></div>',
    "white on a dark class": "<style>.h{{background:navy}}.w{{color:#fff}}</style><div class=h><p class=w>{}</p></div>",
    "white in a dark cell": '<table><tr bgcolor="#003366"><td><font color="white">{}</font></td></tr></table>',
    "white on a picture": '<div style="background-image:url(x.png),linear-gradient(#000,#000);color:#fff"><p>{}</p></div>',
    "white on a gradient": '<div style="background:linear-gradient(#000,#333);color:#fff"><p>{}</p></div>',
    "white over a dark box": (
        '<div style="position:relative"><div style="position:absolute;background:#000;width:400px;height:90px">'
        '</div><p style="position:absolute;color:#fff">{}</p></div>'
    ),
    "white on a ground of its own": '<p><span style="color:#fff;background-color:#060">{}</span></p>',
    "a dark page": '<div style="background:#111;color:#eee"><p>{}</p></div>',
    "pale and still seen": '<p style="color:#ddd">{}</p>',
    "half transparent": '<p style="opacity:.5">{}</p>',
    "letters of a gradient": (
        '<p style="background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent">{}</p>'
    ),
    "letters of a shadow": '<p style="color:transparent;text-shadow:0 0 0 #000">{}</p>',
    "visible inside hidden": '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>',
    "a later rule shows it": "<style>p.x{{display:none}} p.x{{display:block}}</style><p class=x>{}</p>",
    "a more specific rule shows it": "<style>#y{{display:block}} p.x{{display:none}}</style><p class=x id=y>{}</p>",
    "a style shows it": "<style>.x{{display:none}}</style><p class=x style='display:block'>{}</p>",
    "an important rule shows it": "<style>p{{display:block!important}}</style><p style='display:none'>{}</p>",
    "hidden but displayed": '<p hidden style="display:block">{}</p>',
    "hidden in print": "<style>@media print{{p{{display:none}}}}</style><p>{}</p>",
    "a sheet for print": "<style media=print>p{{display:none}}</style><p>{}</p>",
    "hidden on narrow screens": "<style>@media (max-width:600px){{p{{display:none}}}}</style><p>{}</p>",
    "shown on wide screens": "<style>.x{{display:none}}@media (min-width:768px){{.x{{display:block}}}}</style><p class=x>{}</p>",
    "hidden where not supported": "<style>@supports not (display:grid){{p{{display:none}}}}</style><p>{}</p>",
    "hidden when the mouse is there": "<style>p:hover{{display:none}}</style><p>{}</p>",
    "what is before it is hidden": "<style>p::before{{display:none}}</style><p>{}</p>",
    "another class is hidden": "<style>.xy{{display:none}}</style><p class=x>{}</p>",
    "a broken rule": "<style>p{{{{display:none</style><p>{}</p>",
    "a comment hides it": "<style>/* p{{display:none}} */</style><p>{}</p>",
    "aria-hidden": '<p aria-hidden="true">{}</p>',
    "a height without cutting": '<div style="height:0">{}</div>',
    "no height in a line": '<p><span style="height:0;overflow:hidden">{}</span></p>',
    "no height, but room": '<div style="height:0;overflow:hidden;padding-bottom:60px">{}</div>',
    "a little to the left": '<p style="position:relative;left:-5px">{}</p>',
    "a hanging indent": '<p style="margin-left:2em;text-indent:-2em">{}</p>',
    "an offset without a position": '<p style="left:-9999px">{}</p>',
    "a clip without a position": '<p style="clip:rect(0,0,0,0)">{}</p>',
    "a weight in front of the size": '<p style="font:700 14px/1.2 Georgia">{}</p>',
    "small print": '<p style="font-size:7pt">{}</p>',
    "size 0 of old pages": '<p><font size="0">{}</font></p>',
    "no size around it": '<div style="font-size:0"><p style="font-size:16px">{}</p></div>',
    "a link in white text": '<div style="color:white"><p><a href="x">{}</a></p></div>',
    "marked in white text": '<div style="color:white"><mark>{}</mark></div>',
    "behind nothing": '<p style="position:relative;z-index:-1">{}</p>',
    "underlined": '<p style="text-decoration:underline">{}</p>',
    "struck by name, not by look": '<p>Dose <s style="text-decoration:none">{}</s></p>',
    "a faded start of an animation": (
        "<style>@keyframes a{{to{{opacity:1}}}}</style><p style='opacity:0;animation:a 1ms forwards'>{}</p>"
    ),
}
