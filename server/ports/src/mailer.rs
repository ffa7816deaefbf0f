//! Mail to customers.

use super::EngineError;
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// A message with the same content as plain text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    /// The restaurant, as mail programs show the sender.
    pub from_name: String,
    /// Where answers go; nowhere but to the sender when it is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    pub subject: String,
    pub text: String,
    /// A whole HTML document.
    pub html: String,
    /// Messages with the same key are one message: sending again is sending once.
    pub key: String,
}

#[async_trait]
pub trait Mailer: Debug + Send + Sync {
    /// Hands a message over for delivery. [Broken](super::EngineErrorKind::Broken) when its address cannot be used, however often it is
    /// tried.
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError>;
}

/// A message that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMail {
    /// Hexadecimal digits, made of the message's key.
    pub id: String,
    pub at: Timestamp,
    pub mail: Mail,
}

/// The messages that were handed over, for the demo, where nobody has a mailbox.
#[async_trait]
pub trait SentMails: Debug + Send + Sync {
    /// The newest messages of a restaurant, newest first.
    async fn newest(&self, tenant: &TenantId, limit: usize) -> Result<Vec<SentMail>, EngineError>;
}
