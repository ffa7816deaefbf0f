//! Keeps the record of steps in step with the orders. It is a fold of the order as it is, with its version: news that come late
//! or twice write nothing older over it.

use super::StagesService;
use super::store::{RecallRecord, StepRecord, StepsRecord, put_recall, recall_key, steps_key};
use crate::error::Error;
use crate::retry;
use domain::event::{Envelope, Event, StageChange};
use domain::order::{Order, State, Step};
use domain::stage::StepStatus;
use domain::{OrderId, TenantId};
use ports::documents::{Commit, Expect, Write};

impl StagesService {
    pub(super) async fn record_step(&self, envelope: &Envelope) -> Result<(), Error> {
        let tenant = &envelope.tenant_id;
        match &envelope.event {
            Event::OrderStageCompleted { order, step, .. } => {
                let recall = RecallRecord {
                    order_id: order.order_id.clone(),
                    stage: step.stage,
                };
                let write = put_recall(&step.by.id, &recall, step.finished_at)?;
                self.commit_one(tenant, write).await?;
            }
            Event::OrderStageUpdated {
                order,
                change: StageChange::Recalled { step, .. },
                ..
            } => {
                let key = recall_key(&step.by.id, &order.order_id, step.finished_at);
                let expect = Expect::Anything;
                self.commit_one(tenant, Write::Delete { key, expect }).await?;
            }
            _ => {}
        }
        match envelope.event.order() {
            Some(order) => self.record_steps(tenant, &order.order_id).await,
            None => Ok(()),
        }
    }

    /// Writes down what was done with an order, by whom and when, as far as that is news.
    async fn record_steps(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let key = steps_key(order);
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let Some(order) = self.orders.find(tenant, order).await? else {
                return Ok(Some(()));
            };
            let stored = self.documents.get(tenant, &key).await?;
            let known: Option<StepsRecord> = stored.as_ref().map(|stored| stored.read()).transpose()?;
            if known.is_some_and(|known| known.version >= order.version) {
                return Ok(Some(()));
            }
            let steps = steps_of(&order);
            if stored.is_none() && steps.is_empty() {
                return Ok(Some(()));
            }
            let expect = stored.map_or(Expect::Absent, |stored| Expect::Version(stored.version));
            let record = StepsRecord {
                version: order.version,
                steps,
            };
            let commit = Commit {
                writes: vec![Write::put(key.clone(), &record, expect)?],
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
        })
        .await
    }

    async fn commit_one(&self, tenant: &TenantId, write: Write) -> Result<(), Error> {
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }
}

/// What was done with an order, and what somebody is doing.
pub(super) fn steps_of(order: &Order) -> Vec<StepRecord> {
    let finished = |step: &Step| StepRecord {
        step_name: step.stage,
        status: StepStatus::Done,
        started_at: step.started_at,
        finished_at: Some(step.finished_at),
        attended_by: step.by.clone(),
    };
    let (done, under_way) = match &order.state {
        State::AwaitingPayment => return Vec::new(),
        State::Working {
            done, stage, taken, ..
        } => {
            let under_way = taken.as_ref().map(|taken| StepRecord {
                step_name: *stage,
                status: StepStatus::InProgress,
                started_at: taken.at,
                finished_at: None,
                attended_by: taken.by.clone(),
            });
            (done, under_way)
        }
        State::Completed { done, .. } | State::Cancelled { done, .. } => (done, None),
    };
    done.iter().map(finished).chain(under_way).collect()
}
