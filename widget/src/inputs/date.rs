//! A day in three fields, so that no order of numbers can be mistaken, with what was understood read back.

use crate::host::{clock, intl};
use crate::shop::Shop;
use crate::words::{fill, word};
use leptos::prelude::*;
use recourse::question::{Kind, Question};
use recourse::words::Day;

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    let known = Day::parse(&value.get_untracked()).ok().map(Day::ymd);
    let start = |part: Option<u32>| RwSignal::new(part.map(|part| part.to_string()).unwrap_or_default());
    let (day, month) = (start(known.map(|k| k.2)), start(known.map(|k| k.1)));
    let year = RwSignal::new(
        known
            .map(|k| k.0)
            .or_else(|| clock::days_ago(0).map(|d| d.ymd().0))
            .map(|y| y.to_string())
            .unwrap_or_default(),
    );
    let take = move || {
        let (d, m) = (day.get_untracked(), month.get_untracked());
        let written = if d.is_empty() && m.is_empty() {
            String::new()
        } else {
            format!("{:0>4}-{m:0>2}-{d:0>2}", year.get_untracked())
        };
        value.set(written);
    };
    let set = move |chosen: Day| {
        let (y, m, d) = chosen.ymd();
        day.set(d.to_string());
        month.set(m.to_string());
        year.set(y.to_string());
        take();
    };
    let language = shop.options.lang.clone();
    let read = move || {
        Day::parse(&value.get()).ok().map(|day| fill("you_chose", "{date}", &intl::day(&language, day)))
    };
    let future = matches!(question.kind, Kind::Date { future: true, .. });
    view! {
        <div class="date">
            {number("day", day, 2, take)}
            {months(shop, month, take)}
            {number("year", year, 4, take)}
        </div>
        {(!future).then(|| view! {
            <p class="shortcuts">
                <button type="button" class="quiet" on:click=move |_| { clock::days_ago(0).into_iter().for_each(set); }>{word("today")}</button>
                <button type="button" class="quiet" on:click=move |_| { clock::days_ago(1).into_iter().for_each(set); }>{word("yesterday")}</button>
            </p>
        })}
        <p class="readback" aria-live="polite">{read}</p>
    }
    .into_any()
}

fn number(
    name: &'static str,
    part: RwSignal<String>,
    width: usize,
    take: impl Fn() + Copy + 'static,
) -> AnyView {
    view! {
        <label class="field">
            <span>{word(name)}</span>
            <input type="text" inputmode="numeric" autocomplete="off" name=name class=format!("w{width}") maxlength=width.to_string()
                prop:value=move || part.get()
                on:input=move |event| { part.set(intl::number(&event_target_value(&event))); take(); } />
        </label>
    }
    .into_any()
}

fn months(shop: &Shop, month: RwSignal<String>, take: impl Fn() + Copy + 'static) -> AnyView {
    let names = intl::months(&shop.options.lang).into_iter().enumerate();
    let rows: Vec<_> = names
        .map(|(ix, name)| {
            let number = (ix + 1).to_string();
            let own = number.clone();
            view! { <option value=number prop:selected=move || month.get() == own>{name}</option> }
        })
        .collect();
    view! {
        <label class="field">
            <span>{word("month")}</span>
            <select name="month" on:change=move |event| { month.set(event_target_value(&event)); take(); }>
                <option value="" prop:selected=move || month.get().is_empty()></option>
                {rows}
            </select>
        </label>
    }
    .into_any()
}
