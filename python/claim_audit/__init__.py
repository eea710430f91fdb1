"""Checks the arithmetic that prose states.

>>> import claim_audit
>>> report = claim_audit.audit("Exports rose 19.2% to $2.825 billion from $2.284 billion.")
>>> report.claims[0]["verdict"]
'mismatch'

Fields have the names of the command's JSON report. Numbers are strings, so that no digit is lost: ``decimal.Decimal`` takes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from . import _native
from ._native import ConfigError
from ._report import Batch, Report

__all__ = ["Batch", "ConfigError", "Report", "audit", "audit_batch", "audit_folder", "extract", "facts", "to_html"]

#: Where texts are documents by themselves.
_ENDINGS = (".md", ".markdown", ".txt", ".text", ".html", ".htm")


def audit(
    text: str,
    *,
    path: str = "-",
    format: str | None = None,
    config: str | os.PathLike[str] | None = None,
    profile: str | None = None,
    preview: bool = False,
    min_certainty: int | None = None,
) -> Report:
    """Audits one text.

    ``path`` names it in the report, says by its ending how it is written, and finds what a configuration says of it. ``format`` is "text",
    "markdown" or "html" where the path does not say it. ``config`` is the path of an audit.toml. ``profile`` ("draft" or "archive"),
    ``preview`` and ``min_certainty`` (0 to 100) are those of the command.

    >>> report = audit("The surplus rose 17.8% to $2.429 billion from $1.997 billion.")
    >>> [finding["rule"] for finding in report.findings]
    ['wrong-percent']
    >>> report.claims[0]["causes"][0]["replacement"]["text"]
    '21.6%'
    """
    settings = _settings(config, profile, preview, min_certainty)
    data = json.loads(_native.audit(text, path, format, settings))
    return Report(data, text, lambda: _native.to_html(text, path, format, settings).decode())


def audit_batch(
    texts: Iterable[str | None],
    paths: Iterable[str] | None = None,
    *,
    format: str | None = None,
    config: str | os.PathLike[str] | None = None,
    profile: str | None = None,
    preview: bool = False,
    min_certainty: int | None = None,
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> Batch:
    """Audits many texts, and holds them against each other.

    ``texts`` is a list, a Series of pandas or polars, an array of pyarrow, or any iterable; ``None`` is an empty text. ``threads`` is one for
    each processor if it is not given. ``progress`` shows a bar (with tqdm), or is called with how many more texts are done.

    >>> batch = audit_batch(["Exports rose 5% to $105 from $100.", "Sales fell 5% to $95 from $100."], paths=["a.md", "b.md"])
    >>> [claim["path"] for claim in batch.claims]
    ['a.md', 'b.md']
    >>> batch.summary["exact"]
    2
    """
    settings = _settings(config, profile, preview, min_certainty)
    texts, paths = _named(texts, paths)
    with _told(progress, len(texts)) as told:
        data = _native.audit_batch(texts, paths, format, settings, _threads(threads), told)
    return Batch(json.loads(data), texts)


def audit_folder(folder: str | os.PathLike[str], **options: Any) -> Batch:
    """Audits the texts, Markdown files and web pages of a folder and those below it; other formats, and .gitignore, are the command's.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "may.md").write_text("Exports rose 5% to $105 from $100.")
    ...     audit_folder(folder).summary["claims"]
    1
    """
    files = sorted(file for file in Path(folder).rglob("*") if file.suffix.lower() in _ENDINGS and file.is_file())
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return audit_batch(texts, [file.as_posix() for file in files], **options)


def extract(
    text: str,
    *,
    path: str = "-",
    format: str | None = None,
    config: str | os.PathLike[str] | None = None,
) -> list[dict[str, Any]]:
    """Every quantity and period that was read, in the order of the text, whether a claim rests on it or not.

    >>> [(row["text"], row["value"], row["unit"]) for row in extract("It sold 12 tonnes for €3.5 million.")]
    [('12', '12', 'tonnes'), ('€3.5 million', '3500000', 'EUR')]
    """
    return _lines(_native.extract(text, path, format, _settings(config, None, False, None)))


def facts(
    texts: str | Iterable[str | None],
    paths: Iterable[str] | None = None,
    *,
    format: str | None = None,
    config: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> list[dict[str, Any]]:
    """What texts state of metrics in periods: the levels whose metric and period are certain.

    >>> [(fact["metric"], fact["period"], fact["value"]) for fact in facts("Remittances were $306 million in March 2024.")]
    [('Remittances', 'March 2024', '306000000')]
    """
    texts, paths = _named([texts] if isinstance(texts, str) else texts, paths)
    settings = _settings(config, None, False, None)
    with _told(progress, len(texts)) as told:
        return _lines(_native.facts(texts, paths, format, settings, _threads(threads), told))


def to_html(text: str, **options: Any) -> str:
    """The report of one text as a page for a browser, with every number marked; takes what :func:`audit` takes.

    >>> to_html("Exports rose 5% to $105 from $100.").startswith("<!DOCTYPE html>")
    True
    """
    return audit(text, **options).to_html()


def _settings(
    config: str | os.PathLike[str] | None, profile: str | None, preview: bool, min_certainty: int | None
) -> _native.Settings:
    options = {"profile": profile, "preview": preview, "min_certainty": min_certainty}
    if config is None:
        return _native.Settings(**options)
    file = Path(config)
    return _native.Settings(file.read_text(encoding="utf-8"), str(file), **options)


def _named(texts: Iterable[str | None], paths: Iterable[str] | None) -> tuple[list[str], list[str]]:
    """The texts and a name for each."""
    if isinstance(texts, str):
        raise TypeError("texts is a list of texts; one text goes through audit()")
    # Arrays of pyarrow and Series know best how to make a list.
    for name in ("to_pylist", "to_list"):
        if hasattr(texts, name):
            texts = getattr(texts, name)()
            break
    texts = ["" if text is None or text != text else text for text in texts]
    return texts, [str(number) for number in range(len(texts))] if paths is None else [str(path) for path in paths]


def _threads(threads: int | None) -> int:
    return threads or os.cpu_count() or 1


def _lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


class _told:
    """What is told of progress, as a context that closes the bar."""

    def __init__(self, progress: bool | Callable[[int], object], total: int) -> None:
        self.bar = None
        self.told = progress if callable(progress) else None
        if progress is True:
            from tqdm.auto import tqdm

            self.bar = tqdm(total=total, unit="text")
            self.told = self.bar.update

    def __enter__(self) -> Callable[[int], object] | None:
        return self.told

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
