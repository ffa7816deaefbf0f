//! A payment: reading how it stands, opening it, and settling what is simulated.

use super::restaurant::RestaurantState;
use super::session::Session;
use api::catering::PaymentPart;
use api::payments::PaymentView;
use api::{ApiError, Code};
use domain::OrderId;
use domain::payment::PaymentMethod;
use leptos::prelude::*;
use rpc::catering::{catering_payment, pay_catering, settle_catering_payment};
use rpc::payments::{open_payment, payment_state, settle_payment};
use std::future::Future;
use ui::patience::Patience;
use ui::resource::Resource;

/// What is paid.
#[derive(Debug, Clone, PartialEq)]
pub enum Paid {
    Order(OrderId),
    /// A part of what is owed for the request behind a private link.
    Catering {
        link: String,
        part: PaymentPart,
    },
}

impl Paid {
    async fn state(self) -> Result<PaymentView, ApiError> {
        match self {
            Paid::Order(id) => payment_state(id).await,
            Paid::Catering { link, .. } => catering_payment(link).await,
        }
    }

    async fn open(self, method: PaymentMethod) -> Result<PaymentView, ApiError> {
        match self {
            Paid::Order(id) => open_payment(id, method).await,
            Paid::Catering { link, part } => pay_catering(link, part, method).await,
        }
    }

    async fn settle(self, approve: bool) -> Result<PaymentView, ApiError> {
        match self {
            Paid::Order(id) => settle_payment(id, approve).await,
            Paid::Catering { link, .. } => settle_catering_payment(link, approve).await,
        }
    }

    /// Whether it is opened by itself, because its method was chosen before.
    fn opens_by_itself(&self) -> bool {
        matches!(self, Paid::Order(_))
    }
}

/// The payment and what is being done with it. One thing at a time, so that a double click is one.
#[derive(Debug, Clone, Copy)]
pub struct Paying {
    paid: StoredValue<Paid>,
    pub payment: Resource<PaymentView>,
    pub busy: RwSignal<bool>,
    /// The order is confirmed, whatever its payments say: cash is paid at the door.
    pub confirmed: RwSignal<bool>,
    /// What the last act failed with.
    pub failure: RwSignal<Option<ApiError>>,
    /// The restaurant has just said that it takes no money here.
    refused: RwSignal<bool>,
    pub patience: Patience,
    session: Session,
    restaurant: RestaurantState,
}

impl Paying {
    pub fn of(paid: Paid) -> Paying {
        let (asked, opens) = (paid.clone(), paid.opens_by_itself());
        let itself = StoredValue::new(None::<Paying>);
        let payment = Resource::with(
            move || asked.clone().state(),
            move |value: RwSignal<Option<PaymentView>>, payment| match itself.try_get_value().flatten() {
                // Nothing was opened yet: with the method that was chosen when ordering, unless that cannot be had any more.
                Some(paying)
                    if opens
                        && (payment.method == PaymentMethod::Cash
                            || !untrack(move || paying.only_cash()))
                        && payment.status.is_none()
                        && value.try_with_untracked(Option::is_none) == Some(true) =>
                {
                    paying.open(payment.method);
                }
                // A page is not drawn again for an answer like the last one.
                _ if value.try_with_untracked(|known| known.as_ref() != Some(&payment)) == Some(true) => {
                    let _ = value.try_set(Some(payment));
                }
                _ => {}
            },
        );
        let paying = Paying {
            paid: StoredValue::new(paid),
            payment,
            busy: RwSignal::new(false),
            confirmed: RwSignal::new(false),
            failure: RwSignal::new(None),
            refused: RwSignal::new(false),
            patience: Patience::default(),
            session: Session::expect(),
            restaurant: RestaurantState::expect(),
        };
        itself.set_value(Some(paying));
        paying
    }

    /// Whether the restaurant takes no money here, followed.
    pub fn only_cash(self) -> bool {
        self.refused.get() || !self.restaurant.takes_online()
    }

    pub fn open(self, method: PaymentMethod) {
        let paid = self.paid.get_value();
        self.act(async move {
            let opened = paid.open(method).await;
            if opened.is_ok() && method == PaymentMethod::Cash {
                let _ = self.confirmed.try_set(true);
            }
            opened
        });
    }

    pub fn settle(self, approve: bool) {
        self.act(self.paid.get_value().settle(approve));
    }

    fn act(self, call: impl Future<Output = Result<PaymentView, ApiError>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = self.session.asked();
            let answer = self.patience.during(call).await;
            match answer {
                Ok(payment) => self.payment.learn(payment),
                Err(error) if error.code == Code::PaymentSettled => {
                    let _ = self.confirmed.try_set(true);
                }
                // The page says so, and what the restaurant takes is read again.
                Err(error) if error.code == Code::PaymentUnavailable => {
                    let _ = self.refused.try_set(true);
                    // Beside a code that is open, which can still be paid, it is said as it was answered.
                    if self.payment.value.try_with_untracked(Option::is_some) == Some(true) {
                        let _ = self.failure.try_set(Some(asked.notice(error)));
                    }
                    self.restaurant.ask();
                    self.payment.ask_now();
                }
                Err(error) if self.payment.value.try_with_untracked(Option::is_none) == Some(true) => {
                    let _ = self.payment.error.try_set(Some(asked.notice(error)));
                }
                Err(error) => {
                    let _ = self.failure.try_set(Some(asked.notice(error)));
                    // Somebody else may have been faster: the page shows how it stands.
                    self.payment.ask();
                }
            }
            let _ = self.busy.try_set(false);
        });
    }
}
