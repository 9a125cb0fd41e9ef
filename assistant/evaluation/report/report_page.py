"""The report as one HTML page that holds all it needs and loads nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.case import Case, harm_in_words
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.provenance import Provenance
from assistant.evaluation.report.failures import EXPLANATIONS, Failure, failures
from assistant.evaluation.report.pictures import pictures
from assistant.evaluation.report.wording import counted, figure, headline, interval, moment
from assistant.wording.visible import environment, policy_hash
from corpus.errors import UserError
from corpus.whole_files import replace_file, room_for

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

    from assistant.evaluation.scores import Estimate, Scores, Summary


# What a clinician asks first.
HEADLINES = (
    "accuracy",
    "misleading",
    "harmful",
    "citation_hit",
    "citation_precision",
    "fact_recall",
    "abstention_recall",
    "false_refusal_rate",
    "quote_fidelity",
    "latency_ms_p50",
)
# Nothing is loaded, and no style or script runs but the page's own.
POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
HARMS = {1: "A bad answer is dangerous", 2: "A bad answer misleads care", 3: "A bad answer harms nobody"}
TAG_COLUMNS = ("accuracy", "citation_hit", "fact_recall", "abstention_recall")


@dataclass(frozen=True, slots=True)
class Row:
    """A metric with its figure in words; `interval` is empty where there is no figure."""

    name: str
    title: str
    group: str
    figure: str
    interval: str
    used: int
    lower_is_better: bool


def render_page(summary: Summary, cases: Sequence[Case], provenance: Provenance) -> str:
    """Return the page; every word of a document, a question or an answer is text and nothing else."""
    from markupsafe import Markup

    found = failures(cases)
    tags = _tags(found.values())
    style, script = _part("report.css"), _part("report.js")
    return _template().render(
        style=style,
        script=script,
        policy=POLICY.format(style=policy_hash(style), script=policy_hash(script)),
        headline=headline(cases),
        harm=harm_in_words(cases),
        started=moment(provenance.started),
        summary=summary,
        cards=[_row(name, summary, 0) for name in HEADLINES if summary.metrics.get(name)],
        groups=_groups(summary),
        tag_columns=[METRICS[name].title for name in TAG_COLUMNS],
        tag_rows={
            tag: [_row(name, scores, 0) for name in TAG_COLUMNS] for tag, scores in summary.by_tag.items()
        },
        pictures=[(picture, Markup(picture.svg)) for picture in pictures(summary, cases)],
        failures={kind: group for kind, group in found.items() if group},
        failed=sum(map(len, found.values())),
        explanations=EXPLANATIONS,
        harms=HARMS,
        tags=tags,
        tag_numbers={tag: number for number, tag in enumerate(tags)},
        provenance=provenance,
    )


def _row(name: str, scores: Scores, decimals: int = 1) -> Row:
    metric, estimate = METRICS[name], scores.metrics.get(name)
    return Row(
        name=name,
        title=metric.title,
        group=metric.group,
        figure=_figure(estimate, metric.unit, decimals),
        interval=interval(estimate, metric.unit, decimals) if estimate else "",
        used=estimate.used if estimate else 0,
        lower_is_better=metric.lower_is_better,
    )


def _figure(estimate: Estimate | None, unit: str, decimals: int) -> str:
    return figure(estimate.value if estimate else float("nan"), unit, decimals)


def _groups(summary: Summary) -> Mapping[str, Sequence[Row]]:
    """Return the rows of the table of metrics by group, both in the metrics' order."""
    groups: dict[str, list[Row]] = {}
    for row in (_row(name, summary) for name in summary.metrics):
        groups.setdefault(row.group, []).append(row)
    return groups


def _tags(groups: Iterable[Sequence[Failure]]) -> Mapping[str, int]:
    """Return the tags of the cases that went wrong, in alphabetical order, with how many have each."""
    tags = Counter(
        tag for group in groups for failure in group for tag in dict.fromkeys(failure.case.gold.tags)
    )
    return dict(sorted(tags.items()))


def _template() -> Template:
    own = environment(Path(__file__).parent)
    own.filters["counted"] = counted
    return own.get_template("report.html")


def _part(name: str) -> Markup:
    from markupsafe import Markup

    return Markup((Path(__file__).parent / name).read_text(encoding="utf-8"))


PAGE = "index.html"


def write_report(folder: Path, summary: Summary, cases: Sequence[Case], provenance: Provenance) -> Path:
    """Write the page of a run to `folder`/index.html, making the folder; return the page's path.

    A page that stands there is replaced only when all is written. Raise `UserError` when it cannot
    be written.
    """
    page = folder / PAGE
    content = render_page(summary, cases, provenance)
    try:
        with room_for(page, len(content)):
            folder.mkdir(parents=True, exist_ok=True)
        replace_file(page, content.encode("utf-8"))
    except OSError as error:
        raise _unwritable(page, error) from error
    return page


def check_report_folder(folder: Path) -> None:
    """Raise `UserError` when a report could not be written to `folder`; leave nothing behind."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / PAGE).is_dir():
            raise IsADirectoryError(f"{folder / PAGE} is a folder")
        probe = _beside(folder / PAGE)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(folder / PAGE, error) from error
    finally:
        with suppress(OSError):
            for path in missing:
                path.rmdir()


def _beside(page: Path) -> Path:
    return page.with_name(f"{page.name}.{os.getpid()}.part")


def _unwritable(page: Path, error: OSError) -> UserError:
    return UserError(
        f"The report cannot be written to {page}: {error.strerror or error}; "
        "name a folder that you may write to, or one that can be made."
    )
