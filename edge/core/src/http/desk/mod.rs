//! The routes of the desk, with the desk's token. They send no CORS headers, so no page of another
//! origin can read them.

pub mod claims;
pub mod customer;
pub mod day;
pub mod decide;
pub mod deliveries;
pub mod events;
pub mod export;
pub mod photo;
