//! Every sentence that people read, by language.
//!
//! Outside of this crate nobody names a language: [`now`] is the one of this build. A second language is a module beside
//! `es` with the same items and a feature that chooses it here; the compiler then points at what it lacks.

mod es;

/// The texts of the language of this build.
pub mod now {
    pub use crate::es::*;
}
