"""English names of countries, of what belongs to them, and of seats of government."""

from __future__ import annotations

from briefer.lang.language import Places
from briefer.lang.tables import keyed_phrases

PLACES = Places(
    country_names=keyed_phrases("""
        US: us, usa, america
        GB: uk, britain, great britain
        NL: holland
        CZ: czech republic
        BA: bosnia, bosnia-herzegovina
        MK: macedonia
        TR: turkey
        PS: gaza, palestine
        AE: uae, emirates
        CD: congo, dr congo, democratic republic of congo
        CI: ivory coast
        SZ: swaziland
        TL: east timor
        CV: cape verde
        VA: vatican
        HK: hong kong
        SCT: scotland
        ENG: england
        WLS: wales
        NIR: northern ireland
        EU: european union, eu
        UN: united nations, un
        EUR: europe
    """),
    demonyms=keyed_phrases("""
        AD: andorran, andorrans
        AG: antiguan, antiguans
        BB: barbadian, barbadians
        BF: burkinabe
        BH: bahraini, bahrainis
        BI: burundian, burundians
        BJ: beninese
        BN: bruneian, bruneians
        BS: bahamian, bahamians
        BT: bhutanese
        BW: botswanan, botswanans
        BZ: belizean, belizeans
        CR: costa rican, costa ricans
        CV: cape verdean, cape verdeans
        DO: dominican, dominicans
        ER: eritrean, eritreans
        FJ: fijian, fijians
        GA: gabonese
        GD: grenadian, grenadians
        GM: gambian, gambians
        GN: guinean, guineans
        GT: guatemalan, guatemalans
        GY: guyanese
        HN: honduran, hondurans
        KG: kyrgyz
        KM: comorian, comorians
        LA: laotian, laotians
        LR: liberian, liberians
        MC: monegasque, monegasques
        MG: malagasy
        MH: marshallese
        MN: mongolian, mongolians
        MR: mauritanian, mauritanians
        MU: mauritian, mauritians
        MV: maldivian, maldivians
        MW: malawian, malawians
        NA: namibian, namibians
        NE: nigerien, nigeriens
        NI: nicaraguan, nicaraguans
        NR: nauruan, nauruans
        PA: panamanian, panamanians
        PG: papua new guinean, papua new guineans
        PY: paraguayan, paraguayans
        SL: sierra leonean, sierra leoneans
        SR: surinamese
        SS: south sudanese
        SV: salvadoran, salvadorans
        TD: chadian, chadians
        TG: togolese
        TJ: tajik, tajiks
        TM: turkmen
        TO: tongan, tongans
        TT: trinidadian, trinidadians
        VU: vanuatuan, vanuatuans
        WS: samoan, samoans
        US: american, americans
        GB: british, briton, britons
        FR: french, frenchman, frenchwoman
        DE: german, germans
        IT: italian, italians
        ES: spanish, spaniard, spaniards
        PT: portuguese
        NL: dutch, dutchman, dutchwoman
        BE: belgian, belgians
        LU: luxembourger
        CH: swiss
        AT: austrian, austrians
        IE: irish, irishman, irishwoman
        DK: danish, dane, danes
        NO: norwegian, norwegians
        SE: swedish, swede, swedes
        FI: finnish, finn, finns
        IS: icelandic, icelander, icelanders
        PL: polish, pole, poles
        CZ: czech, czechs
        SK: slovak, slovaks, slovakian
        HU: hungarian, hungarians
        RO: romanian, romanians
        BG: bulgarian, bulgarians
        GR: greek, greeks
        CY: cypriot, cypriots
        MT: maltese
        HR: croatian, croatians, croat, croats
        SI: slovenian, slovenians, slovene, slovenes
        RS: serbian, serbians, serb, serbs
        BA: bosnian, bosnians
        ME: montenegrin
        AL: albanian, albanians
        MK: macedonian, macedonians
        XK: kosovan, kosovar, kosovars
        EE: estonian, estonians
        LV: latvian, latvians
        LT: lithuanian, lithuanians
        UA: ukrainian, ukrainians
        RU: russian, russians
        BY: belarusian, belarusians
        MD: moldovan, moldovans
        GE: georgian, georgians
        AM: armenian, armenians
        AZ: azerbaijani, azeri, azeris
        TR: turkish, turk, turks
        IL: israeli, israelis
        PS: palestinian, palestinians
        LB: lebanese
        SY: syrian, syrians
        JO: jordanian, jordanians
        IQ: iraqi, iraqis
        IR: iranian, iranians
        SA: saudi, saudis
        AE: emirati, emiratis
        QA: qatari, qataris
        KW: kuwaiti, kuwaitis
        YE: yemeni, yemenis
        OM: omani, omanis
        EG: egyptian, egyptians
        LY: libyan, libyans
        TN: tunisian, tunisians
        DZ: algerian, algerians
        MA: moroccan, moroccans
        SD: sudanese
        ET: ethiopian, ethiopians
        SO: somali, somalis, somalian
        KE: kenyan, kenyans
        TZ: tanzanian, tanzanians
        UG: ugandan, ugandans
        RW: rwandan, rwandans
        CD: congolese
        NG: nigerian, nigerians
        GH: ghanaian, ghanaians
        SN: senegalese
        ML: malian, malians
        CI: ivorian, ivorians
        CM: cameroonian, cameroonians
        ZA: south african, south africans
        ZW: zimbabwean, zimbabweans
        ZM: zambian, zambians
        MZ: mozambican, mozambicans
        AO: angolan, angolans
        IN: indian, indians
        PK: pakistani, pakistanis
        BD: bangladeshi, bangladeshis
        LK: sri lankan, sri lankans
        NP: nepali, nepalese
        AF: afghan, afghans
        CN: chinese
        TW: taiwanese
        HK: hongkonger, hongkongers
        JP: japanese
        KR: south korean, south koreans
        KP: north korean, north koreans
        VN: vietnamese
        TH: thai, thais
        MY: malaysian, malaysians
        SG: singaporean, singaporeans
        ID: indonesian, indonesians
        PH: filipino, filipinos, philippine
        MM: burmese
        KH: cambodian, cambodians
        KZ: kazakh, kazakhs
        UZ: uzbek, uzbeks
        AU: australian, australians
        NZ: new zealander, new zealanders, kiwi
        CA: canadian, canadians
        MX: mexican, mexicans
        BR: brazilian, brazilians
        AR: argentine, argentinian, argentinians, argentines
        CL: chilean, chileans
        CO: colombian, colombians
        PE: peruvian, peruvians
        VE: venezuelan, venezuelans
        EC: ecuadorian, ecuadorians
        BO: bolivian, bolivians
        UY: uruguayan, uruguayans
        CU: cuban, cubans
        HT: haitian, haitians
        JM: jamaican, jamaicans
        SCT: scottish, scot, scots
        ENG: english, englishman, englishwoman
        WLS: welsh, welshman
        NIR: northern irish
        EUR: european, europeans
    """),
    seats=keyed_phrases("""
        BH: manama
        BF: ouagadougou
        BI: bujumbura
        BT: thimphu
        BW: gaborone
        DO: santo domingo
        ER: asmara
        GA: libreville
        GN: conakry
        GT: guatemala city
        HN: tegucigalpa
        KG: bishkek
        LA: vientiane
        LR: monrovia
        MG: antananarivo
        MN: ulaanbaatar
        MR: nouakchott
        MW: lilongwe
        NA: windhoek
        NE: niamey
        NI: managua
        PA: panama city
        PG: port moresby
        PY: asunción, asuncion
        SL: freetown
        SS: juba
        SV: san salvador
        TD: n'djamena
        TJ: dushanbe
        TM: ashgabat
        US: washington
        GB: london
        FR: paris
        DE: berlin
        IT: rome
        ES: madrid
        PT: lisbon
        NL: hague
        CH: bern
        AT: vienna
        IE: dublin
        DK: copenhagen
        NO: oslo
        SE: stockholm
        FI: helsinki
        IS: reykjavik
        PL: warsaw
        CZ: prague
        SK: bratislava
        HU: budapest
        RO: bucharest
        BG: sofia
        GR: athens
        CY: nicosia
        MT: valletta
        HR: zagreb
        SI: ljubljana
        RS: belgrade
        BA: sarajevo
        ME: podgorica
        AL: tirana
        MK: skopje
        XK: pristina
        EE: tallinn
        LV: riga
        LT: vilnius
        UA: kyiv, kiev
        RU: moscow, kremlin
        BY: minsk
        MD: chisinau
        GE: tbilisi
        AM: yerevan
        AZ: baku
        TR: ankara
        IL: jerusalem
        LB: beirut
        SY: damascus
        JO: amman
        IQ: baghdad
        IR: tehran
        SA: riyadh
        AE: abu dhabi
        QA: doha
        YE: sanaa
        OM: muscat
        EG: cairo
        LY: tripoli
        TN: tunis
        DZ: algiers
        MA: rabat
        SD: khartoum
        ET: addis ababa
        SO: mogadishu
        KE: nairobi
        UG: kampala
        RW: kigali
        CD: kinshasa
        NG: abuja
        GH: accra
        SN: dakar
        ML: bamako
        ZA: pretoria
        ZW: harare
        ZM: lusaka
        MZ: maputo
        AO: luanda
        IN: delhi, new delhi
        PK: islamabad
        BD: dhaka
        LK: colombo
        NP: kathmandu
        AF: kabul
        CN: beijing, peking
        TW: taipei
        JP: tokyo
        KR: seoul
        KP: pyongyang
        VN: hanoi
        TH: bangkok
        MY: kuala lumpur
        ID: jakarta
        PH: manila
        KH: phnom penh
        KZ: astana
        UZ: tashkent
        AU: canberra
        NZ: wellington
        CA: ottawa
        MX: mexico city
        BR: brasilia
        AR: buenos aires
        CL: santiago
        CO: bogota
        PE: lima
        VE: caracas
        EC: quito
        BO: la paz
        UY: montevideo
        CU: havana
        HT: port-au-prince
        JM: kingston
        SCT: edinburgh
        WLS: cardiff
        NIR: belfast
        EU: brussels
    """),
)
