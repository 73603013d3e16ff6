//! Module `lower`: the calendars of limits that depend on working days.

use super::questions::question_index;
use super::when::When;
use crate::calendar::{last_year, public_holidays, usual_weekend, weekday};
use crate::draft::{CalendarDraft, PolicyDraft, QuestionDraft, Spanned, StatuteDraft};
use crate::finding::{Finding, Report, Span};
use crate::phrase::{Phrase, parse_limit};
use recourse::question::PublicHolidays;
use recourse::types::{Calendar, Country, Day, Limit, Weekend};

/// The policy's calendar for a question with these limits; the default if no limit depends on
/// working days.
pub(super) fn of_limits(draft: &PolicyDraft, limits: &[Limit]) -> Calendar {
    match &draft.calendar {
        Some(written) if limits.iter().any(|limit| limit.needs_calendar()) => calendar(written),
        _ => Calendar::default(),
    }
}

fn calendar(written: &CalendarDraft) -> Calendar {
    Calendar {
        weekend: weekend(written),
        holidays: written.holidays.iter().filter_map(|day| Day::parse(day.as_str()).ok()).collect(),
    }
}

fn weekend(written: &CalendarDraft) -> Weekend {
    let days = |names: &Vec<Spanned<String>>| {
        Weekend::of(names.iter().filter_map(|name| weekday(name.as_str()))).ok()
    };
    written.weekend.as_ref().and_then(days).unwrap_or_default()
}

/// The public holidays that a place question needs: of all countries if limits move past them,
/// otherwise of the countries whose statutes move past them.
pub(super) fn holidays(
    draft: &PolicyDraft,
    question: usize,
    statutes: &[StatuteDraft],
) -> Vec<PublicHolidays> {
    let is_question = |name: &Option<Spanned<String>>| {
        let index = name.as_ref().and_then(|name| question_index(draft, name));
        index.map(usize::from) == Some(question)
    };
    let moves_limits = draft.questions.iter().any(|other| is_question(&other.public_holidays));
    let moves_statutes = is_question(&draft.place_question);
    let countries: Vec<Country> =
        statutes.iter().filter(|file| needs_calendar(draft, file)).flat_map(countries_of).collect();
    let is_needed = |holidays: &PublicHolidays| {
        let has_statute = holidays.countries.iter().any(|country| countries.contains(country));
        moves_limits || (moves_statutes && has_statute)
    };
    public_holidays(&countries).into_iter().filter(is_needed).collect()
}

fn countries_of(file: &StatuteDraft) -> impl Iterator<Item = Country> {
    file.countries.iter().filter_map(|code| Country::parse(code.as_str()).ok())
}

/// Whether a right of the statutes that the policy uses has a limit that depends on working days.
fn needs_calendar(draft: &PolicyDraft, file: &StatuteDraft) -> bool {
    let rights = file.rights.iter().filter(|right| super::statutes::matters(draft, right));
    let mut limits = rights.filter_map(|right| parse_limit(right.within.as_ref()?.as_str()).ok());
    limits.any(Limit::needs_calendar)
}

/// Every calendar by which the limits of a question may count; needed to order the limits.
pub(super) fn possible(draft: &PolicyDraft, question: &QuestionDraft) -> Vec<Calendar> {
    let own = draft.calendar.as_ref().map(calendar).unwrap_or_default();
    let mut calendars: Vec<Calendar> = Vec::new();
    if question.public_holidays.is_some() {
        calendars.extend(public_holidays(&[]).into_iter().map(|holidays| holidays.calendar));
    }
    calendars.push(own);
    calendars
}

/// Checks that the calendar is needed, usual at the shop's location, and current.
pub(super) fn check(
    draft: &PolicyDraft,
    whens: &[When],
    today: Option<Day>,
    report: &mut Report<'_>,
) {
    match (first_use(draft, whens), &draft.calendar) {
        (Some(span), _) => check_weekend(draft, &span, report),
        (None, Some(calendar)) => report.add(idle_calendar(calendar)),
        (None, None) => {}
    }
    if let Some(today) = today.or(Day::parse(draft.as_of.as_str()).ok()) {
        check_holidays(draft, today, report);
    }
}

fn idle_calendar(calendar: &CalendarDraft) -> Finding {
    let message = "no limit counts business days or is rolled, so [calendar] changes nothing";
    Finding::warning("idle-calendar", &calendar.span, message).on("calendar")
}

fn check_holidays(draft: &PolicyDraft, today: Day, report: &mut Report<'_>) {
    let last_year = last_year();
    if today.ymd().0 < i32::from(last_year) {
        return;
    }
    for key in draft.questions.iter().filter_map(|question| question.public_holidays.as_ref()) {
        let message =
            format!("public holidays are known until the end of {last_year}; it is {today}");
        let finding = Finding::warning("stale-holidays", &key.span, message).on("public_holidays");
        report.add(finding.help("a newer version of this program knows more"));
    }
}

/// The location of the first limit that depends on the policy's own calendar, not on public
/// holidays of the shopper's country.
fn first_use(draft: &PolicyDraft, whens: &[When]) -> Option<Span> {
    let mut found = None;
    for when in whens {
        when.visit(&mut |question, phrase| {
            let Phrase::Dates { after, within } = &phrase.value else { return };
            let has_public_holidays = draft
                .questions
                .get(question)
                .is_some_and(|question| question.public_holidays.is_some());
            let uses_own =
                |limit: &Limit| limit.needs_calendar() && !(limit.rolled && has_public_holidays);
            if found.is_none() && after.iter().chain(within).any(uses_own) {
                found = Some(phrase.span.clone());
            }
        });
    }
    found
}

fn check_weekend(draft: &PolicyDraft, first_use: &Span, report: &mut Report<'_>) {
    let Some((country, usual)) = usual_weekend(draft.timezone.as_str()) else { return };
    let written = draft.calendar.as_ref().filter(|calendar| calendar.weekend.is_some());
    let own = written.map(weekend).unwrap_or_default();
    if own == usual {
        return;
    }
    let days = |weekend: Weekend| {
        let names: Vec<&str> = weekend.names().collect();
        if names.is_empty() { "no day".to_owned() } else { names.join(" and ") }
    };
    let message = format!(
        "{} of every week are days of rest here, and in {country}, \
         where the shop's time zone lies, usually {}",
        days(own),
        days(usual)
    );
    let list: Vec<String> = usual.names().map(|name| format!("\"{name}\"")).collect();
    let help = format!("write `weekend = [{}]` below [calendar], or accept this", list.join(", "));
    let finding = match written {
        Some(calendar) => Finding::note("other-weekend", &calendar.span, message),
        None => Finding::warning("other-weekend", first_use, message).label("counts working days"),
    };
    report.add(finding.on("calendar").help(help));
}
