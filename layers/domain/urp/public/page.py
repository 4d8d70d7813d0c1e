"""The frame of every public page: plain HTML without a script, to be heard, printed, or read on a phone."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;color:#17212b;background:#fff;overflow-wrap:anywhere}
body{font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main,footer{max-width:44rem;margin:0 auto;padding:1rem}
header{border-bottom:.25rem solid #0a4a86}
footer{border-top:1px solid #5a6772;font-size:.95rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}
h2{font-size:1.25rem;line-height:1.3;margin:1.75rem 0 .5rem}
a{color:#0a4a86}
a:focus-visible{outline:.2rem solid #0a4a86;outline-offset:.15rem}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
nav ul,.list{list-style:none;padding:0;margin:0}
nav li{display:inline-block;margin-right:1rem;padding:.25rem 0}
.list li{padding:.75rem 0;border-bottom:1px solid #c5ccd3}
.mark{border-left:.35rem solid #8a1c1c;padding:.5rem .75rem;background:#fdf1f1}
.small{color:#46525d;font-size:.95rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;padding:.4rem .5rem .4rem 0;border-bottom:1px solid #c5ccd3;vertical-align:top}
td{font-variant-numeric:tabular-nums}
@media print{nav,.skip{display:none}a{color:#000}}
"""
_STYLE_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_PAGE = Template("""<!DOCTYPE html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title, $town</title>
<link rel="alternate" type="application/atom+xml" title="Avvisi, Atom" href="${root}avvisi.atom">
<link rel="alternate" type="application/rss+xml" title="Avvisi, RSS" href="${root}avvisi.rss">
<link rel="alternate" type="application/feed+json" title="Avvisi, JSON" href="${root}avvisi.json">
<style>$style</style>
</head>
<body>
<a class="skip" href="#contenuto">Vai al contenuto</a>
<header>
<p><strong>$town</strong>, avvisi su WhatsApp</p>
<nav aria-label="Pagine">
<ul>
<li><a href="${root}avvisi">Avvisi</a></li>
<li><a href="${root}servizio">Come va il servizio</a></li>
</ul>
</nav>
</header>
<main id="contenuto">
<h1>$title</h1>
$content
</main>
<footer>
<p><a href="$website">Sito $of_town</a>. <a href="$privacy">Privacy</a>.
<a href="$rules">Regole del servizio</a>.</p>
</footer>
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the town's on every page."""

    town: str
    of_town: str
    website: str
    privacy: str
    rules: str

    def page(self, title: str, content: str, *, deep: bool = False) -> str:
        """`content` is HTML; `deep`: its address has two parts, so that the others lie one above."""
        texts = {
            "title": title,
            "town": self.town,
            "of_town": self.of_town,
            "website": self.website,
            "privacy": self.privacy,
            "rules": self.rules,
            "root": "../" if deep else "",
        }
        safe = {name: escape(text) for name, text in texts.items()}
        return _PAGE.substitute(safe, content=content, style=STYLE)


def paragraphs(text: str) -> str:
    """Lines as they were written."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "\n".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)


def table(caption: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """The first cell of each row names it."""
    named = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(each)}</td>" for each in others)
        + "</tr>"
        for first, *others in rows
    )
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{named}</tr></thead>\n"
        f"<tbody>\n{lines}\n</tbody>\n</table>"
    )
