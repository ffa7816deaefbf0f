//! Messages to customers: in their account for every moment worth telling, by mail for the important ones.
//!
//! Owns the table Notifications. Commits NotificationSent. Hears the events of an order's life, PaymentRejected,
//! PaymentUpdated of money that somebody gives back, and CustomerErased.

mod forget_customer;
mod inbox;
mod inspect;
mod notify;
mod store;

use super::cursor::Cursors;
use crate::catalog::CatalogService;
use crate::mailing::Mailing;
use crate::orders::OrdersService;
use ::texts::now::notifications as texts;
use async_trait::async_trait;
use domain::Currency;
use domain::event::{Envelope, Event};
use domain::notification::Notification;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents};
use std::sync::Arc;

/// The notifications service.
#[derive(Debug)]
pub struct NotificationsService {
    documents: Arc<dyn Documents>,
    orders: Arc<OrdersService>,
    catalog: Arc<CatalogService>,
    mailing: Arc<Mailing>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
}

impl NotificationsService {
    pub fn new(
        documents: Arc<dyn Documents>,
        orders: Arc<OrdersService>,
        catalog: Arc<CatalogService>,
        mailing: Arc<Mailing>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
    ) -> Arc<NotificationsService> {
        Arc::new(NotificationsService {
            documents,
            orders,
            catalog,
            mailing,
            clock,
            cursors,
        })
    }
}

/// What a message says besides, of money that goes back or of how the order was changed.
fn more(told: &Notification, currency: Currency) -> Option<String> {
    let given = told
        .given
        .map(|given| texts::given_back(given.reason, &currency.format(given.amount)));
    let edited = told.edited.map(|edited| {
        let (before, after) = (currency.format(edited.before), currency.format(edited.after));
        texts::edited(edited.reason, &before, &after, edited.after.cmp(&edited.before))
    });
    given.or(edited)
}

#[async_trait]
impl Subscriber for NotificationsService {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(event.event, Event::CustomerErased { .. }) || event.event.notification().is_some()
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        match &event.event {
            Event::CustomerErased { customer_id } => {
                self.forget_customer(&event.tenant_id, customer_id).await
            }
            _ => self.notify(event).await,
        }
        .map_err(HandleError::from)
    }
}
