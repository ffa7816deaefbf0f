//! The queues of the stages. Those at which the one signed in works are followed on every screen, for the sound and
//! the counts; the others while they are looked at.

use super::actions::works_on;
use super::alarm::Ring;
use super::attention::Attention;
use super::bell::Bell;
use super::following::Following;
use super::rows::Rows;
use super::session::Session;
use super::taps::Taps;
use crate::state::erased::effect;
use api::auth::SignedInStaff;
use api::orders::OrderView;
use api::stages::{DishCount, Queue, ToAccept};
use api::{ApiError, Code};
use domain::OrderId;
use domain::order::Status;
use domain::staff::Role;
use domain::stage::{Stage, StepStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::orders::order_detail;
use rpc::stages::stage_queue;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ui::resource::Loader;
use ui::storage;

/// Maximum number of orders that left a queue and are read again at once.
const MOST_GONE: usize = 20;

/// An order that was cancelled while it was on the screen. Nothing in it is personal: it is kept on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelledTicket {
    pub order_id: OrderId,
    pub number: u64,
    pub lines: Vec<(u16, String)>,
    pub by: String,
    pub reason: String,
}

/// What a queue says besides its tickets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub all_day: Vec<DishCount>,
    pub recallable: Vec<OrderView>,
    /// What waits to be taken on, by branch.
    pub to_accept: Vec<ToAccept>,
    pub target_minutes: i64,
    /// Of the orders for which it is another time.
    pub own_targets: BTreeMap<OrderId, i64>,
}

impl Facts {
    /// How long the stage of an order should take, in minutes.
    pub fn target_of(&self, order: &OrderId) -> i64 {
        self.own_targets
            .get(order)
            .copied()
            .unwrap_or(self.target_minutes)
    }
}

#[derive(Debug, Clone, Copy)]
pub struct StageQueue {
    pub stage: Stage,
    pub rows: Rows,
    pub loader: Loader,
    pub facts: RwSignal<Facts>,
    pub struck: RwSignal<Vec<CancelledTicket>>,
    attention: RwSignal<Attention>,
    /// How many arrived with the last answer, to be read aloud.
    pub arrived: RwSignal<usize>,
    shown: RwSignal<bool>,
    /// Orders that have left, about which it is asked why.
    asked: StoredValue<BTreeSet<OrderId>>,
    session: Session,
}

#[derive(Debug, Clone, Copy)]
pub struct Queues([StageQueue; 3]);

impl Queues {
    pub fn provide() -> Queues {
        let queues = Queues(Stage::ALL.map(StageQueue::new));
        provide_context(queues);
        queues
    }

    pub fn expect() -> Queues {
        expect_context()
    }

    pub fn of(&self, stage: Stage) -> StageQueue {
        let [cooking, packaging, delivery] = self.0;
        match stage {
            Stage::Cooking => cooking,
            Stage::Packaging => packaging,
            Stage::Delivery => delivery,
        }
    }

    /// How many orders wait for the one signed in, as the last answers had it; followed.
    pub fn waiting(&self) -> usize {
        self.0.iter().map(StageQueue::waiting).sum()
    }

    /// How many of those somebody has seen, followed: the others still sound.
    pub fn seen(&self) -> usize {
        let unseen: usize = self.0.iter().map(StageQueue::unseen).sum();
        self.waiting().saturating_sub(unseen)
    }

    /// What should sound now; followed. While the session is over the bell says it.
    pub fn ringing(&self, bell: Bell) -> Option<Ring> {
        if self
            .0
            .iter()
            .any(|queue| queue.struck.with(|struck| !struck.is_empty()))
        {
            Some(Ring::Cancelled)
        } else if bell.rings()
            || self
                .0
                .iter()
                .any(|queue| queue.unseen() > 0 || queue.hides_some())
        {
            Some(Ring::Arrival)
        } else {
            None
        }
    }
}

impl StageQueue {
    fn new(stage: Stage) -> StageQueue {
        let session = Session::expect();
        let following = Following::expect();
        let answered = StoredValue::<Option<Callback<Queue>>>::new(None);
        let loader = Loader::new(
            move || stage_queue(stage),
            move |queue: Queue| {
                if let Some(answered) = answered.try_get_value().flatten() {
                    answered.run(queue);
                }
            },
        );
        let queue = StageQueue {
            stage,
            rows: Rows::default(),
            loader,
            facts: RwSignal::new(Facts::default()),
            struck: RwSignal::new(storage::load(&struck_name(stage)).unwrap_or_default()),
            attention: RwSignal::new(storage::load(&attention_name(stage)).unwrap_or_default()),
            arrived: RwSignal::new(0),
            shown: RwSignal::new(false),
            asked: StoredValue::new(BTreeSet::new()),
            session,
        };
        answered.set_value(Some(Callback::new(move |answer| queue.show(answer))));
        effect(move || {
            following.orders();
            following.pulse();
            if session.works_at(stage) || queue.shown.get() {
                following.asks_for_queue(stage, loader);
                loader.ask();
            } else {
                following.leaves_queue(stage);
            }
        });
        let taps = Taps::expect();
        effect(move || {
            if let Some(order) = taps.fresh() {
                queue.rows.freshen(&order);
            }
        });
        queue
    }

    /// Says that a screen shows it, until its owner is gone.
    pub fn look(self) {
        self.shown.set(true);
        on_cleanup(move || {
            let _ = self.shown.try_set(false);
            if self.session.me_now().is_some_and(|me| me.role == Role::Manager) {
                self.see_all();
            }
        });
    }

    /// The tickets of this stage; followed. What has just moved on is gone before the next answer says so.
    pub fn tickets(&self) -> Vec<OrderId> {
        let here = |order: &OrderView| order.open_step().is_some_and(|step| step.step_name == self.stage);
        self.rows.which(here)
    }

    fn waiting(&self) -> usize {
        let role = self.session.role();
        let waits = |order: &OrderView| role.is_some_and(|role| order.waits_for(self.stage, role));
        self.rows.which(waits).len()
    }

    /// How many of the tickets somebody works on; followed.
    pub fn working(&self) -> usize {
        let taken = |order: &OrderView| {
            let step = order.open_step().filter(|step| step.step_name == self.stage);
            step.is_some_and(|step| step.status == StepStatus::InProgress)
        };
        self.rows.which(taken).len()
    }

    /// How many have arrived and were not seen; followed.
    pub fn unseen(&self) -> usize {
        self.attention.with(Attention::count)
    }

    /// Whether there are orders that this version of the page cannot show: nobody has seen them, whatever they are. Followed.
    fn hides_some(&self) -> bool {
        let is_old =
            |error: &Option<ApiError>| error.as_ref().is_some_and(|error| error.code == Code::OldPage);
        self.session.works_at(self.stage) && self.loader.error.with(is_old)
    }

    /// Whether an order has arrived and was not seen; followed.
    pub fn is_new(&self, id: &OrderId) -> bool {
        self.attention.with(|attention| attention.is_new(id))
    }

    pub fn see(self, id: &OrderId) {
        if self.attention.with_untracked(|attention| attention.is_new(id)) {
            self.notice(|attention| attention.see(id));
        }
    }

    pub fn see_all(self) {
        self.notice(Attention::see_all);
    }

    /// Somebody knows that it was cancelled.
    pub fn acknowledge(self, id: &OrderId) {
        self.strike(|struck| struck.retain(|known| &known.order_id != id));
    }

    fn show(self, answer: Queue) {
        let ids: Vec<OrderId> = answer
            .tickets
            .iter()
            .map(|order| order.order_id.clone())
            .collect();
        let waiting: Vec<OrderId> = answer
            .tickets
            .iter()
            .filter(|order| self.is_for_me(order))
            .filter(|order| {
                order
                    .open_step()
                    .is_some_and(|step| step.status == StepStatus::Pending)
            })
            .map(|order| order.order_id.clone())
            .collect();
        let gone = self.rows.replace(answer.tickets);
        let facts = Facts {
            all_day: answer.all_day,
            recallable: answer.recallable,
            to_accept: answer.to_accept,
            target_minutes: answer.target_minutes,
            own_targets: answer.own_targets,
        };
        if self.facts.with_untracked(|known| *known != facts) {
            self.facts.set(facts);
        }
        let mut arrived = 0;
        self.notice(|attention| {
            arrived = attention.look(&ids, &waiting, false);
            // What was seen to move on needs no explanation.
            for order in gone.iter().filter(|order| !stands_at(order, self.stage)) {
                attention.explain(&order.order_id);
            }
        });
        if arrived != self.arrived.get_untracked() {
            self.arrived.set(arrived);
        }
        self.find_out();
    }

    /// Whether the sound of this order is for the one signed in. For a manager the sound is that of the page they look at.
    fn is_for_me(&self, order: &OrderView) -> bool {
        let role = self.session.me_now().map(|me| me.role);
        role == Some(order.role_of(self.stage)) || (role == Some(Role::Manager) && self.shown.get_untracked())
    }

    /// Finds out which of the orders that have left the queue were cancelled, also while this screen was away. Where nobody
    /// answers it is asked again with the next answer of the queue.
    fn find_out(self) {
        let Some(me) = self.session.me_now() else { return };
        let unexplained = |attention: &Attention| attention.unexplained().cloned().collect::<Vec<_>>();
        let gone = self.attention.with_untracked(unexplained);
        for id in gone.into_iter().take(MOST_GONE) {
            let new = self.asked.try_update_value(|asked| asked.insert(id.clone()));
            if new != Some(true) {
                continue;
            }
            let me = me.clone();
            spawn_local(async move {
                let answer = order_detail(id.clone()).await;
                let _ = self.asked.try_update_value(|asked| asked.remove(&id));
                match answer {
                    Ok(order) => self.strike_if_cancelled(&order, &me),
                    Err(error) if matches!(error.code, Code::NotFound | Code::Forbidden) => {}
                    Err(_) => return,
                }
                self.notice(|attention| attention.explain(&id));
            });
        }
    }

    fn strike_if_cancelled(self, order: &OrderView, me: &SignedInStaff) {
        let Some(cancellation) = &order.cancellation else {
            return;
        };
        let own = cancellation.by.id == me.id || !works_on(order, self.stage, me.role);
        if order.status != Status::Cancelled || own || !stands_at(order, self.stage) {
            return;
        }
        let new = CancelledTicket {
            order_id: order.order_id.clone(),
            number: order.number,
            lines: order
                .items
                .iter()
                .map(|item| (item.qty, item.name.clone()))
                .collect(),
            by: cancellation.by.name.clone(),
            reason: cancellation.reason.clone(),
        };
        self.strike(|struck| {
            if struck.iter().all(|known| known.order_id != new.order_id) {
                struck.push(new);
            }
        });
    }

    fn strike(self, change: impl FnOnce(&mut Vec<CancelledTicket>)) {
        let _ = self.struck.try_update(|struck| {
            change(struck);
            storage::save(&struck_name(self.stage), struck);
        });
    }

    fn notice(self, change: impl FnOnce(&mut Attention)) {
        let Some(mut attention) = self.attention.try_get_untracked() else {
            return;
        };
        change(&mut attention);
        if self.attention.with_untracked(|known| *known != attention) {
            storage::save(&attention_name(self.stage), &attention);
            self.attention.set(attention);
        }
    }
}

/// Whether an order stands at a stage, or stood there when it was cancelled.
fn stands_at(order: &OrderView, stage: Stage) -> bool {
    let done = order.steps.iter().filter(|step| step.status == StepStatus::Done);
    Stage::ALL.get(done.count()) == Some(&stage)
}

fn attention_name(stage: Stage) -> String {
    format!("consola.vistos.{}", stage.wire_name())
}

/// Whether this device keeps an order that was cancelled in somebody's hands, which nobody has acknowledged; not followed.
pub fn keeps_cancelled() -> bool {
    let kept = |stage| storage::load::<Vec<CancelledTicket>>(&struck_name(stage));
    Stage::ALL
        .into_iter()
        .any(|stage| kept(stage).is_some_and(|struck| !struck.is_empty()))
}

fn struck_name(stage: Stage) -> String {
    format!("consola.cancelados.{}", stage.wire_name())
}
