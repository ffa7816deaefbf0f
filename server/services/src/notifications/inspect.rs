//! The messages about an order as they are stored, for checks of everything that is stored.

use super::{NotificationsService, store};
use crate::error::Error;
use domain::notification::{Notification, NotificationKind};
use domain::order::Order;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{OrderId, TenantId};
use ports::documents::{Query, Table};
use std::collections::BTreeSet;

/// Number of messages of one page.
const PAGE: usize = 20;
/// Messages have the times of their events, which a clock that was set back puts before those of the order, in
/// milliseconds. Most are found without, nearly all of the others within an hour.
const SLACKS_MS: [i64; 3] = [0, HOUR_MS, DAY_MS];

/// What is stored for the customer of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredMessages {
    /// What they should have been told about the order and is not stored.
    pub untold: Vec<NotificationKind>,
    /// The other orders that messages are about which were read meanwhile.
    pub others: BTreeSet<OrderId>,
}

impl NotificationsService {
    /// Looks among the messages of an order's customer for what they should have been told about it. That its time was over
    /// tells that it was cancelled, too.
    pub async fn stored(
        &self,
        tenant: &TenantId,
        order: &Order,
        mut owed: Vec<NotificationKind>,
    ) -> Result<StoredMessages, Error> {
        let mut others = BTreeSet::new();
        for slack in SLACKS_MS {
            let from = store::from_instant(order.head.placed_at.plus_ms(-slack));
            let before = store::from_instant(order.updated_at.plus_ms(slack + 1));
            let partition = store::partition(&order.head.customer.id);
            let mut query =
                Query::partition(Table::Notifications, partition, PAGE).between(Some(from), Some(before));
            while !owed.is_empty() {
                let page = self.documents.query(tenant, &query).await?;
                // One that cannot be read tells nobody anything.
                let read = page
                    .documents
                    .iter()
                    .filter_map(|one| one.read::<Notification>().ok());
                let (of_order, about_others): (Vec<_>, Vec<_>) =
                    read.partition(|one| one.order_id == order.head.id);
                others.extend(about_others.into_iter().map(|one| one.order_id));
                let told: Vec<NotificationKind> = of_order.iter().map(|one| as_owed(one.kind)).collect();
                owed.retain(|kind| !told.contains(kind));
                match page.next {
                    Some(next) => query = query.after(Some(next)),
                    None => break,
                }
            }
        }
        Ok(StoredMessages { untold: owed, others })
    }
}

fn as_owed(kind: NotificationKind) -> NotificationKind {
    match kind {
        NotificationKind::Expired => NotificationKind::Cancelled,
        kind => kind,
    }
}
