//! The shopper's element. One question a page; the decision comes from the crate `recourse` and nothing here judges.
//!
//! Rooms: `journey` (pure state), `pages` and `inputs` (view and dispatch), `host` (the only files that touch the
//! browser), `headless` (the rules for shops that draw their own pages).

mod headless;
mod host;
mod inputs;
mod journey;
mod pages;
mod shop;
mod words;

pub use headless::check;

use crate::host::{Options, api, clock};
use crate::shop::Shop;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::prelude::*;

/// A mounted widget; [`Handle::unmount`] takes it down.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "a handle of the view tree has nothing to show")]
pub struct Handle(Option<UnmountHandle<AnyViewState>>);

#[wasm_bindgen]
impl Handle {
    /// Takes the widget down.
    pub fn unmount(&mut self) {
        self.0.take();
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
    let texts = api::texts(&options, policy.parts().language.as_str()).await?;
    let today = clock::today(&policy.parts().timezone);
    let shop = Shop::new(policy, texts, options, today, root.clone());
    let place = root.unchecked_into::<web_sys::HtmlElement>();
    Ok(Handle(Some(mount_to(place, move || pages::root(shop)))))
}
