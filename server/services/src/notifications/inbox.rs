//! Reading messages, and marking them as read.

use super::{NotificationsService, more, store};
use crate::caller::Caller;
use crate::error::Error;
use api::notifications::{Inbox, NotificationView, Read};
use api::{MAX_PAGE, Paged};
use domain::CustomerId;
use domain::notification::Notification;
use domain::staff::{Permission, Role};
use ports::documents::{Commit, CommitError, Document, Expect, Query, Table};
use texts::now::notifications as texts;

/// Maximum number of messages that are read at once.
const LOOKED_AT: usize = 100;

/// Maximum number of unread messages that are counted.
const MAX_UNREAD: usize = 1_000;

impl NotificationsService {
    /// A customer's messages. The customer, staff and machines.
    pub async fn inbox(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Inbox, Error> {
        let own = caller.customer_id().is_ok_and(|id| id == customer);
        if !own {
            match caller.role() {
                Some(Role::Customer) => return Err(Error::not_found()),
                _ => caller.require(Permission::SeeCustomers)?,
            }
        }
        let scope = format!("notifications/{customer}");
        let place = self
            .cursors
            .open_some(&caller.tenant, &scope, cursor.as_deref())?;
        let partition = store::partition(customer);
        let query = Query::partition(Table::Notifications, partition, limit.clamp(1, MAX_PAGE))
            .newest_first()
            .after(place);
        let page = self.documents.query(&caller.tenant, &query).await?;
        let currency = self.catalog.tenant(&caller.tenant).await?.currency;
        let mut items = Vec::with_capacity(page.documents.len());
        for document in &page.documents {
            let notification: Notification = document.read()?;
            let (title, text) = texts::message(
                notification.kind,
                notification.order_number,
                notification.person.as_deref(),
                more(&notification, currency),
            );
            items.push(NotificationView {
                notification,
                title,
                text,
            });
        }
        let next_cursor = page
            .next
            .map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
        let unread = self.unread(caller, customer).await?;
        Ok(Inbox {
            page: Paged { items, next_cursor },
            unread,
        })
    }

    /// Marks messages as read. The customer. Reading twice is reading once; 404 for one that is not there.
    pub async fn mark_read(&self, caller: &Caller, customer: &CustomerId, read: Read) -> Result<(), Error> {
        if caller.customer_id()? != customer {
            return Err(Error::not_found());
        }
        let (mut known, mut place) = (false, None);
        loop {
            let query = Query::partition(Table::Notifications, store::partition(customer), LOOKED_AT)
                .newest_first()
                .after(place);
            let page = self.documents.query(&caller.tenant, &query).await?;
            for document in &page.documents {
                let notification: Notification = document.read()?;
                if matches!(&read, Read::One(id) if id != &notification.id) {
                    continue;
                }
                known = true;
                self.note_read(caller, customer, document, notification).await?;
            }
            place = page.next;
            let found = known && matches!(read, Read::One(_));
            if found || place.is_none() {
                break;
            }
        }
        match (known, read) {
            (false, Read::One(_)) => Err(Error::not_found()),
            _ => Ok(()),
        }
    }

    async fn note_read(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        document: &Document,
        mut notification: Notification,
    ) -> Result<(), Error> {
        if notification.read_at.is_some() {
            return Ok(());
        }
        notification.read_at = Some(self.clock.now());
        let commit = Commit {
            writes: store::put(customer, &notification, Expect::Version(document.version))?,
            events: Vec::new(),
        };
        match self.documents.commit(&caller.tenant, commit).await {
            // Another device has just read it.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// How many messages are unread, as far as [`MAX_UNREAD`].
    async fn unread(&self, caller: &Caller, customer: &CustomerId) -> Result<usize, Error> {
        let query = Query::partition(Table::Notifications, store::unread_partition(customer), 1);
        Ok(self.documents.count(&caller.tenant, &query, MAX_UNREAD).await?)
    }
}
