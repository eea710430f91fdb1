"""The package as others use it, and against the command."""

import doctest
import importlib.metadata
import json
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pytest

import claim_audit

ROOT = pathlib.Path(__file__).parents[2]
CLAIMS = sorted((ROOT / "claims").glob("*.md"))
WRONG = "Exports rose 19.2% to $2.825 billion from $2.284 billion."


def command(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "claim_audit", *map(str, arguments)], capture_output=True, text=True, **options)


def test_docstrings_and_readme_run():
    for module in (claim_audit, claim_audit._report):
        assert doctest.testmod(module).failed == 0
    assert doctest.testfile(str(ROOT / "python" / "README.md"), module_relative=False).failed == 0


def test_a_batch_says_what_the_command_says():
    paths = [path.as_posix() for path in CLAIMS]
    batch = claim_audit.audit_batch((path.read_text() for path in CLAIMS), paths)
    printed = command("--no-config", "--format", "json", *paths)
    assert printed.returncode == 1, printed.stderr
    report = json.loads(printed.stdout)
    assert batch.documents == report["documents"]
    assert batch.conflicts == report["conflicts"]
    assert batch.summary == report["summary"]


def test_threads_change_nothing():
    texts = [path.read_text() for path in CLAIMS]
    one, many = (claim_audit.audit_batch(texts, threads=threads) for threads in (1, 7))
    assert one.data == many.data


def test_facts_and_extract_are_those_of_the_command():
    path = next(path for path in CLAIMS if "remittances" in path.name)
    lines = command("facts", "--no-config", "--format", "jsonl", path).stdout.splitlines()
    assert claim_audit.facts(path.read_text(), [path.as_posix()]) == [json.loads(line) for line in lines]
    lines = command("extract", "--no-config", "--format", "jsonl", path).stdout.splitlines()
    rows = claim_audit.extract(path.read_text(), path=path.as_posix())
    assert rows == [json.loads(line) for line in lines] and rows


def test_a_configuration_holds(tmp_path):
    config = tmp_path / "audit.toml"
    config.write_text('[rules]\nwrong-percent = "warning"\n[[overrides]]\nfiles = ["old/*"]\nrules = { wrong-percent = "off" }\n')
    report = claim_audit.audit(WRONG, config=config, path=str(tmp_path / "a.md"))
    assert report.findings[0]["severity"] == "warning"
    assert claim_audit.audit(WRONG, config=config, path=str(tmp_path / "old" / "a.md")).findings == []
    config.write_text("rulse = 1\n")
    with pytest.raises(claim_audit.ConfigError, match="rulse"):
        claim_audit.audit(WRONG, config=config)


def test_what_is_wrong_with_arguments_is_said():
    for options in ({"format": "docx"}, {"profile": "weekly"}, {"min_certainty": 101}):
        with pytest.raises(ValueError):
            claim_audit.audit(WRONG, **options)
    with pytest.raises(ValueError, match="1 texts and 2 paths"):
        claim_audit.audit_batch([WRONG], ["a", "b"])
    with pytest.raises(TypeError):
        claim_audit.audit_batch(WRONG)
    assert claim_audit.audit_batch([None, "", WRONG]).summary["documents"] == 3


def test_a_notebook_shows_the_page():
    report = claim_audit.audit(WRONG)
    page = report.to_html()
    assert page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")
    shown = report._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and "<script" not in shown


def test_tables_have_plain_types():
    pyarrow = pytest.importorskip("pyarrow")
    batch = claim_audit.audit_batch([WRONG, None], ["a.md", "b.md"])
    for rows in ("claims", "findings", "quantities"):
        table = batch.to_arrow(rows)
        assert table.num_rows == len(getattr(batch, rows)) > 0
        plain = {pyarrow.string(), pyarrow.int64(), pyarrow.bool_(), pyarrow.null()}
        assert {field.type for field in table.schema} <= plain, table.schema


def test_progress_counts_every_text():
    told = []
    claim_audit.audit_batch([WRONG] * 50, progress=told.append)
    assert sum(told) == 50

    def fail(_):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        claim_audit.audit_batch([WRONG] * 50, progress=fail)


def test_other_threads_run_while_a_batch_does():
    ticks, stop = 0, threading.Event()

    def tick():
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    text = (WRONG + "\n\n") * 200
    claim_audit.audit_batch([text] * 100)
    stop.set()
    thread.join()
    assert ticks > 5


def test_ctrl_c_ends_a_batch():
    # Where the tests run in the background, the shell has the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupt_a_batch()
    finally:
        signal.signal(signal.SIGINT, before)


def interrupt_a_batch():
    text = (WRONG + "\n\n") * 200
    timer = threading.Timer(0.2, lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT))
    timer.start()
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        claim_audit.audit_batch([text] * 20_000)
    assert time.monotonic() - before < 5


def test_the_wheel_has_the_version_of_the_package():
    tomllib = pytest.importorskip("tomllib")
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]
    assert importlib.metadata.version("claim-audit") == version
    assert command("--version").stdout.startswith(f"audit {version}")


def test_the_command_is_there():
    found = command("-", input=WRONG)
    assert found.returncode == 1 and "wrong-percent" in found.stdout
    assert command("--no-such-option").returncode == 2
