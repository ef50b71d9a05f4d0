"""The flow: a stage that raises costs its own results only."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import clean, flow, split
from pipeline.records import Report, Source
from pipeline.resources import Resources
from pipeline.rules import RuleError, Rules

SOURCE = Source(path="甲.txt", text="岭川县2019年工作总结\n全县新建学校12所。\n")


def boom(*_: object) -> Report:
    raise RuntimeError("boom")


def test_all_stages_fill_the_report() -> None:
    (report,) = flow.process(SOURCE, Resources())
    assert report.problems == ()
    assert len(report.quantities) == len(report.circumstances) == len(report.namings) == len(report.indicators) == 1


@pytest.mark.parametrize("name", [name for name, _ in flow.REPORT_STAGES])
def test_a_failing_stage_is_reported_and_the_others_go_on(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stages = tuple((other, boom if other == name else stage) for other, stage in flow.REPORT_STAGES)
    monkeypatch.setattr(flow, "REPORT_STAGES", stages)
    (report,) = flow.process(SOURCE, Resources())
    failed = [problem for problem in report.problems if problem.code == "stage_failed"]
    assert [(problem.stage, problem.severity) for problem in failed][:1] == [(name, "error")]
    assert failed[0].document_id == report.document.document_id


def test_broken_rules_end_the_run(tmp_path: Path) -> None:
    """They would cost every document the same results; a run that hides that is worth nothing."""
    (tmp_path / "split").mkdir()
    (tmp_path / "split" / "marks.toml").write_text("nonsense", encoding="utf-8")
    with pytest.raises(RuleError, match="marks"):
        flow.process(SOURCE, Resources(rules=Rules(extra=tmp_path)))


def test_a_page_that_cannot_be_cleaned_is_read_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "clean", boom)
    (report,) = flow.process(SOURCE, Resources())
    assert report.text == SOURCE.text
    assert report.page.problems[0].code == "stage_failed"


def test_a_page_that_cannot_be_split_is_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "split", boom)
    (report,) = flow.process(SOURCE, Resources())
    assert report.part.number == 1
    assert any(problem.stage == "split" for problem in report.problems)
