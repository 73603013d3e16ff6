//! The shopper's widget, a Leptos app in a custom element. One question a page; the crate
//! `recourse` decides, nothing here does.
//!
//! Modules: `interview_state`, `claim_draft`, `upload`, `receipt` (state), `shop` (the context of
//! one widget), `app`, `pages`, `inputs`, `components` (views), `prerender` (pages before they are
//! shown), `host` (the only module that touches the browser). The rules for shops that draw their
//! own pages are a crate beside it, `headless`.

#![expect(unreachable_pub, reason = "the macro `component` makes the types of its props public")]

mod app;
mod claim_draft;
#[cfg(all(test, target_arch = "wasm32"))]
mod component_tests;
mod components;
mod host;
mod inputs;
mod interview_state;
mod messages;
mod pages;
mod prerender;
mod receipt;
mod shop;
mod upload;

use crate::app::App;
use crate::host::text_entries;
use crate::shop::Shop;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use recourse::policy::{Policy, PolicyError, bundle};
use recourse::types::Texts;
use std::cell::Cell;
use std::mem;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A mounted widget; [`Handle::unmount`] removes it.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "a view has nothing to print")]
pub struct Handle {
    root: web_sys::ShadowRoot,
    shop: RwSignal<Shop>,
    owner: Owner,
    view: Cell<Option<UnmountHandle<AnyViewState>>>,
}

#[wasm_bindgen]
impl Handle {
    /// Renders the current page. Separate from [`mount`], so that a slow phone can do other work
    /// between the two; called once.
    pub fn show(&self) {
        let shop = self.shop;
        let parent = self.root.clone().unchecked_into();
        let view = self.owner.with(|| mount_to(parent, move || view! { <App shop /> }.into_any()));
        self.view.set(Some(view));
    }

    /// Removes the widget.
    pub fn unmount(&self) {
        drop(self.view.take());
        self.owner.cleanup();
    }

    /// Replaces the facts of the storefront. They take precedence over the shopper's answers.
    #[wasm_bindgen(js_name = setFacts)]
    pub fn set_facts(&self, facts: &JsValue) {
        let facts = text_entries(facts);
        if let Some(shop) = self.shop.try_get_untracked() {
            shop.update_interview(|interview| interview.set_prefilled(&facts));
        }
    }

    /// Sets the interview to the shop's current day, after the page was rendered and before a
    /// shopper could have answered. Returns the names of the storefront's facts that the policy
    /// does not accept.
    #[wasm_bindgen(js_name = syncClock)]
    pub fn sync_clock(&self) -> Vec<String> {
        let Some(shop) = self.shop.try_get_untracked() else { return Vec::new() };
        let (today, interview) = (shop.today(), shop.interview_now());
        if interview.today != today {
            shop.update_interview(|interview| interview.set_today(today));
        }
        let names = shop.options.facts.iter().map(|(name, _)| name);
        names.filter(|name| !interview.is_prefilled(name)).cloned().collect()
    }

    /// Shows the same page with the same answers in another language.
    ///
    /// # Errors
    /// A text where the options or the texts cannot be read; the widget stays as it is then.
    #[wasm_bindgen(js_name = setLocale)]
    pub fn set_locale(&self, options: &JsValue, bundle: &[u8]) -> Result<(), JsValue> {
        let Some(shop) = self.shop.try_get_untracked() else { return Ok(()) };
        self.shop.set(shop.with_texts(texts_of(bundle)?, options)?);
        Ok(())
    }
}

/// A shop's policy and its texts, decoded and checked in two calls, so that a slow phone can do
/// other work in between.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PolicyBundle {
    policy: Arc<Policy>,
    texts: Arc<Texts>,
    /// The bytes, until the texts are decoded.
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl PolicyBundle {
    /// Decodes the policy of a bundle as the Worker serves it.
    ///
    /// # Errors
    /// A text that names the problem.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<PolicyBundle, JsValue> {
        let policy = bundle::unpack(&bytes)
            .ok_or(PolicyError::Format)
            .and_then(|(policy, _)| Policy::decode(policy));
        let policy = policy.map_err(|error| JsValue::from_str(&error.to_string()))?;
        Ok(PolicyBundle { policy: Arc::new(policy), texts: Arc::default(), bytes })
    }

    /// Decodes its texts; called once.
    ///
    /// # Errors
    /// A text where they are damaged.
    pub fn read(&mut self) -> Result<(), JsValue> {
        self.texts = Arc::new(texts_of(&mem::take(&mut self.bytes))?);
        Ok(())
    }
}

fn texts_of(bundle: &[u8]) -> Result<Texts, JsValue> {
    let texts = bundle::unpack(bundle).and_then(|(_, texts)| Texts::decode(texts));
    texts.ok_or_else(|| "the texts cannot be read".into())
}

/// Prepares the widget for a shadow root, into which [`Handle::show`] renders it. A bundle can be
/// used for any number of widgets.
///
/// # Errors
/// A JavaScript error for options of a wrong type.
#[wasm_bindgen]
pub fn mount(
    root: web_sys::ShadowRoot,
    options: JsValue,
    bundle: &PolicyBundle,
) -> Result<Handle, JsValue> {
    let owner = Owner::new();
    let shop = owner.with(|| Shop::new(bundle, options, root.clone()).map(RwSignal::new))?;
    Ok(Handle { root, shop, owner, view: Cell::new(None) })
}
