//! The console for the kitchen and the counter. Read in this order: `routes` (the screens and who sees them), `app`
//! (how it starts), `state` (what it knows), `pages` and `components` (what it shows).
#![recursion_limit = "256"]

pub mod app;
mod components;
mod frame;
#[cfg(feature = "gallery")]
mod gallery;
mod pages;
mod routes;
mod state;
