# ruff: noqa: E501 (articles are told line by line)
"""A hard day for grouping: short invented articles, each with its event, many of them alike.

Two floods, two matches of one league (and a round-up of it), two trials in one city, two rate
decisions, two factory closures by one company; one event each told in two languages, by a
headline-long notice and a long report, and over two days.
"""

from briefer.model import Article


def _a(
    event: str, title: str, text: str, outlet: str, date: str = "2026-04-14", language: str = "en"
):
    return event, Article(
        text, title=title, outlet=outlet, date=date, language=language,
        url=f"https://{outlet.lower().replace(' ', '')}.example/{title[:12].lower().replace(' ', '-')}",
    )  # fmt: skip


TOLD = [
    _a(
        "flood-ostra",
        "Ostra bursts its banks, 14 dead in Kelmar",
        "At least 14 people were killed when the river Ostra burst its banks on Monday night and swept "
        "through the old town of Kelmar, the regional governor, Dana Hruska, said. Rescue teams in boats "
        "brought 320 residents to a sports hall. The water reached 6.1 metres, the highest level since 1954. "
        "The mayor, Pavel Ondrus, said that two bridges had been lost and that the waterworks would be out of "
        "service for a week.",
        "Morning Ledger",
    ),
    _a(
        "flood-ostra",
        "Rescuers search Kelmar for the missing",
        "Divers and dog teams searched the ruins of a dozen houses in Kelmar on Tuesday after the worst flood in "
        "seventy years. Governor Dana Hruska put the toll at 14 and said nine were missing, most of them from the "
        "streets beside the Ostra where the embankment gave way shortly before midnight. “We had twenty minutes,” "
        "said Ilona Sykora, a baker, who fled to her roof with two children. Soldiers from the Branik barracks are "
        "laying a pontoon where the Castle Bridge stood.",
        "Channel North",
    ),
    _a(
        "flood-ostra",
        "Kelmar: notice",
        "Kelmar counts 14 dead after the Ostra flood; Governor Hruska asks for army engineers.",
        "Wire Nine",
    ),
    _a(
        "flood-ostra",
        "Hochwasser in Kelmar: mindestens 14 Tote",
        "Bei einem Hochwasser der Ostra sind in der Stadt Kelmar mindestens 14 Menschen ums Leben gekommen. Das teilte "
        "Gouverneurin Dana Hruska am Dienstag mit. 320 Bewohner wurden in eine Sporthalle gebracht. Bürgermeister Pavel "
        "Ondrus sprach von der schlimmsten Flut seit 1954.",
        "Abendpost",
        language="de",
    ),
    _a(
        "flood-tamboa",
        "Flash floods kill six on Tamboa island",
        "Six people died on Monday when flash floods after 180 millimetres of rain tore through two villages on the "
        "island of Tamboa, the disaster agency said. Rescue teams reached Port Celeste by helicopter. The agency's "
        "head, Luis Amaro, said that 45 houses had been swept away and residents brought to a school.",
        "Morning Ledger",
    ),
    _a(
        "flood-tamboa",
        "Tamboa villages cut off after deadly rain",
        "Two villages on Tamboa remained cut off on Tuesday after rain that killed six. Helicopters flew water and "
        "blankets from Port Celeste. Luis Amaro of the disaster agency said the road to Riba Alta was gone in four "
        "places and would take a month to rebuild.",
        "Channel North",
    ),
    _a(
        "match-rovers",
        "Alder Rovers beat Quayside 3-1 to go top",
        "Alder Rovers went top of the Northern League on Tuesday with a 3-1 win at home to Quayside. Femi Adeyo scored twice "
        "before half-time and Jon Sarre added a third from the penalty spot. Quayside's consolation came from Milo Brandt in "
        "the 88th minute. Manager Ruth Calder said her side had been “patient at last”.",
        "Sport Today",
    ),
    _a(
        "match-rovers",
        "Adeyo double lifts Rovers to summit",
        "Two goals by Femi Adeyo put Alder Rovers in first place in the Northern League. Quayside held out for half an hour at "
        "Alder Park but were two down at the break, and a penalty by Sarre settled it. Brandt got one back late on.",
        "Morning Ledger",
    ),
    _a(
        "match-hill",
        "Hill Town and Quarry United share six goals",
        "Hill Town came back from 3-1 down to draw 3-3 with Quarry United in the Northern League on Tuesday. Substitute Ola Fenn "
        "scored the third in the 92nd minute after a penalty by captain Reg Moss. Manager Tim Storrow said his side had been "
        "“asleep for an hour”. Quarry stay two points behind the leaders, Alder Rovers.",
        "Sport Today",
    ),
    _a(
        "match-hill",
        "Late Fenn goal saves Hill Town",
        "Ola Fenn's goal in stoppage time earned Hill Town a point against Quarry United. Moss had brought Hill back into the match "
        "from the spot after Quarry led by two at half-time in the Northern League game.",
        "Channel North",
    ),
    _a(
        "trial-mayor",
        "Former mayor on trial in Lisk over housing contracts",
        "The former mayor of Lisk, Oskar Brenn, went on trial on Tuesday accused of taking bribes worth 400,000 crowns for housing "
        "contracts. Prosecutor Eva Dolan told Lisk District Court that Brenn had met the builder, Harmon Estates, eleven times. His "
        "lawyer said the charges were false. The judge, Milan Tesar, set 20 days aside.",
        "Morning Ledger",
    ),
    _a(
        "trial-mayor",
        "“Eleven meetings”: Brenn trial opens",
        "Eleven meetings with one builder, and no notes of any: with this the prosecution opened its case against Oskar Brenn, who was "
        "mayor of Lisk until 2023. Harmon Estates got four contracts for flats in those years. Eva Dolan, prosecuting, said 400,000 "
        "crowns had gone to an account of Brenn's sister. He denies it.",
        "Lisk Courier",
    ),
    _a(
        "trial-nurse",
        "Nurse denies theft of morphine at Lisk court",
        "A nurse accused of stealing morphine from a hospital in Lisk denied the charges on Tuesday. Prosecutor Jan Vorel told Lisk District "
        "Court that 230 ampoules had disappeared in two years from the ward where Petra Malin worked. Her lawyer said others had the key. "
        "The judge, Milan Tesar, adjourned the trial until Friday.",
        "Lisk Courier",
    ),
    _a(
        "trial-nurse",
        "Morphine trial: “I never had the key alone”",
        "Petra Malin told a court that she had never been alone with the key of the cabinet from which 230 ampoules of morphine went missing. "
        "The nurse, 41, faces five years. Hospital records shown by prosecutor Vorel list her shift on each of the days.",
        "Channel North",
    ),
    _a(
        "rates-vark",
        "Central bank of Varkland holds rates at 4.25%",
        "The central bank of Varkland left its main interest rate at 4.25 per cent on Tuesday, as economists had expected. Governor Nils Otterby "
        "said inflation, 3.1 per cent in March, was falling too slowly. Two of nine members voted for a cut.",
        "Market Line",
    ),
    _a(
        "rates-vark",
        "Otterby: too early to cut",
        "It is too early to cut rates, the governor of Varkland's central bank said after it held them at 4.25 per cent. Nils Otterby pointed to "
        "wages. The krone rose by half a per cent.",
        "Morning Ledger",
    ),
    _a(
        "rates-soll",
        "Solland's central bank cuts rates to 2.75%",
        "The central bank of Solland cut its main interest rate by a quarter point to 2.75 per cent on Tuesday, as economists had expected. Governor "
        "Maria Quent said inflation, 1.9 per cent in March, was under control. One of seven members voted to hold.",
        "Market Line",
    ),
    _a(
        "plant-doria",
        "Helios to close Doria plant with 1,150 jobs",
        "Helios Motors will close its engine plant in Doria by the end of 2027, with the loss of 1,150 jobs, the company said on Tuesday. Chief "
        "executive Ingrid Vahl cited falling demand for petrol engines. The union, led by Rafael Costa, called a strike for Thursday.",
        "Market Line",
    ),
    _a(
        "plant-doria",
        "Doria mourns its engines",
        "For sixty years Doria has built engines. On Tuesday the 1,150 who still do learned that Helios would shut the gates next year. “My father "
        "and his father worked here,” said Amelie Roth outside the canteen. Union leader Rafael Costa said they would not go quietly; a strike is "
        "set for Thursday. Ingrid Vahl, who runs Helios, did not come.",
        "Channel North",
    ),
    _a(
        "plant-doria",
        "Usine de Doria: Helios supprime 1 150 emplois",
        "Le constructeur Helios va fermer son usine de moteurs de Doria, où travaillent 1 150 personnes. La directrice générale, Ingrid Vahl, invoque la "
        "baisse de la demande. Le syndicat de Rafael Costa appelle à la grève jeudi.",
        "Le Relais",
        language="fr",
    ),
    _a(
        "recall-helios",
        "Helios recalls 68,000 vans over brakes",
        "Helios Motors is recalling 68,000 vans of the Carro series because a brake hose can leak, the transport authority of Varkland said on "
        "Tuesday. No accidents are known. Owners will get a letter in May.",
        "Market Line",
    ),
    _a(
        "recall-helios",
        "Brake hose fault: vans called back",
        "Owners of Carro vans built between 2022 and 2024 are asked to go to a workshop: a brake hose can leak. Helios has called back 68,000 of "
        "them.",
        "Morning Ledger",
    ),
    _a(
        "museum",
        "Stolen Verrin portrait found in a barn",
        "A portrait by Anselm Verrin, stolen from the museum of Tolm in 2009, was found in a barn near Esk, police said on Tuesday. The farmer, 77, "
        "had taken it for a copy. It is insured for 5.5 million crowns.",
        "Morning Ledger",
    ),
    _a(
        "museum",
        "Seventeen years under the hay",
        "The farmer thought it was a print. Behind hay bales in a barn near Esk, police have found the Verrin portrait that thieves cut from its frame "
        "in Tolm seventeen years ago. Curator Beate Holm wept when she saw it.",
        "Channel North",
        date="2026-04-15",
    ),
    _a(
        "weather",
        "Rain to ease by Thursday",
        "The rain that has fallen on the country since Sunday will ease by Thursday, the weather service said. Rivers in the north remain high. Sunshine "
        "is expected at the weekend.",
        "Morning Ledger",
    ),
    _a(
        "roundup",
        "Northern League: results",
        "Alder Rovers 3 Quayside 1; Hill Town 3 Quarry United 3; Marl Athletic 0 Tarn 0; Fell City 2 Border 1. Alder Rovers lead with 61 points before "
        "Quarry United with 59.",
        "Sport Today",
    ),
]

ARTICLES = [article for _, article in TOLD]
GOLD = {index: event for index, (event, _) in enumerate(TOLD)}
