"""Two trials at one court on one day: alike in much, and not one event."""

from briefer.model import Article

MAYOR = Article(
    "The former mayor of Lisk, Oskar Brenn, went on trial on Tuesday accused of taking bribes "
    "worth 400,000 crowns for housing contracts. Prosecutor Eva Dolan told Lisk District Court "
    "that Brenn had met the builder, Harmon Estates, eleven times. His lawyer said the charges "
    "were false. The judge, Milan Tesar, set 20 days aside.",
    title="Former mayor on trial in Lisk over housing contracts",
    date="2026-04-14",
    outlet="Morning Ledger",
    language="en",
)
MEETINGS = Article(
    "Eleven meetings with one builder, and no notes of any: with this the prosecution opened its "
    "case against Oskar Brenn, who was mayor of Lisk until 2023. Harmon Estates got four contracts "
    "for flats in those years. Eva Dolan, prosecuting, said 400,000 crowns had gone to an account "
    "of Brenn's sister. He denies it.",
    title="“Eleven meetings”: Brenn trial opens",
    date="2026-04-14",
    outlet="Lisk Courier",
    language="en",
)
NURSE = Article(
    "A nurse accused of stealing morphine from a hospital in Lisk denied the charges on Tuesday. "
    "Prosecutor Jan Vorel told Lisk District Court that 230 ampoules had disappeared in two years "
    "from the ward where Petra Malin worked. Her lawyer said others had the key. The judge, Milan "
    "Tesar, adjourned the trial until Friday. Lisk also tries Oskar Brenn.",
    title="Nurse denies theft of morphine at Lisk court",
    date="2026-04-14",
    outlet="Lisk Courier",
    language="en",
)
FLOOD = Article(
    "The river burst its banks at night. Two villages in the north are cut off, and soldiers bring "
    "bread by boat.",
    title="Villages cut off by flood",
    date="2026-04-14",
    outlet="Morning Ledger",
    language="en",
)
