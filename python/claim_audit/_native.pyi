from collections.abc import Callable

class ConfigError(ValueError): ...

class Settings:
    def __init__(
        self,
        text: str | None = None,
        path: str = "audit.toml",
        *,
        profile: str | None = None,
        preview: bool = False,
        min_certainty: int | None = None,
    ) -> None: ...

def audit(text: str, path: str, format: str | None, settings: Settings) -> bytes: ...
def to_html(text: str, path: str, format: str | None, settings: Settings) -> bytes: ...
def extract(text: str, path: str, format: str | None, settings: Settings) -> bytes: ...
def audit_batch(
    texts: list[str],
    paths: list[str],
    format: str | None,
    settings: Settings,
    threads: int,
    progress: Callable[[int], object] | None,
) -> bytes: ...
def facts(
    texts: list[str],
    paths: list[str],
    format: str | None,
    settings: Settings,
    threads: int,
    progress: Callable[[int], object] | None,
) -> bytes: ...
def main(arguments: list[str]) -> int: ...
