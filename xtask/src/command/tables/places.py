"""Tables of places from pycountry (ISO 3166, by Debian's iso-codes) and CLDR.

Arguments: the folder of npm's `cldr-core`, the file of aliases to write, the file of subdivisions to write.

An alias is a code of ISO 3166-2 for a territory that has a code of its own in ISO 3166-1: `US-PR` is `PR`. CLDR lists most of
them (`subdivisionAlias`). ISO's newer codes are found by name: a subdivision whose type or whose own letters say that it is such
a territory, and whose name is the country's.
"""

import gettext
import json
import re
import sys
import unicodedata
from importlib.metadata import version
from pathlib import Path

import pycountry

CLDR, ALIASES, SUBDIVISIONS = (Path(argument) for argument in sys.argv[1:4])
COUNTRIES = {country.alpha_2: country for country in pycountry.countries}
# User-assigned, and what CLDR and the world write until ISO has a code.
KOSOVO = {"XK": "Kosovo"}
PARTS = {part.code: part for part in pycountry.subdivisions}
# What ISO calls a part that is a territory of its own.
TERRITORY = re.compile(r"overseas|outlying|arctic|country|special administrative|autonomous province", re.I)


def main():
    children = {code: part.parent_code for code, part in PARTS.items() if part.parent_code}
    aliases = {**by_name(), **same_island(), **by_cldr()}
    aliases.update({code: aliases[above] for code, above in children.items() if above in aliases})
    moved = withdrawn(aliases)
    source = f"pycountry {version('pycountry')}, cldr-core {cldr('package.json')['version']}"
    write_aliases(aliases, source)
    write_subdivisions(aliases, children, moved, source)


def cldr(name):
    return json.loads((CLDR / name).read_text(encoding="utf-8"))


def cldr_aliases():
    """CLDR's other codes of subdivisions: (code, the codes that replace it)."""
    table = cldr("supplemental/aliases.json")["supplemental"]["metadata"]["alias"]["subdivisionAlias"]
    for code, entry in table.items():
        yield iso(code), [iso(other) for other in entry["_replacement"].split(" ")]


def iso(code):
    """`frre` as `FR-RE`; a country stays one."""
    code = code.upper()
    return code if len(code) == 2 else f"{code[:2]}-{code[2:]}"


def by_cldr():
    return {code: new[0] for code, new in cldr_aliases() if len(new) == 1 and new[0] in COUNTRIES}


def by_name():
    """The codes whose type or letters say that they are another country's, and whose name is its name."""
    found = {}
    # Whose territories CLDR knows: `GN-ML` is Mali in Guinea, and not the country.
    known = {(code[:2], country) for code, country in by_cldr().items()}
    for code, part in PARTS.items():
        mother, letters = code.split("-")
        for country in [*COUNTRIES, *KOSOVO]:
            hinted = letters == country and (mother, country) in known or TERRITORY.search(part.type)
            if country != mother and hinted and is_named(part.name, country, mother):
                found[code] = country
    return found


def is_named(name, country, mother):
    """Whether a name is a country's, in English or in the language of the country that it belongs to."""
    plain = words(name)
    return any(plain == other or begins(plain, other) or begins(other, plain) for other in names(country, mother))


def begins(longer, shorter):
    """`Svalbard and Jan Mayen` has both of its parts, `Taiwan Sheng` the whole name."""
    size = len(shorter)
    return size > 0 and any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def names(country, mother):
    if country in KOSOVO:
        return [words(KOSOVO[country])]
    entry = COUNTRIES[country]
    english = [entry.name, getattr(entry, "common_name", None), getattr(entry, "official_name", None)]
    english = [name for name in english if name]
    language = {"FR": "fr"}.get(mother)
    own = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]) if language else None
    return [words(name) for name in [*english, *([own.gettext(entry.name)] if own else [])]]


def words(name):
    """The words of a name without accents, remarks in brackets that only say what it is, and articles."""
    name = re.sub(r"\((?!fran)[^)]*\)|\bSAR\b", " ", name)
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return [word for word in re.findall(r"[a-z]+", plain) if word not in ("la", "le", "de")]


def same_island():
    """`NL-BQ1` is `BQ-BO`: the country's own letters and a number, and the name of one of its parts."""
    found = {}
    for code, part in PARTS.items():
        mother, letters = code.split("-")
        country = letters[:2]
        if country in COUNTRIES and country != mother and letters[2:].isdigit():
            same = [other for other in PARTS if other.startswith(country) and PARTS[other].name == part.name]
            found.update({code: other for other in same})
    return found


def withdrawn(aliases):
    """Codes that ISO has withdrawn, each with the one that has taken its place or swallowed it."""
    one = ((code, new[0]) for code, new in cldr_aliases() if len(new) == 1)
    return {code: new for code, new in one if code not in PARTS and code not in aliases and new in PARTS}


def write_aliases(aliases, source):
    lines = [f"{code} {aliases[code]}" for code in sorted(aliases)]
    ALIASES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{ALIASES}: {len(lines)} codes ({source})")


def write_subdivisions(aliases, children, moved, source):
    by_country = {}
    for code in sorted([*PARTS, *moved]):
        country, letters = code.split("-")
        above = children.get(code)
        sign, other = ("=", moved.get(code)) if code in moved else ("<", above)
        token = letters + (f"{sign}{other.split('-')[1]}" if other else "")
        if code not in aliases:
            by_country.setdefault(country, []).append(token)
    lines = [f"{country} {' '.join(tokens)}" for country, tokens in sorted(by_country.items())]
    head = [
        "# ISO 3166-2 by country. `GC<CN` lies in `CN`; `31=SH` was withdrawn, `SH` has its place. Codes that are another",
        f"# country's are not here. Written by `cargo xtask tables` from {source}.",
    ]
    SUBDIVISIONS.write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    print(f"{SUBDIVISIONS}: {sum(map(len, by_country.values()))} codes ({source})")


main()
