//! A request without the person who made it.

use super::{CateringRequest, Message, State};
use crate::Timestamp;
use crate::customer::{Address, NEEDED_AFTER_MS};
use crate::order::{Actor, Fulfilment};
use crate::staff::Role;
use crate::written::Ruc;

impl CateringRequest {
    /// Until when the person who made a request that is still open is needed at the latest; `None` for one that is done,
    /// declined, cancelled or expired.
    pub fn person_needed_until(&self) -> Option<Timestamp> {
        let open = self.status().is_open();
        open.then(|| self.at().plus_ms(NEEDED_AFTER_MS))
    }
}

/// The request with nothing of the customer: what was offered, agreed and paid stays, because books have to be kept. The
/// district stays, which many share, and so does a company with its RUC; other numbers are those of people.
#[must_use]
pub fn forget_person(request: &CateringRequest) -> CateringRequest {
    let mut request = request.clone();
    let wanted = &mut request.wanted;
    wanted.name.clear();
    (wanted.occasion, wanted.diet) = (None, None);
    (wanted.phone, wanted.email) = (None, None);
    if !wanted.ruc.as_ref().is_some_and(Ruc::is_of_a_company) {
        (wanted.ruc, wanted.company) = (None, None);
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
        quote.lines.iter_mut().for_each(|line| line.note = None);
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
