//! Which engines, which services.
