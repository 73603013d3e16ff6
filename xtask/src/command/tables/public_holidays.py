"""Public holidays of the countries whose law moves a last day past them, from the package `holidays`.

Arguments: the file to write, the first year, the last year. Only days from Monday to Friday (a last day on a weekend moves
anyway), only holidays of the whole country, and no day off for which another day is worked.
"""

import sys
from importlib.metadata import version
from pathlib import Path

import holidays

TARGET, FIRST, LAST = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ")
OTHERS = "GB IS LI NO".split(" ")
# The days of rest that the package names so are working days that were moved, not holidays.
MOVED = "substituted from"


def days(country, year):
    found = holidays.country_holidays(country, years=year, language="en_US", categories=("public",))
    kept = (day for day, name in found.items() if day.year == year and day.weekday() < 5 and MOVED not in name)
    return " ".join(f"{day:%m-%d}" for day in sorted(kept))


def main():
    lines = [
        f"# Public holidays from Monday to Friday, of whole countries, {FIRST} to {LAST}.",
        f"# Written by `cargo xtask tables` from the package holidays {version('holidays')}.",
        "country,year,days",
    ]
    for country in sorted(UNION + OTHERS):
        lines += [f"{country},{year},{days(country, year)}" for year in range(FIRST, LAST + 1)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines) - 3} years of countries (holidays {version('holidays')})")


main()
