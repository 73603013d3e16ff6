//! The public routes: one file for each, with its numbered contract.

pub mod bundle;
pub mod claim;
pub mod data;
pub mod erase;
pub mod health;
pub mod photo;
pub mod policy;
pub mod store;
pub mod submit;
pub mod texts;
pub mod ticket;
