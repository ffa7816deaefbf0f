//! What is done with requests for catering: mostly what brings them forward.

use super::Choice;
use super::order::manager;
use crate::calls::{ByLink, CateringCall, visitor};
use crate::draw::Draw;
use crate::model::{Of, SeenRequest};
use crate::restaurants::Restaurant;
use api::catering::{CateringAction, CateringAnswer, NewCatering, PaymentPart};
use domain::catering::{
    CateringForm, CateringRequest, CateringStatus, QuoteDraft, QuoteDraftFee, QuoteDraftLine,
};
use domain::customer::Address;
use domain::order::{Fulfilment, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::{CateringId, Money};

/// More requests are hardly made in a history.
const ENOUGH: usize = 3;

impl Choice<'_> {
    pub(super) fn catering(&self, draw: &mut Draw) -> Option<CateringCall> {
        let requests: Vec<(&Of<CateringId>, &SeenRequest)> = self.model.requests.iter().collect();
        let open: Vec<_> = requests
            .iter()
            .filter(|(_, seen)| seen.request.status().is_open())
            .copied()
            .collect();
        let another = if open.len() < ENOUGH { 20 } else { 2 };
        if open.is_empty() || draw.chance(another) {
            return self.request(draw);
        }
        let all = if draw.chance(90) { &open } else { &requests };
        let (key, seen) = *draw.one(all)?;
        let restaurant = self.restaurant(&key.0)?;
        self.go_on(restaurant, seen, draw)
    }

    fn request(&self, draw: &mut Draw) -> Option<CateringCall> {
        let restaurant = draw.one(self.restaurants)?;
        let settings = &restaurant.settings;
        let caller = match draw.below(10) {
            0..=5 => self.customer(restaurant, draw)?.caller.clone(),
            6 | 7 => visitor(&restaurant.id),
            _ => manager(restaurant)?,
        };
        let known = caller
            .customer_id()
            .ok()
            .and_then(|id| self.model.person(&restaurant.id, id));
        let day = settings.zone.date(self.now);
        let day = day.plus_days(i32::try_from(3 + draw.below(6)).unwrap_or(3));
        let packages = &settings.catering.packages;
        let form = CateringForm {
            occasion: "Cumpleaños".to_owned(),
            date: day.to_string(),
            time: "13:00".to_owned(),
            guests: u32::try_from(50 + draw.below(100)).unwrap_or(50),
            fulfilment: Some(self.place_of(restaurant, draw)?),
            package: match draw.chance(70) {
                true => draw.one(packages).map(|package| package.id.clone()),
                false => None,
            },
            name: known.map_or("Visita", |person| &person.name).to_owned(),
            phone: "999000111".to_owned(),
            email: match known {
                Some(person) => person.emails.first()?.clone(),
                None => "visita@correo.example.pe".to_owned(),
            },
            ..CateringForm::default()
        };
        let idempotency_key = match draw.chance(50) {
            true => format!("catering-{:040}", draw.number()),
            false => String::new(),
        };
        Some(CateringCall::Request {
            caller,
            new: Box::new(NewCatering {
                form,
                idempotency_key,
                website: String::new(),
            }),
        })
    }

    fn place_of(&self, restaurant: &Restaurant, draw: &mut Draw) -> Option<Fulfilment> {
        Some(match draw.chance(60) {
            true => Fulfilment::Delivery {
                address: Address {
                    line: "Av. Larco 456".to_owned(),
                    district: "Miraflores".to_owned(),
                    reference: String::new(),
                },
            },
            false => Fulfilment::Pickup {
                branch: draw.one(&restaurant.settings.branches)?.id.clone(),
            },
        })
    }

    fn go_on(&self, restaurant: &Restaurant, seen: &SeenRequest, draw: &mut Draw) -> Option<CateringCall> {
        let request = &seen.request;
        let by_link = |doing| self.by_link(seen, restaurant, doing);
        let way = draw.below(100);
        match (request.status(), way) {
            // At any time.
            (_, 0..=2) => self.act(restaurant, request, CateringAction::Cancel { reason: reason() }),
            (_, 3..=6) => by_link(ByLink::Answer(CateringAnswer::Cancel { reason: reason() })),
            (_, 7 | 8) => by_link(ByLink::Read),
            (_, 9) => self.act(restaurant, request, CateringAction::Take),
            (_, 10) => self.act(restaurant, request, CateringAction::Remind),
            (_, 11) => by_link(ByLink::Payment),
            (_, 12) => self.act(restaurant, request, CateringAction::Decline { reason: reason() }),
            (CateringStatus::New, _) => self.quote(restaurant, request, draw),
            (CateringStatus::Quoted, 13..=20) => self.quote(restaurant, request, draw),
            (CateringStatus::Quoted, 21..=24) => {
                by_link(ByLink::Answer(CateringAnswer::AskChange { text: reason() }))
            }
            (CateringStatus::Quoted, 25..=27) => {
                by_link(ByLink::Answer(CateringAnswer::Decline { reason: reason() }))
            }
            (CateringStatus::Quoted, _) => {
                let newest = request.quote().map_or(0, |quote| quote.version);
                let version = if draw.chance(92) {
                    newest
                } else {
                    newest.saturating_sub(1)
                };
                let receipt = ReceiptForm::default();
                by_link(ByLink::Answer(CateringAnswer::Accept { version, receipt }))
            }
            (_, 13..=45) => by_link(ByLink::Pay(
                *draw.one(&[
                    PaymentPart::Deposit,
                    PaymentPart::Deposit,
                    PaymentPart::Everything,
                ])?,
                *draw.one(&[PaymentMethod::Card, PaymentMethod::Yape])?,
            )),
            (_, 46..=70) => by_link(ByLink::Settle {
                approve: draw.chance(85),
            }),
            (CateringStatus::Scheduled, 71..=84) => {
                self.act(restaurant, request, CateringAction::SendToKitchen)
            }
            (_, _) => self.take_money(restaurant, request, draw),
        }
    }

    fn by_link(&self, seen: &SeenRequest, restaurant: &Restaurant, doing: ByLink) -> Option<CateringCall> {
        Some(CateringCall::ByLink {
            caller: visitor(&restaurant.id),
            id: seen.request.id.clone(),
            link: seen.link.clone(),
            doing,
        })
    }

    fn act(
        &self,
        restaurant: &Restaurant,
        request: &CateringRequest,
        action: CateringAction,
    ) -> Option<CateringCall> {
        Some(CateringCall::Act {
            caller: manager(restaurant)?,
            id: request.id.clone(),
            action,
        })
    }

    /// Somebody has the money, all that is owed or a part of it.
    fn take_money(
        &self,
        restaurant: &Restaurant,
        request: &CateringRequest,
        draw: &mut Draw,
    ) -> Option<CateringCall> {
        let owed = request.owed();
        let amount_cents = match draw.below(4) {
            0 | 1 => owed,
            2 => Money(owed.0 / 2),
            _ => request.deposit_owed(),
        };
        let action = CateringAction::TakeMoney {
            method: *draw.one(&[PaymentMethod::Cash, PaymentMethod::Yape])?,
            amount_cents,
            owed_cents: draw.chance(70).then_some(owed),
        };
        self.act(restaurant, request, action)
    }

    fn quote(
        &self,
        restaurant: &Restaurant,
        request: &CateringRequest,
        draw: &mut Draw,
    ) -> Option<CateringCall> {
        let package = draw.one(&restaurant.settings.catering.packages)?;
        let mut lines = vec![QuoteDraftLine {
            package: Some(package.id.to_string()),
            qty: package.price.quantity(request.guests()),
            ..QuoteDraftLine::default()
        }];
        if draw.chance(40) {
            lines.push(QuoteDraftLine {
                name: "Torta".to_owned(),
                qty: 1,
                unit_price_cents: Money(12_345),
                ..QuoteDraftLine::default()
            });
        }
        if draw.chance(30) {
            lines.push(QuoteDraftLine {
                product: Some(draw.one(&restaurant.catalog.products)?.id.to_string()),
                qty: 10,
                ..QuoteDraftLine::default()
            });
        }
        let fee = QuoteDraftFee {
            name: "Transporte".to_owned(),
            amount_cents: Money(4_005),
        };
        Some(CateringCall::Quote {
            caller: manager(restaurant)?,
            id: request.id.clone(),
            draft: Box::new(QuoteDraft {
                follows: request.quote().map_or(0, |quote| quote.version),
                lines,
                fees: draw.chance(40).then_some(fee).into_iter().collect(),
                discount_cents: Money(if draw.chance(20) { 1_003 } else { 0 }),
                deposit_percent: *draw.one(&[None, Some(0), Some(25), Some(50), Some(100)])?,
                ..QuoteDraft::default()
            }),
        })
    }
}

fn reason() -> String {
    "Cambió el plan.".to_owned()
}
