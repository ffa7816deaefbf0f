//! What an engine could not do, and why.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// An engine could not do what it was asked. Nothing was changed, or, after a broken connection, it is not known
/// whether anything was: the same call may be repeated. Its text says the cause as well, because logs keep texts.
#[derive(Debug, Clone)]
pub struct EngineError {
    /// Which engine, in logs.
    pub engine: &'static str,
    pub kind: EngineErrorKind,
    /// What it was at, with a colon and a space, or nothing.
    about: Arc<str>,
    source: Arc<dyn Error + Send + Sync>,
}

/// Whether trying again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineErrorKind {
    /// It may work again in a moment.
    Unavailable,
    /// Trying again does not help: what is stored, or what was asked, is not what the code expects.
    Broken,
    /// Trying again does not help: it does not accept the key that it is asked with.
    Denied,
}

impl fmt::Display for EngineErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EngineErrorKind::Unavailable => "is not available",
            EngineErrorKind::Broken => "failed",
            EngineErrorKind::Denied => "does not accept the key",
        })
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EngineError {
            engine,
            kind,
            about,
            source,
        } = self;
        write!(f, "the {engine} engine {kind}: {about}{source}")
    }
}

impl Error for EngineError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

impl EngineError {
    pub fn new(
        engine: &'static str,
        kind: EngineErrorKind,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> EngineError {
        EngineError {
            engine,
            kind,
            about: "".into(),
            source: source.into().into(),
        }
    }

    /// An error of an engine that may pass.
    pub fn unavailable(engine: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
        EngineError::new(engine, EngineErrorKind::Unavailable, source)
    }

    /// An error of an engine that stays.
    pub fn broken(engine: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
        EngineError::new(engine, EngineErrorKind::Broken, source)
    }

    /// An error of an engine that stays until it is asked with another key.
    pub fn denied(engine: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
        EngineError::new(engine, EngineErrorKind::Denied, source)
    }

    /// Says what it was at: a file, a key, what the other side calls it.
    #[must_use]
    pub fn about(mut self, what: impl fmt::Display) -> EngineError {
        self.about = format!("{what}: ").into();
        self
    }

    pub fn is_unavailable(&self) -> bool {
        self.kind == EngineErrorKind::Unavailable
    }

    /// Whether trying again does not help.
    pub fn is_broken(&self) -> bool {
        !self.is_unavailable()
    }

    pub fn is_denied(&self) -> bool {
        self.kind == EngineErrorKind::Denied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_kept_and_said() {
        let refused = std::io::Error::new(std::io::ErrorKind::PermissionDenied, "not yours");
        let error = EngineError::broken("files", refused).about("menu.json");
        assert_eq!(error.to_string(), "the files engine failed: menu.json: not yours");
        let cause = error
            .source()
            .and_then(|cause| cause.downcast_ref::<std::io::Error>());
        assert_eq!(
            cause.map(std::io::Error::kind),
            Some(std::io::ErrorKind::PermissionDenied)
        );
    }

    #[test]
    fn words_alone_are_a_cause() {
        let error = EngineError::unavailable("files", "nobody is there");
        assert_eq!(
            error.to_string(),
            "the files engine is not available: nobody is there"
        );
    }
}
