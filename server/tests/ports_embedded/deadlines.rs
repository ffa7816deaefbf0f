//! Limits of orders, and rows of them that this version cannot read.

use super::TestServer;
use domain::stage::CurrentStep;
use domain::time::{HOUR_MS, MINUTE_MS};
use ports::Workflows as _;
use ports_testsuite::{START, fresh_order, fresh_tenant, workflows};
use std::sync::Arc;

#[tokio::test]
async fn a_limit_that_cannot_be_read_stops_no_other() {
    let server = TestServer::new();
    let engine = &server.engines.workflows;
    let fired = Arc::new(workflows::Recorder::default());
    engine.on_deadline(fired.clone());
    let (tenant, spoilt, order) = (fresh_tenant(), fresh_order(), fresh_order());
    for (order, minutes) in [(&spoilt, 1), (&order, 2)] {
        let limit = START.plus_minutes(minutes);
        engine
            .resume(&tenant, order, CurrentStep::Cooking, 2, limit)
            .await
            .unwrap();
    }
    let step = |order: &str, step: &str| {
        let file = server.folder.path().join("data/brasa.db");
        let db = rusqlite::Connection::open(file).unwrap();
        let sql = "UPDATE deadlines SET step = ?1 WHERE order_id = ?2";
        assert_eq!(db.execute(sql, [step, order]).unwrap(), 1);
    };
    step(spoilt.as_str(), "FRYING");
    server.clock.advance_ms(5 * MINUTE_MS);
    assert_eq!(engine.run_due().await.unwrap(), 1);
    assert_eq!(fired.taken(), [(tenant.clone(), order, CurrentStep::Cooking)]);

    // Once somebody has mended it, its turn comes by itself.
    step(spoilt.as_str(), CurrentStep::Cooking.wire_name());
    assert_eq!(engine.run_due().await.unwrap(), 0);
    server.clock.advance_ms(HOUR_MS);
    assert_eq!(engine.run_due().await.unwrap(), 1);
    assert_eq!(fired.taken(), [(tenant, spoilt, CurrentStep::Cooking)]);
}
