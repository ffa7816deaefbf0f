//! Demo tenants.
