//! The storefront: drawn on the server for each restaurant (`render`), then taken over in the browser. Read in this order: [`routes`] (the
//! table of pages), [`app`] (the frame around them), [`state`] (what they share), `pages` (one file each) and `components`
//! (their parts).
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
mod ahead;
pub mod app;
mod browser;
#[cfg(feature = "ssr")]
mod card;
mod components;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod head;
mod header;
mod pages;
#[cfg(feature = "ssr")]
pub mod render;
pub mod routes;
pub mod state;
