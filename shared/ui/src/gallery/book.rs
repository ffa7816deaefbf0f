//! Sheets of the book of claims that both galleries show, each at another point of its way.

use api::claims::ClaimView;
use domain::claim::{
    Claim, ClaimKind, ClaimNumber, ClaimState, ClaimedThing, FiledForm, FiledGuardian, Offer, OfferSent,
    PaperSheet, Reply, ReplyBy, Settlement,
};
use domain::order::Actor;
use domain::tenant::Tenant;
use domain::time::DAY_MS;
use domain::written::{Email, Phone};
use domain::{Date, Money, Timestamp};

/// The sheets are numbered from here on in their year, where no real one will be.
const FIRST: u32 = 900_000_000;

/// A sheet and what it shows.
pub type Sheet = (&'static str, ClaimView);

/// What is claimed back where an offer gives money back.
const TOTAL: Money = Money(7_480);

/// Whose book it is, who answers in it, and when it is looked at.
#[derive(Debug)]
pub struct Book<'a> {
    pub tenant: &'a Tenant,
    pub by: Actor,
    pub now: Timestamp,
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

impl Book<'_> {
    /// Sheets that nobody has answered.
    pub fn unanswered(&self, place: u32) -> Vec<Sheet> {
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
            self.filed(place, 1, form()).map(|view| ("open", view)),
            self.filed(place + 1, 1, claimed)
                .map(|view| ("with an amount", view)),
            self.filed(place + 2, 17, form()).map(|view| ("soon due", view)),
            self.filed(place + 3, 45, late).map(|view| ("late", view)),
            self.filed(place + 4, 1, letter())
                .map(|view| ("to be answered by letter", view)),
            self.on_paper(place + 5).map(|view| ("from the paper book", view)),
        ];
        all.into_iter().flatten().collect()
    }

    /// Sheets with a reply.
    pub fn replied(&self, place: u32) -> Vec<Sheet> {
        let all = [
            self.sent(place, None).map(|view| ("answered", view)),
            self.sent(place + 1, Some(Money(1_290)))
                .map(|view| ("answered, with money", view)),
            self.reply(place + 2, form()).map(|view| ("being mailed", view)),
            self.reply(place + 3, letter())
                .map(|view| ("a letter waits", view)),
            self.undelivered(place + 4)
                .map(|view| ("its mail did not arrive", view)),
        ];
        all.into_iter().flatten().collect()
    }

    /// Sheets with an offer to settle them.
    pub fn offered(&self, place: u32) -> Vec<Sheet> {
        let all = [
            self.offer(place, form(), None)
                .map(|view| ("an offer being mailed", view)),
            self.offer(place + 1, letter(), None)
                .map(|view| ("an offer to be sent", view)),
            self.offer_undelivered(place + 2)
                .map(|view| ("the mail of an offer did not arrive", view)),
            self.offer(place + 3, form(), Some(1))
                .map(|view| ("an offer pauses the term", view)),
            self.offer_answered(place + 4, true)
                .map(|view| ("an offer was accepted", view)),
            self.offer_answered(place + 5, false)
                .map(|view| ("an offer was not accepted", view)),
        ];
        all.into_iter().flatten().collect()
    }

    fn today(&self) -> Date {
        self.tenant.zone.date(self.now)
    }

    /// The time `days` days before now.
    fn ago(&self, days: i64) -> Timestamp {
        Timestamp(self.now.0 - days * DAY_MS)
    }

    /// A sample sheet, numbered `place` after the first one of the gallery and filed `days` days before now.
    fn filed(&self, place: u32, days: i64, form: FiledForm) -> Option<ClaimView> {
        let number = ClaimNumber::new(FIRST + place, self.today().ymd().0)?;
        let claim = Claim::filed(self.tenant, number, form, self.ago(days));
        Some(self.shown(ClaimView {
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
    fn shown(&self, mut view: ClaimView) -> ClaimView {
        if let Some(settlement) = &view.settlement {
            view.claim.due = settlement.due(view.claim.due);
        }
        let (claim, answered) = (&view.claim, view.answered_at.is_some());
        view.state = claim.state(answered, &self.tenant.holidays, self.today());
        view.days_left = claim.days_left(&self.tenant.holidays, self.today());
        view
    }

    /// One of a minor, with the number printed on it.
    fn on_paper(&self, place: u32) -> Option<ClaimView> {
        let minor = FiledForm {
            minor: true,
            guardian: FiledGuardian {
                name: "Elena Salcedo".to_owned(),
                phone: Phone::parse("955 555 015").ok(),
                ..FiledGuardian::default()
            },
            ..letter()
        };
        let mut view = self.filed(place, 2, minor)?;
        let paper = PaperSheet {
            filed_on: self.today().plus_days(-3),
            number: "000123".to_owned(),
            entered_by: self.by.clone(),
            entered_at: self.ago(2),
        };
        view.claim = view.claim.on_paper(self.tenant, paper);
        Some(self.shown(view))
    }

    /// A sheet with a reply that its consumer does not have yet.
    fn reply(&self, place: u32, form: FiledForm) -> Option<ClaimView> {
        let reply = Reply {
            answer: "Hola, Marta. Tienes razón: el postre se quedó en el empaque.".to_owned(),
            actions: "Se revisa cada bolsa contra el pedido antes de que salga.".to_owned(),
            by: self.by.clone(),
            at: self.ago(1),
            refund_cents: None,
        };
        Some(ClaimView {
            reply: Some(reply),
            ..self.filed(place, 5, form)?
        })
    }

    /// A sheet whose consumer has the reply, with money that went back where some was promised.
    fn sent(&self, place: u32, money: Option<Money>) -> Option<ClaimView> {
        let mut view = self.reply(place, form())?;
        if let Some(reply) = &mut view.reply {
            reply.refund_cents = money;
        }
        view.answered_at = Some(self.ago(1));
        view.refunded_at = money.map(|_| self.ago(0));
        view.refunded_cents = money;
        Some(self.shown(view))
    }

    fn undelivered(&self, place: u32) -> Option<ClaimView> {
        Some(ClaimView {
            undelivered_at: Some(self.ago(0)),
            ..self.reply(place, form())?
        })
    }

    /// A sample sheet with an offer; `sent` is how many days ago the offer was mailed, `None` if it was not.
    fn offer(&self, place: u32, form: FiledForm, sent: Option<i64>) -> Option<ClaimView> {
        let mut view = self.filed(place, 5, form)?;
        let due = view.claim.due;
        let sent = sent.map(|days| {
            let (at, tenant) = (self.ago(days), self.tenant);
            OfferSent::now(at, &self.by.id, due, &tenant.holidays, &tenant.zone)
        });
        view.settlement = Some(Settlement {
            offer: Offer {
                offer: "Te devolvemos lo que pagaste y te invitamos el postre.".to_owned(),
                by: self.by.clone(),
                at: self.ago(2),
                refund_cents: Some(TOTAL),
            },
            sent,
            undelivered_at: None,
            answer: None,
        });
        Some(self.shown(view))
    }

    fn offer_undelivered(&self, place: u32) -> Option<ClaimView> {
        let mut view = self.offer(place, form(), None)?;
        if let Some(settlement) = &mut view.settlement {
            settlement.undelivered_at = Some(self.ago(0));
        }
        Some(view)
    }

    /// Accepted, an offer ends the claim.
    fn offer_answered(&self, place: u32, accepted: bool) -> Option<ClaimView> {
        let due = self.filed(place, 5, form())?.claim.due;
        let mut view = self.offer(place, form(), Some(1))?;
        let (at, by, tenant) = (self.ago(0), Some(self.by.clone()), self.tenant);
        if let Some(settlement) = &mut view.settlement {
            let answer = settlement.answered(accepted, by, at, due, &tenant.holidays, &tenant.zone);
            settlement.answer = answer;
        }
        view.claim.due = due;
        view.answered_at = accepted.then_some(at);
        Some(self.shown(view))
    }
}
