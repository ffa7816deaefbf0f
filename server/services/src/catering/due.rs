//! What happens to requests by themselves: they expire, and alarms are raised.

use super::{CateringService, store};
use crate::error::Error;
use crate::registry;
use api::Code;
use domain::catering::Command;
use domain::order::Actor;
use domain::{CateringId, TenantId, Timestamp};
use ports::documents::{Commit, Table, Write};

/// Maximum number of requests of a restaurant that one call works on with success, beside those of one page more.
const DUE_BATCH: usize = 64;

impl CateringService {
    /// Does some of what is due. What fails for one request stops no other.
    pub(super) async fn do_due(&self) -> Result<usize, Error> {
        let mut done = 0;
        for tenant in registry::restaurants(&*self.documents, Table::Catering).await? {
            match self.do_due_of(&tenant).await {
                Ok(of_it) => done += of_it,
                Err(error) => {
                    tracing::error!(%tenant, %error, "what is due for a restaurant's catering could not be read");
                }
            }
        }
        Ok(done)
    }

    /// Does some of what is due in a restaurant. What stays because nothing can be done with it does not stand before the rest.
    async fn do_due_of(&self, tenant: &TenantId) -> Result<usize, Error> {
        let (mut done, mut place) = (0, None);
        loop {
            let now = self.clock.now();
            let (page, next) = store::due_page(&*self.documents, tenant, now, DUE_BATCH, place).await?;
            for (at, id) in page {
                match self.do_one(tenant, at, &id).await {
                    Ok(()) => done += 1,
                    Err(error) => {
                        tracing::warn!(%tenant, request = %id, %error, "a request is looked at again later")
                    }
                }
            }
            place = next;
            if place.is_none() || done >= DUE_BATCH {
                return Ok(done);
            }
        }
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
