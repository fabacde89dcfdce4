# ruff: noqa: E501 (a group of the tables below is one line)
"""English titles, offices and words inside names."""

from __future__ import annotations

from briefer.lang.language import Persons
from briefer.lang.tables import by_first, keyed, words

PERSONS = Persons(
    titles=words("""
        acting admiral am ambassador archbishop attorney ayatollah baron baroness bishop capt
        captain cardinal chair chairman chairwoman chancellor chief cllr co-founder coach col
        colonel commander commissioner congressman congresswoman conservative constable councillor
        dame defence defender defense deputy detective director dr duchess duke education
        environment ex executive finance foreign former founder general goalkeeper governor health
        home imam inspector interim interior judge junior justice king labour lady lead lieutenant
        lord lt major manager marshal mayor mep midfielder minister miss mp mr mrs ms msp new
        officer pope premier president presiding prime prince princess prof professor queen rabbi
        rep representative rev reverend saint secretary sen senator senior sergeant sgt sheikh sir
        skipper speaker st striker superintendent trade treasury vice
    """),
    offices=keyed("""
        president: president
        minister: minister secretary
        premier: premier chancellor
        mayor: mayor
        governor: governor
        senator: senator congressman congresswoman lawmaker representative mp legislator msp mep politician
        councillor: councillor
        judge: judge magistrate justice
        lawyer: lawyer represents representing represented attorney solicitor barrister counsel
        prosecutor: prosecutor
        director: director boss ceo manager head chief leader chair chairman chairwoman chairperson executive coach
        captain: captain skipper
        goalkeeper: goalkeeper keeper
        striker: striker forward attacker winger
        midfielder: midfielder playmaker
        defender: defender back centre-half full-back
        spokesman: spokesman spokeswoman spokesperson
        professor: professor academic lecturer scientist researcher physicist biologist chemist historian
        doctor: doctor surgeon physician paediatrician psychiatrist neurologist cardiologist medic
        analyst: analyst economist strategist
        inspector: inspector detective superintendent constable policeman officer
        king: king
        queen: queen
        prince: prince
        princess: princess
        pope: pope
        bishop: bishop archbishop
        general: general colonel major sergeant lieutenant admiral commander
        ambassador: ambassador envoy diplomat
        engineer: engineer
        architect: architect
        actor: actor actress
        singer: singer musician songwriter
        author: author writer novelist
        journalist: journalist reporter editor columnist
        teacher: teacher headteacher
        nurse: nurse
        student: student pupil
        accountant: accountant auditor bookkeeper
        consultant: consultant adviser advisor
        owner: owner
        founder: founder
        treasurer: treasurer
        farmer: farmer
        fisherman: fisherman
        shopkeeper: shopkeeper
        hotelier: hotelier
        pilot: pilot
        driver: driver
        footballer: footballer player
        boxer: boxer
        golfer: golfer
        father: father dad
        mother: mother mum
        brother: brother
        sister: sister
        son: son
        daughter: daughter
        husband: husband
        wife: wife
        uncle: uncle
        aunt: aunt
        suspect: suspect defendant accused
        victim: victim
        witness: witness
    """),
    kin=words("""
        father dad mother mum brother sister son daughter husband wife uncle aunt
    """),
    portfolios=by_first("""
        defence defense | foreign | interior home | finance treasury | health | education
        | justice | trade commerce | environment climate | transport transportation | energy
        | agriculture farming | culture | economy economics business | labour employment work
        | prime | vice | deputy | former ex | housing | immigration migration | development
        | science | sports sport | security
    """),
    standings=words("former deputy vice"),
    generic=words("""
        a act administration agency agreement airline airlines airport airways and arena army
        assembly association authority avenue award bank bay beach bill board bridge bst budget
        cathedral center central centre championship church city club coast college commission
        committee company company's conference congress corp corporation council county court
        crown cup day department district east eastern election federal federation festival for
        force forces foundation fund games general global gmt government grand great greater group
        hall high hill hospital house in inc institute international island islands isle kingdom
        lake league line lower ltd magazine minister ministry mount mountain mr mrs museum
        national navy new news north northern ocean of office open operator park parliament party
        plc police port post president prix prize province public radio rail railway referendum
        region republic river road rovers royal saint school sea secretary senate service services
        south southern square stadium state station street summit supreme team the theatre times
        town treaty trophy trust tv union united university upper valley wanderers week west
        western world year
    """),
)
