//! The shopper's element. One question a page; the decision comes from the crate `recourse` and nothing here judges.
//!
//! Rooms: `journey` (pure state), `draft` (the request as typed), `pages` and `inputs` (view and dispatch), `host` (the only files that touch the
//! browser). The rules for shops that draw their own pages are a crate beside it, `headless`.

mod draft;
mod element;
mod host;
mod inputs;
mod journey;
mod pages;
mod shop;
mod signals;
mod words;

use crate::element::{El, el};
use crate::host::{Options, api, clock};
use crate::shop::{Shop, go};
use crate::signals::*;
use wasm_bindgen::prelude::*;

/// A mounted widget; [`Handle::unmount`] takes it down.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "a handle of the view tree has nothing to show")]
pub struct Handle {
    place: El,
    shop: RwSignal<Shop>,
    owner: Owner,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the widget down.
    pub fn unmount(&mut self) {
        self.owner.cleanup();
        self.place.remove();
    }

    /// Takes what the storefront knows, later than at the start. Answers given by the shopper stay.
    pub fn give(&self, facts: &JsValue) {
        let facts = host::facts(facts);
        if let Some(shop) = self.shop.try_get_untracked() {
            go(shop.journey, &mut |journey| journey.give(&facts));
        }
    }

    /// Goes on in another language, on the same page with the same answers.
    ///
    /// # Errors
    /// A text that says what could not be loaded; the widget stays as it is then.
    pub async fn speak(&self, options: JsValue) -> Result<(), JsValue> {
        let options = Options::read(&options);
        let Some(shop) = self.shop.try_get_untracked() else { return Ok(()) };
        let texts = api::texts(&options).await?;
        self.shop.try_set(shop.speaking(texts, options));
        Ok(())
    }
}

/// Loads the policy and its texts and puts the widget into a shadow root.
///
/// # Errors
/// A text that says what could not be loaded.
#[wasm_bindgen]
pub async fn mount(root: web_sys::Node, options: JsValue) -> Result<Handle, JsValue> {
    let options = Options::read(&options);
    let policy = api::policy(&options).await?;
    let texts = api::texts(&options).await?;
    let today = clock::today(&policy.parts().timezone);
    signals::start();
    let owner = Owner::new();
    let place = el("div").class("place");
    let _ = root.append_child(place.node());
    let shop = owner.with(|| {
        let shop = RwSignal::new(Shop::new(policy, texts, options, today, root));
        pages::root(place.clone(), shop);
        shop
    });
    Ok(Handle { place, shop, owner })
}
