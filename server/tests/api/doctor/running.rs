//! The command, and a doctor beside a server at work.

use super::Lived;
use application::control::{Invocation, Outcome};
use domain::time::MINUTE_MS;
use ports::documents::{Key, Table};
use serde_json::json;
use services::doctor::Patience;
use std::time::Duration;

impl Lived {
    async fn typed(&self, words: &str) -> Outcome {
        let invocation = Invocation {
            called: "server".into(),
            words: words.split(' ').map(str::to_owned).collect(),
            input: String::new(),
        };
        self.server.app.control.run(&invocation).await
    }
}

#[tokio::test]
async fn the_exit_code_says_what_was_found() {
    let lived = Lived::open().await;
    lived.server.later(10);
    lived.settle().await;
    let clean = lived.typed("doctor").await;
    assert_eq!((clean.ok, clean.exit_code()), (true, 0), "{}", clean.text);
    assert_eq!(
        clean.text,
        "caleta: 0 orders, nothing found\npardos: 8 orders, nothing found"
    );

    let key = Key::new(Table::Steps, format!("ORDER#{}", lived.delivered), "STEPS");
    lived.delete(key).await;
    let found = lived.typed("doctor --tenant pardos --days 7").await;
    assert_eq!((found.ok, found.exit_code()), (true, 1), "{}", found.text);
    let lines: Vec<&str> = found.text.lines().collect();
    assert_eq!(lines[0], "pardos: 8 orders, 1 found");
    let line = format!(
        "pardos: steps: order/{}: the record has no record",
        lived.delivered
    );
    assert!(lines[1].starts_with(&line), "{}", lines[1]);

    let repaired = lived.typed("doctor --repair").await;
    assert_eq!(
        (repaired.ok, repaired.exit_code()),
        (true, 0),
        "{}",
        repaired.text
    );
    assert!(
        repaired.text.contains("1 found, 1 of them repaired"),
        "{}",
        repaired.text
    );
    assert!(repaired.text.ends_with("[repaired]"), "{}", repaired.text);
    assert_eq!(lived.typed("doctor --tenant pardos").await.exit_code(), 0);

    // What is not safe to repair stays, and says so by the code.
    lived.add(super::stock_key(), "available", -1_000).await;
    let left = lived.typed("doctor --tenant pardos --repair").await;
    assert_eq!((left.ok, left.exit_code()), (true, 1), "{}", left.text);
}

#[tokio::test]
async fn what_cannot_be_looked_at_has_a_code_of_its_own() {
    let lived = Lived::open().await;
    let nobody = lived.typed("doctor --tenant nadie").await;
    assert_eq!((nobody.ok, nobody.exit_code()), (false, 2), "{}", nobody.text);
    lived.delete(Key::new(Table::Catalog, "TENANT", "SETTINGS")).await;
    lived.server.later(1);
    let gone = lived.typed("doctor").await;
    assert_eq!((gone.ok, gone.exit_code()), (false, 2), "{}", gone.text);
    assert!(
        gone.text.contains("caleta: 0 orders, nothing found"),
        "{}",
        gone.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_server_at_work_nothing_is_found() {
    let lived = Lived::open().await;
    let doctor = lived.doctor().with_patience(Patience {
        settled_ms: MINUTE_MS,
        pause: Duration::from_millis(20),
    });
    let work = async {
        for number in 0..12 {
            let order = lived.placed(json!({ "paymentMethod": "cash" })).await;
            lived.done(&order, "COOKING").await;
            if number % 3 == 0 {
                lived.act(&order, "cancel").await;
            }
        }
    };
    let look = async {
        let mut orders = 0;
        for _ in 0..8 {
            let report = doctor.examine(&lived.tenant).await.unwrap();
            assert_eq!(report.found, []);
            assert!(report.orders >= orders);
            orders = report.orders;
        }
    };
    tokio::join!(work, look);
    assert_eq!(lived.found().await, []);
}
