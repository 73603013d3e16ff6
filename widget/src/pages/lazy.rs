//! The border to the second part of the wasm, which is split off after linking by `wasm_split`,
//! Leptos' own tool, where the names below say so. What it brings for programs has futures, locks
//! and queues for many parts, and is four kilobytes: this is one part, and whoever waits for it
//! leaves a function.

#![expect(unsafe_code, reason = "a function that is linked in later can be named in no other way")]

use super::request;
use crate::element::View;
use crate::interview_state::Page;
use crate::shop::Shop;
use std::cell::Cell;
use std::ffi::c_void;

/// What is done once it is known whether the part has come.
pub(super) type Then = Box<dyn FnOnce(bool)>;

thread_local!(static THERE: Cell<bool> = const { Cell::new(false) });

#[cfg_attr(target_family = "wasm", link(wasm_import_module = "__wasm_split_placeholder__"))]
#[cfg(target_family = "wasm")]
#[expect(improper_ctypes, reason = "both sides are this crate")]
unsafe extern "C" {
    /// `widget/js/request.ts`: loads the part and calls back once, never at once, with the same
    /// pointer.
    #[link_name = "__wasm_split_load_request"]
    fn load(come: unsafe extern "C" fn(*mut c_void, bool), then: *mut c_void);
    /// What the tool makes of [`page_there`].
    #[link_name = "__wasm_split_00request00_import_00000000000000000000000000000001_page"]
    safe fn page_of(shop: &Shop, page: &Page, view: &mut View);
}

/// The way into the part.
#[cfg_attr(
    target_family = "wasm",
    unsafe(export_name = "__wasm_split_00request00_export_00000000000000000000000000000001_page")
)]
extern "C" fn page_there(shop: &Shop, page: &Page, view: &mut View) {
    *view = request::of(shop, page);
}

/// Has the part come, unless it is there, and does something then. What has failed is tried again
/// by the next call.
pub(super) fn fetch(then: Then) {
    let then = Box::into_raw(Box::new(then)).cast();
    // SAFETY: `load` calls `come` once, with what it is given here.
    unsafe { load(come, then) }
}

unsafe extern "C" fn come(then: *mut c_void, there: bool) {
    // SAFETY: it is the pointer that `fetch` has made, and comes back once.
    let then = unsafe { Box::from_raw(then.cast::<Then>()) };
    THERE.set(there);
    then(there);
}

/// A page of the request, where the part is there.
pub(super) fn page(shop: &Shop, page: &Page) -> Option<View> {
    let mut view = View::new();
    THERE.get().then(|| page_of(shop, page, &mut view))?;
    Some(view)
}

/// Elsewhere than in a browser all is in one part.
#[cfg(not(target_family = "wasm"))]
use page_there as page_of;

#[cfg(not(target_family = "wasm"))]
unsafe fn load(come: unsafe extern "C" fn(*mut c_void, bool), then: *mut c_void) {
    // SAFETY: as it is for the one that is linked.
    unsafe { come(then, true) }
}
