//! Adapters for the ports.
