//! An order from its placing to the customer's door. [`decide`] answers what a command does: the events, or why not.
//! [`evolve`] applies an event. Both are plain functions; the services that call them store what they say.

mod advance;
mod awaits;
mod cancel;
mod decide;
mod edit;
mod evolve;
mod faults;
mod forget;
mod receipt;
mod sight;
mod standing;
#[cfg(test)]
mod tests;
mod timing;

pub use super::actor::Actor;
pub use super::order_status::{CancelCause, EditReason, Settled, Status, Step};
pub use advance::{Advance, Reach};
pub use awaits::{ACCEPTANCE_LIMIT, ACCEPTANCE_LIMIT_OF_MACHINES, Awaits};
pub use decide::{Command, Refusal, decide};
pub use edit::{Edit, Edited, LineChange, MAX_EDITS, edit};
pub use evolve::evolve;
pub use faults::{Fault, FaultKind, faults};
pub use forget::forget_person;
pub use receipt::{BOLETA_WITHOUT_DOCUMENT, BusinessName, Receipt, ReceiptForm};
pub use sight::{LINK_DAYS, Shows, Sight};

use super::cart::{OrderLine, Totals, stock_taken};
use super::customer::Address;
use super::event::{OrderRef, SoldLine};
use super::fulfilment::FulfilmentKind;
use super::payment::{PaymentMethod, PaymentNote, PaymentSummary};
use super::promise::Promise;
use super::schedule::Schedule;
use super::stage::{CurrentStep, Stage, StepStatus};
use super::written::{self, Email, Phone};
use super::{CateringId, CustomerId, Money, OrderId, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// An order: what was asked for, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub head: OrderDetails,
    /// Grows by one with every event that changes it.
    pub version: u64,
    pub updated_at: Timestamp,
    /// How the payment was settled, once it is.
    pub settled: Option<Settled>,
    /// How the money stands, as the payment's record said last; `None` while nobody has tried to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentNote>,
    /// What was promised when it was confirmed; `None` before that, and in orders from before promises were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// What the restaurant has changed of it since it was placed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edited>,
    pub state: State,
}

/// What was ordered, by whom, and how it is to be paid and brought. Only an [`edit`] changes it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetails {
    pub id: OrderId,
    /// Small number per restaurant, for people.
    pub number: u64,
    pub customer: Contact,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    pub fulfilment: Fulfilment,
    /// The branch that works on it; `None` where the restaurant had none, and in deliveries from before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    pub receipt: Receipt,
    pub payment_method: PaymentMethod,
    pub placed_at: Timestamp,
    /// When the customer wants it; as soon as possible when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// The beginning of the quarter of an hour in which it was counted; `None` where its kitchen had no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<Timestamp>,
    /// The request for catering that it comes from: its rules are those of [`catering::order`](super::catering::order).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catering: Option<CateringRef>,
    /// What has to happen before the kitchen begins, and until when.
    #[serde(default, skip_serializing_if = "Awaits::is_payment")]
    pub waits: Awaits,
    /// Whether the customer placed it themselves, so that it counts among what they may have open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_customer: bool,
    /// Placed while the restaurant was being set up: nobody pays for it, and it counts in nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
}

/// What an order says of the request for catering that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringRef {
    pub id: CateringId,
    /// The number of the request, for people.
    pub number: u64,
    pub guests: u32,
    /// Diet and allergies, as the customer wrote them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub diet: String,
}

impl OrderDetails {
    /// When the kitchen should begin with it at the earliest.
    pub fn cook_from(&self) -> Timestamp {
        self.schedule
            .map_or(self.placed_at, |schedule| schedule.cook_from)
    }

    /// The branch that works on it; `None` stands for the restaurant's first.
    pub fn branch(&self) -> Option<&Slug> {
        self.branch.as_ref().or(self.fulfilment.branch())
    }
}

/// Who ordered, as it stood when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    pub id: CustomerId,
    pub name: String,
    /// Absent where an order is picked up that a machine placed, and once the person was erased.
    #[serde(with = "written::blank")]
    pub phone: Option<Phone>,
    /// Absent where none was confirmed or given, and once the person was erased.
    #[serde(with = "written::blank")]
    pub email: Option<Email>,
}

/// How the order gets to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fulfilment {
    Delivery { address: Address },
    Pickup { branch: Slug },
}

/// How far an order is, with what is known at that point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", tag = "name")]
pub enum State {
    /// Not for the kitchen yet: what it awaits is in [`OrderDetails::waits`].
    AwaitingPayment,
    #[serde(rename_all = "camelCase")]
    Working {
        confirmed_at: Timestamp,
        done: Vec<Step>,
        stage: Stage,
        /// Since when the stage waits, or waited, to be taken. An order for later waits in the kitchen from the time
        /// at which it should be begun.
        since: Timestamp,
        /// Who took it, and when.
        taken: Option<Assignment>,
        /// Whether it was found to take longer than its target.
        overdue: bool,
    },
    #[serde(rename_all = "camelCase")]
    Completed {
        confirmed_at: Timestamp,
        done: Vec<Step>,
    },
    #[serde(rename_all = "camelCase")]
    Cancelled {
        confirmed_at: Option<Timestamp>,
        done: Vec<Step>,
        at: Timestamp,
        by: Actor,
        /// `None` in orders from before it was kept apart from the words: see [`Order::cancel_cause`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<CancelCause>,
        /// What whoever cancelled it wrote; the name of the cause where nobody did.
        reason: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    pub by: Actor,
    pub at: Timestamp,
}

impl Fulfilment {
    pub fn kind(&self) -> FulfilmentKind {
        match self {
            Fulfilment::Delivery { .. } => FulfilmentKind::Delivery,
            Fulfilment::Pickup { .. } => FulfilmentKind::Pickup,
        }
    }

    /// The district to which it is brought; `None` where it is picked up.
    pub fn district(&self) -> Option<&str> {
        match self {
            Fulfilment::Delivery { address } => Some(&address.district),
            Fulfilment::Pickup { .. } => None,
        }
    }

    /// Where it is picked up; `None` for a delivery.
    pub fn branch(&self) -> Option<&Slug> {
        match self {
            Fulfilment::Delivery { .. } => None,
            Fulfilment::Pickup { branch } => Some(branch),
        }
    }
}

impl Order {
    /// A new order, awaiting its payment.
    pub fn place(head: OrderDetails) -> Order {
        Order {
            version: 1,
            updated_at: head.placed_at,
            head,
            settled: None,
            payment: None,
            promise: None,
            edits: Vec::new(),
            state: State::AwaitingPayment,
        }
    }

    pub fn status(&self) -> Status {
        match self.state {
            State::AwaitingPayment => Status::Created,
            State::Working { .. } => Status::Confirmed,
            State::Completed { .. } => Status::Completed,
            State::Cancelled { .. } => Status::Cancelled,
        }
    }

    /// Where it stands; a cancelled order stands where it was when it was cancelled.
    pub fn current_step(&self) -> CurrentStep {
        match &self.state {
            State::AwaitingPayment
            | State::Cancelled {
                confirmed_at: None, ..
            } => CurrentStep::Created,
            State::Working { stage, .. } => stage.current_step(),
            State::Completed { .. } => CurrentStep::Delivered,
            State::Cancelled { done, .. } => {
                let next = done
                    .last()
                    .map_or(Some(Stage::Cooking), |step| step.stage.rule().next);
                next.map_or(CurrentStep::Delivery, Stage::current_step)
            }
        }
    }

    /// The completed steps, oldest first.
    pub fn done(&self) -> &[Step] {
        match &self.state {
            State::AwaitingPayment => &[],
            State::Working { done, .. } | State::Completed { done, .. } | State::Cancelled { done, .. } => {
                done
            }
        }
    }

    pub fn confirmed_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::AwaitingPayment => None,
            State::Working { confirmed_at, .. } | State::Completed { confirmed_at, .. } => {
                Some(*confirmed_at)
            }
            State::Cancelled { confirmed_at, .. } => *confirmed_at,
        }
    }

    /// When it is cancelled unless it is paid, accepted or confirmed before; `None` once it was.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let awaits = matches!(self.state, State::AwaitingPayment);
        awaits.then(|| self.head.placed_at.plus_minutes(self.head.waits.minutes()))
    }

    /// Whether it waits for the kitchen to take it on.
    pub fn waits_for_acceptance(&self) -> bool {
        matches!(self.state, State::AwaitingPayment) && matches!(self.head.waits, Awaits::Acceptance { .. })
    }

    /// The stage that waits or is being worked on, and whether it is taken.
    pub fn open_stage(&self) -> Option<(Stage, StepStatus)> {
        match &self.state {
            State::Working {
                stage, taken: None, ..
            } => Some((*stage, StepStatus::Pending)),
            State::Working {
                stage,
                taken: Some(_),
                ..
            } => Some((*stage, StepStatus::InProgress)),
            State::AwaitingPayment | State::Completed { .. } | State::Cancelled { .. } => None,
        }
    }

    /// By when a stage should be done, so that the promise can be held. Where none was kept: when the kitchen could begin.
    pub fn due(&self, stage: Stage) -> Timestamp {
        self.promise
            .map_or_else(|| self.head.cook_from(), |promise| promise.due(stage))
    }

    /// How the money stands.
    pub fn payment_summary(&self) -> PaymentSummary {
        if let Some(note) = self.payment {
            return note.summary;
        }
        // A customer who could not pay with a code may have chosen to pay at the door.
        let method = match self.settled {
            Some(Settled::CashOnDelivery) => PaymentMethod::Cash,
            _ => self.head.payment_method,
        };
        let cancelled = matches!(self.state, State::Cancelled { .. });
        let owed = if cancelled {
            Money::ZERO
        } else {
            self.head.totals.total
        };
        PaymentSummary::unpaid(method, owed)
    }

    /// Why it was cancelled; `None` when it was not.
    pub fn cancel_cause(&self) -> Option<CancelCause> {
        match &self.state {
            State::Cancelled { cause, reason, .. } => {
                Some(cause.unwrap_or_else(|| CancelCause::of_words(reason)))
            }
            _ => None,
        }
    }

    /// The counted products of which it took some.
    pub fn counted(&self) -> Vec<ProductId> {
        let taken = stock_taken(&self.head.lines).into_iter();
        taken.map(|(product, _)| product).collect()
    }

    /// How much of each product it is made of. Lines without a product are none.
    pub fn sold(&self) -> Vec<SoldLine> {
        let mut sold: Vec<SoldLine> = Vec::new();
        for line in &self.head.lines {
            let Some(product) = &line.product_id else { continue };
            match sold.iter_mut().find(|known| &known.product_id == product) {
                Some(known) => {
                    known.qty += u32::from(line.qty);
                    known.amount = known.amount + line.subtotal;
                }
                None => sold.push(SoldLine {
                    product_id: product.clone(),
                    qty: u32::from(line.qty),
                    amount: line.subtotal,
                }),
            }
        }
        sold
    }

    /// What events say of it.
    pub fn reference(&self) -> OrderRef {
        OrderRef {
            order_id: self.head.id.clone(),
            number: self.head.number,
            customer_id: self.head.customer.id.clone(),
            placed_at: self.head.placed_at,
            total: self.head.totals.total,
            fulfilment: self.head.fulfilment.kind(),
            for_later: self.head.schedule.is_some(),
            version: self.version,
            ends_at: self.ends_at(),
            catering: self.head.catering.as_ref().map(|catering| catering.id.clone()),
            rehearsal: self.head.rehearsal,
        }
    }
}
