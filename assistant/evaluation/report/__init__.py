"""The report: one page, readable by a clinician, with everything in it."""

from assistant.evaluation.report.report_page import check_report_folder, write_report

__all__ = ["check_report_folder", "write_report"]
