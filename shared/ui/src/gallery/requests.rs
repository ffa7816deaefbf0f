//! Requests for catering at every point of their way, that both galleries show.

use api::catering::CateringView;
use domain::catalog::Catalog;
use domain::catering::{
    Alarm, CateringForm, CateringRequest, Fact, Message, PackagePrice, QuoteDraft, QuoteDraftFee,
    QuoteDraftLine, Wanted, evolve,
};
use domain::customer::Address;
use domain::order::{Actor, Fulfilment, Receipt};
use domain::payment::{PaymentMethod, PaymentNote, PaymentStatus, PaymentSummary};
use domain::staff::Role;
use domain::tenant::Tenant;
use domain::{CateringId, Money, OrderId, Timestamp};

/// A request and what it shows.
pub type Sample = (&'static str, CateringView);

/// Days from today on which the event may be: the first one on which the restaurant is open.
const DAYS: std::ops::Range<i32> = 7..60;
/// As many guests as the requests are for, unless the package takes more.
const GUESTS: u32 = 40;

/// Of whom catering is asked for, who handles it, and when it is looked at.
#[derive(Debug)]
pub struct Requests<'a> {
    pub tenant: &'a Tenant,
    pub by: Actor,
    pub now: Timestamp,
}

impl Requests<'_> {
    /// A request in every state, numbered from `first` on; none where the restaurant is not open on any of the next days.
    pub fn in_every_state(&self, first: u64) -> Vec<Sample> {
        let samples = self.all().unwrap_or_default();
        let numbered = (first..).zip(samples).map(|(number, (name, mut view))| {
            view.page.number = number;
            if let Ok(id) = CateringId::parse(format!("cr_muestra{number}")) {
                view.page.id = id;
            }
            (name, view)
        });
        numbered.collect()
    }

    fn all(&self) -> Option<Vec<Sample>> {
        let asked = self.asked()?;
        let quoted = self.quoted(asked.clone(), QuoteDraft::default())?;
        let mut samples = self.unquoted(&asked)?;
        samples.extend(self.offered(&quoted)?);
        let again = self.quoted_again(&quoted)?;
        samples.extend(self.agreed(&again)?);
        samples.extend(self.refused(&asked, &quoted, &again)?);
        Some(samples)
    }

    fn unquoted(&self, asked: &CateringRequest) -> Option<Vec<Sample>> {
        let late = CateringView {
            unanswered_since: Some(self.ago(60 * 50)),
            alarms: vec![Alarm::Unanswered],
            ..self.view(asked)
        };
        Some(vec![
            ("new", self.view(asked)),
            ("waiting for too long", late),
            ("by telephone", self.by_telephone()?),
        ])
    }

    fn offered(&self, quoted: &CateringRequest) -> Option<Vec<Sample>> {
        let read = evolve(quoted.clone(), &Fact::QuoteRead { at: self.ago(60) });
        let until = self.tenant.zone.date(self.now).to_string();
        let last = QuoteDraft {
            valid_until: Some(until),
            ..QuoteDraft::default()
        };
        let last = self.quoted(self.asked()?, last)?;
        Some(vec![
            ("quoted", self.view(quoted)),
            ("quoted, and read", self.view(&read)),
            ("quoted, until today", self.view(&last)),
            ("to be quoted again", self.view(&self.changed(quoted))),
            ("quoted again", self.view(&self.quoted_again(quoted)?)),
        ])
    }

    fn agreed(&self, quoted: &CateringRequest) -> Option<Vec<Sample>> {
        let accepted = self.accepted(quoted);
        let totals = accepted.quote()?.totals;
        let scheduled = self.scheduled(&accepted, totals.deposit)?;
        let paid = self.scheduled(&accepted, totals.total)?;
        let done = |request: &CateringRequest| evolve(request.clone(), &Fact::Finished { at: self.ago(5) });
        let begun = CateringView {
            order_begun: true,
            ..self.view(&paid)
        };
        let alarmed = |request: &CateringRequest, alarm: Alarm| CateringView {
            alarms: vec![alarm],
            ..self.view(request)
        };
        Some(vec![
            ("accepted", self.view(&accepted)),
            (
                "accepted, the deposit is late",
                alarmed(&accepted, Alarm::DepositOwed),
            ),
            ("scheduled", self.view(&scheduled)),
            (
                "scheduled, the balance is late",
                alarmed(&scheduled, Alarm::BalanceOwed),
            ),
            ("scheduled, all paid", self.view(&paid)),
            ("in the kitchen", begun),
            ("done", self.view(&done(&paid))),
            ("done, something is owed", self.view(&done(&scheduled))),
        ])
    }

    fn refused(
        &self,
        asked: &CateringRequest,
        quoted: &CateringRequest,
        again: &CateringRequest,
    ) -> Option<Vec<Sample>> {
        let declined = Fact::Declined {
            reason: "Ese día el local está reservado por completo.".to_owned(),
            by: self.by.clone(),
            at: self.ago(20),
        };
        let accepted = self.accepted(again);
        let deposit = accepted.quote()?.totals.deposit;
        let going_back = self.noted(self.scheduled(&accepted, deposit)?, deposit, deposit);
        let cancelled = Fact::Cancelled {
            reason: "Cambiamos la fecha de la reunión.".to_owned(),
            kept: Money::ZERO,
            by: customer(),
            at: self.ago(10),
        };
        let expired = Fact::Expired { at: self.ago(15) };
        Some(vec![
            ("declined", self.view(&evolve(asked.clone(), &declined))),
            ("cancelled", self.view(&evolve(going_back, &cancelled))),
            ("expired", self.view(&evolve(quoted.clone(), &expired))),
        ])
    }

    fn ago(&self, minutes: i64) -> Timestamp {
        self.now.plus_minutes(-minutes)
    }

    /// What a screen shows of a request. The note of its payment is left out: the sums are those of the request, and a screen
    /// that finds a note asks the server for the record.
    fn view(&self, request: &CateringRequest) -> CateringView {
        let mut view = CateringView::of(request, &self.tenant.catering, self.now);
        view.payment = None;
        view.order_number = request.order().map(|_| 31);
        view.page.link = Some("muestra".to_owned());
        view
    }

    /// What is wanted, on the first day on which it can be had.
    fn wanted(&self, form: &CateringForm) -> Option<Wanted> {
        let today = self.tenant.zone.date(self.now);
        DAYS.into_iter().find_map(|days| {
            let date = today.plus_days(days).to_string();
            let form = CateringForm { date, ..form.clone() };
            form.checked(self.tenant, true, self.now).ok()
        })
    }

    fn form(&self) -> CateringForm {
        let settings = &self.tenant.catering;
        let package = settings.packages.first();
        let least = package.map_or(0, |package| match package.price {
            PackagePrice::Whole { people, .. } => people,
            PackagePrice::PerPerson { from, .. } => from,
        });
        CateringForm {
            occasion: "Almuerzo de fin de año".to_owned(),
            time: "13:00".to_owned(),
            guests: GUESTS.max(least).max(settings.min_guests),
            fulfilment: Some(Fulfilment::Delivery { address: address() }),
            package: package.map(|package| package.id.clone()),
            diet: "Dos personas celíacas".to_owned(),
            name: customer().name,
            phone: "987 654 321".to_owned(),
            email: "lucia.rojas@ejemplo.pe".to_owned(),
            ..CateringForm::default()
        }
    }

    fn asked(&self) -> Option<CateringRequest> {
        let wanted = self.wanted(&self.form())?;
        let id = CateringId::parse("cr_muestra").ok()?;
        Some(CateringRequest::new(id, 1, None, None, wanted, self.ago(180)))
    }

    /// Entered by the restaurant for a company, which gets a factura and has no address for mail.
    fn by_telephone(&self) -> Option<CateringView> {
        let branch = self.tenant.branches.first()?.id.clone();
        let form = CateringForm {
            fulfilment: Some(Fulfilment::Pickup { branch }),
            package: None,
            diet: String::new(),
            budget_cents: Some(Money(120_000)),
            email: String::new(),
            company: "Panadería San Martín".to_owned(),
            ruc: "20131312955".to_owned(),
            ..self.form()
        };
        let (wanted, id) = (self.wanted(&form)?, CateringId::parse("cr_muestra").ok()?);
        let by = Some(self.by.clone());
        Some(self.view(&CateringRequest::new(id, 1, None, by, wanted, self.ago(30))))
    }

    /// The request with another version of the quote: a package or what stands for it, and what comes with it.
    fn quoted(&self, request: CateringRequest, draft: QuoteDraft) -> Option<CateringRequest> {
        let package = request.package().and_then(|id| self.tenant.catering.package(id));
        let first = match package {
            Some(package) => QuoteDraftLine {
                package: Some(package.id.to_string()),
                qty: package.price.quantity(request.guests()),
                note: "Mitad con ensalada cocida".to_owned(),
                ..QuoteDraftLine::default()
            },
            None => by_hand("Almuerzo completo", GUESTS, Money(3_800)),
        };
        let draft = QuoteDraft {
            follows: request.quote().map_or(0, |quote| quote.version),
            lines: vec![first, by_hand("Mozo por tres horas", 2, Money(12_000))],
            fees: vec![QuoteDraftFee {
                name: "Transporte y montaje".to_owned(),
                amount_cents: Money(8_000),
            }],
            message: "Llevamos todo listo para servir.".to_owned(),
            ..draft
        };
        let (tenant, at) = (self.tenant, self.ago(90));
        let quote = draft.checked(&request, tenant, &Catalog::default(), &self.by, at);
        let by = self.by.clone();
        let quote = quote.ok()?;
        Some(evolve(request, &Fact::Quoted { quote, by, at }))
    }

    /// The request with a wish for another quote, after a question and its answer.
    fn changed(&self, quoted: &CateringRequest) -> CateringRequest {
        let said = [
            (customer(), "¿Incluye cubiertos y platos?", false),
            (self.by.clone(), "Sí, de bagazo, para todos.", false),
            (customer(), "¿Podemos cambiar una fuente por vegetariana?", true),
        ];
        let said = said.into_iter().zip([80, 70, 50]);
        said.fold(quoted.clone(), |request, ((by, text, wants_change), ago)| {
            let message = Message {
                by,
                text: text.to_owned(),
                at: self.ago(ago),
                wants_change,
            };
            evolve(request, &Fact::Written { message })
        })
    }

    fn quoted_again(&self, quoted: &CateringRequest) -> Option<CateringRequest> {
        let cheaper = QuoteDraft {
            discount_cents: Money(5_000),
            ..QuoteDraft::default()
        };
        self.quoted(self.changed(quoted), cheaper)
    }

    fn accepted(&self, quoted: &CateringRequest) -> CateringRequest {
        let version = quoted.quote().map_or(0, |quote| quote.version);
        let accepted = Fact::Accepted {
            version,
            receipt: Receipt::None,
            by: customer(),
            at: self.ago(40),
        };
        let read = evolve(quoted.clone(), &Fact::QuoteRead { at: self.ago(45) });
        evolve(read, &accepted)
    }

    /// The request once so much of it was paid.
    fn scheduled(&self, accepted: &CateringRequest, paid: Money) -> Option<CateringRequest> {
        let (order, at) = (OrderId::parse("o_crmuestra").ok()?, self.ago(30));
        let noted = self.noted(accepted.clone(), paid, Money::ZERO);
        Some(evolve(noted, &Fact::Scheduled { order, at }))
    }

    /// So much came in, and so much of it is on its way back.
    fn noted(&self, request: CateringRequest, paid: Money, refunding: Money) -> CateringRequest {
        let total = request.quote().map_or(Money::ZERO, |quote| quote.totals.total);
        let summary = PaymentSummary {
            status: PaymentStatus::Approved,
            paid_cents: paid,
            owed_cents: total - paid,
            refunding_cents: refunding,
            ..PaymentSummary::unpaid(PaymentMethod::Yape, total)
        };
        let payment = PaymentNote { summary, version: 1 };
        let at = self.ago(35);
        evolve(request, &Fact::PaymentNoted { payment, at })
    }
}

fn customer() -> Actor {
    Actor {
        id: "c_muestra".to_owned(),
        name: "Lucía Rojas".to_owned(),
        role: Role::Customer,
    }
}

fn address() -> Address {
    Address {
        line: "Calle Los Sauces 120".to_owned(),
        district: "San Isidro".to_owned(),
        reference: "Segundo piso".to_owned(),
    }
}

fn by_hand(name: &str, qty: u32, price: Money) -> QuoteDraftLine {
    QuoteDraftLine {
        name: name.to_owned(),
        qty,
        unit_price_cents: price,
        ..QuoteDraftLine::default()
    }
}
