//! A day in three fields, so that no order of numbers can be mistaken, with what was understood
//! read back.

use crate::element::{El, View, el, text_element};
use crate::host::{clock, intl};
use crate::messages::{fill, message};
use crate::pages::{field, secondary};
use crate::shop::Shop;
use crate::signals::*;
use recourse::question::{Kind, Question};
use recourse::types::Day;

pub(super) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> View {
    let known = Day::parse(&value.get_untracked()).ok().map(Day::ymd);
    let start =
        |part: Option<u32>| Signal::new(part.map(|part| part.to_string()).unwrap_or_default());
    let (day, month) = (start(known.map(|k| k.2)), start(known.map(|k| k.1)));
    let year = Signal::new(known.map_or_else(|| clock::own_day().ymd().0, |k| k.0).to_string());
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
        let day = Day::parse(&value.get()).ok();
        day.map(|day| fill("you_chose", "{date}", &intl::day(&language, day))).unwrap_or_default()
    };
    let future = matches!(question.kind, Kind::Date { future: true, .. });
    let zone = shop.policy.parts().timezone.clone();
    // The shop's day may be the one before: a day that is not there yet would be refused.
    let short = move |words, ago| {
        let zone = zone.clone();
        secondary(message(words), move || set(clock::days_ago(ago).min(clock::today(&zone))))
    };
    let shortcuts =
        || el("p").class("shortcuts").child(short("today", 0)).child(short("yesterday", 1));
    let fields = el("div").class("date").child(number("day", day, "2", take));
    let mut view =
        vec![fields.child(months(shop, month, take)).child(number("year", year, "4", take))];
    view.extend((!future).then(shortcuts));
    view.push(el("p").class("readback").attr("aria-live", "polite").live_text(read));
    view
}

fn number(
    name: &'static str,
    part: Signal<String>,
    width: &str,
    take: impl Fn() + Copy + 'static,
) -> El {
    let input =
        el("input").attr("type", "text").attr("inputmode", "numeric").attr("autocomplete", "off");
    let input = input.attr("name", name).class(&format!("w{width}")).attr("maxlength", width);
    let input = input.value(move || part.get()).input("input", move |text| {
        part.set(recourse::types::whole_number(&text));
        take();
    });
    field(message(name), input)
}

fn months(shop: &Shop, month: Signal<String>, take: impl Fn() + Copy + 'static) -> El {
    let names = intl::months(&shop.options.lang).into_iter().enumerate();
    let rows =
        names.map(|(ix, name)| text_element("option", &name).attr("value", &(ix + 1).to_string()));
    let select = el("select").attr("name", "month").child(el("option").attr("value", "")).add(rows);
    let select = select.value(move || month.get()).input("change", move |chosen| {
        month.set(chosen);
        take();
    });
    field(message("month"), select)
}
