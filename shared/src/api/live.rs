//! What a page hears while it is open: that something has changed, and what. It then asks again for what it shows.
//!
//! In one process these messages are server-sent events (`GET /rpc/live/orders/<id>` for anybody with the link,
//! `GET /rpc/live/house` for staff, `GET /rpc/live/carta` for anybody). The id of an event is its cursor: a browser
//! that reconnects sends it as `Last-Event-ID` and misses nothing.

use crate::domain::event::Envelope;
use crate::domain::{OrderId, Timestamp};
use serde::{Deserialize, Serialize};

/// Something has changed. Nothing in it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub cursor: u64,
    /// Wire name of the event, e.g. `OrderStageStarted`.
    pub event: String,
    pub order_id: Option<OrderId>,
    pub at: Timestamp,
}

impl Change {
    pub fn of(cursor: u64, envelope: &Envelope) -> Change {
        Change {
            cursor,
            event: envelope.event.name().to_owned(),
            order_id: envelope.event.order_id().cloned(),
            at: envelope.at,
        }
    }
}
