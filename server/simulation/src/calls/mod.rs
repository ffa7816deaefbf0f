//! The calls that the steps of a history become, and how they are made.

mod account;
mod catering;
mod claim;
mod keyed;
mod rules;
mod secret;
mod webhook;

pub use account::{AccountCall, PASSWORDS, Password, let_in_cheaply, name_of, visitor};
pub use catering::{ByLink, CateringCall};
pub use claim::ClaimCall;
pub use keyed::{Keyed, KeyedCall};
pub use rules::RulesCall;
pub use secret::Secret;
pub use webhook::{OfWebhook, WebhookCall};

use crate::process::Process;
use api::Code;
use api::auth::SessionTokens;
use api::catalog::{Availability, ProductChange};
use api::orders::{EditOrder, NewOrder};
use api::payments::GiveBackForm;
use domain::order::Advance;
use domain::payment::{PaymentMethod, Settlement};
use domain::stage::Stage;
use domain::{CustomerId, OrderId, ProductId, TenantId};
use engine_memory::Delivery;
use ports::EventBus;
use ports::payment_gateway::Message;
use serde_json::json;
use services::caller::Caller;
use services::catalog::CatalogService;
use services::orders::{OrdersService, Terms, Unpaid};
use services::{Error, Services};
use sha2::{Digest as _, Sha256};

/// A call, with everything that is sent.
#[derive(Debug, Clone)]
pub enum Call {
    Place(Placement),
    Open {
        caller: Caller,
        order: OrderId,
        method: PaymentMethod,
    },
    Settle {
        caller: Caller,
        order: OrderId,
        approve: bool,
    },
    PayUnseen {
        tenant: TenantId,
        reference: String,
    },
    Notify {
        tenant: TenantId,
        reference: String,
        approve: bool,
    },
    Confirm {
        caller: Caller,
        order: OrderId,
    },
    Cancel {
        caller: Caller,
        order: OrderId,
    },
    Work {
        caller: Caller,
        order: OrderId,
        work: Work,
    },
    ChangeProduct {
        caller: Caller,
        product: ProductId,
        change: Box<ProductChange>,
    },
    HandBack {
        caller: Caller,
        order: OrderId,
        refund: u32,
    },
    GiveBack {
        caller: Caller,
        order: OrderId,
        form: GiveBackForm,
    },
    Edit {
        caller: Caller,
        order: OrderId,
        wanted: EditOrder,
    },
    /// A customer asks for an order that is not theirs.
    Pry {
        caller: Caller,
        order: OrderId,
    },
    Account(AccountCall),
    Claim(ClaimCall),
    Catering(CateringCall),
    Keyed(KeyedCall),
    Rules(RulesCall),
    Webhook(WebhookCall),
    /// The last command of somebody on an order is made again. `unchanged` says whether the order is as that command left it.
    Again {
        call: Box<Call>,
        unchanged: bool,
    },
    Deliver(Vec<Delivery>),
    DeliverAll,
    RunTasks,
    Retry(TenantId),
    /// There is nothing to do it with.
    Nothing,
}

/// An order that somebody wants to place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    pub caller: Caller,
    pub customer: CustomerId,
    pub wanted: NewOrder,
    pub unpaid: Unpaid,
    /// Whether it is confirmed in the same call.
    pub confirmed: bool,
}

/// What somebody of the staff does with an order.
#[derive(Debug, Clone, Copy)]
pub enum Work {
    Take(Stage),
    Complete(Stage),
    Release(Stage),
    Advance(Advance),
    Recall,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The order that was placed, for whom, and whether the answer was one of before.
    Placed {
        order: OrderId,
        customer: Option<CustomerId>,
        replayed: bool,
    },
    Done,
    /// A call that has a key was answered so. `kept` says whether the answer is remembered under the key.
    Reply {
        body: String,
        kept: bool,
    },
    /// Somebody has a session, or goes on with one.
    SignedIn {
        caller: Box<Caller>,
        tokens: Secret<SessionTokens>,
    },
    /// Nothing was done.
    Refused(Code),
    /// It is not known whether anything was done: the caller has no answer.
    Unknown(String),
}

impl Call {
    /// The call as traces have it.
    pub fn told(&self) -> String {
        let Call::Deliver(deliveries) = self else {
            return format!("{self:?}");
        };
        let one = |delivery: &Delivery| {
            let Delivery { subscriber, event } = delivery;
            let about = &event.envelope;
            format!(
                "{} {} of {} to {subscriber}",
                event.cursor,
                about.event.name(),
                about.subject
            )
        };
        let all: Vec<String> = deliveries.iter().map(one).collect();
        format!("Deliver [{}]", all.join(", "))
    }
}

impl Placement {
    /// The digest of what is sent.
    fn sent(&self) -> [u8; 32] {
        Sha256::digest(format!("{} {:?}", self.customer, self.wanted)).into()
    }

    fn terms(&self) -> Terms {
        Terms {
            unpaid: self.unpaid,
            ..Terms::default()
        }
    }
}

/// Whether a dish is sold until then is said in words of its own.
async fn change_product(
    catalog: &CatalogService,
    caller: &Caller,
    product: &ProductId,
    change: &ProductChange,
) -> Answer {
    let Some(available) = change.active.filter(|_| change.off_until.is_some()) else {
        let changed = catalog.change_product(caller, product, change.clone(), None);
        return done(changed.await);
    };
    let until = change.off_until.filter(|_| !available);
    let wanted = Availability { available, until };
    done(catalog.set_availability(caller, product, wanted).await)
}

/// Makes a call.
pub async fn perform(process: &Process, call: &Call) -> Answer {
    let Services {
        orders,
        payments,
        stages,
        catalog,
        ..
    } = &*process.application.services;
    match call {
        Call::Place(placement) if placement.confirmed => orchestrate(process, placement).await,
        Call::Place(placement) => place(orders, placement).await,
        Call::Open {
            caller,
            order,
            method,
        } => done(payments.open(caller, order, *method).await),
        Call::Settle {
            caller,
            order,
            approve,
        } => done(payments.settle_simulated(caller, order, *approve).await),
        Call::PayUnseen { tenant, reference } => pay_unseen(process, tenant, reference).await,
        Call::Notify {
            tenant,
            reference,
            approve,
        } => {
            let message = message(reference, *approve);
            done(payments.verify_notification(tenant, &message).await)
        }
        Call::Confirm { caller, order } => done(payments.confirm(caller, order).await),
        Call::Cancel { caller, order } => done(orders.cancel(caller, order, "no longer wanted").await),
        Call::Work { caller, order, work } => done(match *work {
            Work::Take(stage) => stages.take(caller, order, stage).await,
            Work::Complete(stage) => stages.complete(caller, order, stage).await,
            Work::Release(stage) => stages.release(caller, order, stage).await,
            Work::Advance(advance) => stages.advance(caller, order, advance).await,
            Work::Recall => stages.recall(caller, order).await,
        }),
        Call::ChangeProduct {
            caller,
            product,
            change,
        } => change_product(catalog, caller, product, change).await,
        Call::HandBack {
            caller,
            order,
            refund,
        } => done(payments.hand_back(caller, order, *refund).await),
        Call::GiveBack { caller, order, form } => done(payments.give_back(caller, order, form.clone()).await),
        Call::Edit {
            caller,
            order,
            wanted,
        } => done(orders.edit(caller, order, wanted.clone()).await),
        Call::Pry { caller, order } => pry(process, caller, order).await,
        Call::Account(call) => account::perform(process, call).await,
        Call::Claim(call) => claim::perform(process, call).await,
        Call::Catering(call) => catering::perform(process, call).await,
        Call::Keyed(call) => keyed::perform(process, call).await,
        Call::Rules(call) => rules::perform(process, call).await,
        Call::Webhook(call) => webhook::perform(process, call).await,
        // One level: what is made again is no repetition itself.
        Call::Again { call, .. } => Box::pin(perform(process, call)).await,
        Call::Deliver(deliveries) => {
            for delivery in deliveries {
                // One that fails is delivered again later.
                let _ = process.memory.event_bus.deliver(delivery).await;
            }
            Answer::Done
        }
        Call::DeliverAll => reached(process.memory.event_bus.run_until_idle().await),
        Call::RunTasks => reached(process.run_tasks().await),
        Call::Retry(tenant) => reached(process.retry(tenant).await),
        Call::Nothing => Answer::Done,
    }
}

async fn place(orders: &OrdersService, placement: &Placement) -> Answer {
    let Placement {
        caller,
        customer,
        wanted,
        ..
    } = placement;
    let placed = orders.place(caller, Some(customer), wanted.clone(), placement.terms());
    match placed.await {
        Ok((view, replayed)) => Answer::Placed {
            order: view.order_id,
            customer: view.customer_id,
            replayed,
        },
        Err(error) => failed(&error),
    }
}

/// Places an order and confirms it.
async fn orchestrate(process: &Process, placement: &Placement) -> Answer {
    let Placement {
        caller,
        customer,
        wanted,
        ..
    } = placement;
    let sent = placement.sent();
    let orchestrator = &process.application.services.orchestrator;
    let placed = orchestrator.create_and_confirm(caller, customer, wanted.clone(), sent);
    match placed.await {
        Ok(orchestrated) => Answer::Placed {
            order: orchestrated.order.order_id,
            customer: Some(orchestrated.customer.id),
            replayed: orchestrated.replayed,
        },
        Err(error) => failed(&error),
    }
}

/// What the gateway says of an attempt.
fn message(reference: &str, approve: bool) -> Message {
    let action = if approve {
        "state_FINISHED"
    } else {
        "state_CANCELED"
    };
    let body = json!({ "id": reference, "type": "payment", "action": action });
    Message {
        body: body.to_string().into_bytes(),
        ..Message::default()
    }
}

/// The customer pays at the gateway itself, where the faults of the history are not.
async fn pay_unseen(process: &Process, tenant: &TenantId, reference: &str) -> Answer {
    match process.gateway.as_simulated() {
        Some(gateway) => reached(gateway.settle(tenant, reference, Settlement::Approved).await),
        None => Answer::Done,
    }
}

/// Asks for everything that an order's own customer may ask for.
async fn pry(process: &Process, caller: &Caller, order: &OrderId) -> Answer {
    let services = &process.application.services;
    let answers = [
        done(services.orders.order(caller, order).await),
        done(services.payments.payment(caller, order).await),
        done(services.payments.open(caller, order, PaymentMethod::Card).await),
        done(services.orders.cancel(caller, order, "mine").await),
    ];
    match answers.contains(&Answer::Done) {
        true => Answer::Done,
        false => Answer::Refused(Code::NotFound),
    }
}

fn done<T>(result: Result<T, Error>) -> Answer {
    match result {
        Ok(_) => Answer::Done,
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> Answer {
    match error.code() {
        code if code.status() >= 500 => Answer::Unknown(format!("{error:?}")),
        code => Answer::Refused(code),
    }
}

fn reached<T, E: std::fmt::Debug>(result: Result<T, E>) -> Answer {
    match result {
        Ok(_) => Answer::Done,
        Err(error) => Answer::Unknown(format!("{error:?}")),
    }
}
