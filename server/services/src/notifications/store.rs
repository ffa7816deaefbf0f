//! How messages are stored: under their customer, by time.

use domain::notification::Notification;
use domain::{CustomerId, NotificationId, Timestamp};
use ports::EngineError;
use ports::documents::{Expect, Key, Table, Write};

/// Partition of a customer's messages.
pub fn partition(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}")
}

pub fn key(customer: &CustomerId, at: Timestamp, id: &NotificationId) -> Key {
    Key::new(
        Table::Notifications,
        partition(customer),
        format!("NOTIFICATION#{:015}#{id}", at.0),
    )
}

pub fn put(customer: &CustomerId, notification: &Notification, expect: Expect) -> Result<Write, EngineError> {
    Write::put(
        key(customer, notification.at, &notification.id),
        notification,
        expect,
    )
}
