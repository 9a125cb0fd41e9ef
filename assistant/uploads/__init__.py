"""Documents that people add and remove on the page: kept in a folder, indexed one after the other."""

from assistant.uploads.kept_files import Policy, Received, Stage, States, UploadState
from assistant.uploads.uploading import remove_document, still_wanted, upload_all, with_uploads

__all__ = [
    "Policy",
    "Received",
    "Stage",
    "States",
    "UploadState",
    "remove_document",
    "still_wanted",
    "upload_all",
    "with_uploads",
]
