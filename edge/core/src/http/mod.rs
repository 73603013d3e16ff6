//! Module `http`: routes, extractors and responses. A handler parses, calls a service, responds.

mod response;
mod extract;
mod desk_auth;
mod form_body;
mod cors;
mod middleware;
mod unread_body;
pub mod api;
pub mod desk;
pub mod pages;
mod router;

pub use router::router;
