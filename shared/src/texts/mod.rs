//! Every sentence that people read, by language.

pub mod es;
