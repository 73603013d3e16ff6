//! Module `check`: `[calendar]` names days of the week and dates, each once, and some dates are
//! still in the future.

use crate::calendar::weekday;
use crate::draft::{CalendarDraft, PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use crate::suggest;
use recourse::types::{Day, WEEKDAYS};

pub(super) fn check(draft: &PolicyDraft, today: Option<Day>, report: &mut Report<'_>) {
    let Some(calendar) = &draft.calendar else { return };
    check_weekend(calendar, report);
    let days: Vec<Option<Day>> =
        calendar.holidays.iter().map(|holiday| parse_day(holiday, report)).collect();
    check_duplicates(&calendar.holidays, report);
    // Without a current day, the date of the published page counts.
    let today = today.or(Day::parse(draft.as_of.as_str()).ok());
    let last = days.into_iter().flatten().max();
    if let (Some(last), Some(today)) = (last, today)
        && last < today
    {
        let message =
            format!("every holiday of [calendar] is past on {today}; the last one is {last}");
        let finding = Finding::warning("stale-holidays", &calendar.span, message).on("calendar");
        report.add(
            finding.label("no day to come").help("add the holidays of this year and the next"),
        );
    }
}

fn check_weekend(calendar: &CalendarDraft, report: &mut Report<'_>) {
    let written = calendar.weekend.as_deref().unwrap_or_default();
    for name in written.iter().filter(|name| weekday(name.as_str()).is_none()) {
        let message = format!("`{}` is no day of the week", name.value);
        let finding = Finding::error("unknown-word", &name.span, message).label("not known");
        report.add(finding.maybe_help(suggest::help(&name.value.to_lowercase(), WEEKDAYS)));
    }
    check_duplicates(written, report);
    if WEEKDAYS.iter().all(|day| written.iter().any(|name| name.value == *day)) {
        let finding =
            Finding::error("bad-value", &calendar.span, "no day of the week is a working day");
        report.add(
            finding
                .label("all seven are days of rest")
                .help("leave out the days on which the shop works"),
        );
    }
}

fn parse_day(written: &Spanned<String>, report: &mut Report<'_>) -> Option<Day> {
    let day = Day::parse(written.as_str());
    if let Err(error) = &day {
        report.add(Finding::error("bad-value", &written.span, error.to_string()));
    }
    day.ok()
}

fn check_duplicates(list: &[Spanned<String>], report: &mut Report<'_>) {
    for (index, name) in list.iter().enumerate() {
        if list.iter().take(index).any(|earlier| earlier.value == name.value) {
            let message = format!("`{}` stands twice in [calendar]", name.value);
            report.add(Finding::error("duplicate-name", &name.span, message));
        }
    }
}
