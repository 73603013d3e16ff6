//! The shopper's element. One question a page; the decision comes from the crate `recourse` and
//! nothing here judges.
//!
//! Modules: `interview_state` (pure state), `claim_draft` (the request as typed), `prerender`
//! (pages before they are wanted), `pages` and `inputs` (view and dispatch), `host` (the only files
//! that touch the browser). The rules for shops that draw their own pages are a crate beside it,
//! `headless`.

mod prerender;
mod claim_draft;
mod element;
mod host;
mod inputs;
mod interview_state;
mod kept;
mod pages;
mod shop;
mod signals;
mod messages;

use crate::element::{El, el};
use crate::host::{Options, clock};
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::policy::{Policy, PolicyError, bundle};
use recourse::types::Texts;
use std::mem;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Made for little code; the standard library's own is five times that.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A mounted widget; [`Handle::unmount`] takes it down.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "a handle of the view tree has nothing to show")]
pub struct Handle {
    place: El,
    shop: Signal<Shop>,
    owner: Owner,
}

#[wasm_bindgen]
impl Handle {
    /// Draws the page where the shopper stands, and from then on whichever comes. Apart from
    /// [`mount`], so that a slow phone can draw breath between the two; to be called once.
    pub fn show(&self) {
        self.owner.with(|| pages::root(self.place.clone(), self.shop));
    }

    /// Takes the widget down.
    pub fn unmount(&mut self) {
        self.owner.cleanup();
        self.place.remove();
    }

    /// Takes what the storefront knows, later than at the start: it counts before what the shopper
    /// has said.
    #[wasm_bindgen(js_name = setFacts)]
    pub fn set_facts(&self, facts: &JsValue) {
        let facts = host::facts(facts);
        if let Some(shop) = self.shop.try_get_untracked() {
            go(shop.interview, &mut |interview| interview.give(&facts));
        }
    }

    /// Finds out which day it is in the shop. To be called once the page has been drawn, and before
    /// anybody could have answered. Adds what the storefront says and the policy does not take to a
    /// list, by its names.
    #[wasm_bindgen(js_name = syncClock)]
    pub fn sync_clock(&self, refused: &JsValue) {
        if let Some(shop) = self.shop.try_get_untracked() {
            let today = clock::today(&shop.policy.parts().timezone);
            let now = shop.now();
            if now.today != today {
                go(shop.interview, &mut |interview| interview.as_of(today));
            }
            for (name, _) in &shop.options.facts {
                if !now.takes(name) {
                    host::call(refused, "push", &[name.into()]);
                }
            }
        }
    }

    /// Goes on in another language, on the same page with the same answers.
    ///
    /// # Errors
    /// A text where the bundle's words cannot be read; the widget stays as it is then.
    #[wasm_bindgen(js_name = setLocale)]
    pub fn set_locale(&self, options: &JsValue, bundle: &[u8]) -> Result<(), JsValue> {
        let Some(shop) = self.shop.try_get_untracked() else { return Ok(()) };
        self.shop.set(shop.with_texts(texts_of(bundle)?, Options::read(options)));
        Ok(())
    }
}

/// A shop's policy and its words, read and checked: each by a call of its own, so that a slow phone
/// can draw breath in between.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PolicyBundle {
    policy: Arc<Policy>,
    texts: Arc<Texts>,
    /// As it came, until the words are read.
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl PolicyBundle {
    /// Reads the policy of a bundle as the Worker serves it. Until its words are read, keys are its
    /// words.
    ///
    /// # Errors
    /// A text that says what cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<PolicyBundle, JsValue> {
        let policy = bundle::unpack(&bytes)
            .ok_or(PolicyError::Format)
            .and_then(|(policy, _)| Policy::decode(policy));
        let policy = policy.map_err(|error| JsValue::from_str(&error.to_string()))?;
        Ok(PolicyBundle { policy: Arc::new(policy), texts: Arc::default(), bytes })
    }

    /// Reads its words; to be called once.
    ///
    /// # Errors
    /// A text where they cannot be read.
    pub fn read(&mut self) -> Result<(), JsValue> {
        self.texts = Arc::new(texts_of(&mem::take(&mut self.bytes))?);
        Ok(())
    }
}

fn texts_of(bundle: &[u8]) -> Result<Texts, JsValue> {
    let texts = bundle::unpack(bundle).and_then(|(_, texts)| Texts::decode(texts));
    texts.ok_or_else(|| "the texts cannot be read".into())
}

/// Puts the widget into a shadow root, where it is to be [shown](Handle::show). A bundle can be
/// shown as often as one likes.
#[wasm_bindgen]
pub fn mount(root: web_sys::ShadowRoot, options: &JsValue, bundle: &PolicyBundle) -> Handle {
    clock::set(host::get(options, "clock_offset").as_f64().unwrap_or_default());
    let options = Options::read(options);
    signals::start();
    let owner = Owner::new();
    let place = el("div").class("place");
    let _ = root.append_child(place.node());
    let shop = owner.with(|| Signal::new(Shop::new(bundle, options, clock::own_day(), root)));
    Handle { place, shop, owner }
}
