"""The words that documents are made of; the sentences are read from the file beside this one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SIGNS = "signs"


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    """Return the sentences of each topic; those of `SIGNS` hold signs that are lost easily."""
    text = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    topic, found = "", dict[str, list[str]]()
    for line in lines:
        named = re.fullmatch(r"\[(.+)\]", line)
        topic = named[1] if named else topic
        if not named:
            found.setdefault(topic, []).append(line)
    return {topic: tuple(each) for topic, each in found.items()}


HEADINGS = (
    "Diagnosis", "Initial assessment", "Treatment", "First line", "Second line", "Follow-up", "Monitoring",
    "Special populations", "Pregnancy and breastfeeding", "Older people", "When to refer",
    "Patient education", "Evidence", "Implementation", "Harms of treatment", "Prevention",
    "Research recommendations",
)  # fmt: skip
DRUGS = (
    "Amoxicillin", "Bisoprolol", "Colchicine", "Dapagliflozin", "Enalapril", "Furosemide", "Gliclazide",
    "Heparin", "Ibuprofen", "Labetalol", "Metformin", "Nifedipine", "Omeprazole", "Prednisolone", "Ramipril",
    "Salbutamol", "Tacrolimus", "Verapamil", "Warfarin", "Zoledronic acid",
)  # fmt: skip
LEADS = (
    "Contraindications:", "Ask about:", "Refer within 24 hours if the person has:", "Before starting, check:",
    "Offer admission to people with:", "Red flags include:", "Stop treatment in the presence of:",
)  # fmt: skip
ITEMS = (
    "known hypersensitivity to the active substance or to any of the excipients",
    "severe hepatic impairment (Child–Pugh class C)",
    "a systolic blood pressure below 90 mmHg on two readings taken five minutes apart",
    "pregnancy, or a wish to conceive within the next three months",
    "new confusion or drowsiness",
    "bilateral renal artery stenosis, or stenosis of the artery to a single functioning kidney",
    "weight loss of more than 5% within six months that the person cannot explain",
    "haemoptysis",
    "a family history of sudden death before the age of 40 years",
    "treatment with lithium, ciclosporin or a potassium-sparing diuretic in the previous fortnight",
    "oxygen saturation below 92% in room air",
    "active peptic ulceration or gastrointestinal bleeding",
    "uncontrolled epilepsy",
    "night sweats that soak the bedclothes, particularly together with fever",
)
