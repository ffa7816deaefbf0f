//! What a page hears while it is open: that something has changed, and what. It then asks again for what it shows.
//!
//! In one process these messages are server-sent events (`GET /rpc/live/orders/<id>` for anybody with the link,
//! `GET /rpc/live/house` for staff, `GET /rpc/live/carta` for anybody). The id of an event is its cursor: a browser
//! that reconnects sends it as `Last-Event-ID` and misses nothing.
//!
//! With `Accept: application/json` the same addresses answer at once with [`Changes`] after `?after=<cursor>` and an
//! `ETag`. Where the engine cannot stream, they answer 406 to a request for a stream.

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

/// What has changed after a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Where to go on from. When it is smaller than what was asked with, changes may have been missed.
    pub cursor: u64,
    pub changes: Vec<Change>,
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
