//! A request without the person who made it.

use super::{CateringRequest, Message, State};
use crate::domain::Timestamp;
use crate::domain::customer::{Address, NEEDED_AFTER_MS};
use crate::domain::order::{Actor, Fulfilment};
use crate::domain::staff::Role;

impl CateringRequest {
    /// Until when the person who made a request that is still open is needed at the latest; `None` for one that is done,
    /// declined, cancelled or expired.
    pub fn person_needed_until(&self) -> Option<Timestamp> {
        let open = self.status().is_open();
        open.then(|| self.at().plus_ms(NEEDED_AFTER_MS))
    }
}

/// The request with nothing of the customer: what was offered, agreed and paid stays, because books have to be kept. The
/// district stays, which many share, and so does a company whose RUC begins with 20; other numbers are those of people.
#[must_use]
pub fn forget_person(request: &CateringRequest) -> CateringRequest {
    let mut request = request.clone();
    let wanted = &mut request.wanted;
    for text in [
        &mut wanted.occasion,
        &mut wanted.diet,
        &mut wanted.name,
        &mut wanted.phone,
        &mut wanted.email,
    ] {
        text.clear();
    }
    if !wanted.ruc.starts_with("20") {
        wanted.ruc.clear();
        wanted.company.clear();
    }
    if let Fulfilment::Delivery { address } = &mut wanted.fulfilment {
        *address = Address {
            district: std::mem::take(&mut address.district),
            ..Address::default()
        };
    }
    request.receipt.forget_person();
    // What was written tells of the customer, no matter who wrote it.
    request.messages = request.messages.into_iter().map(unsaid).collect();
    for quote in &mut request.quotes {
        quote.message.clear();
        quote.lines.iter_mut().for_each(|line| line.note.clear());
    }
    match &mut request.state {
        State::Declined { by, reason, .. } | State::Cancelled { by, reason, .. }
            if by.role == Role::Customer =>
        {
            by.name.clear();
            reason.clear();
        }
        _ => {}
    }
    request.customer = None;
    request
}

fn unsaid(message: Message) -> Message {
    let by = match message.by.role {
        Role::Customer => Actor {
            name: String::new(),
            ..message.by
        },
        _ => message.by,
    };
    Message {
        by,
        text: String::new(),
        ..message
    }
}
