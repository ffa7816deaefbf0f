//! How many orders of one customer may be open at once that nobody has paid yet. The counters change in the commits that
//! place and move the orders, so that calls at the same time cannot pass a limit together.

use super::OrdersService;
use super::store::by_customer;
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::Code;
use domain::customer::Customer;
use domain::order::{Actor, Awaits, Command, Order, Settled, State, Status};
use domain::order_limits::OrderLimits;
use domain::written::Email;
use domain::{CustomerId, TenantId};
use ports::documents::{Index, Key, Query, Table, Write};
use texts::now::errors as texts;

/// Maximum number of a customer's newest orders among which one is looked for that was delivered.
const LOOKED_AT: usize = 50;

const UNPAID: &str = "unpaid";
const CASH: &str = "cash";

/// All counters of a customer.
pub(super) const COUNTERS: [&str; 2] = [UNPAID, CASH];

/// What of a customer's own orders is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unsettled {
    /// It waits for its payment.
    Unpaid,
    /// It is paid at the door, and is not there yet.
    Cash,
}

impl Unsettled {
    fn of(order: &Order) -> Option<Unsettled> {
        match &order.state {
            _ if !order.head.by_customer => None,
            State::AwaitingPayment if order.head.waits == Awaits::Payment => Some(Unsettled::Unpaid),
            State::Working { .. } if order.settled == Some(Settled::CashOnDelivery) => Some(Unsettled::Cash),
            // What waits to be accepted has a limit of its own.
            State::AwaitingPayment | State::Working { .. } => None,
            State::Completed { .. } | State::Cancelled { .. } => None,
        }
    }

    /// The counter of how many more there may be, counted down from nothing.
    fn counter(self) -> &'static str {
        match self {
            Unsettled::Unpaid => UNPAID,
            Unsettled::Cash => CASH,
        }
    }

    fn limit(self, limits: OrderLimits) -> i64 {
        match self {
            Unsettled::Unpaid => i64::from(limits.open_unpaid),
            Unsettled::Cash => i64::from(limits.open_cash),
        }
    }
}

/// The counter in which an order is now; none for one that is not limited.
pub(super) fn counter_of(order: &Order) -> Option<&'static str> {
    Unsettled::of(order).map(Unsettled::counter)
}

/// It lies where those who may change orders may write.
pub(super) fn key(customer: &CustomerId) -> Key {
    Key::new(Table::Orders, format!("ORDER#UNSETTLED#{customer}"), "INFO")
}

fn count(order: &Order, what: Unsettled, delta: i64, floor: Option<i64>) -> Write {
    Write::Add {
        key: key(&order.head.customer.id),
        counter: what.counter().into(),
        delta,
        floor,
    }
}

/// The write that counts a new order; it fails when the customer has as many open as they may. None for an order that is not
/// limited.
pub(super) fn placed(order: &Order, limits: OrderLimits) -> Option<Write> {
    let what = Unsettled::of(order)?;
    Some(count(order, what, -1, Some(-what.limit(limits))))
}

/// The writes that count an order no longer, or as something else. With limits the last one fails where there are as many as
/// there may be.
pub(super) fn moved(before: &Order, after: &Order, limits: Option<OrderLimits>) -> Vec<Write> {
    let (was, is) = (Unsettled::of(before), Unsettled::of(after));
    if was == is {
        return Vec::new();
    }
    let gone = was.map(|what| count(before, what, 1, None));
    let come = is.map(|what| count(after, what, -1, limits.map(|limits| -what.limit(limits))));
    gone.into_iter().chain(come).collect()
}

/// The answer to one more than may be open.
pub(super) fn too_many(order: &Order) -> Error {
    let text = match Unsettled::of(order) {
        Some(Unsettled::Cash) => texts::TOO_MANY_CASH_ORDERS,
        Some(Unsettled::Unpaid) | None => texts::TOO_MANY_UNPAID_ORDERS,
    };
    Error::new(Code::LimitReached, text)
}

fn may_order(customer: &Customer) -> Result<(), Error> {
    match customer.blocked {
        true => Err(Error::new(Code::CustomerBlocked, texts::CUSTOMER_BLOCKED)),
        false => Ok(()),
    }
}

impl OrdersService {
    /// Refuses an order of a customer who is blocked, from whose network address too much was ordered, or who may not pay at
    /// the door yet.
    pub(super) async fn check_customer(
        &self,
        caller: &Caller,
        customer: &Customer,
        owes_cash: bool,
        limits: OrderLimits,
    ) -> Result<(), Error> {
        if caller.customer_id().is_err() {
            return Ok(());
        }
        may_order(customer)?;
        if owes_cash {
            let email = customer.email.as_ref();
            self.check_first_cash(&caller.tenant, &customer.id, email, limits)
                .await?;
        }
        self.check_address(caller, limits)
    }

    /// Lets an order be paid at the door that was to be paid at once. Its customer within what they may have open; others, who
    /// may do so, whatever is.
    pub async fn pay_at_door(&self, caller: &Caller, order: &Order) -> Result<Order, Error> {
        let command = Command::Confirm {
            settled: Settled::CashOnDelivery,
            payment: None,
        };
        let (tenant, head) = (&caller.tenant, &order.head);
        let limits = match caller.customer_id() {
            Ok(customer) => {
                let limits = self.catalog.tenant(tenant).await?.order_limits;
                // The account may have been blocked, or its address confirmed, since the order was placed.
                let known = self.customers.orderer(caller, customer).await?;
                may_order(&known)?;
                self.check_first_cash(tenant, customer, known.email.as_ref(), limits)
                    .await?;
                Some(limits)
            }
            Err(_) => None,
        };
        self.execute_within(tenant, &head.id, command, &Actor::system(), limits)
            .await
    }

    /// Refuses customers from whose network address too much was ordered within an hour.
    fn check_address(&self, caller: &Caller, limits: OrderLimits) -> Result<(), Error> {
        match (&caller.who, &caller.address, &self.from_addresses) {
            (Who::Customer { .. }, Some(address), Some(limit)) => {
                let who = (caller.tenant.clone(), address.clone());
                let allowed = u32::from(limits.hourly_by_address);
                limit.take_up_to(allowed, &who, self.clock.now())
            }
            _ => Ok(()),
        }
    }

    /// Refuses to let a customer pay at the door for the first time whom nothing but a user name is known of. `email` is the
    /// one that they have confirmed.
    async fn check_first_cash(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
        email: Option<&Email>,
        limits: OrderLimits,
    ) -> Result<(), Error> {
        if !limits.first_cash_needs_email || email.is_some() {
            return Ok(());
        }
        let query = Query::index(Index::OrdersByCustomer, by_customer(customer), LOOKED_AT).newest_first();
        let page = self.documents.query(tenant, &query).await?;
        for document in &page.documents {
            let order = super::store::read(document)?;
            if order.status() == Status::Completed && !order.head.rehearsal {
                return Ok(());
            }
        }
        Err(Error::new(Code::EmailUnconfirmed, texts::EMAIL_UNCONFIRMED))
    }
}
