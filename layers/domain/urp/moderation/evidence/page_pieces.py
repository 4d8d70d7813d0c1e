"""Tables and quotations of the page. Cells are HTML already; `quoted` makes it of somebody's words."""

from __future__ import annotations

from collections.abc import Iterable

from urp.moderation.evidence.escaped import escaped


def table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n"
    )


def pairs(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>\n' for name, value in rows)
    return f"<table>\n<caption>{caption}</caption>\n<tbody>\n{body}</tbody>\n</table>\n"


def quoted(text: str) -> str:
    return f'<pre dir="auto">{escaped(text)}</pre>' if text else "non indicato"


def listed(texts: tuple[str, ...]) -> str:
    if not texts:
        return "non indicato"
    return "<ul>" + "".join(f"<li>{quoted(each)}</li>" for each in texts) + "</ul>"
