//! Elements of a page, one type for all of them: the browser's own, built step by step. What
//! changes hangs on Leptos' signals and ends with the owner of its page. Leptos' own views are
//! typed per element and attribute; a shopper's phone would pay for each type
//! (`docs/performance.md`, "Bytes").

use crate::host::get;
use crate::kept::keep;
use crate::messages::{current_locale, foreign_language, with_locale};
use crate::signals::*;
use recourse::types::{direction, is_foreign};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

/// What a page is built by: each a single step into the browser. A page takes hundreds of them, and
/// a slow phone feels every one.
#[wasm_bindgen]
extern "C" {
    #[derive(Debug, Clone)]
    #[wasm_bindgen(extends = Element, js_name = Element)]
    type Own;
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create(tag: &str) -> Own;
    #[wasm_bindgen(method)]
    fn append(this: &Own, child: &Own);
    #[wasm_bindgen(method, js_name = append)]
    fn append_words(this: &Own, words: &str);
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn put(this: &Own, name: &str, value: &str);
}

/// One element under construction or in place; clones are the same element.
#[derive(Debug, Clone)]
pub(crate) struct El(Own);

/// Elements one after the other.
pub(crate) type View = Vec<El>;

/// A new element.
pub(crate) fn el(tag: &str) -> El {
    El(create(tag))
}

/// A new element that says something.
pub(crate) fn text_element(tag: &str, words: &str) -> El {
    el(tag).text(words)
}

impl El {
    pub(crate) fn attr(self, name: &str, value: &str) -> El {
        self.0.put(name, value);
        self
    }

    pub(crate) fn class(self, names: &str) -> El {
        self.attr("class", names)
    }

    /// Appends words. Where they are in another language than the page's, it is said that they are.
    pub(crate) fn text(self, words: &str) -> El {
        self.0.append_words(words);
        if !is_foreign(words) {
            return self;
        }
        let language = foreign_language();
        self.attr("lang", language).attr("dir", direction(language))
    }

    /// Appends an element.
    pub(crate) fn child(self, child: El) -> El {
        self.0.append(&child.0);
        self
    }

    /// Appends what there is.
    pub(crate) fn add(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// Does something on an event, for as long as the page stands.
    pub(crate) fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> El {
        self.listen(event, Box::new(act))
    }

    fn listen(self, event: &str, act: Box<dyn FnMut(Event)>) -> El {
        let (words, mut act) = (current_locale(), act);
        let act: Box<dyn FnMut(Event)> =
            Box::new(move |event| with_locale(words, &mut || act(event.clone())));
        let act = Closure::wrap(act);
        let _ = self.0.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        keep(Box::new(act));
        self
    }

    /// Takes what is typed or chosen.
    pub(crate) fn input(self, event: &str, take: impl Fn(String) + 'static) -> El {
        let own = self.clone();
        self.on(event, move |_| take(get(&own.0, "value").as_string().unwrap_or_default()))
    }

    /// Keeps a property at a text.
    pub(crate) fn value(self, value: impl Fn() -> String + 'static) -> El {
        let own = self.clone();
        watch(Box::new(move || own.set("value", &value().into())));
        self
    }

    /// Keeps a property at yes or no.
    pub(crate) fn flag(self, name: &'static str, value: impl Fn() -> bool + 'static) -> El {
        let own = self.clone();
        watch(Box::new(move || own.set(name, &value().into())));
        self
    }

    /// Sets a property. One that stands already is left alone: where the shopper is typing the
    /// caret stays.
    fn set(&self, name: &str, value: &JsValue) {
        if get(&self.0, name) != *value {
            let _ = js_sys::Reflect::set(&self.0, &name.into(), value);
        }
    }

    /// Keeps the children at what the signals say.
    pub(crate) fn live(self, view: impl Fn() -> View + 'static) -> El {
        let own = self.0.clone();
        watch(Box::new(move || {
            own.set_text_content(None);
            El(own.clone()).add(view());
        }));
        self
    }

    /// Keeps the words at what the signals say.
    pub(crate) fn live_text(self, words: impl Fn() -> String + 'static) -> El {
        let own = self.0.clone();
        watch(Box::new(move || own.set_text_content(Some(&words()))));
        self
    }

    /// Takes it off the page.
    pub(crate) fn remove(&self) {
        self.0.remove();
    }

    /// The element itself.
    pub(crate) fn node(&self) -> &Element {
        &self.0
    }
}

/// Runs now, and again whenever a signal that it read has changed, until its owner ends.
pub(crate) fn watch(act: Box<dyn Fn()>) {
    let words = current_locale();
    keep(Box::new(RenderEffect::new(move |_| with_locale(words, &mut || act()))));
}
