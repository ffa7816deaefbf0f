//! Doing things to orders: at once where the server can be reached, kept and sent later where not.

use super::actions::Action;
use super::asking::{About, Asking};
use super::fate::{Fate, of_tap};
use super::following::Following;
use super::offline_queue::{PendingTaps, Standing, Tap, TapKind};
use super::session::{Asked, Session};
use crate::state::erased::effect;
use ::texts::now::{console as texts, errors};
use api::orders::{Attendant, OrderView};
use api::{ApiError, Code};
use domain::stage::Stage;
use domain::{OrderId, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::stages::{complete_stage, recall_stage, release_stage, take_stage};
use std::collections::BTreeSet;
use std::future::Future;
use std::time::Duration;
use ui::clock::{Clock, device_time};
use ui::storage;
use ui::toast::{Toasts, Tone};

/// Where the taps are kept.
const KEPT: &str = "consola.toques";
/// A tap that was not answered within this time was kept for later: once it is sent, a message says so.
const SOON: Duration = Duration::from_secs(8);
/// How often taps that wait are tried.
const AGAIN: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy)]
pub struct Taps {
    pending: RwSignal<PendingTaps>,
    sending: StoredValue<bool>,
    /// What was done last, and when by the device's clock.
    last: StoredValue<Option<(OrderId, Timestamp)>>,
    /// Orders about which a call is under way that is not kept.
    busy: RwSignal<BTreeSet<String>>,
    /// The newest version of an order that a call has answered.
    fresh: RwSignal<Option<OrderView>>,
    clock: Clock,
    session: Session,
    following: Following,
    asking: Asking,
    toasts: Toasts,
}

impl Taps {
    pub fn provide(clock: Clock) -> Taps {
        let taps = Taps {
            pending: RwSignal::new(read()),
            sending: StoredValue::new(false),
            last: StoredValue::new(None),
            busy: RwSignal::new(BTreeSet::new()),
            fresh: RwSignal::new(None),
            clock,
            session: Session::expect(),
            following: Following::expect(),
            asking: Asking::expect(),
            toasts: Toasts::expect(),
        };
        provide_context(taps);
        taps
    }

    pub fn expect() -> Taps {
        expect_context()
    }

    /// Sends what waits whenever that may work, until the owner is gone.
    pub fn keep_sending(self) {
        effect(move || {
            let may = self.session.signed_in() && !self.session.expired();
            if self.following.reachable() && may {
                self.send();
            }
        });
        let again = move || {
            if !self.session.has_expired() {
                self.send();
            }
        };
        let timer = set_interval_with_handle(again, AGAIN);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
        storage::on_change(KEPT, move || {
            if self.sending.try_get_value() == Some(false) {
                let _ = self.pending.try_set(read());
            }
        });
    }

    /// The newest version of an order that a call has answered; followed.
    pub fn fresh(&self) -> Option<OrderView> {
        self.fresh.get()
    }

    /// Somebody has changed an order by a call of its own.
    pub fn answered(self, order: OrderView) {
        self.fresh.set(Some(order));
        self.following.look_again();
    }

    /// The order as it will be once its taps have arrived; followed.
    pub fn apply_pending(&self, order: &OrderView) -> OrderView {
        let me = self.me();
        self.pending.with(|pending| pending.apply_pending(order, &me))
    }

    /// The last tap that waits for an order; followed.
    pub fn waiting(&self, order: &OrderView) -> Option<Tap> {
        let me = self.me();
        self.pending
            .with(|pending| pending.of(&order.order_id, &me).cloned())
    }

    /// How many taps of the one signed in wait; followed.
    pub fn count(&self) -> usize {
        let me = self.me();
        self.pending.with(|pending| pending.count_of(&me))
    }

    /// Whose taps wait besides, and how many; followed.
    pub fn others(&self) -> Vec<(String, usize)> {
        let me = self.me();
        self.pending.with(|pending| pending.others(&me))
    }

    /// Id of the one signed in; followed.
    fn me(&self) -> String {
        self.session.me().map(|me| me.id).unwrap_or_default()
    }

    /// What is left of a time since somebody has done something to this order; `None` when it is over. It is counted by the
    /// device: the server's time moves when it is learnt, and would make a button deaf for longer.
    pub fn left_since_tap(&self, order: &OrderView, time: Duration) -> Option<Duration> {
        let at = self.last.try_with_value(|last| {
            let last = last.as_ref().filter(|(id, _)| *id == order.order_id);
            last.map(|(_, at)| *at)
        });
        let passed = device_time().since_ms(at.flatten()?);
        let left = time.checked_sub(Duration::from_millis(passed.unsigned_abs()))?;
        Some(left).filter(|left| !left.is_zero())
    }

    /// Whether a call about an order is under way; followed.
    pub fn is_busy(&self, order: &OrderView) -> bool {
        self.busy.with(|busy| busy.contains(order.order_id.as_str()))
    }

    /// Does something to an order.
    pub fn act(self, order: &OrderView, action: Action) {
        self.last.set_value(Some((order.order_id.clone(), device_time())));
        match action {
            Action::Take(stage) => self.tap(order, stage, TapKind::Take),
            Action::Complete(stage) => self.tap(order, stage, TapKind::Complete),
            Action::Release(stage) => self.tap(order, stage, TapKind::Release),
            Action::Recall(stage) => self.recall(order, stage),
            Action::Accept(stage) => self.accept(order, stage),
            Action::Confirm => self.asking.confirm.set(Some(About::order(order))),
            Action::Cancel => self.asking.cancel.set(Some(About::order(order))),
        }
    }

    /// Takes back what was not sent yet.
    pub fn withdraw(self, order: &OrderView) {
        if let Some(me) = self.session.me_now() {
            self.change(|pending| pending.withdraw(&order.order_id, &me.id));
        }
    }

    fn tap(self, order: &OrderView, stage: Stage, kind: TapKind) {
        let Some(me) = self.session.me_now() else { return };
        let tap = Tap {
            by: Attendant {
                id: me.id,
                name: me.name,
            },
            order_id: order.order_id.clone(),
            number: order.number,
            stage,
            kind,
            at: self.clock.at_once(),
            sent: false,
            unheard: false,
        };
        let mut room = true;
        self.change(|pending| room = pending.push(tap));
        if room {
            self.send();
        } else {
            self.toasts.say(Tone::Danger, texts::NOT_SENT);
        }
    }

    fn change(self, change: impl FnOnce(&mut PendingTaps)) {
        let _ = self.pending.try_update(|pending| {
            change(pending);
            storage::save(KEPT, pending);
        });
    }

    fn send(self) {
        if self.sending.try_get_value() != Some(false) {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            self.until_sent().await;
            let _ = self.sending.try_set_value(false);
        });
    }

    async fn until_sent(self) {
        let mut late = 0;
        while let Some(tap) = self.next() {
            let waited = self.clock.at_once().since_ms(tap.at) > SOON.as_millis().try_into().unwrap_or(0);
            let asked = self.session.asked();
            match call(&tap).await {
                Ok(order) => {
                    self.following.heard_back();
                    late += usize::from(waited);
                    self.fresh.set(Some(order.clone()));
                    self.change(|pending| pending.settle(&tap));
                    if tap.kind == TapKind::Complete && !waited {
                        self.tell_done(&tap, order);
                    }
                    self.following.look_again();
                }
                Err(error) if error.code == Code::Unauthenticated => {
                    self.change(PendingTaps::unsend);
                    if asked.is_over() {
                        // Somebody has signed in meanwhile: it is sent again in the new session.
                        continue;
                    }
                    asked.expire();
                    return;
                }
                Err(error) if error.code == Code::OtherCaller => {
                    // It waits for whom it is of.
                    self.change(PendingTaps::unsend);
                    return;
                }
                Err(error) if error.is_no_answer() => {
                    self.change(match asked.fate(&error) {
                        Fate::Unknown => PendingTaps::lose,
                        Fate::NotSent | Fate::Refused => PendingTaps::unsend,
                    });
                    self.following.not_heard();
                    return;
                }
                Err(error) => {
                    self.following.heard_back();
                    let unknown = asked.fate(&error) == Fate::Unknown;
                    self.change(|pending| match unknown {
                        true => pending.settle(&tap),
                        false => pending.refuse(&tap),
                    });
                    self.toasts.say(Tone::Danger, of_tap(&tap, &error, unknown));
                    self.following.look_again();
                }
            }
        }
        if late > 0 {
            self.toasts.say(Tone::Success, texts::all_sent(late));
        }
    }

    fn next(self) -> Option<Tap> {
        let me = self.session.me_now()?;
        let next = self.pending.try_update(|pending| {
            let next = pending.next(&me.id)?;
            // Before it is sent: after a reload it is known that it may have arrived.
            storage::save(KEPT, pending);
            Some(next)
        });
        next.flatten()
    }

    fn tell_done(self, tap: &Tap, order: OrderView) {
        let stage = tap.stage;
        self.toasts.offer(
            Tone::Success,
            texts::done(tap.number, stage),
            texts::UNDO,
            move || {
                self.recall(&order, stage);
            },
        );
    }

    fn recall(self, order: &OrderView, stage: Stage) {
        let me = self.session.me_now().map(|me| me.id).unwrap_or_default();
        let waiting = self
            .pending
            .with_untracked(|pending| pending.of(&order.order_id, &me).map(Tap::standing));
        match waiting {
            Some(Standing::Here) => return self.withdraw(order),
            Some(_) => return self.toasts.say(Tone::Danger, texts::ALREADY_PENDING),
            None => {}
        }
        let done = texts::undone(order.number, errors::stage_name(stage));
        self.ask(order, recall_stage(order.order_id.clone()), Some(done));
    }

    /// Takes on an order that is not paid. It is not kept for later: meanwhile somebody else takes it on, or nobody does and
    /// it ends.
    fn accept(self, order: &OrderView, stage: Stage) {
        self.ask(order, take_stage(order.order_id.clone(), stage), None);
    }

    /// Makes a call about an order that is not kept; meanwhile its buttons rest. Says `done` once it has succeeded.
    fn ask(
        self,
        order: &OrderView,
        call: impl Future<Output = Result<OrderView, ApiError>> + 'static,
        done: Option<String>,
    ) {
        let (id, number) = (order.order_id.to_string(), order.number);
        self.busy.update(|busy| {
            busy.insert(id.clone());
        });
        spawn_local(async move {
            let asked = self.session.asked();
            match call.await {
                Ok(order) => {
                    if let Some(done) = done {
                        self.toasts.say(Tone::Success, done);
                    }
                    self.answered(order);
                }
                Err(error) => self.failed(number, &error, asked),
            }
            self.busy.update(|busy| {
                busy.remove(id.as_str());
            });
        });
    }

    /// The session in which something is asked now.
    pub fn asked(self) -> Asked {
        self.session.asked()
    }

    /// Tells why a call that is not kept has failed.
    pub fn failed(self, number: u64, error: &ApiError, asked: Asked) {
        if error.code == Code::Unauthenticated {
            return asked.expire();
        }
        if matches!(error.code, Code::Offline | Code::Unanswered) {
            self.following.not_heard();
        }
        let fate = asked.fate(error);
        self.toasts.say(
            Tone::Danger,
            match fate {
                Fate::NotSent => texts::NOT_SENT.to_owned(),
                Fate::Unknown => texts::tap_unknown(number),
                Fate::Refused => texts::tap_refused(number, &error.message),
            },
        );
        if fate != Fate::NotSent {
            self.following.look_again();
        }
    }
}

fn read() -> PendingTaps {
    let mut pending: PendingTaps = storage::load(KEPT).unwrap_or_default();
    pending.lose();
    pending
}

async fn call(tap: &Tap) -> Result<OrderView, ApiError> {
    let order = tap.order_id.clone();
    match tap.kind {
        TapKind::Take => take_stage(order, tap.stage).await,
        TapKind::Complete => complete_stage(order, tap.stage).await,
        TapKind::Release => release_stage(order, tap.stage).await,
    }
}
