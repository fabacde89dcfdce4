"""One text read once: tokens, entities, quantities, dates, quotations, cues. Knows no claim."""
