"""Work that may never end, or take all memory, in a process of its own that can be stopped.

`Apart` is the process as its user sees it, `serve` what runs in it. `ready`, `demand_wanted` and
`interruptible` wait for pipes and processes so that whoever wants to stop can.
"""

from briefer.apart.process import CAN_BE_STOPPED, PASSED_ON, Apart, kill
from briefer.apart.serving import serve
from briefer.apart.waiting import LOOK, demand_wanted, interruptible, ready

__all__ = [
    "CAN_BE_STOPPED",
    "LOOK",
    "PASSED_ON",
    "Apart",
    "demand_wanted",
    "interruptible",
    "kill",
    "ready",
    "serve",
]
