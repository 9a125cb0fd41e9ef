"""The report: one page, readable by a clinician, with everything in it."""

from assistant.evaluation.report.folder import check_report_folder, write_report

__all__ = ["check_report_folder", "write_report"]
