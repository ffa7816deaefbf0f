//! What an examination finds, and how it is said.

use crate::orders::LimitedBy;
use domain::order::Order;
use domain::{Date, OrderId, ProductId};
use std::collections::BTreeMap;
use std::fmt;

/// What must hold of everything that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    /// Every document of an order can be read, and every number leads to the one order that has it.
    Orders,
    /// An order stands in every list in which it should be found.
    Lists,
    /// Finished orders, and what somebody has open that is limited, are counted as many as there are.
    Counts,
    /// Stages follow each other, each with one person, an end after its beginning, and a version that has grown with them.
    Course,
    /// Total = Σ lines − discount + fees, with its tax.
    Amounts,
    /// An order says of its payment what the payment's record says, and what is confirmed as paid is paid.
    Payments,
    /// Money of a cancelled order is on its way back or back, and no refund is forgotten.
    Refunds,
    /// What is sold is, or was, on the carta.
    Sales,
    /// Nothing that is counted is below 0, and what is counted has a count.
    Stock,
    /// What was said last about the availability of a product is so.
    Announcements,
    /// The record of an order's steps is what the order says.
    Steps,
    /// The figures of a day are the sums of its orders and payments.
    Figures,
    /// What a customer must be told is stored.
    Messages,
    /// Nobody has forgotten an order whose time is over.
    Supervision,
    /// Nothing of an order or a customer is kept with another.
    Owners,
    /// Every change of an order has its event.
    Changes,
    /// Every event was handled by everybody who wants to know.
    Events,
}

impl Invariant {
    /// The name in lines.
    pub fn name(self) -> &'static str {
        match self {
            Invariant::Orders => "orders",
            Invariant::Lists => "lists",
            Invariant::Counts => "counts",
            Invariant::Course => "course",
            Invariant::Amounts => "amounts",
            Invariant::Payments => "payments",
            Invariant::Refunds => "refunds",
            Invariant::Sales => "sales",
            Invariant::Stock => "stock",
            Invariant::Announcements => "announcements",
            Invariant::Steps => "steps",
            Invariant::Figures => "figures",
            Invariant::Messages => "messages",
            Invariant::Supervision => "supervision",
            Invariant::Owners => "owners",
            Invariant::Changes => "changes",
            Invariant::Events => "events",
        }
    }
}

/// What a discrepancy is about. It is looked at again by this, in this order: what comes later may follow from what comes
/// before, and is then mended with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    DeadLetters,
    /// A document of an order that cannot be read, by its partition.
    Document(String),
    Order(OrderId),
    /// The number of an order that no list shows.
    Number(u64),
    /// The count of finished orders.
    Finished,
    /// The counters of what somebody has open.
    Open(LimitedBy),
    Stock,
    Day(Date),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Order(order) => write!(f, "order/{order}"),
            Subject::Document(key) => write!(f, "document {key}"),
            Subject::Number(number) => write!(f, "order number {number}"),
            Subject::Open(whose) => write!(f, "{whose}"),
            Subject::Finished => f.write_str("finished orders"),
            Subject::Stock => f.write_str("stock"),
            Subject::Day(day) => write!(f, "day {day}"),
            Subject::DeadLetters => f.write_str("dead letters"),
        }
    }
}

/// What is written again from what it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Store the order as it is, with its entries in the indexes.
    PutOrder(OrderId),
    /// Give an order its number again.
    PutNumber(OrderId),
    /// Add to the count of finished orders what it lacks.
    AddFinished { name: &'static str, lacking: i64 },
    /// Add to a counter of what somebody has open what it lacks.
    AddOpen {
        whose: LimitedBy,
        name: &'static str,
        lacking: i64,
    },
    /// Have the order say what the payment's record says.
    NotePayment(OrderId),
    /// Let a payment be found when something is to be done for it.
    PutDue(OrderId),
    /// Say whether there is some of a product.
    Announce(ProductId),
    /// Write the record of steps from the order.
    RewriteSteps(OrderId),
    /// Add to a counter of a day what it lacks.
    AddFigure {
        day: Date,
        counter: String,
        lacking: i64,
    },
    /// Have an open order supervised.
    Supervise(OrderId),
}

/// Something that is not as it must be, in two looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    pub invariant: Invariant,
    pub subject: Subject,
    /// What was found, for people.
    pub found: String,
    /// What it should be.
    pub expected: String,
    /// How it is mended where that is safe beside a running server. Money and stock are no such thing.
    pub repair: Option<Repair>,
    /// What a person does about it.
    pub advice: &'static str,
    /// What is the same whenever this is found again.
    pub(super) mark: String,
}

impl Discrepancy {
    /// Whether this is what an earlier look has found, too.
    pub(super) fn is(&self, earlier: &Discrepancy) -> bool {
        (self.invariant, &self.subject, &self.mark) == (earlier.invariant, &earlier.subject, &earlier.mark)
    }
}

/// A discrepancy of an order, to be completed; `mark` is what tells it from others of the invariant.
pub(super) fn of_order(order: &Order, invariant: Invariant, mark: &str) -> Discrepancy {
    Discrepancy {
        invariant,
        subject: Subject::Order(order.head.id.clone()),
        found: String::new(),
        expected: String::new(),
        repair: None,
        advice: "",
        mark: mark.to_owned(),
    }
}

/// One line, without a line break.
impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Discrepancy {
            invariant,
            subject,
            found,
            expected,
            advice,
            ..
        } = self;
        let invariant = invariant.name();
        write!(
            f,
            "{invariant}: {subject}: {found}; expected {expected}: {advice}"
        )
    }
}

/// What there is of a counted product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StockFigures {
    /// How many are left; 0 where nothing is counted any more.
    pub left: i64,
    /// How many the orders hold that were not cancelled. Left and held together are what was ever counted in.
    pub held: i64,
}

/// What an examination of a restaurant came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many orders were looked at.
    pub orders: u64,
    pub found: Vec<Discrepancy>,
    /// More was found than is looked at again: see [`MAX_FOUND`](super::MAX_FOUND).
    pub more: bool,
    /// What was counted in is stored nowhere, so that only somebody who knows it can compare. Empty when not all orders
    /// were looked at.
    pub stock: BTreeMap<ProductId, StockFigures>,
}

impl Report {
    pub fn is_clean(&self) -> bool {
        self.found.is_empty() && !self.more
    }
}
