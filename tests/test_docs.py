"""The documentation says what the code does: every table, column, problem code, command and option."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import make

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", make.PAGES)
def test_reference_pages_are_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == make.PAGES[name](), "run `make docs`"


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert set(phony.split()) == explained


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_command_is_in_the_readmes(readme: str) -> None:
    from pipeline.cli import app

    text = (ROOT / readme).read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in names if f"baogao {name}" not in text] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_links_in_the_readmes_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_panel_in_the_readmes_is_what_comes_out(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.config import Config
    from pipeline.export.panel import as_pivot, panel_of, write

    write(as_pivot(panel_of(ROOT / "corpora" / "reports", Config(workers=1)), ["gdp_growth"], "actual"), None)
    assert capsys.readouterr().out in (ROOT / readme).read_text(encoding="utf-8")
