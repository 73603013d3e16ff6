//! Module `lower`: the days that are no working days, where limits ask for them.

use super::questions::question_index;
use super::when::When;
use crate::calendar::{last_year, public_holidays, usual_weekend, weekday};
use crate::draft::{CalendarDraft, PolicyDraft, QuestionDraft, StatuteDraft};
use crate::finding::{Finding, Report, Span};
use crate::phrase::{Phrase, parse_limit};
use recourse::question::PublicHolidays;
use recourse::types::{Calendar, Country, Day, Limit, Weekend};

/// The policy's calendar, for a question with these limits: a plain one, where none of them asks
/// for working days.
pub(super) fn of_limits(draft: &PolicyDraft, limits: &[Limit]) -> Calendar {
    let asked = limits.iter().any(|limit| limit.needs_calendar());
    draft.calendar.as_ref().filter(|_| asked).map(calendar).unwrap_or_default()
}

fn calendar(written: &CalendarDraft) -> Calendar {
    Calendar {
        weekend: weekend(written),
        holidays: written.holidays.iter().filter_map(|day| Day::parse(day.as_str()).ok()).collect(),
    }
}

fn weekend(written: &CalendarDraft) -> Weekend {
    let days = |names: &Vec<crate::draft::Spanned<String>>| {
        Weekend::of(names.iter().filter_map(|name| weekday(name.as_str()))).ok()
    };
    written.weekend.as_ref().and_then(days).unwrap_or_default()
}

/// The public holidays that the place question needs: those of every country for limits that move
/// past them, else those of the statutes that say so.
pub(super) fn holidays(
    draft: &PolicyDraft,
    ix: usize,
    statutes: &[StatuteDraft],
) -> Vec<PublicHolidays> {
    let is_it = |name: &Option<crate::draft::Spanned<String>>| {
        name.as_ref().and_then(|name| question_index(draft, name)).map(usize::from) == Some(ix)
    };
    let asked = draft.questions.iter().any(|question| is_it(&question.public_holidays));
    let by_law = is_it(&draft.place_question);
    let countries: Vec<Country> =
        statutes.iter().filter(|file| moves(draft, file)).flat_map(listed).collect();
    let all = public_holidays(&countries);
    let wanted = |holidays: &PublicHolidays| {
        asked || (by_law && holidays.countries.iter().any(|country| countries.contains(country)))
    };
    all.into_iter().filter(wanted).collect()
}

fn listed(file: &StatuteDraft) -> impl Iterator<Item = Country> {
    file.countries.iter().filter_map(|code| Country::parse(code.as_str()).ok())
}

/// Whether one of the statute's rights that the policy stands on asks for working days.
fn moves(draft: &PolicyDraft, file: &StatuteDraft) -> bool {
    let limits = file.rights.iter().filter(|right| super::statutes::matters(draft, right));
    let mut limits = limits.filter_map(|right| parse_limit(right.within.as_ref()?.as_str()).ok());
    limits.any(Limit::needs_calendar)
}

/// Every calendar by which the limits of a question may count, for the order of limits.
pub(super) fn possible(draft: &PolicyDraft, question: &QuestionDraft) -> Vec<Calendar> {
    let own = draft.calendar.as_ref().map(calendar).unwrap_or_default();
    let public = question.public_holidays.iter().flat_map(|_| public_holidays(&[]));
    public.map(|holidays| holidays.calendar).chain([own]).collect()
}

/// Whether a calendar is needed, and is the usual one where the shop is.
pub(super) fn check(
    draft: &PolicyDraft,
    whens: &[When],
    today: Option<Day>,
    report: &mut Report<'_>,
) {
    let counted = counted(draft, whens);
    if let (Some(calendar), None) = (&draft.calendar, &counted) {
        let message = "no limit counts business days or is rolled, so [calendar] changes nothing";
        report.add(Finding::warning("idle-calendar", &calendar.span, message).on("calendar"));
    }
    if let Some(span) = &counted {
        check_weekend(draft, span, report);
    }
    let today = today.or(Day::parse(draft.as_of.as_str()).ok());
    for key in draft.questions.iter().filter_map(|question| question.public_holidays.as_ref()) {
        if let Some(today) = today.filter(|today| today.ymd().0 >= i32::from(last_year())) {
            let message = format!(
                "public holidays are known until the end of {}; it is {today}",
                last_year()
            );
            let finding =
                Finding::warning("stale-holidays", &key.span, message).on("public_holidays");
            report.add(finding.help("a newer version of this program knows more"));
        }
    }
}

/// Where a limit stands for which days of rest matter, public holidays set aside.
fn counted(draft: &PolicyDraft, whens: &[When]) -> Option<Span> {
    let mut found = None;
    for when in whens {
        when.visit(&mut |question, phrase| {
            let Phrase::Dates { after, within } = &phrase.value else { return };
            let abroad =
                draft.questions.get(question).is_some_and(|asked| asked.public_holidays.is_some());
            let own = |limit: &Limit| limit.needs_calendar() && !(limit.rolled && abroad);
            if found.is_none() && after.iter().chain(within).any(own) {
                found = Some(phrase.span.clone());
            }
        });
    }
    found
}

fn check_weekend(draft: &PolicyDraft, counted: &Span, report: &mut Report<'_>) {
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
        "{} of every week are days of rest here, and in {country}, where the shop's time zone lies, usually {}",
        days(own),
        days(usual)
    );
    let list: Vec<String> = usual.names().map(|name| format!("\"{name}\"")).collect();
    let help = format!("write `weekend = [{}]` below [calendar], or accept this", list.join(", "));
    let finding = match written {
        Some(calendar) => Finding::note("other-weekend", &calendar.span, message),
        None => Finding::warning("other-weekend", counted, message).label("counts working days"),
    };
    report.add(finding.on("calendar").help(help));
}
