//! The boundary of the second wasm file, which Leptos' tool `wasm_split` cuts off after linking.

use super::render_request_page;
use crate::interview_state::Page;
use crate::shop::Shop;
use leptos::prelude::AnyView;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Renders a page of the request; loads the file first where that has not been done. A failed load
/// is tried again by the next call.
#[wasm_split(request, fallible, preload(load_request))]
pub(super) fn request_page(shop: Shop, page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(render_request_page(&shop, page))
}
