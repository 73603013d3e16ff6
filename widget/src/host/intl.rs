//! Dates, countries and amounts in the shopper's language, by the browser's `Intl`.

use super::{call, get};
use js_sys::{Array, Function, Object, Reflect};
use recourse::types::{Amount, COUNTRIES, Day, fold_name};
use wasm_bindgen::JsValue;

/// The Gregorian calendar, also where a browser's default is another (WebKit's for `ar-SA`).
const CALENDAR: (&str, &str) = ("calendar", "gregory");

/// `new Intl[kind](language, options)`.
pub(crate) fn format(kind: &str, language: &str, options: &JsValue) -> JsValue {
    let intl = get(&js_sys::global(), "Intl");
    let constructor = Function::from(get(&intl, kind));
    let arguments = Array::of2(&JsValue::from_str(language), options);
    Reflect::construct(&constructor, &arguments).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// An object of texts.
pub(crate) fn options(pairs: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object.into()
}

/// English is written as in Britain: day before month, and a dollar says whose it is.
fn written(language: &str) -> &str {
    if language == "en" { "en-GB" } else { language }
}

/// A day with its weekday, for example `Friday 20 November 2026`.
pub(crate) fn day(language: &str, day: Day) -> String {
    let noon = js_sys::Date::new(&std::format!("{day}T12:00:00Z").into());
    let wanted = options(&[("dateStyle", "full"), ("timeZone", "UTC"), CALENDAR]);
    let text =
        call(&format("DateTimeFormat", written(language), &wanted), "format", &[noon.into()]);
    text.as_string().unwrap_or_else(|| day.to_string())
}

/// An instant in ISO form, in the shopper's own zone and with its name.
pub(crate) fn instant(language: &str, iso: &str) -> String {
    let wanted = options(&[
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZoneName", "short"),
        CALENDAR,
    ]);
    let text = call(
        &format("DateTimeFormat", written(language), &wanted),
        "format",
        &[js_sys::Date::new(&iso.into()).into()],
    );
    text.as_string().unwrap_or_else(|| iso.to_owned())
}

/// The names of the months.
pub(crate) fn months(language: &str) -> Vec<String> {
    let format = format(
        "DateTimeFormat",
        language,
        &options(&[("month", "long"), ("timeZone", "UTC"), CALENDAR]),
    );
    let noon = |month: i32| js_sys::Date::new(&std::format!("2026-{month:02}-15T12:00:00Z").into());
    let name = |month: i32| call(&format, "format", &[noon(month).into()]);
    (1..=12).map(|month| name(month).as_string().unwrap_or_default()).collect()
}

/// Every country with its name, in the order of the names.
pub(crate) fn countries(language: &str) -> Vec<(String, String)> {
    let names = format("DisplayNames", language, &options(&[("type", "region")]));
    let name = |code: &str| {
        call(&names, "of", &[code.into()]).as_string().unwrap_or_else(|| code.to_owned())
    };
    // Each name followed by its code, so that the browser can sort them.
    let all: Array = COUNTRIES
        .split(' ')
        .map(|code| JsValue::from(std::format!("{}\n{code}", name(code))))
        .collect();
    call(&all, "sort", &[get(&format("Collator", language, &JsValue::UNDEFINED), "compare")]);
    let pair = |row: JsValue| {
        let row = row.as_string()?;
        row.split_once('\n').map(|(name, code)| (code.to_owned(), name.to_owned()))
    };
    all.iter().filter_map(pair).collect()
}

/// A text in the form in which names are searched: decomposed and in lower case by the browser,
/// then folded.
pub(crate) fn folded(text: &str) -> String {
    fold_name(&String::from(js_sys::JsString::from(text).normalize("NFD").to_lower_case()))
}

/// The name of a country; a subdivision keeps its code.
pub(crate) fn country(language: &str, code: &str) -> String {
    let names = format("DisplayNames", language, &options(&[("type", "region")]));
    let whole = code.split('-').next().unwrap_or(code);
    let name = call(&names, "of", &[whole.into()]).as_string().unwrap_or_else(|| code.to_owned());
    if whole == code { name } else { std::format!("{name} ({code})") }
}

/// An amount with its currency in the shopper's language.
pub(crate) fn money(language: &str, currency: &str, amount: Amount) -> String {
    let wanted = options(&[("style", "currency"), ("currency", currency)]);
    let amount = amount.to_string();
    // As a text: no amount becomes a floating-point number.
    let text = call(
        &format("NumberFormat", written(language), &wanted),
        "format",
        &[amount.as_str().into()],
    );
    text.as_string().unwrap_or_else(|| std::format!("{currency} {amount}"))
}
