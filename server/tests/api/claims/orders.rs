//! The order that a claim names: the restaurant's managers see what it was, and nobody else learns anything of it.

use super::refunds::{claimed, paid, read};
use super::{form, from};
use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn managers_see_what_was_ordered_and_how_it_stands() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let (claim, key) = claimed(&server, 1, &order).await;
    let path = format!("/api/claims/{claim}");
    let named = read(&server, &path).await["orderId"].clone();
    assert_eq!(named, json!(order));
    let facts = read(&server, &format!("/api/orders/{order}")).await;
    let lines: Vec<_> = facts["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (&item["productId"], &item["qty"]))
        .collect();
    assert_eq!(
        lines,
        [
            (&json!("papas_fritas"), &json!(2)),
            (&json!("tequenos_6"), &json!(1))
        ]
    );
    assert_eq!(
        (&facts["status"], &facts["totalCents"]),
        (&json!("CONFIRMED"), &json!(3_690))
    );
    // It is followed, not copied.
    let manager = server.machine("pardos", Role::Manager);
    let cancel = json!({ "reason": "Se acabó el gas" });
    server
        .post(&format!("/api/orders/{order}/cancel"), &manager, cancel)
        .await
        .expect(200);
    server.deliver_events().await;
    let after = read(&server, &format!("/api/orders/{order}")).await;
    assert_eq!(
        (&after["status"], &after["cancellation"]["reason"]),
        (&json!("CANCELLED"), &json!("Se acabó el gas"))
    );
    for role in [Role::Cook, Role::Dispatcher, Role::Driver] {
        let other = server.machine("pardos", role);
        server.get(&path, &other).await.refused(403, "forbidden");
    }
    for request in [
        api_request(Method::GET, &path, None, None),
        api_request(Method::GET, &format!("/api/orders/{order}"), None, None),
    ] {
        server.ask(request).await.refused(401, "unauthenticated");
    }
    // The consumer reads the number that was written, and nothing of what it leads to.
    let sheet = format!("{path}/sheet?key={key}");
    let sheet = server.api(Method::GET, &sheet, None, None).await.expect(200);
    assert_eq!(sheet.body["form"]["order"], facts["number"].to_string());
    assert!(!sheet.text.contains(&order), "{}", sheet.text);
}

#[tokio::test]
async fn a_number_is_found_however_it_is_written_and_a_wrong_one_stays_text() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let number = read(&server, &format!("/api/orders/{order}")).await["number"].to_string();
    for (address, (written, found)) in (1..).zip([
        (format!("#{number}"), json!(order)),
        (format!("# {number}"), json!(order)),
        ("999999".into(), json!(null)),
        (format!("{number}x"), json!(null)),
        ("-1".into(), json!(null)),
        ("o_1".into(), json!(null)),
        (String::new(), json!(null)),
    ]) {
        let mut named = form();
        named["order"] = json!(written);
        let filed = from(&server, address, None, named).await.expect(201).body;
        let claim = read(
            &server,
            &format!("/api/claims/{}", filed["number"].as_str().unwrap()),
        )
        .await;
        assert_eq!(
            (&claim["orderId"], &claim["form"]["order"]),
            (&found, &json!(written))
        );
    }
}

#[tokio::test]
async fn whoever_names_the_order_of_somebody_else_learns_nothing_of_it() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let (claim, key) = claimed(&server, 1, &order).await;
    let (_, luis) = server.customer("pardos", "luis").await;
    for path in [
        format!("/api/orders/{order}"),
        format!("/api/orders/{order}/payment"),
    ] {
        server.get(&path, &luis).await.refused(404, "not_found");
    }
    server
        .get(&format!("/api/claims/{claim}"), &luis)
        .await
        .refused(403, "forbidden");
    let sheet = server
        .get(&format!("/api/claims/{claim}/sheet?key={key}"), &luis)
        .await
        .expect(200);
    assert_eq!(sheet.body["orderId"], json!(null));
    // Another restaurant has another book, and other orders under the same numbers.
    let manager = server.machine("caleta", Role::Manager);
    for path in [format!("/api/claims/{claim}"), format!("/api/orders/{order}")] {
        server.get(&path, &manager).await.refused(404, "not_found");
    }
}
