//! The doctor: what must hold of everything that is stored, looked at over the services, so that it is the same on every
//! engine and beside a running server.
//!
//! Orders are read page by page, oldest first, and what follows from them is compared with what is stored: entries in the
//! indexes, numbers, payments, records of steps, messages, figures. What moves while it is read differs for a moment: a
//! [`Discrepancy`] is what is found again after a pause. What follows by events is judged once its order has not changed
//! for a while.
//!
//! Owns nothing. What can be written again from its source is, by [`Doctor::repair`]; money and stock are a person's.
//!
//! Not looked at is what no port lists: idempotency keys, events that are still on their way, and limits that have not passed
//! yet.

mod figures;
mod known;
mod messages;
mod numbers;
mod open_orders;
mod order;
mod owners;
mod payments;
mod report;
mod stock;
mod supervision;
mod walk;

pub use report::{Discrepancy, Invariant, Repair, Report, StockFigures, Subject};

use crate::catalog::CatalogService;
use crate::catering::CateringService;
use crate::dashboard::DashboardService;
use crate::error::Error;
use crate::notifications::NotificationsService;
use crate::orders::{FinishedCount, OrdersService};
use crate::payments::PaymentsService;
use crate::stages::StagesService;
use crate::workflow::WorkflowService;
use domain::dashboard::Counters;
use domain::payment::PaymentNote;
use domain::tenant::Tenant;
use domain::time::MINUTE_MS;
use domain::{Date, OrderId, TenantId, Timestamp};
use known::Known;
use ports::{Clock, EventBus};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use supervision::Moment;

/// Maximum number of discrepancies that an examination looks at again.
pub const MAX_FOUND: usize = 1_000;

/// Maximum number of looks at an order that moves each time. What is wrong with it is found when it stands still.
const MAX_LOOKS: usize = 5;

/// What the doctor looks at.
#[derive(Debug, Clone)]
pub struct DoctorParts {
    pub orders: Arc<OrdersService>,
    pub payments: Arc<PaymentsService>,
    pub stages: Arc<StagesService>,
    pub catalog: Arc<CatalogService>,
    pub dashboard: Arc<DashboardService>,
    pub notifications: Arc<NotificationsService>,
    pub catering: Arc<CateringService>,
    pub workflow: Arc<WorkflowService>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
}

/// How long the doctor waits for what is on its way.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// What follows from an order by events is judged when the order has not changed for so long, in milliseconds.
    pub settled_ms: i64,
    /// The time between two looks at what was found.
    pub pause: Duration,
}

impl Patience {
    /// For a server that runs: on AWS a sweep repairs within a minute what was lost on its way.
    pub const RUNNING: Patience = Patience {
        settled_ms: 2 * MINUTE_MS,
        pause: Duration::from_secs(2),
    };
    /// For a store of which everything is delivered and that nobody changes meanwhile.
    pub const AT_REST: Patience = Patience {
        settled_ms: 0,
        pause: Duration::ZERO,
    };
}

/// Examines restaurants, and repairs what is safe to repair.
#[derive(Debug, Clone)]
pub struct Doctor {
    parts: DoctorParts,
    patience: Patience,
}

impl Doctor {
    pub fn new(parts: DoctorParts) -> Doctor {
        Doctor {
            parts,
            patience: Patience::RUNNING,
        }
    }

    /// The same doctor with another patience.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Doctor {
        self.patience = patience;
        self
    }

    /// Looks at everything of a restaurant. An error where something could not be read, such as a restaurant that is not
    /// there.
    pub async fn examine(&self, tenant: &TenantId) -> Result<Report, Error> {
        self.examine_since(tenant, None).await
    }

    /// The same with only the orders of today and of the `days` days before today.
    pub async fn examine_days(&self, tenant: &TenantId, days: u16) -> Result<Report, Error> {
        let restaurant = self.parts.catalog.tenant(tenant).await?;
        let today = restaurant.zone.date(self.parts.clock.now());
        self.examine_since(tenant, Some(today.plus_days(-i32::from(days))))
            .await
    }

    /// The same with only the orders that were placed on a day or later, as far as `from` names one.
    pub async fn examine_since(&self, tenant: &TenantId, from: Option<Date>) -> Result<Report, Error> {
        let restaurant = self.parts.catalog.tenant(tenant).await?;
        let midnight = from.map(|day| restaurant.zone.midnight(day));
        let mut walk = self.walk(tenant, &restaurant, midnight).await?;
        let (stocks, found) = self.stock(tenant).await?;
        walk.keep(found);
        walk.keep(self.finished(tenant).await?);
        let open = self.miscounted(tenant, &walk.open).await?;
        walk.keep(open);
        walk.keep(self.dead_letters(tenant).await?);
        let stock = match from {
            None => stock::figures(&stocks, &walk.held),
            Some(_) => Default::default(),
        };
        let mut found = self.found_again(tenant, walk.found).await?;
        if found
            .iter()
            .any(|discrepancy| discrepancy.invariant == Invariant::Orders)
        {
            found.iter_mut().for_each(figures::keep);
        }
        Ok(Report {
            orders: walk.orders,
            found,
            more: walk.more,
            stock,
        })
    }

    /// Mends a discrepancy that says how; whether it is mended, be it with another one or by itself. One that does not say
    /// how is left, and so is one that must wait for something else. Doing it twice is doing it once.
    pub async fn repair(&self, tenant: &TenantId, discrepancy: &Discrepancy) -> Result<bool, Error> {
        if !self.stands(tenant, discrepancy).await? {
            return Ok(true);
        }
        let Some(repair) = &discrepancy.repair else {
            return Ok(false);
        };
        self.carry_out(tenant, repair).await?;
        match repair {
            // The supervision acts in its own time.
            Repair::Supervise(_) => Ok(true),
            _ => Ok(!self.stands(tenant, discrepancy).await?),
        }
    }

    async fn carry_out(&self, tenant: &TenantId, repair: &Repair) -> Result<(), Error> {
        let parts = &self.parts;
        match repair {
            Repair::PutOrder(order) => parts.orders.put_again(tenant, order).await,
            Repair::PutNumber(order) => parts.orders.put_number_again(tenant, order).await,
            Repair::AddFinished { name, lacking } => {
                parts.orders.correct_finished(tenant, name, *lacking).await
            }
            Repair::AddOpen { whose, name, lacking } => {
                parts.orders.correct_open(tenant, whose, name, *lacking).await
            }
            Repair::NotePayment(order) => self.note_payment(tenant, order).await,
            Repair::PutDue(order) => parts.payments.put_due_again(tenant, order).await,
            Repair::Announce(product) => parts.catalog.announce_again(tenant, product).await,
            Repair::RewriteSteps(order) => parts.stages.rewrite_steps(tenant, order).await,
            Repair::Supervise(order) => parts.workflow.supervise_again(tenant, order).await,
            Repair::AddFigure {
                day,
                counter,
                lacking,
            } => {
                // A letter that is delivered later would be counted on top.
                let letters = parts.bus.dead_letters(tenant).await?;
                if letters.iter().any(|letter| letter.subscriber == "dashboard") {
                    return Ok(());
                }
                let lacking = Counters::from([(counter.clone(), *lacking)]);
                parts.dashboard.correct(tenant, *day, lacking).await
            }
        }
    }

    async fn note_payment(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let stored = self
            .parts
            .payments
            .stored_payments(tenant, std::slice::from_ref(order))
            .await?;
        let found = self.parts.orders.find(tenant, order).await?;
        let (Some(Ok(Some(stored))), Some(found)) = (stored.into_iter().next(), found) else {
            return Ok(());
        };
        let note = PaymentNote {
            summary: stored.payment.summary(found.head.payment_method),
            version: stored.version,
        };
        self.parts.orders.note_payment_again(tenant, order, note).await
    }

    /// What an order has not changed for is judged.
    fn is_settled(&self, changed_at: Timestamp, now: Timestamp) -> bool {
        now.since_ms(changed_at) >= self.patience.settled_ms
    }

    fn moment<'a>(&self, restaurant: &'a Tenant) -> Moment<'a> {
        Moment {
            now: self.parts.clock.now(),
            restaurant,
        }
    }
}

impl Doctor {
    /// Of what was found what is found again after a pause.
    async fn found_again(
        &self,
        tenant: &TenantId,
        found: Vec<Discrepancy>,
    ) -> Result<Vec<Discrepancy>, Error> {
        if found.is_empty() {
            return Ok(found);
        }
        tokio::time::sleep(self.patience.pause).await;
        let known = self.known(tenant).await?;
        let subjects: BTreeSet<&Subject> = found.iter().map(|discrepancy| &discrepancy.subject).collect();
        let mut again = Vec::new();
        for subject in subjects {
            again.extend(self.look(tenant, subject, &known).await?);
        }
        again.retain(|discrepancy| found.iter().any(|earlier| discrepancy.is(earlier)));
        Ok(again)
    }

    async fn stands(&self, tenant: &TenantId, discrepancy: &Discrepancy) -> Result<bool, Error> {
        let known = self.known(tenant).await?;
        let found = self.look(tenant, &discrepancy.subject, &known).await?;
        Ok(found.iter().any(|found| found.is(discrepancy)))
    }

    /// The count of finished orders, where nothing is finished just now.
    async fn finished(&self, tenant: &TenantId) -> Result<Vec<Discrepancy>, Error> {
        let counts = self.parts.orders.finished_counts(tenant).await?;
        let wrong = counts
            .into_iter()
            .flatten()
            .filter(|count| count.counted != count.there);
        let discrepancy = |count: FinishedCount| {
            let (name, lacking) = (count.name, count.there - count.counted);
            Discrepancy {
                invariant: Invariant::Counts,
                subject: Subject::Finished,
                found: format!("{} are counted as {name}", count.counted),
                expected: format!("{}, which there are", count.there),
                repair: Some(Repair::AddFinished { name, lacking }),
                advice: "--repair adds what is lacking",
                mark: format!("{name} {lacking}"),
            }
        };
        Ok(wrong.map(discrepancy).collect())
    }

    /// What there is to find about an order that did not move while it was looked at.
    async fn look_at_order(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        known: &Known,
    ) -> Result<Vec<Discrepancy>, Error> {
        let restaurant = self.parts.catalog.tenant(tenant).await?;
        for _ in 0..MAX_LOOKS {
            let Some(before) = self.parts.orders.find(tenant, order).await? else {
                return Ok(Vec::new());
            };
            let version = before.version;
            let moment = self.moment(&restaurant);
            let (_, found) = self.examine_orders(tenant, vec![before], moment, known).await?;
            let after = self.parts.orders.find(tenant, order).await?;
            if after.is_some_and(|after| after.version == version) {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// What there is to find about a subject.
    async fn look(
        &self,
        tenant: &TenantId,
        subject: &Subject,
        known: &Known,
    ) -> Result<Vec<Discrepancy>, Error> {
        let parts = &self.parts;
        match subject {
            Subject::Order(order) => self.look_at_order(tenant, order, known).await,
            Subject::Document(key) => walk::unreadable(parts, tenant, key).await,
            Subject::Number(number) => {
                let owner = parts.orders.of_numbers(tenant, &[*number]).await?;
                match owner.into_iter().flatten().next() {
                    Some(owner) => Ok(self
                        .lost_order(tenant, *number, &owner)
                        .await?
                        .into_iter()
                        .collect()),
                    None => Ok(Vec::new()),
                }
            }
            Subject::Open(whose) => self.open_orders(tenant, whose).await,
            Subject::Finished => self.finished(tenant).await,
            Subject::Stock => Ok(self.stock(tenant).await?.1),
            Subject::Day(day) => {
                let restaurant = parts.catalog.tenant(tenant).await?;
                let sum = self.sum_of_day(tenant, &restaurant.zone, *day).await?;
                self.compare_day(tenant, *day, &sum).await
            }
            Subject::DeadLetters => self.dead_letters(tenant).await,
        }
    }
}
