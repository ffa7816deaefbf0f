//! Placing an order: all lines or nothing, stock taken, and one commit.

use super::cart_problems::problems;
use super::room::{Room, branch_of};
use super::store_new::Placing;
use super::{OrdersService, terms};
use crate::caller::{Caller, Who};
use crate::catalog::Offer;
use crate::envelope::new_id;
use crate::error::Error;
use crate::orders::{Terms, Unpaid};
use api::orders::{NewOrder, OrderView};
use api::{Code, FieldError};
use domain::cart::{CartLine, FulfilmentKind, Quote, When, quote, uncounted};
use domain::customer::{Address, Customer, FieldProblem};
use domain::event::Event;
use domain::order::{
    Actor, Command, Contact, Fulfilment, Order, OrderDetails, Receipt, ReceiptForm, Settled, Sight, decide,
    evolve,
};
use domain::payment::PaymentMethod;
use domain::promise::Promise;
use domain::schedule::{Handover, Schedule};
use domain::staff::{Permission, Role};
use domain::tenant::Tenant;
use domain::written::Phone;
use domain::{CustomerId, Money, OrderId, ProductId, Timestamp, written};
use serde_json::json;
use texts::now::errors as texts;

/// Who orders has to be known: that there is nobody of this id is no missing page.
fn unknown_customer(error: Error) -> Error {
    match error.code() {
        Code::NotFound => Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER),
        _ => error,
    }
}

/// How the customer of an order is reached.
fn contact(customer: &Customer, phone: Option<Phone>) -> Contact {
    Contact {
        id: customer.id.clone(),
        name: customer.name.clone(),
        phone,
        email: customer.email.clone(),
    }
}

impl OrdersService {
    /// Places an order for the calling customer, or for `customer` where staff or a machine calls. All lines or
    /// nothing; stock is taken here. With the key of an earlier call, the answer to that call again, and `true`; a key
    /// of an order for somebody else is refused.
    pub async fn place(
        &self,
        caller: &Caller,
        customer: Option<&CustomerId>,
        wanted: NewOrder,
        terms: Terms,
    ) -> Result<(OrderView, bool), Error> {
        let customer_id = orderer(caller, customer)?;
        // A caller that passes what the client has sent has already looked for an order of this key: see [`OrdersService::placed`].
        if terms.sent.is_none()
            && let Some(answer) = self.answered(caller, customer_id, &wanted, terms).await?
        {
            return Ok((answer, true));
        }
        let refused = match self.place_anew(caller, customer_id, &wanted, terms).await {
            Err(error) if !error.is_no_answer() => error,
            placed => return placed.map(|view| (view, false)),
        };
        // The same call may have placed it before, and taken the last that there was.
        match self.answered(caller, customer_id, &wanted, terms).await? {
            Some(answer) => Ok((answer, true)),
            None => Err(refused),
        }
    }

    /// The answer that the same call had before; `None` where it is new.
    async fn answered(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        wanted: &NewOrder,
        terms: Terms,
    ) -> Result<Option<OrderView>, Error> {
        match terms::once_or_before(caller, customer, wanted, terms)? {
            Some(once) => once.replay(&*self.documents, &caller.tenant).await,
            None => Ok(None),
        }
    }

    async fn place_anew(
        &self,
        caller: &Caller,
        customer_id: &CustomerId,
        wanted: &NewOrder,
        terms: Terms,
    ) -> Result<OrderView, Error> {
        let once = terms::once(caller, customer_id, wanted, terms)?;
        let found = self.customers.orderer(caller, customer_id).await;
        let customer = found.map_err(unknown_customer)?;
        let restaurant = terms::restaurant(
            self.offer(caller, &wanted.lines).await?,
            terms,
            &wanted.fulfilment,
        );
        let now = self.clock.now();
        let quote = quoted(
            &restaurant,
            &wanted.lines,
            wanted.fulfilment.kind(),
            wanted.when(now),
        );
        let total = quote.as_ref().map_or(Money::ZERO, |quote| quote.totals.total);
        // What was filled in is said first, then whether anybody is there to cook it, then what is in the cart.
        let details = details(&restaurant, &customer, wanted, total, now)?;
        let (handover, schedule) = (handover(wanted), details.schedule);
        let room = self.takes(&caller.tenant, &restaurant.tenant, handover, schedule, now);
        let room = room.await?;
        let quote = quote?;
        let method = terms::payment_method(wanted, &quote);
        let pays_first = caller.customer_id().is_ok() && terms::is_paid_first(method, terms);
        if pays_first && !self.catalog.is_paid_online(&restaurant.tenant) {
            let text = texts::ONLY_CASH;
            return Err(Error::of_field(Code::InvalidValue, "/paymentMethod", text));
        }
        expected(wanted, &quote)?;

        let limits = restaurant.tenant.order_limits;
        let owes_cash = terms::owes_cash(wanted, &quote);
        self.check_customer(caller, &customer, owes_cash, limits).await?;
        let number = self.documents.next_number(&caller.tenant, "order").await?;
        let head = OrderDetails {
            id: new_id(OrderId::parse, OrderId::PREFIX, now),
            number,
            customer: contact(&customer, details.phone),
            lines: match restaurant.tenant.draft {
                true => uncounted(quote.lines),
                false => quote.lines,
            },
            totals: quote.totals,
            branch: branch_of(&restaurant.tenant, handover).cloned(),
            fulfilment: details.fulfilment,
            receipt: details.receipt,
            payment_method: method,
            placed_at: now,
            schedule,
            quarter: room.as_ref().map(Room::quarter),
            catering: None,
            waits: terms::awaits(caller, terms),
            by_customer: caller.customer_id().is_ok(),
            rehearsal: restaurant.tenant.draft,
        };
        // Cash is paid at the door, so the order goes straight into the kitchen.
        let cash = head.payment_method == PaymentMethod::Cash && terms.unpaid == Unpaid::Pays;
        let confirm = cash.then_some(Command::Confirm {
            settled: Settled::CashOnDelivery,
            payment: None,
        });
        let promise = match cash {
            true => Some(
                self.promise(&restaurant.tenant, &caller.tenant, &head, now)
                    .await?,
            ),
            false => None,
        };
        let (order, events) = opened(head, confirm, promise, now)?;
        let view = match caller.role() {
            // Who takes an order on the telephone has to say what it costs.
            Some(Role::Dispatcher) => OrderView::of(&caller.tenant, &order, Sight::Placed),
            _ => caller.view(&order),
        };

        let placing = Placing {
            caller,
            once,
            limits,
            room,
        };
        self.commit_placed(placing, order, view, events).await
    }

    /// The restaurant with what these lines are about.
    pub(super) async fn offer(&self, caller: &Caller, lines: &[CartLine]) -> Result<Offer, Error> {
        let items: Vec<ProductId> = lines.iter().map(|line| line.product_id.clone()).collect();
        self.catalog.offer(&caller.tenant, &items).await
    }
}

/// Prices a cart, or says what is wrong with it as an answer.
pub fn quoted(
    restaurant: &Offer,
    lines: &[CartLine],
    fulfilment: FulfilmentKind,
    when: When,
) -> Result<Quote, Error> {
    quote(&restaurant.tenant, &restaurant.catalog, lines, fulfilment, when)
        .map_err(|found| problems(restaurant, &found))
}

/// For whom: customers for themselves, others only where their role allows it.
fn orderer<'a>(caller: &'a Caller, customer: Option<&'a CustomerId>) -> Result<&'a CustomerId, Error> {
    match (&caller.who, customer) {
        (Who::Visitor, _) => Err(Error::unauthenticated()),
        (Who::Customer { id, .. }, None) => Ok(id),
        (Who::Customer { id, .. }, Some(other)) if id == other => Ok(id),
        (Who::Customer { .. }, Some(_)) => Err(Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER)),
        (_, Some(other)) => caller.require(Permission::OrderForOthers).map(|()| other),
        (_, None) => {
            caller.require(Permission::OrderForOthers)?;
            Err(Error::invalid(vec![missing("/customerId")]))
        }
    }
}

/// A new order with its first events; confirmed where a command says so, with what is promised then.
pub(super) fn opened(
    head: OrderDetails,
    confirm: Option<Command>,
    promise: Option<Promise>,
    now: Timestamp,
) -> Result<(Order, Vec<Event>), Error> {
    let order = Order::place(head);
    let confirmed = match confirm {
        Some(command) => decide(&order, &command, &Actor::system(), now)
            .map_err(|refused| super::refusal::answer(&refused))?,
        None => Vec::new(),
    };
    let promised = |event: Event| match promise {
        Some(promise) => event.with_promise(promise),
        None => event,
    };
    let confirmed: Vec<Event> = confirmed.into_iter().map(promised).collect();
    let created = Event::OrderCreated {
        order: order.reference(),
        lines: order.sold(),
        counted: order.counted(),
    };
    let order = confirmed.iter().fold(order, |order, event| evolve(&order, event));
    Ok((order, std::iter::once(created).chain(confirmed).collect()))
}

struct Details {
    fulfilment: Fulfilment,
    receipt: Receipt,
    phone: Option<Phone>,
    schedule: Option<Schedule>,
}

/// Checks everything that is not about dishes.
fn details(
    restaurant: &Offer,
    customer: &Customer,
    wanted: &NewOrder,
    total: Money,
    now: Timestamp,
) -> Result<Details, Error> {
    let mut fields = Vec::new();
    let fulfilment = match &wanted.fulfilment {
        Fulfilment::Delivery { address } => match address.checked() {
            Ok(address) => {
                fields.extend(out_of_zone(&restaurant.tenant, &address));
                Fulfilment::Delivery { address }
            }
            Err((part, problem)) => {
                fields.push(field(&format!("/fulfilment/address/{part}"), problem));
                wanted.fulfilment.clone()
            }
        },
        Fulfilment::Pickup { branch } => {
            if !restaurant.tenant.branches.iter().any(|known| &known.id == branch) {
                fields.push(FieldError::new(
                    "/fulfilment/branch",
                    Code::InvalidValue,
                    texts::UNKNOWN_BRANCH,
                ));
            }
            wanted.fulfilment.clone()
        }
    };
    let phone = match (written::optional(&wanted.phone, Phone::parse), &customer.phone) {
        (Ok(Some(phone)), _) => Some(phone),
        (Ok(None), Some(known)) => Some(known.clone()),
        // A machine or a partner orders without one; somebody at the door needs it.
        (Ok(None), None) if matches!(wanted.fulfilment, Fulfilment::Pickup { .. }) => None,
        (Ok(None), None) => {
            fields.push(FieldError::new(
                "/phone",
                Code::MissingField,
                texts::PHONE_MISSING,
            ));
            None
        }
        (Err(problem), _) => {
            fields.push(field("/phone", problem));
            None
        }
    };
    let receipt = checked_receipt(&wanted.receipt, total, &mut fields);
    let schedule = checked_schedule(&restaurant.tenant, wanted, now).unwrap_or_else(|field| {
        fields.push(field);
        None
    });
    if fields.is_empty() {
        Ok(Details {
            fulfilment,
            receipt,
            phone,
            schedule,
        })
    } else {
        Err(Error::invalid(fields))
    }
}

/// Why nothing is brought to an address; nothing where it is.
fn out_of_zone(tenant: &Tenant, address: &Address) -> Option<FieldError> {
    let pointer = "/fulfilment/address/district";
    match address.district.as_str() {
        _ if tenant.brings_to(&address.district) => None,
        "" => Some(field(pointer, FieldProblem::Missing)),
        district => Some(FieldError::new(
            pointer,
            Code::OutOfZone,
            texts::out_of_zone(district),
        )),
    }
}

fn checked_schedule(
    tenant: &Tenant,
    wanted: &NewOrder,
    now: Timestamp,
) -> Result<Option<Schedule>, FieldError> {
    let Some(at) = wanted.scheduled_for else {
        return Ok(None);
    };
    Schedule::new(tenant, handover(wanted), at, now)
        .map(Some)
        .map_err(|problem| {
            let text = texts::schedule(problem, &tenant.zone, now);
            FieldError::new("/scheduledFor", Code::InvalidValue, text)
        })
}

fn handover(wanted: &NewOrder) -> Handover<'_> {
    Handover {
        kind: wanted.fulfilment.kind(),
        branch: wanted.fulfilment.branch(),
    }
}

fn checked_receipt(receipt: &ReceiptForm, total: Money, fields: &mut Vec<FieldError>) -> Receipt {
    receipt.checked(total).unwrap_or_else(|wrong| {
        fields.extend(wrong.into_iter().map(|(part, problem)| {
            let code = match problem {
                FieldProblem::Missing | FieldProblem::DocumentNeeded => Code::MissingField,
                _ => Code::InvalidValue,
            };
            FieldError::new(format!("/receipt/{part}"), code, texts::receipt(part, problem))
        }));
        Receipt::None
    })
}

fn expected(wanted: &NewOrder, quote: &Quote) -> Result<(), Error> {
    match wanted.expected_total {
        Some(total) if total != quote.totals.total => {
            Err(Error::new(Code::PriceChanged, texts::PRICE_CHANGED)
                .with_detail(json!({ "quote": terms::quote_told(quote), "totalCents": quote.totals.total })))
        }
        _ => Ok(()),
    }
}

fn missing(pointer: &str) -> FieldError {
    field(pointer, FieldProblem::Missing)
}

fn field(pointer: &str, problem: FieldProblem) -> FieldError {
    let code = if problem == FieldProblem::Missing {
        Code::MissingField
    } else {
        Code::InvalidValue
    };
    FieldError::new(pointer, code, texts::field(problem))
}
