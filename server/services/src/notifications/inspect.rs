//! The messages about an order as they are stored, for checks of everything that is stored.

use super::{NotificationsService, store};
use crate::error::Error;
use domain::TenantId;
use domain::notification::{Notification, NotificationKind};
use domain::order::Order;
use domain::time::HOUR_MS;
use ports::documents::{Query, Table};
use std::collections::HashSet;

/// Number of messages of one page.
const PAGE: usize = 50;
/// Messages have the times of their events, which a clock that was set back puts before those of the order.
const SLACK_MS: i64 = HOUR_MS;

impl NotificationsService {
    /// What the customer of an order was told about it, as far as that is stored.
    pub async fn told(&self, tenant: &TenantId, order: &Order) -> Result<HashSet<NotificationKind>, Error> {
        let from = store::from_instant(order.head.placed_at.plus_ms(-SLACK_MS));
        let before = store::from_instant(order.updated_at.plus_ms(SLACK_MS));
        let partition = store::partition(&order.head.customer.id);
        let (mut kinds, mut cursor) = (HashSet::new(), None);
        loop {
            let query = Query::partition(Table::Notifications, partition.clone(), PAGE)
                .between(Some(from.clone()), Some(before.clone()))
                .after(cursor);
            let page = self.documents.query(tenant, &query).await?;
            for document in &page.documents {
                // One that cannot be read tells nobody anything.
                if let Ok(notification) = document.read::<Notification>()
                    && notification.order_id == order.head.id
                {
                    kinds.insert(notification.kind);
                }
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(kinds),
            }
        }
    }
}
