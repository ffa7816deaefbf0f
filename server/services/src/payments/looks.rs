//! When the gateway is asked about payments by itself: its messages may be lost, and a code can be paid although another one
//! was.

use super::PaymentsService;
use super::away::Asked;
use super::open::expires_at;
use super::store::{self, Look};
use crate::error::Error;
use domain::order::Order;
use domain::payment::{Attempt, ChargeState, Payment};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{OrderId, TenantId, Timestamp};
use ports::delivery;
use ports::documents::Commit;

/// The gateway is asked this long after the newest attempt was opened, in milliseconds, even if no page asks.
const LOOKS_MS: [i64; 3] = [16 * MINUTE_MS, 120 * MINUTE_MS, DAY_MS];
/// It is asked this long before an unpaid order ends, in milliseconds: who has paid and does not come back to the page has
/// an order then.
const BEFORE_END_MS: i64 = MINUTE_MS;
/// It is asked once more this long after the attempt's end, in milliseconds: what was paid in its last minute is known by then.
const LAST_LOOK_MS: i64 = 5 * MINUTE_MS;

/// An order whose payment the gateway could not be asked about waits beyond its end for this long at most, in milliseconds:
/// it may be paid, but it also holds its stock.
const GRACE_MS: i64 = 10 * MINUTE_MS;

/// This long after its end nothing more comes of an attempt, in milliseconds.
const NOTHING_MORE_MS: i64 = 3 * DAY_MS;
/// Number of newest attempts that are asked about however old they are: money may be given back at the gateway itself.
const NEWEST: usize = 2;

/// Which attempts the gateway is asked about, besides the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that can be paid, or could until a moment ago. For pages, which ask every few seconds.
    Open,
    /// Also those that were paid, and those that ended in the last days: a bank may take as long to approve.
    All,
}

/// The attempts that the gateway is asked about.
pub(super) fn asked(payment: &Payment, which: Which, now: Timestamp) -> Vec<&Attempt> {
    let older = payment.attempts().count().saturating_sub(NEWEST);
    let known = |attempt: &Attempt| match which {
        Which::Open => {
            attempt.state == ChargeState::Approved || attempt.ends_at().plus_ms(LAST_LOOK_MS) < now
        }
        Which::All => attempt.ends_at().plus_ms(NOTHING_MORE_MS) < now,
    };
    let all = payment.attempts().enumerate();
    let asked = all.filter(|(index, attempt)| *index >= older || !known(attempt));
    asked.map(|(_, attempt)| attempt).collect()
}

/// When the gateway is asked the next time about the attempts of a payment, for an order that ends at an instant when nobody
/// pays; `None` when it has been asked often enough.
pub(super) fn next_look(payment: &Payment, order_ends: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let opened = payment.attempts().map(|attempt| attempt.opened_at).max()?;
    let looks = LOOKS_MS.iter().map(|pause| opened.plus_ms(*pause));
    let ends = payment
        .attempts()
        .map(|attempt| attempt.ends_at().plus_ms(LAST_LOOK_MS));
    let before_end = std::iter::once(order_ends.plus_ms(-BEFORE_END_MS));
    looks.chain(ends).chain(before_end).filter(|at| *at > now).min()
}

impl PaymentsService {
    /// Asks the gateway about all attempts of a payment, and notes when it is asked next: after a pause that grows where it
    /// could not be asked or its answer could not be read.
    pub(super) async fn look(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let asked = self.poll_gateway(tenant, order, Which::All).await;
        let now = self.clock.now();
        let stored = self.stored(tenant, order).await?;
        let planned = next_look(&stored.payment, expires_at(order), now);
        let look = match &asked {
            Ok(()) => Look::at(planned),
            Err(_) => {
                let failures = stored.look.failures.saturating_add(1);
                let again = delivery::next_try(now, failures, (tenant.as_str(), order.head.id.as_str()));
                Look {
                    at: again.into_iter().chain(planned).min(),
                    failures,
                }
            }
        };
        let commit = Commit {
            writes: store::put(&stored.payment, look, &stored)?,
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await?;
        asked
    }

    /// Asks the gateway about an order that is about to be cancelled because nobody has paid it. What was paid confirms it.
    /// An error means that nobody knows yet, and that the order should wait; [`GRACE_MS`] after its end there is none.
    pub async fn look_before_end(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let Some(order) = self.orders.find(tenant, order).await? else {
            return Ok(());
        };
        let Some(ends) = order.ends_at() else {
            return Ok(());
        };
        let asked = self.confirm_if_paid(tenant, &order).await;
        let waited = self.clock.now().since_ms(ends);
        match asked {
            Err(error) if waited >= GRACE_MS => {
                tracing::error!(%tenant, order = %order.head.id, %error, "an order ends, and nobody knows whether it is paid");
                Ok(())
            }
            asked => asked,
        }
    }

    async fn confirm_if_paid(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let stored = self.stored(tenant, order).await?;
        if stored.payment.attempts().next().is_none() {
            return Ok(());
        }
        if self.is_away(tenant, &stored.payment) {
            return Err(Error::engine_down());
        }
        self.poll_gateway(tenant, order, Which::All).await?;
        self.tell_order(tenant, order).await
    }
}

impl PaymentsService {
    /// Whether none of the accounts that a payment was opened at has answered a moment ago. One that was never opened waits for nobody.
    pub(super) fn is_away(&self, tenant: &TenantId, payment: &Payment) -> bool {
        let now = self.clock.now();
        let mut attempts = payment.attempts().peekable();
        attempts.peek().is_some()
            && attempts.all(|attempt| self.away.is_at(&Asked::of(tenant, &attempt.reference), now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Money;
    use domain::payment::PaymentMethod;

    fn opened(end: Timestamp) -> Payment {
        let order = OrderId::parse("o_1").unwrap();
        let payment = Payment::new(order, Money(1_000));
        let yape = PaymentMethod::Yape;
        let opened = payment.open_part(Money(1_000), yape, "r1".into(), None, Some(end), Timestamp(0));
        opened.unwrap()
    }

    #[test]
    fn the_gateway_is_asked_once_more_after_the_end_of_a_code() {
        let (end, first) = (Timestamp(3 * DAY_MS), LOOKS_MS[0]);
        let opened = opened(end);
        let next = |now| next_look(&opened, end, Timestamp(now)).map(|at| at.0);
        assert_eq!(next(0), Some(first));
        assert_eq!(next(first), Some(LOOKS_MS[1]));
        assert_eq!(next(DAY_MS), Some(end.0 - BEFORE_END_MS));
        assert_eq!(next(end.0 - BEFORE_END_MS), Some(end.0 + LAST_LOOK_MS));
        assert_eq!(next(end.0 + LAST_LOOK_MS), None);
    }

    #[test]
    fn a_code_that_ends_soon_is_asked_about_before_and_right_after() {
        let end = Timestamp(5 * MINUTE_MS);
        let opened = opened(end);
        let looks = |now| next_look(&opened, end, now);
        assert_eq!(looks(Timestamp(0)), Some(Timestamp(4 * MINUTE_MS)));
        assert_eq!(looks(Timestamp(4 * MINUTE_MS)), Some(end.plus_ms(LAST_LOOK_MS)));
    }

    #[test]
    fn the_gateway_is_asked_about_what_may_still_be_paid_and_the_newest() {
        let order = OrderId::parse("o_1").unwrap();
        let mut payment = Payment::new(order, Money(1_000));
        for (index, hour) in (0..5).enumerate() {
            let now = Timestamp(hour * 60 * MINUTE_MS);
            let method = [PaymentMethod::Yape, PaymentMethod::Card][index % 2];
            let end = Some(now.plus_ms(15 * MINUTE_MS));
            let reference = format!("r{index}");
            payment = payment
                .open_part(Money(1_000), method, reference, None, end, now)
                .unwrap();
        }
        let names = |which, now| -> Vec<&str> {
            let asked = asked(&payment, which, Timestamp(now));
            asked.iter().map(|attempt| attempt.reference.as_str()).collect()
        };
        assert_eq!(names(Which::Open, 4 * 60 * MINUTE_MS), ["r3", "r4"]);
        assert_eq!(names(Which::Open, 2 * 60 * MINUTE_MS), ["r2", "r3", "r4"]);
        assert_eq!(names(Which::All, DAY_MS), ["r0", "r1", "r2", "r3", "r4"]);
        assert_eq!(names(Which::All, 5 * DAY_MS), ["r3", "r4"]);
    }
}
