//! How messages are stored: under their customer, by time. Beside each that is unread lies a mark, so that counting those costs as
//! much as there are of them.

use domain::notification::Notification;
use domain::{CustomerId, NotificationId, Timestamp};
use ports::EngineError;
use ports::documents::{Expect, Key, Table, Write};
use serde::Serialize;

/// Partition of a customer's messages.
pub fn partition(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}")
}

/// Partition of the marks of a customer's unread messages.
pub fn unread_partition(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}#UNREAD")
}

fn unread_key(customer: &CustomerId, id: &NotificationId) -> Key {
    Key::new(Table::Notifications, unread_partition(customer), id.to_string())
}

/// A mark says nothing but that it is there.
#[derive(Debug, Serialize)]
struct Mark {}

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

/// The writes that store a message, with the mark where it is unread.
pub fn put(
    customer: &CustomerId,
    notification: &Notification,
    expect: Expect,
) -> Result<Vec<Write>, EngineError> {
    let message = Write::put(
        key(customer, notification.at, &notification.id),
        notification,
        expect,
    )?;
    let mark = unread_key(customer, &notification.id);
    let mark = match notification.read_at {
        None => Write::put(mark, &Mark {}, Expect::Anything)?,
        Some(_) => Write::Delete {
            key: mark,
            expect: Expect::Anything,
        },
    };
    Ok(vec![message, mark])
}
