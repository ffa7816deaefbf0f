//! Money that a manager gives back, all of it or a part, with a reason that the customer reads.

use super::{PaymentsService, with_notes};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::{field_errors, idempotency};
use ::texts::now::{errors, payments as texts};
use api::audit::AuditChange;
use api::payments::{GiveBackForm, PaymentView};
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::order::Actor;
use domain::payment::{GiveBack, GiveBackRefusal, Payment};
use domain::staff::Permission;
use domain::tenant::Tenant;
use domain::written::Note;
use domain::{Money, OrderId, Timestamp};
use ports::documents::Write;
use serde_json::json;

impl PaymentsService {
    /// Gives money of an order back: through the gateway where it came that way, otherwise somebody hands it over and says so
    /// with [`PaymentsService::hand_back`]. Managers and machines. The same key gives it back once. 422 for more than was paid
    /// and has not gone back, which is nothing while money is owed, and for a key that has asked for something else.
    pub async fn give_back(
        &self,
        caller: &Caller,
        order: &OrderId,
        form: GiveBackForm,
    ) -> Result<PaymentView, Error> {
        caller.require(Permission::GiveMoneyBack)?;
        let (tenant, by) = (&caller.tenant, caller.actor()?);
        let asked = read(form)?;
        let found = self.paid_for(tenant, order).await?;
        let order = found.ok_or_else(Error::not_found)?;
        let restaurant = self.catalog.tenant(tenant).await?;
        let give = |payment: &Payment, now| {
            let given = payment.give_money_back(&asked, &by, now);
            given.map_err(|refusal| refused(refusal, &restaurant))
        };
        let noted = |before: &Payment, after: &Payment, now| {
            let entry = noted(order.head.number, before, after, &by, now)?;
            Ok(vec![entry])
        };
        self.change_noted(tenant, &order, &by.id, give, noted).await?;
        self.give_back_due(tenant, &order).await?;
        let stored = self.stored(tenant, &order).await?;
        Ok(with_notes(self.view(&order, &stored.payment), &stored.payment))
    }
}

fn read(form: GiveBackForm) -> Result<GiveBack, Error> {
    idempotency::required(&form.idempotency_key)?;
    let mut wrong = Vec::new();
    let note = match form.note.trim() {
        "" => None,
        text => field_errors::read(&mut wrong, "/note", Note::parse(text)),
    };
    if !wrong.is_empty() {
        return Err(Error::invalid(wrong));
    }
    Ok(GiveBack {
        request: form.idempotency_key,
        amount: form.amount_cents,
        reason: form.reason,
        note,
    })
}

fn refused(refusal: GiveBackRefusal, restaurant: &Tenant) -> Error {
    let text = match refusal {
        GiveBackRefusal::AskedOtherwise => {
            return Error::new(Code::IdempotencyKeyReused, errors::KEY_REUSED);
        }
        GiveBackRefusal::TooOften => return Error::new(Code::Conflict, texts::given_too_often()),
        GiveBackRefusal::TooMuch { left } if left > Money::ZERO => {
            texts::at_most_back(&restaurant.format(left))
        }
        GiveBackRefusal::TooMuch { .. } => texts::NOTHING_TO_GIVE_BACK.to_owned(),
    };
    Error::invalid(vec![FieldError::new("/amountCents", Code::InvalidValue, text)])
}

/// What is remembered of it: how much goes back of the order in all, before and after.
fn noted(number: u64, before: &Payment, after: &Payment, by: &Actor, now: Timestamp) -> Result<Write, Error> {
    let back = |payment: &Payment| json!(payment.refunded() + payment.refunding());
    let change = AuditChange {
        field: "refundedCents".to_owned(),
        before: back(before),
        after: back(after),
    };
    let (action, subject) = (AuditAction::MoneyGivenBack, Subject::new(number, ""));
    audit_entry::entry(Book::Payments, by, now, action, subject, vec![change])
}
