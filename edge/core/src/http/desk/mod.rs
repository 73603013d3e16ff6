//! The routes of the desk, with a secret of the shop's desk. They send no CORS headers, so no page
//! of another origin can read them.

pub mod audit;
pub mod claims;
pub mod customer;
pub mod day;
pub mod decide;
pub mod deliveries;
pub mod events;
pub mod export;
pub mod photo;
