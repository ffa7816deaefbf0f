//! What is done in the book of claims.

use super::Choice;
use super::order::manager;
use crate::calls::ClaimCall;
use crate::draw::Draw;
use crate::model::{Of, SeenClaim};
use domain::claim::{ClaimForm, ClaimNumber, OfferForm, OfferNote, ReplyBy, ReplyForm};
use domain::order::Order;
use domain::payment::Payment;
use domain::{Money, OrderId, TenantId};
use services::caller::Caller;

impl Choice<'_> {
    pub(super) fn claim(&self, draw: &mut Draw) -> Option<ClaimCall> {
        let claims: Vec<(&Of<ClaimNumber>, &SeenClaim)> = self.model.claims.iter().collect();
        let open: Vec<_> = claims
            .iter()
            .filter(|(_, seen)| seen.reply.is_none())
            .copied()
            .collect();
        if open.is_empty() || draw.chance(25) {
            return self.file(draw);
        }
        let all = if draw.chance(80) { &open } else { &claims };
        let (key, seen) = *draw.one(all)?;
        self.answer(key, seen, draw)
    }

    fn file(&self, draw: &mut Draw) -> Option<ClaimCall> {
        // Mostly about what was paid.
        let (restaurant, order) = self.order(draw, |order| self.paid(order) > Money::ZERO)?;
        let person = self.model.person(&restaurant.id, &order.head.customer.id)?;
        let by_letter = draw.chance(25);
        let form = ClaimForm {
            name: person.name.clone(),
            document: "12345678".to_owned(),
            address: "Av. Larco 123".to_owned(),
            email: match by_letter {
                true => String::new(),
                false => person.emails.first()?.clone(),
            },
            order: match draw.chance(95) {
                true => format!("#{}", order.head.number),
                false => "no sé".to_owned(),
            },
            detail: "El pedido llegó frío.".to_owned(),
            request: "Que me devuelvan el dinero.".to_owned(),
            reply_by: match by_letter {
                true => ReplyBy::Letter,
                false => ReplyBy::Email,
            },
            confirmed: true,
            ..ClaimForm::default()
        };
        let visitor = draw.chance(30) || !person.is_open();
        Some(ClaimCall::File {
            caller: match visitor {
                true => crate::calls::visitor(&restaurant.id),
                false => person.caller.clone(),
            },
            key: draw.chance(50).then(|| format!("claim-{:040}", draw.number())),
            form: Box::new(form),
        })
    }

    fn answer(&self, key: &Of<ClaimNumber>, seen: &SeenClaim, draw: &mut Draw) -> Option<ClaimCall> {
        let (tenant, number) = key;
        let caller: Caller = manager(self.restaurant(tenant)?)?;
        let number = *number;
        let order = seen.claim.as_ref().and_then(|claim| claim.order_id.clone());
        let refund_cents = self.refund(tenant, order, draw);
        let offered = seen.offer.is_some();
        let text = format!("Respuesta {}", draw.below(3));
        Some(match draw.below(20) {
            0..=6 => ClaimCall::Reply {
                caller,
                number,
                form: ReplyForm {
                    answer: text,
                    actions: String::new(),
                    refund_cents,
                },
            },
            7 | 8 => ClaimCall::Letter { caller, number },
            9..=14 if !offered => ClaimCall::Offer {
                caller,
                number,
                form: OfferForm {
                    offer: text,
                    refund_cents,
                },
            },
            9 | 10 => ClaimCall::Note {
                caller,
                number,
                note: OfferNote::Sent,
            },
            11 | 12 => ClaimCall::Note {
                caller,
                number,
                note: match draw.chance(60) {
                    true => OfferNote::Accepted,
                    false => OfferNote::Declined,
                },
            },
            _ => ClaimCall::Answer {
                tenant: tenant.clone(),
                number,
                key: seen.key.clone()?,
                accepted: draw.chance(70),
            },
        })
    }

    /// What is promised: nothing, a part, all, or more than there is.
    fn refund(&self, tenant: &TenantId, order: Option<OrderId>, draw: &mut Draw) -> Option<Money> {
        let payment = self.model.payments.get(&(tenant.clone(), order?));
        let kept = payment.map_or(Money::ZERO, Payment::kept);
        match draw.below(10) {
            0 | 1 => None,
            2..=5 => Some(Money(kept.0 / 3)),
            6 | 7 => Some(Money(kept.0 - kept.0 / 4)),
            8 => Some(kept),
            _ => Some(kept + Money(100)),
        }
    }

    fn paid(&self, order: &Order) -> Money {
        let mut own = self.model.payments.iter();
        let own = own.find(|((_, id), _)| *id == order.head.id);
        own.map_or(Money::ZERO, |(_, payment)| payment.kept())
    }
}
