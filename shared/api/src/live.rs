//! What a page receives while it is open: that something has changed, and what. It then asks again for what it shows.
//!
//! In one process these messages are server-sent events (`GET /rpc/live/orders/<id>` for anybody with the link,
//! `GET /rpc/live/catering/<link>` for the customer of a request, `GET /rpc/live/house` for staff, `GET /rpc/live/carta` for anybody). The id of an event is its cursor: a browser
//! that reconnects sends it as `Last-Event-ID` and misses nothing. Cursors are hidden: they can be sent back and compared for
//! being the same, and say nothing else.
//!
//! With `Accept: application/json` the same addresses answer at once with [`Changes`] after `?after=<cursor>` and an
//! `ETag`. Where the engine cannot stream, they answer 406 to a request for a stream. If there is a gateway of sockets,
//! `&socket=true` adds its address with a ticket. A page that listens there sends [`Resume`], at first and every now and
//! then, and is answered with [`Changes`]; what happens in between comes by itself, as a list of [`Change`] that may
//! tell of later changes first, or of one that an answer tells of as well.

use domain::event::{Envelope, EventKind};
use domain::{EventId, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

/// Something has changed. Nothing in it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// That of the event: who is told of it twice sees that it is the same.
    pub id: EventId,
    pub event: EventKind,
    pub order_id: Option<OrderId>,
    pub at: Timestamp,
}

/// What has changed after a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Where to go on from.
    pub cursor: String,
    /// Whether changes may have been missed: the cursor that was asked with is of another database, or of none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missed: bool,
    pub changes: Vec<Change>,
    /// Where to listen from now on, where it was asked for: the address of a WebSocket, good for a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub socket: Option<String>,
}

/// What a page says at a socket: all up to here is known to it. Without a cursor it begins where changes end now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    pub after: Option<String>,
}

impl Change {
    pub fn of(envelope: &Envelope) -> Change {
        Change {
            id: envelope.id.clone(),
            event: envelope.event.kind(),
            order_id: envelope.event.order_id().cloned(),
            at: envelope.at,
        }
    }
}
