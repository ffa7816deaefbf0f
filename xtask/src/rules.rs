//! The rules of the house, compiled from `shared/src/domain` for this package alone: the domain needs nothing, while
//! the rest of `shared` brings Leptos, for which nobody wants to wait before the first command runs.

// Their tests are in `shared`.
#[cfg(not(test))]
#[path = "../../shared/src/domain/mod.rs"]
pub mod domain;
