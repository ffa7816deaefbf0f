//! Keeps the record of steps in step with the events. Every write says what the event says, whatever was there: doing
//! it twice is doing it once.

use super::StagesService;
use super::store::{RecallRecord, StepRecord, put_recall, put_step, recall_key, step_key};
use crate::error::Error;
use domain::event::{Envelope, Event, StageChange};
use domain::order::Step;
use domain::stage::StepStatus;
use domain::{OrderId, Timestamp};
use ports::documents::{Commit, Expect, Write};

impl StagesService {
    pub(super) async fn record_step(&self, envelope: &Envelope) -> Result<(), Error> {
        let mut writes = Vec::new();
        match &envelope.event {
            Event::OrderStageStarted { order, stage, by, at } => {
                let step = StepRecord {
                    order_id: order.order_id.clone(),
                    step_name: *stage,
                    status: StepStatus::InProgress,
                    started_at: *at,
                    finished_at: None,
                    attended_by: by.clone(),
                };
                writes.push(put_step(&step)?);
            }
            Event::OrderStageCompleted { order, step, .. } => {
                writes.push(finished(&order.order_id, step, Some(step.finished_at))?);
                let recall = RecallRecord {
                    order_id: order.order_id.clone(),
                    stage: step.stage,
                };
                writes.push(put_recall(&step.by.id, &recall, step.finished_at)?);
            }
            Event::OrderStageUpdated {
                order,
                change: StageChange::Recalled { step, .. },
                ..
            } => {
                writes.push(finished(&order.order_id, step, None)?);
                let key = recall_key(&step.by.id, &order.order_id, step.finished_at);
                writes.push(Write::Delete {
                    key,
                    expect: Expect::Anything,
                });
            }
            Event::OrderStageUpdated {
                order,
                stage,
                change: StageChange::Released,
                ..
            } => {
                // The step that was given up: the newest one of this stage that has not ended.
                if let Some(started_at) = self.open_step(envelope, &order.order_id, *stage).await? {
                    let key = step_key(&order.order_id, *stage, started_at);
                    writes.push(Write::Delete {
                        key,
                        expect: Expect::Anything,
                    });
                }
            }
            _ => {}
        }
        if writes.is_empty() {
            return Ok(());
        }
        let commit = Commit {
            writes,
            events: Vec::new(),
        };
        self.documents
            .commit(&envelope.tenant_id, commit)
            .await
            .map_err(Error::from)
    }

    async fn open_step(
        &self,
        envelope: &Envelope,
        order: &OrderId,
        stage: domain::stage::Stage,
    ) -> Result<Option<Timestamp>, Error> {
        use ports::documents::{Query, Table};
        let query = Query::partition(Table::Steps, format!("ORDER#{order}"), 100)
            .beginning(&format!("STEP#{}#", stage.wire_name()));
        let page = self.documents.query(&envelope.tenant_id, &query).await?;
        for document in page.documents.iter().rev() {
            let step: StepRecord = document.read()?;
            if step.status == StepStatus::InProgress && step.started_at <= envelope.at {
                return Ok(Some(step.started_at));
            }
        }
        Ok(None)
    }
}

fn finished(order: &OrderId, step: &Step, finished_at: Option<Timestamp>) -> Result<Write, Error> {
    let status = if finished_at.is_some() {
        StepStatus::Done
    } else {
        StepStatus::InProgress
    };
    let record = StepRecord {
        order_id: order.clone(),
        step_name: step.stage,
        status,
        started_at: step.started_at,
        finished_at,
        attended_by: step.by.clone(),
    };
    put_step(&record).map_err(Error::from)
}
