//! Brasa.
