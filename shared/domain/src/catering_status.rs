//! How far requests for catering are, in words that their events carry.

use serde::{Deserialize, Serialize};

/// How far a request is, in words of the public API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CateringStatus {
    New,
    Quoted,
    /// The deposit is owed.
    Accepted,
    /// Paid as agreed, and the order exists.
    Scheduled,
    Done,
    Declined,
    Cancelled,
    /// A quote after its date, or a request without a quote after the event.
    Expired,
}

impl CateringStatus {
    pub const ALL: [CateringStatus; 8] = [
        CateringStatus::New,
        CateringStatus::Quoted,
        CateringStatus::Accepted,
        CateringStatus::Scheduled,
        CateringStatus::Done,
        CateringStatus::Declined,
        CateringStatus::Cancelled,
        CateringStatus::Expired,
    ];

    pub fn wire_name(self) -> &'static str {
        match self {
            CateringStatus::New => "NEW",
            CateringStatus::Quoted => "QUOTED",
            CateringStatus::Accepted => "ACCEPTED",
            CateringStatus::Scheduled => "SCHEDULED",
            CateringStatus::Done => "DONE",
            CateringStatus::Declined => "DECLINED",
            CateringStatus::Cancelled => "CANCELLED",
            CateringStatus::Expired => "EXPIRED",
        }
    }

    /// Reads a wire name, in any case.
    pub fn from_wire_name(name: &str) -> Option<CateringStatus> {
        CateringStatus::ALL
            .into_iter()
            .find(|status| status.wire_name().eq_ignore_ascii_case(name))
    }

    /// Whether somebody still has to do something for it.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            CateringStatus::New
                | CateringStatus::Quoted
                | CateringStatus::Accepted
                | CateringStatus::Scheduled
        )
    }
}

/// How a request changed other than by what has an event of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CateringChange {
    /// The customer asked for changes of the quote.
    ChangeAsked,
    MessageWritten,
    QuoteRead,
    HandlerChanged,
    /// Money came in or went back.
    PaymentNoted,
    /// Paid as agreed: the order exists.
    Scheduled,
    Done,
    /// The delivery was taken back.
    Reopened,
    /// An alarm was raised.
    Alarmed,
}
