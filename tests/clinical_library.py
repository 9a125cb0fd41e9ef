"""A small library of clinical texts, written to a folder as the files that a person would name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

ASTHMA = """Asthma in adults

Asthma is a chronic inflammation of the airways. People with it have spells of wheezing, breathlessness \
and coughing that come and go, often at night or after exercise.

The diagnosis is confirmed by spirometry. An increase of the forced expiratory volume by 12 percent and \
200 ml after a bronchodilator shows that the obstruction is reversible.

Inhaled corticosteroids are the foundation of treatment, because they calm the inflammation. A low dose of \
budesonide with formoterol, taken as needed, is preferred for mild disease.

Omalizumab, an antibody against immunoglobulin E, is an option for severe allergic asthma that stays \
uncontrolled on high doses of inhaled medicine.
"""

GOUT = """Gout and its treatment

Gout is an arthritis caused by crystals of monosodium urate in the joints. The first attack mostly strikes \
the big toe, which becomes red, hot and exquisitely painful within hours.

Crystals that are negatively birefringent under polarised light, seen in fluid drawn from the joint, prove \
the diagnosis.

An acute attack is treated with naproxen, colchicine or prednisolone. Treatment works best when it begins \
within 24 hours.

Allopurinol lowers the urate in the blood and prevents further attacks. It is started at 100 mg a day and \
raised until the serum urate is below 360 micromol per litre. Febuxostat is an alternative.
"""

MIGRAINE = """Migraine

Migraine is a headache that throbs on one side, lasts from 4 to 72 hours and gets worse with movement. \
Nausea and a dislike of light and noise go with it.

A third of patients have an aura: zigzag lines, blind spots or tingling that spread over some minutes \
before the pain begins.

Sumatriptan is given early in an attack, when simple painkillers do not suffice. It must not be given to \
people with coronary heart disease.

Propranolol, topiramate or amitriptyline, taken every day, make attacks rarer. Women who may become \
pregnant should not take topiramate.
"""

SCABIES = """Scabies

Scabies is an infestation of the skin by the mite Sarcoptes scabiei. Its burrows lie between the fingers \
and on the wrists, and the itch is worst at night.

Permethrin cream is put on the whole body and washed off after 8 to 14 hours. The application is repeated \
after a week, and everyone in the household is treated on the same day.
"""

TEXTS: Mapping[str, str] = MappingProxyType(
    {"asthma.txt": ASTHMA, "gout.txt": GOUT, "migraine.txt": MIGRAINE, "scabies.txt": SCABIES}
)


def write_library(folder: Path, texts: Mapping[str, str] = TEXTS) -> Path:
    """Write `texts`, by file name, below `folder`; return the folder."""
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
