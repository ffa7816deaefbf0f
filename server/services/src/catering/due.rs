//! What happens to requests by themselves: they expire, and alarms are raised.

use super::{CateringService, store};
use crate::error::Error;
use crate::registry;
use api::Code;
use domain::catering::Command;
use domain::order::Actor;
use domain::{CateringId, TenantId, Timestamp};
use ports::documents::{Commit, Table, Write};

/// Maximum number of requests of a restaurant that one call works on.
const DUE_BATCH: usize = 64;

impl CateringService {
    /// Does some of what is due. What fails for one request stops no other.
    pub(super) async fn do_due(&self) -> Result<usize, Error> {
        let mut done = 0;
        for tenant in registry::restaurants(&*self.documents, Table::Catering).await? {
            let now = self.clock.now();
            let due = match store::all_due(&*self.documents, &tenant, now, DUE_BATCH).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::error!(%tenant, %error, "what is due for a restaurant's catering could not be read");
                    continue;
                }
            };
            for (at, id) in due {
                match self.do_one(&tenant, at, &id).await {
                    Ok(()) => done += 1,
                    Err(error) => {
                        tracing::warn!(%tenant, request = %id, %error, "a request is looked at again later")
                    }
                }
            }
        }
        Ok(done)
    }

    async fn do_one(&self, tenant: &TenantId, at: Timestamp, id: &CateringId) -> Result<(), Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let settings = &restaurant.catering;
        let now = self.clock.now();
        let Some(request) = self.found(tenant, id).await? else {
            return self.write_due(tenant, vec![store::delete_due(at, id)]).await;
        };
        if request.due_at(settings) != Some(at) {
            // Something has happened to it, or the restaurant has changed its times. A pointer to the new time is there,
            // or is written with this one's removal.
            let next = request
                .due_at(settings)
                .map(|due| store::put_due(due, id))
                .transpose()?;
            let writes = std::iter::once(store::delete_due(at, id)).chain(next).collect();
            return self.write_due(tenant, writes).await;
        }
        let expired = request.expires_at().is_some_and(|over| over <= now);
        let commands: Vec<Command> = match expired {
            true => vec![Command::Expire],
            false => request
                .alarms(settings, now)
                .into_iter()
                .map(|alarm| Command::Raise { alarm })
                .collect(),
        };
        for command in commands {
            match self.execute(tenant, id, &command, &Actor::system()).await {
                Ok(after) => {
                    tracing::info!(%tenant, request = %id, status = after.status().wire_name(), "the time of a catering request has come");
                }
                // Somebody was faster.
                Err(error) if error.code() == Code::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn write_due(&self, tenant: &TenantId, writes: Vec<Write>) -> Result<(), Error> {
        let commit = Commit {
            writes,
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }
}
