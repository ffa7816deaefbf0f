//! Tasks of executions that wait for orders.

use super::support::TestServer;
use domain::stage::CurrentStep;
use engine_aws::workflows::WaitingTask;
use ports::workflows::Outcome;
use ports::{Clock, Workflows};
use ports_testsuite::{START, fresh_order, fresh_tenant, workflows};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_nobody_waits_with_any_more_harms_nobody() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let workflows = &server.engines.workflows;
    let (tenant, order) = (fresh_tenant(), fresh_order());
    let task = WaitingTask {
        tenant: tenant.clone(),
        order: order.clone(),
        step: CurrentStep::Created,
        token: Some("gone".into()),
        execution: "first".into(),
        overdue: false,
    };
    // Before anything else is known of the order.
    workflows.take_over(&task).await.unwrap();
    workflows
        .start(&tenant, &order, START.plus_minutes(15))
        .await
        .unwrap();
    workflows
        .resume(&tenant, &order, CurrentStep::Cooking, 2, START.plus_minutes(30))
        .await
        .unwrap();
    let second = WaitingTask {
        execution: "second".into(),
        ..task.clone()
    };
    workflows.take_over(&second).await.unwrap();
    workflows.take_over(&task).await.unwrap();
    workflows
        .stop(&tenant, &order, Outcome::Delivered, 3)
        .await
        .unwrap();
    workflows.take_over(&task).await.unwrap();
    assert_eq!(workflows.retry_callbacks().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_time_has_run_out_fires_the_limit_once() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let engine = &server.engines.workflows;
    let recorder = Arc::new(workflows::Recorder::default());
    engine.on_deadline(recorder.clone());
    let (tenant, order) = (fresh_tenant(), fresh_order());
    engine
        .start(&tenant, &order, server.clock.now().plus_ms(1_000))
        .await
        .unwrap();
    let task = WaitingTask {
        tenant: tenant.clone(),
        order: order.clone(),
        step: CurrentStep::Created,
        token: Some("waiting".into()),
        execution: "first".into(),
        overdue: true,
    };
    engine.take_over(&task).await.unwrap();
    assert_eq!(recorder.taken(), [], "by the server's clock there is time left");
    server.clock.advance_ms(1_000);
    engine.take_over(&task).await.unwrap();
    engine.take_over(&task).await.unwrap();
    assert_eq!(recorder.taken(), [(tenant, order, CurrentStep::Created)]);
    assert_eq!(engine.run_due().await.unwrap(), 0);
}
