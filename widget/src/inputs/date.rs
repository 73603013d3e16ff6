//! A day in three fields, so that no order of numbers can be mistaken, with the date that was
//! understood below them.

use crate::components::{SecondaryButton, TextField};
use crate::host::{clock, intl};
use crate::shop::use_shop;
use leptos::prelude::*;
use recourse::types::{Day, whole_number};

/// The three fields as typed.
#[derive(Clone, Copy)]
struct DateFields {
    day: RwSignal<String>,
    month: RwSignal<String>,
    year: RwSignal<String>,
    /// Whether the shopper has typed the year; otherwise it follows from day and month.
    is_year_typed: RwSignal<bool>,
    /// The answer's text form; empty before the shopper has entered anything.
    value: RwSignal<String>,
    today: Day,
    can_be_future: bool,
}

impl DateFields {
    /// The fields of a known day, or of the current year.
    fn new(value: RwSignal<String>, today: Day, can_be_future: bool) -> DateFields {
        let known = value.with_untracked(|text| Day::parse(text)).ok().map(Day::ymd);
        let field = |number: Option<u32>| {
            RwSignal::new(number.map(|number| number.to_string()).unwrap_or_default())
        };
        let year = known.map_or_else(|| clock::own_day().ymd().0, |(year, ..)| year);
        DateFields {
            day: field(known.map(|(_, _, day)| day)),
            month: field(known.map(|(_, month, _)| month)),
            year: RwSignal::new(year.to_string()),
            is_year_typed: RwSignal::new(known.is_some()),
            value,
            today,
            can_be_future,
        }
    }

    /// In January, 28 December without a year is a day of the last year.
    fn set_year(self) {
        let number = |field: RwSignal<String>| field.with_untracked(|text| text.parse().ok());
        let written = number(self.month).zip(number(self.day));
        let found = written
            .filter(|_| !self.is_year_typed.get_untracked())
            .and_then(|(month, day)| Day::without_year(month, day, self.today, self.can_be_future));
        if let Some(found) = found {
            self.year.set(found.ymd().0.to_string());
        }
    }

    /// Writes the answer's text form.
    fn update_value(self) {
        self.set_year();
        let (day, month) = (self.day.get_untracked(), self.month.get_untracked());
        let is_empty = day.is_empty() && month.is_empty();
        let year = self.year.get_untracked();
        let text = format!("{year:0>4}-{month:0>2}-{day:0>2}");
        self.value.set(if is_empty { String::new() } else { text });
    }

    fn set_day(self, chosen: Day) {
        let (year, month, day) = chosen.ymd();
        self.day.set(day.to_string());
        self.month.set(month.to_string());
        self.year.set(year.to_string());
        self.is_year_typed.set(true);
        self.update_value();
    }
}

#[component]
pub(super) fn DateInput(
    /// Whether the date may be in the future.
    future: bool,
    value: RwSignal<String>,
) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let fields = DateFields::new(value, shop.today(), future);
    let language = shop.options.lang.clone();
    let readback = move || {
        let day = value.with(|text| Day::parse(text)).ok();
        day.map(|day| messages.fill("you_chose", "{date}", &intl::day(&language, day)))
            .unwrap_or_default()
    };
    // The shop's day may be the one before the shopper's: a date in the future would be refused.
    let shortcut = move |text: &'static str, days_ago: i32| {
        let shop = shop.clone();
        let select = move || fields.set_day(clock::days_ago(days_ago).min(shop.today()));
        view! { <SecondaryButton text=messages.get(text) on_press=Box::new(select) /> }.into_any()
    };
    let shortcuts = (!future).then(|| {
        view! { <p class="shortcuts">{shortcut("today", 0)} {shortcut("yesterday", 1)}</p> }
            .into_any()
    });
    view! {
        <div class="date">
            <NumberField name="day" part=fields.day width="2" class="w2" fields />
            <MonthField fields />
            <NumberField name="year" part=fields.year width="4" class="w4" fields />
        </div>
        {shortcuts}
        <p class="readback" aria-live="polite">
            {readback}
        </p>
    }
}

#[component]
fn NumberField(
    name: &'static str,
    part: RwSignal<String>,
    /// The number of digits.
    width: &'static str,
    class: &'static str,
    fields: DateFields,
) -> impl IntoView {
    let on_input = move |text: String| {
        part.set(whole_number(&text));
        if name == "year" {
            fields.is_year_typed.set(!text.is_empty());
        }
        fields.update_value();
    };
    view! {
        <TextField
            label=use_shop().messages.get(name)
            value=part
            name=name
            inputmode="numeric"
            maxlength=width
            class=class
            on_input=Box::new(on_input)
        />
    }
}

#[component]
fn MonthField(fields: DateFields) -> impl IntoView {
    let shop = use_shop();
    let month = fields.month;
    let option = |(number, name): (usize, String)| {
        let number = number.to_string();
        let own = number.clone();
        view! {
            <option value=number prop:selected=move || month.with(|month| *month == own)>
                {name}
            </option>
        }
        .into_any()
    };
    let names = intl::months(&shop.options.lang);
    let options: Vec<_> = (1..).zip(names).map(option).collect();
    let select = move |event: web_sys::Event| {
        month.set(event_target_value(&event));
        fields.update_value();
    };
    view! {
        <label class="field">
            <span>{shop.messages.get("month")}</span>
            <select part="input" name="month" on:change=select>
                <option value={""}></option>
                {options}
            </select>
        </label>
    }
}
