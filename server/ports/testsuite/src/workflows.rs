//! What [`Workflows`] promises.

use crate::ManualClock;
use crate::{fresh_order, fresh_tenant};
use async_trait::async_trait;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use futures::future::join_all;
use ports::event_bus::HandleError;
use ports::workflows::{OnDeadline, Outcome};
use ports::{Clock, Workflows};
use std::sync::{Arc, Mutex};

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! workflows {
    ($open:expr) => {
        $crate::tests!(
            workflows,
            $open,
            supervised,
            [
                a_limit_fires_once_when_it_has_passed,
                starting_twice_is_starting_once,
                the_last_step_counts,
                news_that_come_late_change_nothing,
                what_is_stopped_stays_stopped,
                what_was_finished_by_mistake_is_supervised_again,
                a_failed_handler_is_asked_again,
                a_handler_may_move_the_order_on,
                tenants_do_not_meet,
                many_limits_fire_together,
            ]
        );
    };
}

/// A supervisor that asks nobody else's orders, and the clock by which it tells the time.
#[derive(Debug, Clone)]
pub struct Supervised {
    pub workflows: Arc<dyn Workflows>,
    pub clock: Arc<ManualClock>,
}

type Fired = (TenantId, OrderId, CurrentStep);
type Next = (Arc<dyn Workflows>, CurrentStep, Timestamp);

/// Notes what fires, and does as it is set to.
#[derive(Debug, Default)]
pub struct Recorder {
    fired: Mutex<Vec<Fired>>,
    failures: Mutex<usize>,
    /// Where to move an order on to when its limit passes.
    next: Mutex<Option<Next>>,
}

impl Recorder {
    /// What has fired since this was asked the last time.
    pub fn taken(&self) -> Vec<Fired> {
        std::mem::take(&mut *self.fired.lock().unwrap())
    }
}

#[async_trait]
impl OnDeadline for Recorder {
    async fn deadline(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
    ) -> Result<(), HandleError> {
        self.fired
            .lock()
            .unwrap()
            .push((tenant.clone(), order.clone(), step));
        let next = self.next.lock().unwrap().take();
        if let Some((workflows, step, limit)) = next {
            workflows.resume(tenant, order, step, 1, limit).await?;
        }
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return Err(HandleError::new("as it was asked to"));
        }
        Ok(())
    }
}

fn recorder(supervised: &Supervised) -> Arc<Recorder> {
    let recorder = Arc::new(Recorder::default());
    supervised.workflows.on_deadline(recorder.clone());
    recorder
}

pub async fn a_limit_fires_once_when_it_has_passed(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    workflows
        .start(&tenant, &order, clock.now().plus_minutes(15))
        .await
        .unwrap();
    clock.advance_ms(15 * 60_000 - 1);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    clock.advance_ms(1);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    assert_eq!(recorder.taken(), [(tenant, order, CurrentStep::Created)]);
    clock.advance_ms(60_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
}

pub async fn starting_twice_is_starting_once(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    let limit = clock.now().plus_ms(1_000);
    workflows.start(&tenant, &order, limit).await.unwrap();
    workflows
        .start(&tenant, &order, limit.plus_ms(1_000))
        .await
        .unwrap();
    clock.advance_ms(1_000);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    clock.advance_ms(1_000);
    workflows.start(&tenant, &order, limit).await.unwrap();
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    assert_eq!(recorder.taken().len(), 1);
}

pub async fn the_last_step_counts(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    let at = |ms: i64| clock.now().plus_ms(ms);
    // Never started, and started afterwards: it stays where it is.
    workflows
        .resume(&tenant, &order, CurrentStep::Cooking, 2, at(1_000))
        .await
        .unwrap();
    workflows.start(&tenant, &order, at(0)).await.unwrap();
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    workflows
        .resume(&tenant, &order, CurrentStep::Packaging, 3, at(2_000))
        .await
        .unwrap();
    clock.advance_ms(1_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    // Back, when a completion is taken back.
    workflows
        .resume(&tenant, &order, CurrentStep::Cooking, 4, at(500))
        .await
        .unwrap();
    clock.advance_ms(500);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    assert_eq!(
        recorder.taken(),
        [(tenant.clone(), order.clone(), CurrentStep::Cooking)]
    );
    workflows
        .resume(&tenant, &order, CurrentStep::Delivery, 5, at(100))
        .await
        .unwrap();
    clock.advance_ms(100);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    assert_eq!(recorder.taken(), [(tenant, order, CurrentStep::Delivery)]);
}

pub async fn news_that_come_late_change_nothing(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    let begin = clock.now();
    let at = |ms: i64| begin.plus_ms(ms);
    let moved = async |step, version, limit| {
        let resumed = workflows.resume(&tenant, &order, step, version, at(limit));
        resumed.await.unwrap();
    };
    workflows.start(&tenant, &order, at(100)).await.unwrap();
    moved(CurrentStep::Packaging, 20, 5_000).await;
    moved(CurrentStep::Cooking, 10, 1_000).await;
    clock.advance_ms(1_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    // What comes again, or with another limit, is no older.
    moved(CurrentStep::Packaging, 20, 5_000).await;
    moved(CurrentStep::Packaging, 20, 2_000).await;
    clock.advance_ms(1_000);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    // A limit that has fired is not set again by what was before it.
    moved(CurrentStep::Cooking, 10, 2_500).await;
    moved(CurrentStep::Packaging, 20, 2_000).await;
    clock.advance_ms(1_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    assert_eq!(
        recorder.taken(),
        [(tenant.clone(), order.clone(), CurrentStep::Packaging)]
    );
}

pub async fn what_is_stopped_stays_stopped(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant) = (recorder(&supervised), fresh_tenant());
    let (started, unknown) = (fresh_order(), fresh_order());
    let limit = clock.now().plus_ms(1_000);
    workflows.start(&tenant, &started, limit).await.unwrap();
    for order in [&started, &unknown, &started] {
        let stopped = workflows.stop(&tenant, order, Outcome::Cancelled, 3);
        stopped.await.unwrap();
    }
    for order in [&started, &unknown] {
        workflows.start(&tenant, order, limit).await.unwrap();
        for version in [0, 2, 3] {
            let resumed = workflows.resume(&tenant, order, CurrentStep::Cooking, version, limit);
            resumed.await.unwrap();
        }
    }
    clock.advance_ms(2_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    assert_eq!(recorder.taken(), []);
}

pub async fn what_was_finished_by_mistake_is_supervised_again(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    let delivery = CurrentStep::Delivery;
    let resumed = async |version, ms| {
        let limit = clock.now().plus_ms(ms);
        let resumed = workflows.resume(&tenant, &order, delivery, version, limit);
        resumed.await.unwrap();
    };
    let stopped = async |version| {
        let stopped = workflows.stop(&tenant, &order, Outcome::Delivered, version);
        stopped.await.unwrap();
    };
    resumed(4, 1_000).await;
    stopped(5).await;
    resumed(6, 1_000).await;
    // What is delivered late says nothing of the version after it.
    stopped(5).await;
    resumed(4, 0).await;
    clock.advance_ms(999);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    clock.advance_ms(1);
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    assert_eq!(recorder.taken(), [(tenant.clone(), order.clone(), delivery)]);
    // An end that is heard of before what came before it stays the end.
    stopped(7).await;
    stopped(9).await;
    resumed(8, 0).await;
    assert_eq!(workflows.run_due().await.unwrap(), 0);
    // Recalled once more, and delivered for good.
    resumed(10, 1_000).await;
    stopped(11).await;
    clock.advance_ms(2_000);
    assert_eq!(workflows.run_due().await.unwrap(), 0);
}

pub async fn a_failed_handler_is_asked_again(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant, order) = (recorder(&supervised), fresh_tenant(), fresh_order());
    *recorder.failures.lock().unwrap() = 3;
    workflows.start(&tenant, &order, clock.now()).await.unwrap();
    workflows.run_due().await.unwrap();
    assert_eq!(recorder.taken().len(), 1);
    workflows.run_due().await.unwrap();
    assert_eq!(recorder.taken().len(), 0, "not at once");
    // A minute is the longest pause.
    for _ in 0..3 {
        clock.advance_ms(60_000);
        workflows.run_due().await.unwrap();
        assert_eq!(recorder.taken().len(), 1);
    }
    clock.advance_ms(60_000);
    workflows.run_due().await.unwrap();
    assert_eq!(recorder.taken().len(), 0, "it succeeded");
}

pub async fn a_handler_may_move_the_order_on(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant) = (recorder(&supervised), fresh_tenant());
    for failing in [0, 1] {
        let order = fresh_order();
        *recorder.failures.lock().unwrap() = failing;
        let moving = (
            Arc::clone(workflows),
            CurrentStep::Cooking,
            clock.now().plus_ms(1_000),
        );
        *recorder.next.lock().unwrap() = Some(moving);
        workflows.start(&tenant, &order, clock.now()).await.unwrap();
        workflows.run_due().await.unwrap();
        let first = recorder.taken();
        assert_eq!(first[0], (tenant.clone(), order.clone(), CurrentStep::Created));
        clock.advance_ms(60_000);
        workflows.run_due().await.unwrap();
        let all: Vec<Fired> = first.into_iter().chain(recorder.taken()).collect();
        assert_eq!(all.len(), 2, "the new limit stays, the old one is gone: {all:?}");
        assert_eq!(all[1].2, CurrentStep::Cooking);
    }
}

pub async fn tenants_do_not_meet(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, mine, other, order) = (
        recorder(&supervised),
        fresh_tenant(),
        fresh_tenant(),
        fresh_order(),
    );
    workflows.start(&mine, &order, clock.now()).await.unwrap();
    workflows.start(&other, &order, clock.now()).await.unwrap();
    workflows
        .stop(&other, &order, Outcome::Delivered, 1)
        .await
        .unwrap();
    assert_eq!(workflows.run_due().await.unwrap(), 1);
    assert_eq!(recorder.taken(), [(mine, order, CurrentStep::Created)]);
}

pub async fn many_limits_fire_together(supervised: Supervised) {
    let Supervised { workflows, clock } = &supervised;
    let (recorder, tenant) = (recorder(&supervised), fresh_tenant());
    let orders: Vec<OrderId> = (0..600).map(|_| fresh_order()).collect();
    // A few at a time: it is their limits that meet here, and an engine may refuse hundreds of calls at once.
    for some in orders.chunks(20) {
        let starting = some
            .iter()
            .map(|order| workflows.start(&tenant, order, clock.now()));
        assert!(join_all(starting).await.iter().all(Result::is_ok));
    }
    assert_eq!(workflows.run_due().await.unwrap(), 600);
    let mut fired = recorder.taken();
    fired.sort();
    fired.dedup();
    assert_eq!(fired.len(), 600);
}
