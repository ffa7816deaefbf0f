//! What the person who runs the system looks after: events that somebody could not handle, and faults of the apps, which are lines
//! in the log and stored nowhere.

use crate::caller::Caller;
use crate::error::Error;
use crate::limits::Limit;
use api::faults::FaultReport;
use api::operations::DeadLetterView;
use domain::staff::Permission;
use domain::time::MINUTE_MS;
use ports::{Clock, EventBus};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Faults that one address reports, in a process. Behind it may be all tablets of a restaurant.
const FAULTS: (u32, i64) = (20, 10 * MINUTE_MS);
/// Faults that all of them report together: a log that is full of them says nothing more.
const FAULTS_OF_ALL: (u32, i64) = (200, 10 * MINUTE_MS);

/// The operations service.
#[derive(Debug)]
pub struct OperationsService {
    bus: Arc<dyn EventBus>,
    clock: Arc<dyn Clock>,
    faults_of_address: Limit<String>,
    faults_of_all: Limit<()>,
    /// The number of faults that were reported since the process began.
    faults: AtomicU64,
}

impl OperationsService {
    pub fn new(bus: Arc<dyn EventBus>, clock: Arc<dyn Clock>) -> Arc<OperationsService> {
        Arc::new(OperationsService {
            bus,
            clock,
            faults_of_address: Limit::new(FAULTS.0, FAULTS.1),
            faults_of_all: Limit::new(FAULTS_OF_ALL.0, FAULTS_OF_ALL.1),
            faults: AtomicU64::new(0),
        })
    }
}

impl OperationsService {
    /// The restaurant's dead letters, newest first. Managers.
    pub async fn dead_letters(&self, caller: &Caller) -> Result<Vec<DeadLetterView>, Error> {
        caller.require(Permission::RetryDeadLetters)?;
        let letters = self.bus.dead_letters(&caller.tenant).await?;
        let view = |letter: ports::event_bus::DeadLetter| DeadLetterView {
            id: letter.id,
            subscriber: letter.subscriber,
            event: letter.event,
            subject: letter.subject,
            cause: letter.cause,
            error: letter.error,
            failed_at: letter.failed_at,
            tries: letter.tries,
            due_at: letter.due_at,
        };
        Ok(letters.into_iter().map(view).collect())
    }

    /// Delivers one again. Managers. 404 when there is no such letter.
    pub async fn retry_dead_letter(&self, caller: &Caller, id: &str) -> Result<(), Error> {
        caller.require(Permission::RetryDeadLetters)?;
        let found = self.bus.retry(&caller.tenant, id).await?;
        if found { Ok(()) } else { Err(Error::not_found()) }
    }

    /// Writes into the log that an app broke in somebody's browser, with how many have since this process began. Anybody. 429
    /// where their address, or all together, have reported too many.
    pub fn report_fault(&self, caller: &Caller, report: FaultReport) -> Result<(), Error> {
        let address = caller.address.clone().unwrap_or_default();
        self.faults_of_address.take(&address, self.clock.now())?;
        self.faults_of_all.take(&(), self.clock.now())?;
        let reported = self.faults.fetch_add(1, Ordering::Relaxed) + 1;
        let report = report.cleaned();
        tracing::warn!(
            tenant = %caller.tenant,
            app = report.app.audience(),
            build = report.build,
            said = report.message,
            location = report.location,
            page = report.page,
            browser = ?report.browser,
            reported,
            "an app broke"
        );
        Ok(())
    }
}
