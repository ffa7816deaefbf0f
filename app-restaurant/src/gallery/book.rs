//! Sheets of the book of claims that the gallery shows, each at another point of its way.

use super::samples::{TOTAL, manager, now};
use crate::state::restaurant::RestaurantState;
use api::claims::ClaimView;
use domain::claim::{
    Claim, ClaimKind, ClaimNumber, ClaimState, ClaimedThing, FiledForm, FiledGuardian, Offer, OfferSent,
    PaperSheet, Reply, ReplyBy, Settlement,
};
use domain::time::DAY_MS;
use domain::written::{Email, Phone};
use domain::{Money, Timestamp};

/// The sheets are numbered from here on in their year, where no real one will be.
const FIRST: u32 = 900_000_000;

/// A sheet and what it shows.
pub type Sheet = (&'static str, ClaimView);

/// Sheets that nobody has answered.
pub fn unanswered(place: u32) -> Vec<Sheet> {
    let late = FiledForm {
        kind: ClaimKind::Complaint,
        thing: ClaimedThing::Service,
        detail: "Esperé media hora en el mostrador y nadie me dijo cuánto faltaba.".to_owned(),
        ..form()
    };
    let claimed = FiledForm {
        amount_cents: Some(Money(1_290)),
        order: "7".to_owned(),
        description: "Postre del almuerzo".to_owned(),
        request: "Que me devuelvan lo que pagué por el postre.".to_owned(),
        ..form()
    };
    let all = [
        filed(place, 1, form()).map(|view| ("open", view)),
        filed(place + 1, 1, claimed).map(|view| ("with an amount", view)),
        filed(place + 2, 17, form()).map(|view| ("soon due", view)),
        filed(place + 3, 45, late).map(|view| ("late", view)),
        filed(place + 4, 1, letter()).map(|view| ("to be answered by letter", view)),
        on_paper(place + 5).map(|view| ("from the paper book", view)),
    ];
    all.into_iter().flatten().collect()
}

/// Sheets with a reply.
pub fn replied(place: u32) -> Vec<Sheet> {
    let all = [
        sent(place, None).map(|view| ("answered", view)),
        sent(place + 1, Some(Money(1_290))).map(|view| ("answered, with money", view)),
        reply(place + 2, form()).map(|view| ("being mailed", view)),
        reply(place + 3, letter()).map(|view| ("a letter waits", view)),
        undelivered(place + 4).map(|view| ("its mail did not arrive", view)),
    ];
    all.into_iter().flatten().collect()
}

/// Sheets with an offer to settle them.
pub fn offered(place: u32) -> Vec<Sheet> {
    let all = [
        offer(place, form(), None).map(|view| ("an offer being mailed", view)),
        offer(place + 1, letter(), None).map(|view| ("an offer to be sent", view)),
        offer_undelivered(place + 2).map(|view| ("the mail of an offer did not arrive", view)),
        offer(place + 3, form(), Some(1)).map(|view| ("an offer pauses the term", view)),
        offer_answered(place + 4, true).map(|view| ("an offer was accepted", view)),
        offer_answered(place + 5, false).map(|view| ("an offer was not accepted", view)),
    ];
    all.into_iter().flatten().collect()
}

fn form() -> FiledForm {
    FiledForm {
        name: "Marta Salcedo".to_owned(),
        document: "09876543".to_owned(),
        email: Email::parse("marta@example.pe").ok(),
        phone: Phone::parse("955 555 014").ok(),
        detail: "Pagué el postre y no llegó con el resto del pedido.".to_owned(),
        confirmed: true,
        ..FiledForm::default()
    }
}

/// Of somebody who is answered by letter.
fn letter() -> FiledForm {
    FiledForm {
        address: "Jr. Los Claveles 120, Lince".to_owned(),
        email: None,
        reply_by: ReplyBy::Letter,
        ..form()
    }
}

/// The time `days` days before now.
fn ago(days: i64) -> Timestamp {
    Timestamp(now().0 - days * DAY_MS)
}

/// A sample sheet, numbered `place` after the first one of the gallery and filed `days` days before now.
fn filed(place: u32, days: i64, form: FiledForm) -> Option<ClaimView> {
    let restaurant = RestaurantState::expect();
    let number = ClaimNumber::new(FIRST + place, restaurant.today().ymd().0)?;
    let claim = restaurant.with_tenant(|tenant| Claim::filed(tenant, number, form, ago(days)));
    Some(shown(ClaimView {
        state: ClaimState::Open,
        days_left: 0,
        claim,
        reply: None,
        answered_at: None,
        undelivered_at: None,
        refunded_at: None,
        refunded_cents: None,
        settlement: None,
    }))
}

/// The same with its term and its state as they are by now.
fn shown(mut view: ClaimView) -> ClaimView {
    let restaurant = RestaurantState::expect();
    let today = restaurant.today();
    if let Some(settlement) = &view.settlement {
        view.claim.due = settlement.due(view.claim.due);
    }
    restaurant.with_tenant(|tenant| {
        let (claim, answered) = (&view.claim, view.answered_at.is_some());
        view.state = claim.state(answered, &tenant.holidays, today);
        view.days_left = claim.days_left(&tenant.holidays, today);
    });
    view
}

/// One of a minor, with the number printed on it.
fn on_paper(place: u32) -> Option<ClaimView> {
    let minor = FiledForm {
        minor: true,
        guardian: FiledGuardian {
            name: "Elena Salcedo".to_owned(),
            phone: Phone::parse("955 555 015").ok(),
            ..FiledGuardian::default()
        },
        ..letter()
    };
    let mut view = filed(place, 2, minor)?;
    let restaurant = RestaurantState::expect();
    let paper = PaperSheet {
        filed_on: restaurant.today().plus_days(-3),
        number: "000123".to_owned(),
        entered_by: manager(),
        entered_at: ago(2),
    };
    view.claim = restaurant.with_tenant(|tenant| view.claim.on_paper(tenant, paper));
    Some(shown(view))
}

/// A sheet with a reply that its consumer does not have yet.
fn reply(place: u32, form: FiledForm) -> Option<ClaimView> {
    let reply = Reply {
        answer: "Hola, Marta. Tienes razón: el postre se quedó en el empaque.".to_owned(),
        actions: "Se revisa cada bolsa contra el pedido antes de que salga.".to_owned(),
        by: manager(),
        at: ago(1),
        refund_cents: None,
    };
    Some(ClaimView {
        reply: Some(reply),
        ..filed(place, 5, form)?
    })
}

/// A sheet whose consumer has the reply, with money that went back where some was promised.
fn sent(place: u32, money: Option<Money>) -> Option<ClaimView> {
    let mut view = reply(place, form())?;
    if let Some(reply) = &mut view.reply {
        reply.refund_cents = money;
    }
    view.answered_at = Some(ago(1));
    view.refunded_at = money.map(|_| ago(0));
    view.refunded_cents = money;
    Some(shown(view))
}

fn undelivered(place: u32) -> Option<ClaimView> {
    Some(ClaimView {
        undelivered_at: Some(ago(0)),
        ..reply(place, form())?
    })
}

/// A sample sheet with an offer; `sent` is how many days ago the offer was mailed, `None` if it was not.
fn offer(place: u32, form: FiledForm, sent: Option<i64>) -> Option<ClaimView> {
    let mut view = filed(place, 5, form)?;
    let (restaurant, due) = (RestaurantState::expect(), view.claim.due);
    let sent = sent.map(|days| {
        let (at, by) = (ago(days), manager().id);
        restaurant.with_tenant(|tenant| OfferSent::now(at, &by, due, &tenant.holidays, &tenant.zone))
    });
    view.settlement = Some(Settlement {
        offer: Offer {
            offer: "Te devolvemos lo que pagaste y te invitamos el postre.".to_owned(),
            by: manager(),
            at: ago(2),
            refund_cents: Some(TOTAL),
        },
        sent,
        undelivered_at: None,
        answer: None,
    });
    Some(shown(view))
}

fn offer_undelivered(place: u32) -> Option<ClaimView> {
    let mut view = offer(place, form(), None)?;
    if let Some(settlement) = &mut view.settlement {
        settlement.undelivered_at = Some(ago(0));
    }
    Some(view)
}

/// Accepted, an offer ends the claim.
fn offer_answered(place: u32, accepted: bool) -> Option<ClaimView> {
    let due = filed(place, 5, form())?.claim.due;
    let mut view = offer(place, form(), Some(1))?;
    let (at, by) = (ago(0), Some(manager()));
    if let Some(settlement) = &mut view.settlement {
        let answer = RestaurantState::expect()
            .with_tenant(|tenant| settlement.answered(accepted, by, at, due, &tenant.holidays, &tenant.zone));
        settlement.answer = answer;
    }
    view.claim.due = due;
    view.answered_at = accepted.then_some(at);
    Some(shown(view))
}
