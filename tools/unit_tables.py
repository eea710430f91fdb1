#!/usr/bin/env python3
"""Writes the tables of units and currencies that the grammar reads.

    pip install babel==2.19.0 pint==0.25.3 && python3 tools/unit_tables.py

What this file says is which units and currencies are read and how press and offices spell them. What they are is taken from
  * pint (BSD-3-Clause): dimension and factor of each unit, which follow the BIPM's SI brochure and NIST SP 811, as UCUM and QUDT do;
  * babel (BSD-3-Clause), that is CLDR (Unicode-3.0): the ISO 4217 currencies that are legal tender today, their English names, and
    the territories that pay with them.
Only the rows that are written here go into the program.
"""
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name
from pint import UnitRegistry

OUT = Path(__file__).resolve().parent.parent / "src" / "model" / "unit"

# name in reports | unit in pint's words | words, a blank also stands for a hyphen | signs, whose capitals count. A sign after "~" is read
# only where it is glued to its number. "?" before the unit: its size depends on country or goods, so it has no factor. "^6"
# behind a word or a sign: so many powers of ten of the unit.
UNITS = """
km | kilometre | kilometres kilometre kilometers kilometer | km kms
m | metre | metres metre meters meter | ~m
cm | centimetre | centimetres centimetre centimeters centimeter | cm
dm | decimetre | decimetres decimetre decimeters decimeter | dm
mm | millimetre | millimetres millimetre millimeters millimeter | mm
µm | micrometre | micrometres micrometre micrometers micrometer microns micron | µm μm
nm | nanometre | nanometres nanometre nanometers nanometer | nm
miles | mile | miles mile | mi
nautical miles | nautical_mile | nautical_miles nautical_mile | nmi
yards | yard | yards yard | yd yds
feet | foot | feet foot | ft
inches | inch | inches inch |
km² | kilometre**2 | square_kilometres square_kilometre square_kilometers square_kilometer | km² km2 sq_km sqkm
m² | metre**2 | square_metres square_metre square_meters square_meter | m² m2 sq_m sqm
square miles | mile**2 | square_miles square_mile | sq_mi
square feet | foot**2 | square_feet square_foot | sq_ft sqft ft²
hectares | hectare | hectares hectare | ha
acres | acre | acres acre |
m³ | metre**3 | cubic_metres cubic_metre cubic_meters cubic_meter | m³ m3 cu_m mcm^6 bcm^9
cubic feet | foot**3 | cubic_feet cubic_foot | cu_ft ft³ cf scf mcf^3 mmcf^6 bcf^9 Bcf^9 tcf^12 Tcf^12
litres | litre | litres litre liters liter | ~l ~L
mL | millilitre | millilitres millilitre milliliters milliliter | ml mL
barrels | oil_bbl | barrels barrel | bbl bbls kbbl^3 mmbbl^6 MMbbl^6 bpd b/d bbl/d kbpd^3 mbpd^6 mmbpd^6
gallons | ?gallon | gallons gallon | gal
bushels | bushel | bushels bushel | bu
tonnes | tonne | tonnes tonne metric_tons metric_ton metric_tonnes metric_tonne kilotonnes^3 megatonnes^6 gigatonnes^9 | ~t kt^3 Mt^6 Gt^9
tons | ?US_ton | tons ton |
kg | kilogram | kilograms kilogram kilogrammes kilogramme kilos kilo | kg kgs
g | gram | grams gram grammes gramme | ~g
mg | milligram | milligrams milligram milligrammes milligramme | mg
µg | microgram | micrograms microgram microgrammes | µg μg mcg
lb | pound | | lb lbs
stone | stone | |
ounces | ?ounce | ounces ounce | oz ozs
carats | carat | carats carat |
tonnes CO₂e | tonne | | tCO2e tCO2 tCO2-e ktCO2e^3 ktCO2^3 ktCO2-e^3 MtCO2e^6 MtCO2^6 MtCO2-e^6 Mt_CO2e^6 Mt_CO2^6 GtCO2e^9 GtCO2^9 GtCO2-e^9 Gt_CO2e^9 Gt_CO2^9
kW | kilowatt | kilowatts kilowatt | kW
MW | megawatt | megawatts megawatt | MW MWe MWp MWac MWdc
GW | gigawatt | gigawatts gigawatt | GW GWp
TW | terawatt | terawatts terawatt | TW
W | watt | watts watt | ~W
kWh | kilowatt_hour | kilowatt_hours kilowatt_hour | kWh KWh
MWh | megawatt_hour | megawatt_hours megawatt_hour | MWh
GWh | gigawatt_hour | gigawatt_hours gigawatt_hour | GWh
TWh | terawatt_hour | terawatt_hours terawatt_hour | TWh
J | joule | joules joule |
kJ | kilojoule | kilojoules kilojoule | kJ
MJ | megajoule | megajoules megajoule | MJ
GJ | gigajoule | gigajoules gigajoule | GJ
TJ | terajoule | terajoules terajoule | TJ
PJ | petajoule | petajoules petajoule | PJ
kcal | kilocalorie | kilocalories kilocalorie | kcal
Btu | Btu | | Btu BTU mmBtu^6 MMBtu^6 MMBTU^6
hp | horsepower | horsepower | hp bhp
°C | ?degree_Celsius | degrees_Celsius degree_Celsius degrees_centigrade degrees_C | °C ºC
°F | ?degree_Fahrenheit | degrees_Fahrenheit degree_Fahrenheit degrees_F | °F ºF
degrees | ?degree | degrees degree | °
V | volt | volts volt |
kV | kilovolt | kilovolts kilovolt | kV
Hz | hertz | hertz | Hz
kHz | kilohertz | kilohertz | kHz
MHz | megahertz | megahertz | MHz
GHz | gigahertz | gigahertz | GHz
dB | ?decibel | decibels decibel | dB
kbit/s | kilobit/second | | kbps Kbps kbit/s
Mbit/s | megabit/second | megabits_per_second | Mbps Mbit/s Mb/s
Gbit/s | gigabit/second | gigabits_per_second | Gbps Gbit/s Gb/s
KB | ?kilobyte | kilobytes kilobyte | KB kB
MB | ?megabyte | megabytes megabyte | MB
GB | ?gigabyte | gigabytes gigabyte | GB
TB | ?terabyte | terabytes terabyte | TB
PB | ?petabyte | petabytes petabyte | PB
mph | mile/hour | miles_per_hour miles_an_hour mile_per_hour | mph
km/h | kilometre/hour | kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour | km/h kph kmh km/hr
m/s | metre/second | metres_per_second meters_per_second | m/s
knots | knot | knots knot | 
mpg | mile/gallon | miles_per_gallon | mpg
ppm | ppm | parts_per_million | ppm
ppb | ?ppm | parts_per_billion | ppb
g/t | gram/tonne | grams_per_tonne grammes_per_tonne grams_per_ton | g/t gpt
psi | psi | pounds_per_square_inch | psi
kPa | kilopascal | kilopascals | kPa
MPa | megapascal | megapascals | MPa
hPa | hectopascal | hectopascals | hPa
mmHg | mmHg | | mmHg mm_Hg
bar | bar | |
""".strip()

# Codes that mean nothing else in the press. All others may be words, names or other abbreviations (ALL, AMD, AED, PTE): they are read
# before a number only, and there only where a scale or grouped digits follow.
PLAIN = """USD EUR GBP PKR INR JPY CNY CHF CAD AUD NZD HKD SGD SEK NOK DKK SAR ZAR KRW BDT LKR MYR THB IDR VND NGN KES GHS EGP QAR KWD OMR BHD JOD BRL MXN
RUB PLN CZK HUF ILS TWD KZT UGX TZS UAH NPR BWP ZMW RWF ETB XAF XOF ARS CLP UYU RSD BGN DEM FRF ITL NLG""".split()
# Nouns that are ordinary words, too; with the name of their country they are read all the same.
COMMON = "real reals gold sol mark marks won dram drams som florin kina tala".split()
# What most of those mean who leave the country out. The bare "dollar" is a configuration's to say.
BARE = {"pound": "GBP", "pounds": "GBP", "rupee": "INR", "rupees": "INR", "franc": "CHF", "francs": "CHF", "won": "KRW", "kronor": "SEK",
        "krona": "SEK", "ruble": "RUB", "rubles": "RUB", "lira": "TRY", "yuan": "CNY"}
# Other spellings, and what is no legal tender any more but stands in archives.
ALSO = {
    "RUB": ["rouble", "roubles", "Russian rouble", "Russian roubles"], "CNY": ["renminbi"], "GBP": ["sterling", "stg", "pound sterling", "pounds sterling"],
    "TRY": ["Turkish liras"], "BRL": ["reais", "Brazilian reais"], "ILS": ["shekel", "shekels", "Israeli shekel", "Israeli shekels"],
    "SEK": ["Swedish crown", "Swedish crowns"], "NOK": ["Norwegian crown", "Norwegian crowns"], "DKK": ["Danish crown", "Danish crowns"],
    "CZK": ["Czech crown", "Czech crowns", "koruna", "koruny"], "ISK": ["Icelandic crowns"], "PLN": ["zloties", "zlotys", "zloty"], "THB": ["bahts"],
    "BDT": ["Bangladesh taka"], "TWD": ["Taiwan dollar", "Taiwan dollars"], "CHF": ["Swiss francs"], "USD": ["U.S. dollars", "U.S. dollar"],
    "DEM": ["marks", "German mark", "German marks", "deutschmarks", "deutschemarks"], "FRF": ["French franc", "French francs"],
    "BEF": ["Belgian franc", "Belgian francs"], "ITL": ["Italian lira", "Italian lire", "lire"], "ESP": ["peseta", "pesetas"],
    "NLG": ["guilder", "guilders", "Dutch guilder", "Dutch guilders"], "FIM": ["markka", "markkaa", "Finnish markka", "Finnish markkaa", "Finnish marks"],
    "ATS": ["Austrian schilling", "Austrian schillings"], "IEP": ["Irish pound", "Irish pounds"], "GRD": ["drachma", "drachmas"],
    "PTE": ["Portuguese escudo", "Portuguese escudos"],
}
# Signs before a number. "!" asks for glued digits and for a scale, grouped digits or the country's name; more than one code: the one
# whose country is named near by, else the first.
SIGNS = """
US$ USD | U.S.$ USD | US_$ USD | U.S._$ USD | $US USD | USD$ USD | A$ AUD | AU$ AUD | $A AUD | $AU AUD | AUD$ AUD | C$ CAD | CA$ CAD | CDN$ CAD
Cdn$ CAD | Can$ CAD | $C CAD | $CA CAD | CAD$ CAD | NZ$ NZD | $NZ NZD | NZD$ NZD | NZ_$ NZD | HK$ HKD | $HK HKD | HK_$ HKD | HKD$ HKD | S$ SGD | SG$ SGD | $S SGD | SGD$ SGD
NT$ TWD | R$ BRL | Mex$ MXN | MX$ MXN | MXN$ MXN | Z$ ZWL | J$ JMD | N$ NAD | EC$ XCD | TT$ TTD | BD$ BBD | B$ BSD | F$ FJD | FJ$ FJD | G$ GYD
€ EUR | £ GBP | UK£ GBP | GBP£ GBP | PS! GBP | ₹ INR | Rs. PKR INR LKR NPR MUR | Rs PKR INR LKR NPR MUR | Re! PKR INR | ₨ PKR INR LKR NPR MUR
¥ JPY CNY | CN¥ CNY | RMB CNY | RMB¥ CNY | ₩ KRW | ₽ RUB | ₺ TRY | ₦ NGN | N! NGN | ₫ VND | ₱ PHP | P! PHP BWP | ฿ THB | ₪ ILS | ₴ UAH | ₸ KZT | ₾ GEL | ₡ CRC | ₲ PYG | ₮ MNT
RM MYR | Rp IDR | Rp. IDR | R! ZAR | KSh KES | Ksh KES | KShs KES | Kshs KES | Sh! KES TZS UGX | Shs! UGX TZS KES | TSh TZS | Tsh TZS | USh UGX | Ush UGX | GH₵ GHS | GH¢ GHS | GHC GHS | ₵ GHS
Tk BDT | Tk. BDT | Tk._ BDT | ৳ BDT | SFr CHF | SFr. CHF | Fr. CHF | Dh! AED MAD | Dhs! AED | SR! SAR | QR! QAR | BD! BHD | KD! KWD | RO! OMR | LE! EGP | E£ EGP | L£ LBP | Bs! BOB VES | S/ PEN | S/. PEN
SKr SEK | NKr NOK | DKr DKK | DKr. DKK | Kč CZK | DM! DEM | FFr FRF | BFr BEF | FIM FIM | CFA XOF XAF | FCFA XAF XOF
""".replace("\n", " | ").strip(" |")


def quoted(texts):
    return "&[" + ", ".join('"' + t.replace("_", " ").strip() + '"' for t in texts) + "]"


def units():
    registry = UnitRegistry(non_int_type=Decimal)
    rows = []
    for line in UNITS.splitlines():
        name, unit, words, signs = (part.strip() for part in line.split("|"))
        free = unit.startswith("?")
        parsed = registry.parse_units(unit.lstrip("?"))
        kind = dimension(dict(parsed.dimensionality), name)
        if free:
            factor = "None"
        else:
            base = registry.Quantity(Decimal(1), parsed).to_base_units().magnitude
            base = Decimal(f"{base:.12g}").normalize()
            sign, digits, exponent = base.as_tuple()
            mantissa = int("".join(map(str, digits)))
            if exponent > 0:
                mantissa, exponent = mantissa * 10**exponent, 0
            factor = f"Some(({mantissa:_}, {-exponent}))"
        rows.append(f'    Row {{ name: "{name}", dimension: Dimension::{kind}, factor: {factor}, words: {quoted(words.split())}, signs: {quoted(signs.split())} }},')
    return rows


KINDS = {
    (("[length]", 1),): "Length", (("[length]", 2),): "Area", (("[length]", 3),): "Volume", (("[mass]", 1),): "Mass",
    (("[length]", 2), ("[mass]", 1), ("[time]", -2)): "Energy", (("[length]", 2), ("[mass]", 1), ("[time]", -3)): "Power",
    (("[length]", 1), ("[time]", -1)): "Speed", (("[length]", -1), ("[mass]", 1), ("[time]", -2)): "Pressure",
    (("[temperature]", 1),): "Temperature", (("[time]", -1),): "Frequency", (("[length]", -2),): "Economy",
    (("[current]", -1), ("[length]", 2), ("[mass]", 1), ("[time]", -3)): "Voltage",
}


def dimension(powers, name):
    if "CO₂" in name:
        return "Emissions"
    if "bit/s" in name:
        return "DataRate"
    if name.endswith("B") and name != "dB":
        return "Data"
    if name in ("ppm", "ppb", "g/t"):
        return "Concentration"
    if name == "degrees":
        return "Angle"
    if name == "dB":
        return "Level"
    return KINDS[tuple(sorted(powers.items()))]


def currencies():
    english = Locale("en")
    territories = defaultdict(list)
    for territory, uses in get_global("territory_currencies").items():
        for code, _, end, tender in uses:
            if tender and end is None:
                territories[code].append(territory)
    names = {}
    for code in sorted({*territories, *ALSO, "ZWL"}):
        found = [get_currency_name(code, count, locale="en") for count in (1, 2)] if code in territories else []
        names[code] = list(dict.fromkeys(n.replace("ʻ", "") for n in [*found, *ALSO.get(code, [])] if n))
    nouns = Counter()
    for code in names:
        for noun in {n.split()[-1].lower() for n in names[code] if code in territories}:
            nouns[noun] += 1
    rows = []
    for code, spelled in names.items():
        words = list(spelled)
        for noun in dict.fromkeys(n.split()[-1].lower() for n in spelled):
            taken = any(noun in words for other, words in ALSO.items() if other != code)
            alone = code in territories and nouns[noun] == 1 and noun not in COMMON and not taken or BARE.get(noun) == code
            if alone and noun not in words:
                words.append(noun)
        words = [w for w in words if " " in w or w.lower() not in ("dollar", "dollars")]
        named = {english.territories[t] for t in territories.get(code, [])}
        near = sorted(n for n in named | {w.rsplit(" ", 1)[0] for w in spelled if " " in w} if n.isascii() and len(n) > 3)
        shortest = [n for n in near if not any(o != n and o in n for o in near)]
        rows.append(f'    Tender {{ code: *b"{code}", words: {quoted(words)}, countries: {quoted(shortest[:24])}, is_word: {str(code not in PLAIN).lower()} }},')
    return rows


def signs():
    rows = []
    for entry in SIGNS.split("|"):
        sign, *codes = entry.split()
        strict = sign.endswith("!")
        listed = ", ".join(f'*b"{code}"' for code in codes)
        rows.append((sign.rstrip("!").replace("_", " "), f'&[{listed}]', str(strict).lower()))
    rows.sort(key=lambda row: (row[0][0], -len(row[0]), row[0]))
    return [f'    Sign {{ text: "{text}", codes: {codes}, strict: {strict} }},' for text, codes, strict in rows]


HEAD = """//! Written by `tools/unit_tables.py`, which says where it comes from and under which licence: change that and run it again.

"""


def main():
    OUT.mkdir(exist_ok=True)
    (OUT / "measures.rs").write_text(HEAD + "use super::measure::{Dimension, Row};\n\n/// The units of measurement that are read, by dimension as they come.\n"
                                     + "pub static ROWS: &[Row] = &[\n" + "\n".join(units()) + "\n];\n", encoding="utf-8")
    (OUT / "tenders.rs").write_text(HEAD + "use super::currency::{Sign, Tender};\n\n/// The currencies that are legal tender, and some that were.\n"
                                    + "pub static TENDERS: &[Tender] = &[\n" + "\n".join(currencies()) + "\n];\n\n"
                                    + "/// The signs that stand before a number, by their first character, the longest first.\n"
                                    + "pub static SIGNS: &[Sign] = &[\n" + "\n".join(signs()) + "\n];\n", encoding="utf-8")


if __name__ == "__main__":
    main()
