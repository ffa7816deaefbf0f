//! What has happened: the events, and the envelope they travel in, the same in every engine.

mod about;
mod names;
mod notification;

pub use names::{Area, EventKind};

use super::actor::Actor;
use super::catering_status::{CateringChange, CateringStatus};
use super::claim::{ClaimChange, ClaimKind, ClaimNumber, ReplyBy};
use super::fulfilment::FulfilmentKind;
use super::notification::{MoneyGiven, NotificationKind};
use super::order_status::{CancelCause, EditReason, Settled, Status, Step};
use super::payment::{PaymentMethod, PaymentNote};
use super::promise::Promise;
use super::stage::{CurrentStep, Stage};
use super::{
    AccountRequestId, CateringId, CustomerId, EventId, Money, NotificationId, OrderId, ProductId, TenantId,
    Timestamp,
};
use serde::{Deserialize, Serialize};

/// Something that has happened. The names are those on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all_fields = "camelCase")]
pub enum Event {
    CustomerRegistered {
        customer_id: CustomerId,
    },
    CustomerLoggedIn {
        customer_id: CustomerId,
    },
    /// Something about an account is to be said by mail.
    AccountMailRequested {
        request_id: AccountRequestId,
    },
    /// A closed account is gone; what others keep of the person goes too.
    CustomerErased {
        customer_id: CustomerId,
    },
    OrderCreated {
        order: OrderRef,
        lines: Vec<SoldLine>,
        counted: Vec<ProductId>,
    },
    OrderConfirmed {
        order: OrderRef,
        settled: Settled,
        lines: Vec<SoldLine>,
        at: Timestamp,
        /// What the payment's record said then, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<PaymentNote>,
        /// When it is promised to its customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Promise>,
    },
    OrderCancelled {
        order: OrderRef,
        #[serde(default)]
        cause: CancelCause,
        /// What whoever cancelled it wrote. It goes into the order and to nobody else: people write numbers and names. Events from
        /// before there was a cause have it.
        #[serde(default, skip_serializing)]
        reason: String,
        /// Its time was over, whatever was waited for.
        expired: bool,
        /// Where it stood before.
        from: Status,
        step: CurrentStep,
        lines: Vec<SoldLine>,
        /// The products whose stock came back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        counted: Vec<ProductId>,
        by: Actor,
        at: Timestamp,
    },
    /// The restaurant has changed what was ordered, or where it is brought to.
    OrderEdited {
        order: OrderRef,
        reason: EditReason,
        /// What it cost before.
        total_before: Money,
        /// What it was made of before.
        sold_before: Vec<SoldLine>,
        /// What it is made of now.
        lines: Vec<SoldLine>,
        /// The counted products of which it took some before, or does now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        counted: Vec<ProductId>,
        by: Actor,
        at: Timestamp,
    },
    OrderStageStarted {
        order: OrderRef,
        stage: Stage,
        by: Actor,
        at: Timestamp,
    },
    OrderStageUpdated {
        order: OrderRef,
        stage: Stage,
        change: StageChange,
        by: Actor,
        at: Timestamp,
    },
    OrderStageCompleted {
        order: OrderRef,
        step: Step,
        next: Option<Stage>,
        /// Who said so; the step names who did it.
        by: Actor,
    },
    OrderDelivered {
        order: OrderRef,
        by: Actor,
        at: Timestamp,
    },
    /// The order says from now on that its money stands so.
    OrderPaymentUpdated {
        order: OrderRef,
        payment: PaymentNote,
        at: Timestamp,
    },
    /// Money has come in.
    PaymentApproved {
        order_id: OrderId,
        /// Its order is a rehearsal: nobody paid, and nothing went back.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        rehearsal: bool,
        method: PaymentMethod,
        amount: Money,
        /// When the order was placed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        placed_at: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<PaymentNote>,
    },
    PaymentRejected {
        order_id: OrderId,
        method: PaymentMethod,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<PaymentNote>,
    },
    /// Money is back where it came from.
    PaymentRefunded {
        order_id: OrderId,
        /// Its order is a rehearsal: nobody paid, and nothing went back.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        rehearsal: bool,
        amount: Money,
        /// When the order was placed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        placed_at: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment: Option<PaymentNote>,
        /// The claim because of which it went back, once all of that is back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<ClaimNumber>,
    },
    /// The sums of a payment have changed otherwise: money is on its way back, or nothing is owed any more.
    PaymentUpdated {
        order_id: OrderId,
        /// Its order is a rehearsal: nobody paid, and nothing went back.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        rehearsal: bool,
        /// What came in by this change, where no other event of it says so.
        #[serde(default)]
        collected: Money,
        /// When the order was placed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        placed_at: Option<Timestamp>,
        payment: PaymentNote,
        /// The claim for which money was promised, of which nothing was left.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<ClaimNumber>,
        /// What somebody of the restaurant has just given back: its customer is notified.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<MoneyGiven>,
    },
    /// What a restaurant's pages say of it may be another: its hours, its pauses, its rules.
    SettingsChanged {},
    /// What is sold is called, described, priced or arranged otherwise, or other things are sold.
    MenuChanged {},
    StockChanged {
        product_id: ProductId,
        available: bool,
        /// When what is off comes back by itself; no event says so then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    NotificationSent {
        notification_id: NotificationId,
        customer_id: CustomerId,
        order_id: OrderId,
        kind: NotificationKind,
    },
    /// A sheet is in the book of claims. What it says is read there.
    ClaimFiled {
        number: ClaimNumber,
        kind: ClaimKind,
        /// The last day on which it can be answered.
        due: super::Date,
    },
    /// The consumer has the answer.
    ClaimAnswered {
        number: ClaimNumber,
        by: ReplyBy,
    },
    /// A claim has changed otherwise.
    ClaimUpdated {
        number: ClaimNumber,
        change: ClaimChange,
    },
    /// Somebody asks for catering.
    CateringRequested {
        catering: RequestRef,
    },
    /// There is a new version of the quote.
    CateringQuoted {
        catering: RequestRef,
        version: u32,
    },
    CateringAccepted {
        catering: RequestRef,
        version: u32,
    },
    CateringDeclined {
        catering: RequestRef,
    },
    CateringCancelled {
        catering: RequestRef,
    },
    CateringExpired {
        catering: RequestRef,
    },
    /// A request has changed otherwise.
    CateringUpdated {
        catering: RequestRef,
        change: CateringChange,
    },
    /// The figures of a day have changed.
    DashboardUpdated {
        day: super::Date,
    },
}

/// How a stage changed other than by being started or completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum StageChange {
    /// Back in its queue.
    Released,
    /// It is to be begun now instead of at its time.
    BroughtForward,
    /// A completion was taken back; `delivered` when it was the last one.
    Recalled { step: Step, delivered: bool },
    /// It takes longer than its target.
    Overdue {
        since: Timestamp,
        taken_by: Option<Actor>,
    },
}

/// What events say of the order they are about: enough to count it, nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderRef {
    pub order_id: OrderId,
    pub number: u64,
    pub customer_id: CustomerId,
    pub placed_at: Timestamp,
    pub total: Money,
    pub fulfilment: FulfilmentKind,
    /// The customer named a time for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_later: bool,
    /// The request for catering that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catering: Option<CateringId>,
    /// It was placed while the restaurant was being set up, and counts in nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
    /// The order's version after this event: it grows by one with each, so that events of one order can be put in order.
    /// 0 in events from before there was one.
    #[serde(default)]
    pub version: u64,
    /// When it ends unless it is paid, accepted or confirmed before; absent once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

/// What events say of the request for catering that they are about. What it says is read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestRef {
    pub catering_id: CateringId,
    /// For people.
    pub number: u64,
    /// Where it stands after what has happened.
    pub status: CateringStatus,
    /// Its order, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
}

/// How much of a product an order is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SoldLine {
    pub product_id: ProductId,
    pub qty: u32,
    pub amount: Money,
}

/// Money that came in for an order, or went back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyMoved {
    /// When the order was placed.
    pub placed_at: Timestamp,
    pub collected: Money,
    pub refunded: Money,
}

/// An event on its way, with who, when and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    pub id: EventId,
    /// Version of the form of `data`.
    pub version: u32,
    pub tenant_id: TenantId,
    pub at: Timestamp,
    /// Id of who caused it.
    pub actor: String,
    /// What it is about, e.g. `order/o_…`. Events of one subject are delivered in their order.
    pub subject: String,
    /// The request that began it, as its caller or the server named it; the same in all that follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    #[serde(flatten)]
    pub event: Event,
}

/// The version of the events' form that this code writes.
pub const EVENT_VERSION: u32 = 1;
