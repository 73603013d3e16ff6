//! Module `check`: a list contains each place once, by any of its codes, and no place within
//! another place of the list.

use crate::draft::{KindWord, PolicyDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report};
use crate::places::{CodeStatus, code_status, containing_areas};
use recourse::types::Area;

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    for group in &draft.place_groups {
        for place in &group.places {
            if let Err(error) = Area::parse(place.as_str()) {
                report.add(Finding::error("bad-place", &place.span, error.to_string()));
            }
        }
        check_list(&group.places, &format!("`{}`", group.name.value), report);
    }
    draft.conditions().for_each(|when| check_when(draft, when, report));
}

fn check_when(draft: &PolicyDraft, when: &WhenDraft, report: &mut Report<'_>) {
    match when {
        WhenDraft::Is { question, phrases } => {
            let mut named = draft.questions.iter().filter(|known| known.id.value == question.value);
            if named.any(|known| known.kind.value == KindWord::Place) {
                check_list(phrases, "this list", report);
            }
        }
        WhenDraft::All(parts) | WhenDraft::Any(parts) => {
            parts.iter().for_each(|part| check_when(draft, part, report));
        }
        WhenDraft::Not(part) => check_when(draft, part, report),
    }
}

/// Checks a list of places. Texts that are no places are reported elsewhere.
fn check_list(list: &[Spanned<String>], name: &str, report: &mut Report<'_>) {
    let areas: Vec<(&Spanned<String>, Area)> =
        list.iter().filter_map(|text| Some((text, Area::parse(text.as_str()).ok()?))).collect();
    for (index, (text, area)) in areas.iter().enumerate() {
        check_code(text, area, report);
        let containing = containing_areas(area);
        let duplicate = areas.iter().take(index).find(|(_, known)| known == area);
        let wider = areas.iter().find(|(_, other)| containing.contains(other));
        if let Some((other, _)) = duplicate {
            report.add(duplicate_place(text, other, name));
        } else if let Some((wider, _)) = wider {
            report.add(nested_place(text, wider, name));
        }
    }
}

fn duplicate_place(text: &Spanned<String>, other: &Spanned<String>, name: &str) -> Finding {
    let (this, that) = (&text.value, &other.value);
    let message = if this == that {
        format!("`{this}` stands twice in {name}")
    } else {
        format!("`{this}` is the same place as `{that}`, which stands in {name} as well")
    };
    let finding = Finding::error("duplicate-place", &text.span, message);
    if this == that { finding } else { finding.related(&other.span, "the same place") }
}

fn nested_place(text: &Spanned<String>, wider: &Spanned<String>, name: &str) -> Finding {
    let message =
        format!("`{}` lies in `{}`, which stands in {name} as well", text.value, wider.value);
    let finding =
        Finding::error("nested-place", &text.span, message).related(&wider.span, "the wider place");
    finding
        .label("says nothing more")
        .help("leave one of them out: a place stands for all of its parts")
}

fn check_code(text: &Spanned<String>, area: &Area, report: &mut Report<'_>) {
    let Area::Place(place) = area else { return };
    let (message, help) = match code_status(place) {
        CodeStatus::Current => return,
        CodeStatus::Withdrawn(now) => (
            format!("ISO 3166-2 has withdrawn `{}`", text.value),
            format!("write `{now}`, which has its place"),
        ),
        CodeStatus::Unknown => (
            format!("ISO 3166-2 has no `{}`", text.value),
            "an answer with the code that ISO gives the place would not be found here".to_owned(),
        ),
    };
    let finding = Finding::warning("unknown-place", &text.span, message).on(&text.value);
    report.add(finding.label("not in the table").help(help));
}
