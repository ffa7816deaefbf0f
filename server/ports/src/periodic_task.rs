//! Work that becomes due by itself.

use super::event_bus::HandleError;
use async_trait::async_trait;
use std::fmt::Debug;

/// Something of a service's own that has to be done when its time has come. Engines ask for it again and again: every
/// second, or as often as a schedule calls.
#[async_trait]
pub trait PeriodicTask: Debug + Send + Sync {
    /// For the log.
    fn name(&self) -> &'static str;

    /// Does what is due by now, some of it at least, and says how many things that were. It may run in several
    /// processes at once.
    async fn run_due(&self) -> Result<usize, HandleError>;
}
