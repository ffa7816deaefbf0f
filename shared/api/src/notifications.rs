//! Messages to customers in their account.

use super::Paged;
use domain::NotificationId;
use domain::notification::Notification;
use serde::{Deserialize, Serialize};

/// A customer's messages, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    pub page: Paged<NotificationView>,
    /// How many are not read, of all of them; 100 stands for 100 and more.
    pub unread: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationView {
    #[serde(flatten)]
    pub notification: Notification,
    pub title: String,
    pub text: String,
}

/// Which messages were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Read {
    One(NotificationId),
    All,
}
