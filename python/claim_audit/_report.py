"""What came of an audit, as objects over the JSON report."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any


class Report:
    """What came of one text."""

    def __init__(self, data: dict[str, Any], text: str, page: Callable[[], str]) -> None:
        self.data = data
        self.text = text
        self._page = page

    @property
    def path(self) -> str:
        """The name of the text."""
        return self.data["path"]

    @property
    def title(self) -> str | None:
        """The title, if the text has one."""
        return self.data["title"]

    @property
    def date(self) -> str | None:
        """The day of the text, if it says one."""
        return self.data["date"]

    @property
    def claims(self) -> list[dict[str, Any]]:
        """Every claim, in the order of the text."""
        return self.data["claims"]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What does not come out: the findings of all claims, each with the ``claim`` that it is about."""
        return [{**finding, "claim": claim["id"]} for claim in self.claims for finding in claim["findings"]]

    def to_html(self) -> str:
        """A page for a browser: the text with every number marked, each sum redone."""
        return self._page()

    def _repr_html_(self) -> str:
        # The page brings its own style, which must not spill over the notebook.
        page = html.escape(self.to_html(), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" style="width: 100%; height: 28em; border: 0"></iframe>'

    def __repr__(self) -> str:
        return f"<Report of {self.path!r}: {len(self.claims)} claims, {len(self.findings)} findings>"


class Batch:
    """What came of many texts."""

    def __init__(self, data: dict[str, Any], texts: list[str]) -> None:
        self.data = data
        self.texts = texts

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The texts with their claims, in their order."""
        return self.data["documents"]

    @property
    def conflicts(self) -> list[dict[str, Any]]:
        """Where texts contradict each other, or themselves."""
        return self.data["conflicts"]

    @property
    def summary(self) -> dict[str, Any]:
        """How many claims there are of each verdict."""
        return self.data["summary"]

    @property
    def claims(self) -> list[dict[str, Any]]:
        """Every claim, a row each, without what is nested in it."""
        return [
            {"path": document["path"], "document": number, **_flat(claim)}
            for number, document in enumerate(self.documents)
            for claim in document["claims"]
        ]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Every finding, a row each, with the claim that it is about."""
        return [
            {"path": document["path"], "document": number, "claim": claim["id"], **_flat(finding)}
            for number, document in enumerate(self.documents)
            for claim in document["claims"]
            for finding in claim["findings"]
        ]

    @property
    def quantities(self) -> list[dict[str, Any]]:
        """Every number of a claim, a row each, with the claim that it belongs to."""
        return [
            {"path": document["path"], "document": number, "claim": claim["id"], **_flat(quantity)}
            for number, document in enumerate(self.documents)
            for claim in document["claims"]
            for quantity in claim["quantities"]
        ]

    def to_arrow(self, rows: str = "claims") -> Any:
        """Rows ("claims", "findings" or "quantities") as a table of pyarrow: strings, 64-bit integers and booleans, nothing else."""
        import pyarrow

        rows_of = {"claims": self.claims, "findings": self.findings, "quantities": self.quantities}[rows]
        names = list(dict.fromkeys(name for row in rows_of for name in row))
        return pyarrow.table({name: pyarrow.array([row.get(name) for row in rows_of]) for name in names})

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        return f"<Batch of {len(self)} texts: {self.summary['claims']} claims, {self.summary['mismatch']} mismatches>"


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """The plain members of a row."""
    return {name: value for name, value in row.items() if not isinstance(value, (dict, list))}
