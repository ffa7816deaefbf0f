//! What is shown of requests for catering, and what calls about them send.

use domain::catering::{self, Alarm, CateringForm, CateringRequest, CateringSettings, CateringStatus};
use domain::catering::{DayLoad, DayProblem, Quote, State};
use domain::customer::first_name;
use domain::order::{Actor, Fulfilment, Receipt, ReceiptForm};
use domain::payment::{PaymentMethod, PaymentSummary};
use domain::staff::Role;
use domain::written::or_empty;
use domain::{CateringId, CustomerId, Date, Money, OrderId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// A request that is sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCatering {
    #[serde(flatten)]
    pub form: CateringForm,
    /// Sending again with the same key is sending once. The server functions take it from here, the REST API from its header.
    pub idempotency_key: String,
    /// People do not see this field; robots fill it in.
    pub website: String,
}

/// A request that is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringRequested {
    pub id: CateringId,
    pub number: u64,
    pub status: CateringStatus,
    /// Where the copy was sent; absent when there is no address.
    pub email: Option<String>,
    /// The secret part of the private link: `/catering/solicitud/<link>`.
    pub link: String,
}

/// A day that somebody would like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayAsked {
    /// `2026-12-04`.
    pub date: String,
    /// `13:00`.
    pub time: String,
    pub guests: u32,
}

/// Whether a day can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayAnswer {
    pub free: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub problem: Option<DayProblem>,
    /// What is wrong, for people; empty when the day is free.
    pub message: String,
    /// The next day that can be had at that time, where the asked one cannot.
    pub next_free: Option<Date>,
}

/// What a customer does with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CateringAnswer {
    /// Accept this version of the quote.
    Accept {
        version: u32,
        #[cfg_attr(feature = "openapi", schema(value_type = Receipt))]
        receipt: ReceiptForm,
    },
    Decline {
        reason: String,
    },
    AskChange {
        text: String,
    },
    Write {
        text: String,
    },
    Cancel {
        reason: String,
    },
}

/// What is paid now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentPart {
    /// What is missing of the deposit.
    Deposit,
    /// Everything that is owed: the whole total, or the balance.
    Everything,
}

/// What the restaurant does with a request, besides quoting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CateringAction {
    Decline {
        reason: String,
    },
    Write {
        text: String,
    },
    /// The caller handles it from now on.
    Take,
    /// Nobody handles it any more.
    Release,
    /// Sends the newest quote, or what is owed, to the customer once more.
    Remind,
    /// All money goes back.
    Cancel {
        reason: String,
    },
    /// Money that did not go through the gateway.
    TakeMoney {
        method: PaymentMethod,
        amount_cents: Money,
        /// What was owed when it was noted, where that is known: the same money is not noted twice.
        #[serde(default)]
        owed_cents: Option<Money>,
    },
    /// The kitchen begins now instead of at its time.
    SendToKitchen,
}

/// Which requests to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CateringFilter {
    /// Only requests for which somebody still has to do something: by the time of the event. All others newest first.
    pub open: bool,
    pub status: Option<CateringStatus>,
    pub cursor: Option<String>,
    /// 1 to 100; 20 when `None`.
    pub limit: Option<usize>,
}

/// A request as the customer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringPage {
    pub id: CateringId,
    pub number: u64,
    pub status: CateringStatus,
    pub wants_change: bool,
    pub requested_at: Timestamp,
    pub updated_at: Timestamp,
    pub occasion: String,
    pub at: Timestamp,
    pub guests: u32,
    pub fulfilment: Fulfilment,
    pub package: Option<Slug>,
    pub diet: String,
    pub budget_cents: Option<Money>,
    pub contact: CateringContact,
    /// First name of who handles it.
    pub handler: Option<String>,
    /// The newest quote.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub quote: Option<Quote>,
    pub messages: Vec<MessageView>,
    pub money: CateringMoney,
    /// Why it came to nothing.
    pub reason: Option<String>,
    /// The order's own page, once there is one.
    pub order_id: Option<OrderId>,
    /// What the customer may do now.
    pub may: CateringMay,
    /// Until when a cancellation is free.
    pub free_cancel_until: Timestamp,
    /// What is kept if the customer cancels now.
    pub cancel_keeps_cents: Money,
    pub balance_due_at: Timestamp,
    /// The private link is good until then.
    pub link_until: Timestamp,
    /// Its secret part, for the customer: `/catering/solicitud/<link>`; for managers in one request's own
    /// answer. Left out elsewhere, and when it has expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringContact {
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Empty for a person.
    pub company: String,
    pub ruc: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageView {
    /// First name of who wrote it.
    pub by: String,
    /// Whether the customer wrote it.
    pub from_customer: bool,
    pub text: String,
    pub at: Timestamp,
    pub wants_change: bool,
}

/// How the money of a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringMoney {
    /// Of the newest quote; zero without one.
    pub total_cents: Money,
    pub deposit_cents: Money,
    pub paid_cents: Money,
    /// What is missing of the deposit.
    pub deposit_owed_cents: Money,
    /// What is owed in all.
    pub owed_cents: Money,
    pub refunded_cents: Money,
    pub refunding_cents: Money,
}

/// What a customer may do now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringMay {
    pub accept: bool,
    pub decline: bool,
    pub ask_change: bool,
    pub write: bool,
    pub pay: bool,
    pub cancel: bool,
}

/// A request as the restaurant sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringView {
    #[serde(flatten)]
    pub page: CateringPage,
    /// The account of the customer, where there is one.
    pub customer_id: Option<CustomerId>,
    /// First name of who entered it for a customer on the telephone.
    pub entered_by: Option<String>,
    pub handler_id: Option<String>,
    /// Every version, oldest first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub quotes: Vec<Quote>,
    /// Since when the customer waits for an answer.
    pub unanswered_since: Option<Timestamp>,
    /// The number of its order, once it has one.
    pub order_number: Option<u64>,
    /// The kitchen has its order in the queue, or has had it.
    pub order_begun: bool,
    pub alarms: Vec<Alarm>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub receipt: Receipt,
    pub payment: Option<PaymentSummary>,
    /// When it is over by itself unless something happens.
    pub expires_at: Option<Timestamp>,
    pub version: u64,
}

/// A day of the calendar with what is accepted for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarDay {
    pub date: Date,
    /// What is taken of the day, open quotes included.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub load: DayLoad,
    /// By the time of the event.
    pub requests: Vec<CateringView>,
}

impl CateringPage {
    pub fn of(request: &CateringRequest, settings: &CateringSettings, now: Timestamp) -> CateringPage {
        let wanted = &request.wanted;
        CateringPage {
            id: request.id.clone(),
            number: request.number,
            status: request.status(),
            wants_change: request.wants_change(),
            requested_at: request.requested_at,
            updated_at: request.updated_at,
            occasion: or_empty(&wanted.occasion).to_owned(),
            at: request.at(),
            guests: request.guests(),
            fulfilment: wanted.fulfilment.clone(),
            package: wanted.package.clone(),
            diet: or_empty(&wanted.diet).to_owned(),
            budget_cents: wanted.budget,
            contact: CateringContact {
                name: wanted.name.clone(),
                phone: or_empty(&wanted.phone).to_owned(),
                email: or_empty(&wanted.email).to_owned(),
                company: or_empty(&wanted.company).to_owned(),
                ruc: or_empty(&wanted.ruc).to_owned(),
            },
            handler: request.handler.as_ref().map(shown_name),
            quote: request.quote().cloned(),
            messages: request
                .messages
                .iter()
                .map(|message| MessageView {
                    by: shown_name(&message.by),
                    from_customer: message.by.role == Role::Customer,
                    text: message.text.clone(),
                    at: message.at,
                    wants_change: message.wants_change,
                })
                .collect(),
            money: CateringMoney::of(request),
            reason: match &request.state {
                State::Declined { reason, .. } | State::Cancelled { reason, .. } => Some(reason.clone()),
                _ => None,
            },
            order_id: request.order().cloned(),
            may: CateringMay::of(request, now),
            free_cancel_until: request.free_cancel_until(settings),
            cancel_keeps_cents: catering::cancellation_keeps(request, Role::Customer, settings, now),
            balance_due_at: request.balance_due_at(settings),
            link_until: request.link_until(),
            link: None,
        }
    }
}

impl CateringMoney {
    fn of(request: &CateringRequest) -> CateringMoney {
        let totals = request.quote().map(|quote| quote.totals).unwrap_or_default();
        let summary = request.payment.map(|note| note.summary);
        CateringMoney {
            total_cents: totals.total,
            deposit_cents: totals.deposit,
            paid_cents: request.paid(),
            deposit_owed_cents: request.deposit_owed(),
            owed_cents: request.owed(),
            refunded_cents: summary.map_or(Money::ZERO, |summary| summary.refunded_cents),
            refunding_cents: summary.map_or(Money::ZERO, |summary| summary.refunding_cents),
        }
    }
}

impl CateringMay {
    fn of(request: &CateringRequest, now: Timestamp) -> CateringMay {
        let status = request.status();
        let quoted = status == CateringStatus::Quoted;
        CateringMay {
            accept: quoted && request.quote().is_some_and(|quote| now < quote.valid_until),
            decline: quoted,
            ask_change: quoted,
            write: status.is_open(),
            pay: matches!(
                status,
                CateringStatus::Accepted | CateringStatus::Scheduled | CateringStatus::Done
            ) && request.owed() > Money::ZERO,
            cancel: status.is_open() && now < request.at(),
        }
    }
}

impl CateringView {
    pub fn of(request: &CateringRequest, settings: &CateringSettings, now: Timestamp) -> CateringView {
        CateringView {
            page: CateringPage::of(request, settings, now),
            customer_id: request.customer.clone(),
            entered_by: request.entered_by.as_ref().map(shown_name),
            handler_id: request.handler.as_ref().map(|handler| handler.id.clone()),
            quotes: request.quotes.clone(),
            unanswered_since: request.unanswered_since,
            order_number: None,
            order_begun: false,
            alarms: request.alarms(settings, now),
            receipt: request.receipt.clone(),
            payment: request.payment.map(|note| note.summary),
            expires_at: request.expires_at(),
            version: request.version,
        }
    }
}

fn shown_name(actor: &Actor) -> String {
    first_name(&actor.name).to_owned()
}
