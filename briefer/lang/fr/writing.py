"""How French is written."""

from __future__ import annotations

from briefer.lang.language import Writing
from briefer.lang.tables import words

WRITING = Writing(
    elided=words("c d j l m n s t qu jusqu lorsqu puisqu"),
    abbreviated_titles=words("M Mme Mlle Me Mgr Dr St Ste"),
    clause_joints=words("mais tandis alors"),
)
