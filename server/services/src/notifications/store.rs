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
        format!("{}#{id}", from_instant(at)),
    )
}

/// How keys of an instant begin: everything of then or later sorts from here on.
pub fn from_instant(at: Timestamp) -> String {
    format!("NOTIFICATION#{:015}", at.0)
}

pub fn put(customer: &CustomerId, notification: &Notification, expect: Expect) -> Result<Write, EngineError> {
    Write::put(
        key(customer, notification.at, &notification.id),
        notification,
        expect,
    )
}
