//! Who takes the money is a setting that others change, in one commit with what belongs to it.

use super::{CatalogService, store};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::retry;
use domain::event::Event;
use domain::online_payments::OnlinePayments;
use domain::tenant::Tenant;
use ports::documents::{Document, Write};

impl CatalogService {
    /// Whether the deployment has an account that its restaurants can share.
    pub(crate) fn shares_an_account(&self) -> bool {
        self.online
    }

    /// Stores who takes the money in place of what was read, together with other writes, at which open pages read the settings again;
    /// `None` when somebody else has changed them meanwhile.
    pub(crate) async fn put_online_payments(
        &self,
        caller: &Caller,
        (document, tenant): &(Document, Tenant),
        online: OnlinePayments,
        beside: Vec<Write>,
    ) -> Result<Option<()>, Error> {
        let changed = Tenant {
            online_payments: online,
            ..tenant.clone()
        };
        let write = store::put(store::settings_key(), changed, store::unchanged(Some(document)))?;
        let mut writes = vec![write];
        writes.extend(beside);
        let by = caller.actor()?;
        let event = envelope(
            &caller.tenant,
            &by.id,
            self.clock.now(),
            Event::SettingsChanged {},
        );
        let committed = self.commit(&caller.tenant, writes, vec![event]).await;
        retry::unless_overtaken(committed, ())
    }
}
