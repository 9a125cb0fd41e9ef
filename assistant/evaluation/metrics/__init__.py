"""Every metric by its name, in the order in which they are shown; a metric a file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.evaluation.metrics.citations import (
    citation_hit,
    citation_hit_at_1,
    citation_hit_at_3,
    citation_precision,
    citation_recall,
    quote_fidelity,
    statement_hit,
    stray_statements,
    supported_statements,
)
from assistant.evaluation.metrics.confidence import (
    auroc,
    calibration_error,
    confidence_and_answerable,
    confidence_and_right,
    confidence_and_wrong,
    risk_area,
)
from assistant.evaluation.metrics.latency import first_words, latency, p50, p95
from assistant.evaluation.metrics.metric import Group, Metric, Unit, Value
from assistant.evaluation.metrics.outcomes import (
    abstained_and_unanswerable,
    abstention_precision,
    abstention_recall,
    accuracy,
    dangerous,
    dangerous_sure,
    f1,
    false_refusal_rate,
    harmful,
    harmful_sure,
    misleading,
    misleading_sure,
)
from assistant.evaluation.metrics.retrieval import (
    evidence_hit_at_1,
    evidence_hit_at_3,
    evidence_hit_at_5,
    ndcg_at_10,
    reciprocal_rank,
    retrieval_recall_at_5,
)
from assistant.evaluation.metrics.words import (
    answer_span,
    answer_words,
    exact_match,
    fact_recall,
    rouge_2_f1,
    rouge_2_recall,
    rouge_l_f1,
    rouge_l_recall,
    token_f1,
)
from assistant.evaluation.metrics.writing import (
    sentences_dropped,
    sentences_passed,
    sentences_replaced,
    written_answers,
)

__all__ = ["METRICS", "Group", "Metric", "Unit", "Value"]

METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "accuracy": Metric("Dealt with rightly", "overall", accuracy),
        "misleading": Metric("Answers that say what they must not", "harm", misleading, lower_is_better=True),
        "misleading_sure": Metric("... at high confidence", "harm", misleading_sure, lower_is_better=True),
        "harmful": Metric("Bad answers that can harm", "harm", harmful, lower_is_better=True),
        "harmful_sure": Metric("... at high confidence", "harm", harmful_sure, lower_is_better=True),
        "dangerous": Metric("Bad answers that are dangerous", "harm", dangerous, lower_is_better=True),
        "dangerous_sure": Metric("... at high confidence", "harm", dangerous_sure, lower_is_better=True),
        "evidence_hit_at_1": Metric("Evidence in the first passage", "retrieval", evidence_hit_at_1),
        "evidence_hit_at_3": Metric("Evidence in the first three passages", "retrieval", evidence_hit_at_3),
        "evidence_hit_at_5": Metric("Evidence in the first five passages", "retrieval", evidence_hit_at_5),
        "retrieval_recall_at_5": Metric(
            "Evidence paragraphs among the first five", "retrieval", retrieval_recall_at_5
        ),
        "mrr": Metric("Mean reciprocal rank", "retrieval", reciprocal_rank, unit="score"),
        "ndcg_at_10": Metric("nDCG@10", "retrieval", ndcg_at_10, unit="score"),
        "citation_hit": Metric("Right paragraph cited", "citations", citation_hit),
        "citation_hit_at_1": Metric("Right paragraph cited first", "citations", citation_hit_at_1),
        "citation_hit_at_3": Metric(
            "Right paragraph among the first three citations", "citations", citation_hit_at_3
        ),
        "citation_precision": Metric("Citations that are right", "citations", citation_precision),
        "citation_recall": Metric("Evidence that is cited", "citations", citation_recall),
        "statement_hit": Metric("Statements with a right citation", "citations", statement_hit),
        "stray_statements": Metric(
            "Stray statements in an answer",
            "citations",
            stray_statements,
            unit="statements",
            lower_is_better=True,
        ),
        "fact_recall": Metric("Facts stated", "answers", fact_recall),
        "answer_span": Metric("Accepted answer stands in the text", "answers", answer_span),
        "exact_match": Metric("Exact match (SQuAD)", "answers", exact_match),
        "token_f1": Metric("Token F1 (SQuAD)", "answers", token_f1, unit="score"),
        "rouge_2_recall": Metric("ROUGE-2 recall", "answers", rouge_2_recall, unit="score"),
        "rouge_2_f1": Metric("ROUGE-2 F1", "answers", rouge_2_f1, unit="score"),
        "rouge_l_recall": Metric("ROUGE-L recall", "answers", rouge_l_recall, unit="score"),
        "rouge_l_f1": Metric("ROUGE-L F1", "answers", rouge_l_f1, unit="score"),
        "answer_words": Metric(
            "Length of an answer", "answers", answer_words, unit="words", lower_is_better=True
        ),
        "abstention_precision": Metric(
            "Refusals that are right", "knowing when not to answer", abstention_precision
        ),
        "abstention_recall": Metric(
            "Unanswerable questions refused", "knowing when not to answer", abstention_recall
        ),
        "abstention_f1": Metric(
            "F1 of refusing", "knowing when not to answer", abstained_and_unanswerable, f1, unit="score"
        ),
        "false_refusal_rate": Metric(
            "Answerable questions refused",
            "knowing when not to answer",
            false_refusal_rate,
            lower_is_better=True,
        ),
        "auroc": Metric(
            "AUROC of the confidence, answerable or not",
            "knowing when not to answer",
            confidence_and_answerable,
            auroc,
            unit="score",
        ),
        "calibration_error": Metric(
            "Expected calibration error: answers that are right",
            "knowing when not to answer",
            confidence_and_right,
            calibration_error,
            unit="score",
            lower_is_better=True,
        ),
        "calibration_answerable": Metric(
            "Expected calibration error: questions that are answerable",
            "knowing when not to answer",
            confidence_and_answerable,
            calibration_error,
            unit="score",
            lower_is_better=True,
        ),
        "risk_coverage_area": Metric(
            "Area under the risk-coverage curve",
            "knowing when not to answer",
            confidence_and_wrong,
            risk_area,
            unit="score",
            lower_is_better=True,
        ),
        "quote_fidelity": Metric("Quotes that are verbatim", "faithfulness", quote_fidelity),
        "supported_statements": Metric(
            "Sentences that their citations support (own check)", "faithfulness", supported_statements
        ),
        "written_answers": Metric("Answers that the chat model wrote", "writing", written_answers),
        "sentences_passed": Metric("Written sentences that passed the check", "writing", sentences_passed),
        "sentences_replaced": Metric(
            "Written sentences that were replaced", "writing", sentences_replaced, lower_is_better=True
        ),
        "sentences_dropped": Metric(
            "Written sentences that were dropped", "writing", sentences_dropped, lower_is_better=True
        ),
        "latency_ms_p50": Metric(
            "Time to the answer, median", "time", latency, p50, "ms", lower_is_better=True
        ),
        "latency_ms_p95": Metric(
            "Time to the answer, 95th percentile", "time", latency, p95, "ms", lower_is_better=True
        ),
        "first_ms_p50": Metric(
            "Time to the first words, median", "time", first_words, p50, "ms", lower_is_better=True
        ),
        "first_ms_p95": Metric(
            "Time to the first words, 95th percentile", "time", first_words, p95, "ms", lower_is_better=True
        ),
    }
)
