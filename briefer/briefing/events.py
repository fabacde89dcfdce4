"""Invented news of which it is known what is the same event: a measure for embedding models."""

from __future__ import annotations

_TOLD = """
Brenn dam gives way after a week of rain
The earth dam above Lower Brenn burst on Tuesday night. Some 1,400 people left their homes, and
the Brenn valley railway is closed.

Lower Brenn under water as dam bursts
Fourteen hundred residents of Lower Brenn were brought to safety when the dam above the town
broke. Trains through the Brenn valley do not run.

Storm surge floods the harbour of Saltmere
The sea broke over the quay at Saltmere on Friday. Three ferries were torn from their moorings,
and the fish market stood a metre deep in water.

Saltmere ferries adrift after surge
Three ferries broke loose in Saltmere when a storm drove the sea over the quay on Friday. The fish
market was flooded.

Tram drivers in Kestrin walk out
No trams ran in Kestrin on Monday as drivers went on strike for a shorter working week. The union
Transit Workers says the city broke its promise.

Kestrin stands still as tram strike begins
Drivers of the Kestrin trams stopped work on Monday. Their union, Transit Workers, demands shorter
weeks that the city had promised.

Nurses at Ravensholm hospital strike over pay
Two thousand nurses at the hospital of Ravensholm laid down their work on Wednesday. They want
nine per cent more; the county offers four.

Ravensholm nurses lay down work
The county offers four per cent, the nurses of Ravensholm hospital want nine: two thousand of them
went on strike on Wednesday.

Parliament of Varland passes fishing law
Varland's parliament voted by 71 to 58 on Thursday to halve the cod quota. Minister Ilka Thorsen
called the law overdue.

Varland halves its cod quota
With 71 votes against 58, parliament in Varland passed minister Ilka Thorsen's fishing law on
Thursday. Boats may land half as much cod.

Senate of Norvia rejects pension reform
The pension reform of chancellor Bruno Hale failed in the Norvia senate on Tuesday by three
votes. He means to try again in spring.

Chancellor Hale loses vote on pensions
Three votes were missing: the senate of Norvia turned down chancellor Bruno Hale's pension
reform. A new attempt is to follow in spring.

Halden Marine buys shipyard in Port Anselm
The shipbuilder Halden Marine takes over the yard of Port Anselm for 240 million crowns. All 900
jobs are to stay.

Port Anselm yard goes to Halden Marine
For 240 million crowns Halden Marine becomes the owner of the shipyard in Port Anselm and promises
to keep its 900 workers.

Brightwell to close its battery plant
The carmaker Brightwell shuts its battery plant at Tarnow at the end of March. The 650 people
there learned of it on Monday.

Tarnow loses Brightwell battery works
Brightwell told its 650 workers in Tarnow on Monday that the battery plant of the carmaker will
close in March.
"""


def _read(told: str) -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    """Return the texts by kind and event."""
    parts = [part.split("\n", 1) for part in told.strip().split("\n\n")]
    texts = [f"{title}\n\n{' '.join(body.split())}" for title, body in parts]
    events = list(zip(texts[::2], texts[1::2], strict=True))
    return tuple(zip(events[::2], events[1::2], strict=True))


EVENTS = _read(_TOLD)
"""By kind: two events of each, such as two floods, and each event told twice."""
