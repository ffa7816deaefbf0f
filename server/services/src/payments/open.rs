//! Opening a payment.

use super::PaymentsService;
use super::looks::Which;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use ::texts::now::errors as texts;
use ::texts::now::payments::order_title;
use api::Code;
use api::payments::PaymentView;
use domain::online_payments::own_account;
use domain::order::{Order, Status};
use domain::payment::{Attempt, CODE_MS, Payment, PaymentMethod, PaymentStatus};
use domain::staff::Permission;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::{Money, OrderId, TenantId, Timestamp};
use ports::EngineError;
use ports::payment_gateway::{CreatePayment, Opened};

/// Maximum number of attempts that are opened for a payment within an hour. Each is asked about at the gateway for as long as it may
/// be paid, and stands in the payment's record for ever.
const MAX_ATTEMPTS: usize = 6;

impl PaymentsService {
    /// Opens a payment at the gateway. Opening the same method twice is opening it once. Cash confirms the order
    /// at once. 409 when the order is closed or paid, when it cannot be had any more as it was asked for, or when this was tried
    /// too often.
    pub async fn open(
        &self,
        caller: &Caller,
        order: &OrderId,
        method: PaymentMethod,
    ) -> Result<PaymentView, Error> {
        // Cash confirms the order, which of others' orders is the manager's to do.
        let permission = match method {
            PaymentMethod::Cash => Permission::CancelAnyOrder,
            PaymentMethod::Card | PaymentMethod::Yape => Permission::OrderForOthers,
        };
        let order = self.payable(caller, order, permission).await?;
        unpaid(&order)?;
        if method == PaymentMethod::Cash {
            self.unpaid_at_gateway(&caller.tenant, &order).await?;
            self.orders.look_again(&caller.tenant, &order).await?;
            let order = self.orders.pay_at_door(caller, &order).await?;
            let payment = self.choose_cash(&caller.tenant, &order).await?;
            return Ok(self.view(&order, &payment));
        }
        // What is open can be paid, and is given again; nothing new is opened for what cannot be had.
        let payment = self.stored(&caller.tenant, &order).await?.payment;
        if !under_way(&payment, method, payment.owed(), self.clock.now()) {
            self.orders.look_again(&caller.tenant, &order).await?;
        }
        let title = order_title(order.head.number);
        let actor = caller.actor()?.id;
        self.open_attempt(&caller.tenant, &order, None, method, &title, &actor)
            .await
    }

    /// Opens an attempt at the gateway for all that is owed, or for an amount of it.
    pub(super) async fn open_attempt(
        &self,
        tenant: &TenantId,
        order: &Order,
        amount: Option<Money>,
        method: PaymentMethod,
        title: &str,
        actor: &str,
    ) -> Result<PaymentView, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let online = restaurant.online_payments;
        let takes_money = online.takes_money(self.gateway.takes_payments(), order.head.rehearsal);
        // Rehearsals are no money, into whose account ever.
        let account = online.account().filter(|_| !order.head.rehearsal);
        let began = self.clock.now();
        let settled = || Error::new(Code::PaymentSettled, texts::PAYMENT_SETTLED);
        retry::change(retry::ATTEMPTS, || async {
            let stored = self.stored(tenant, order).await?;
            let payment = &stored.payment;
            let amount = amount.map_or(payment.owed(), |part| part.min(payment.owed()));
            let there = |attempt: &Attempt| own_account(&attempt.reference) == account;
            let goes_on = payment.attempt().is_some_and(|open| !takes_money || there(open));
            if goes_on && under_way(payment, method, amount, began) {
                return Ok(Some(self.view(order, payment)));
            }
            if !takes_money {
                return Err(Error::new(Code::PaymentUnavailable, texts::ONLY_CASH));
            }
            // Money that went back was not wanted: this order is not paid online any more.
            if amount <= Money::ZERO || payment.status() == Some(PaymentStatus::Refunded) {
                return Err(settled());
            }
            let expires_at = code_ends(order, began);
            if tried_within_hour(payment, began) >= MAX_ATTEMPTS {
                return Err(Error::new(Code::LimitReached, texts::TOO_MANY_ATTEMPTS));
            }
            let opening = CreatePayment {
                order: &order.head.id,
                attempt: payment.attempts().count() + 1,
                method,
                amount,
                currency: restaurant.currency,
                title,
                expires_at,
                rehearsal: order.head.rehearsal,
                account,
            };
            let opened = self.gateway.open(tenant, &opening).await;
            if opened.as_ref().is_err_and(EngineError::is_denied) {
                tracing::error!(%tenant, ?account, "the gateway does not accept the key: nobody can pay online");
                return Err(Error::new(Code::PaymentUnavailable, texts::ONLY_CASH));
            }
            let Opened {
                reference,
                qr_payload,
            } = opened?;
            let now = self.clock.now();
            let after = payment
                .open_part(amount, method, reference, qr_payload, Some(expires_at), now)
                .map_err(|_| settled())?;
            let put = self.put(tenant, order, actor, &stored, &after, now).await?;
            Ok(put.map(|()| self.view(order, &after)))
        })
        .await
    }
}

fn tried_within_hour(payment: &Payment, now: Timestamp) -> usize {
    let lately = |attempt: &&Attempt| now.since_ms(attempt.opened_at) < HOUR_MS;
    payment.attempts().filter(lately).count()
}

/// Whether an attempt for this amount with this method is open.
fn under_way(payment: &Payment, method: PaymentMethod, amount: Money, now: Timestamp) -> bool {
    let open = |attempt: &Attempt| attempt.can_be_paid(now) && attempt.method == method;
    let newest = payment.newest().filter(|charge| charge.amount == amount);
    newest.is_some_and(|charge| charge.attempts.last().is_some_and(open))
}

impl PaymentsService {
    /// Closes what was tried at the gateway. Where nothing was, there is nothing to write down before the cash is there.
    async fn choose_cash(&self, tenant: &TenantId, order: &Order) -> Result<Payment, Error> {
        let stored = self.stored(tenant, order).await?;
        if stored.version == 0 {
            return Ok(stored.payment);
        }
        self.change(tenant, order, "system", |payment, now| {
            Ok(payment.choose_cash(now))
        })
        .await
    }

    /// The one who has just paid does not pay at the door as well. That the gateway is away keeps nobody from paying cash:
    /// what comes in later goes back.
    async fn unpaid_at_gateway(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        if let Err(error) = self.poll_gateway(tenant, order, Which::All).await {
            tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked before cash was chosen");
        }
        match self.stored(tenant, order).await?.payment.status() {
            Some(PaymentStatus::Approved) => Err(Error::new(Code::PaymentSettled, texts::PAYMENT_SETTLED)),
            _ => Ok(()),
        }
    }
}

/// When nobody should pay any more: an order is cancelled then, and an event over.
pub(super) fn expires_at(order: &Order) -> Timestamp {
    match (&order.head.catering, order.head.schedule) {
        // A balance may still be paid on the day after.
        (Some(_), Some(schedule)) => schedule.at.plus_ms(DAY_MS),
        _ => order.head.placed_at.plus_minutes(order.head.waits.minutes()),
    }
}

/// Until when a code that is opened now can be paid: [`CODE_MS`] at most, and no time that is over. A balance may be owed when
/// the day after its event is gone, too.
fn code_ends(order: &Order, now: Timestamp) -> Timestamp {
    let ends = expires_at(order).min(now.plus_ms(CODE_MS));
    let at_least = match order.head.catering {
        Some(_) => DAY_MS,
        None => MINUTE_MS,
    };
    ends.max(now.plus_ms(at_least))
}

/// Only an order that awaits its payment can be paid.
pub fn unpaid(order: &Order) -> Result<(), Error> {
    match order.status() {
        Status::Created => Ok(()),
        Status::Confirmed | Status::Completed => {
            Err(Error::new(Code::PaymentSettled, texts::PAYMENT_SETTLED))
        }
        Status::Cancelled => {
            let refused = domain::order::Refusal::Closed {
                status: Status::Cancelled,
            };
            Err(Error::new(Code::OrderClosed, texts::refusal(&refused)))
        }
    }
}
