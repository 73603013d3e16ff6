//! The pages of the request in a build with one wasm file, as in tests.

use super::render_request_page;
use crate::interview_state::Page;
use crate::shop::Shop;
use leptos::prelude::AnyView;
use std::future::ready;

/// Nothing has to be loaded.
pub(super) async fn load_request() -> Result<(), String> {
    ready(Ok(())).await
}

/// Renders a page of the request.
pub(super) async fn request_page(shop: Shop, page: Page) -> Result<AnyView, String> {
    ready(Ok(render_request_page(&shop, page))).await
}
