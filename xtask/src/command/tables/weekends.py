"""The days that are no working days, by CLDR, for the time zones of countries where they are not Saturday and Sunday.

Arguments: the folder of npm's `cldr-core`, the folder of npm's `cldr-bcp47`, the file to write.
"""

import json
import sys
from pathlib import Path

CORE, BCP47, TARGET = (Path(argument) for argument in sys.argv[1:4])
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NAMES = dict(zip(DAYS, ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def weekend(week, country):
    """From the first to the last day, round the week."""
    first, last = (week[key].get(country, week[key]["001"]) for key in ("weekendStart", "weekendEnd"))
    start, count = DAYS.index(first), (DAYS.index(last) - DAYS.index(first)) % 7 + 1
    return [DAYS[(start + step) % 7] for step in range(count)]


def zones_of(country):
    """CLDR's names of a country's zones."""
    rows = read(CORE / "supplemental/windowsZones.json")["supplemental"]["windowsZones"]["mapTimezones"]
    rows = [row["mapZone"] for row in rows]
    return {zone for row in rows if row["_territory"] == country for zone in row["_type"].split(" ")}


def other_names():
    """Every name that a zone has, by each of them."""
    zones = read(BCP47 / "bcp47/timezone.json")["keyword"]["u"]["tz"]
    sets = [entry["_alias"].split(" ") for entry in zones.values() if isinstance(entry, dict) and "_alias" in entry]
    return {name: names for names in sets for name in names}


def main():
    week = read(CORE / "supplemental/weekData.json")["supplemental"]["weekData"]
    countries = sorted({*week["weekendStart"], *week["weekendEnd"]} - {"001"})
    others = other_names()
    versions = [f"{read(folder / 'package.json')['name']} {read(folder / 'package.json')['version']}" for folder in (CORE, BCP47)]
    lines = [
        "# Country, its days of rest, its time zones; where these days are not Saturday and Sunday.",
        f"# Written by `cargo xtask tables` from {', '.join(versions)}.",
    ]
    for country in countries:
        rest = weekend(week, country)
        if rest == ["sat", "sun"]:
            continue
        names = sorted({name for zone in zones_of(country) for name in others.get(zone, [zone]) if "/" in name})
        lines.append(f"{country} {'+'.join(NAMES[day] for day in rest)} {' '.join(names)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines) - 2} countries ({', '.join(versions)})")


main()
