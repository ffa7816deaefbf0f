//! The book of claims over the public API.

mod answering;
mod orders;
mod paper;
mod promises;
mod racing;
mod refunds;
mod settling;

use crate::support::{Answer, Browser, TestServer, api_request};
use axum::extract::ConnectInfo;
use axum::http::Method;
use domain::staff::Role;
use futures::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// With what the law asks for.
pub fn form() -> Value {
    json!({ "name": "Lucía Rojas", "document": "12345678", "email": "lucia@example.pe", "detail": "Llegó frío." })
}

/// Files a claim from an address of the network.
pub async fn from(server: &TestServer, address: u8, key: Option<&str>, form: Value) -> Answer {
    let mut request = api_request(Method::POST, "/api/claims", None, Some(form));
    request
        .extensions_mut()
        .insert(ConnectInfo(SocketAddr::from(([198, 51, 100, address], 4_000))));
    if let Some(key) = key {
        request
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
    }
    server.ask(request).await
}

fn numbers(page: &Value) -> Vec<String> {
    let claims = page["claims"].as_array().unwrap().iter();
    claims
        .map(|claim| claim["number"].as_str().unwrap().to_owned())
        .collect()
}

/// How many claims a restaurant's book has.
async fn filed(server: &TestServer, tenant: &str) -> u64 {
    let manager = server.machine(tenant, Role::Manager);
    let page = server.get("/api/claims", &manager).await.expect(200);
    page.body["totals"]["all"].as_u64().unwrap()
}

#[tokio::test]
async fn anybody_files_a_claim_and_reads_the_sheet_with_its_key() {
    let server = TestServer::open().await;
    let filed = from(&server, 1, None, form()).await.expect(201).body;
    // The demo has five before it.
    assert_eq!(
        (&filed["number"], &filed["due"]),
        (&json!("000000006-2025"), &json!("2025-11-14"))
    );
    let key = filed["key"].as_str().unwrap();
    let path = format!("/api/claims/000000006-2025/sheet?key={key}");
    let sheet = server.api(Method::GET, &path, None, None).await.expect(200).body;
    assert_eq!(
        (&sheet["form"]["name"], &sheet["state"]),
        (&json!("Lucía Rojas"), &json!("open"))
    );
    assert_eq!(
        (&sheet["provider"]["ruc"], &sheet["daysLeft"]),
        (&json!("20000000001"), &json!(15))
    );
    assert_eq!(sheet["form"]["replyBy"], "email");
    for wrong in ["", "?key=", "?key=0", &format!("?key={}", "0".repeat(32))] {
        let path = format!("/api/claims/000000006-2025/sheet{wrong}");
        server
            .api(Method::GET, &path, None, None)
            .await
            .refused(404, "not_found");
    }
    let mut elsewhere = api_request(Method::GET, &path, None, None);
    elsewhere
        .headers_mut()
        .insert("x-tenant-id", "caleta".parse().unwrap());
    server.ask(elsewhere).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_refused_form_names_its_fields_and_takes_no_number() {
    let server = TestServer::open().await;
    let before = filed(&server, "pardos").await;
    let refused = from(&server, 1, None, json!({ "phone": "12", "amountCents": -5 })).await;
    let refused = refused.refused(422, "invalid_value");
    let pointers: Vec<&str> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        [
            "/name",
            "/document",
            "/phone",
            "/detail",
            "/amountCents",
            "/email"
        ]
    );
    from(
        &server,
        1,
        None,
        json!({ "name": "Ana", "email": "ana@example.pe" }),
    )
    .await
    .refused(400, "missing_field");
    let mut robot = form();
    robot["website"] = json!("http://example.com");
    let refused = from(&server, 1, None, robot).await.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/website");
    let mut undeliverable = form();
    undeliverable["email"] = json!("ana@xn--.pe");
    from(&server, 1, None, undeliverable)
        .await
        .refused(422, "invalid_value");
    assert_eq!(filed(&server, "pardos").await, before);
    let next = from(&server, 1, None, form()).await.expect(201);
    assert_eq!(next.body["number"], "000000006-2025");
}

#[tokio::test]
async fn numbers_have_no_gaps_under_fifty_parallel_posts() {
    let server = TestServer::open().await;
    let posts = (0..50).map(|address| {
        let server = &server;
        async move {
            // Every tenth form is refused.
            let form = if address % 10 == 9 { json!({}) } else { form() };
            from(server, address, Some("k"), form).await
        }
    });
    let answers = join_all(posts).await;
    let given: BTreeSet<String> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.body["number"].as_str().unwrap().to_owned())
        .collect();
    let expected: BTreeSet<String> = (6..51).map(|number| format!("{number:09}-2025")).collect();
    assert_eq!(given, expected);
    assert_eq!(filed(&server, "pardos").await, 50);
    assert_eq!(filed(&server, "caleta").await, 5, "each restaurant has its own");
}

#[tokio::test]
async fn sending_twice_files_one() {
    let server = TestServer::open().await;
    let key = "0123456789abcdef0123456789abcdef";
    let first = from(&server, 1, Some(key), form()).await.expect(201);
    // The answer was lost, and the telephone has another address by now.
    let again = from(&server, 2, Some(key), form()).await.expect(201);
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let mut other = form();
    other["detail"] = json!("Otra cosa.");
    from(&server, 1, Some(key), other)
        .await
        .refused(422, "idempotency_key_reused");
    // A short key is its sender's own.
    from(&server, 1, Some("k"), form()).await.expect(201);
    let another = from(&server, 2, Some("k"), form()).await.expect(201);
    assert_eq!(another.body["number"], "000000008-2025");
    let ten = join_all((0..10).map(|_| from(&server, 3, Some("z"), form()))).await;
    let numbers: BTreeSet<String> = ten
        .iter()
        .map(|answer| answer.body["number"].to_string())
        .collect();
    assert_eq!((numbers.len(), filed(&server, "pardos").await), (1, 9));
}

#[tokio::test]
async fn a_year_begins_with_one() {
    let server = TestServer::open().await;
    // From the evening of 25 October to that of 31 December, in Lima.
    server.later(67 * 24 * 60 + 11 * 60);
    assert_eq!(
        from(&server, 1, None, form()).await.body["number"],
        "000000006-2025"
    );
    server.later(61);
    assert_eq!(
        from(&server, 1, None, form()).await.body["number"],
        "000000001-2026"
    );
    let manager = server.machine("pardos", Role::Manager);
    let all = server
        .get("/api/claims?state=all&limit=2", &manager)
        .await
        .expect(200);
    assert_eq!(numbers(&all.body), ["000000001-2026", "000000006-2025"]);
}

#[tokio::test]
async fn one_address_files_so_many_an_hour() {
    let server = TestServer::open().await;
    for _ in 0..20 {
        from(&server, 1, None, form()).await.expect(201);
    }
    from(&server, 1, None, form()).await.refused(429, "rate_limited");
    from(&server, 2, None, form()).await.expect(201);
    // Also of somebody who is signed in there.
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut request = api_request(Method::POST, "/api/claims", Some(&ana), Some(form()));
    request
        .extensions_mut()
        .insert(ConnectInfo(SocketAddr::from(([198, 51, 100, 1], 4_000))));
    server.ask(request).await.refused(429, "rate_limited");
    server.later(60);
    from(&server, 1, None, form()).await.expect(201);
}

#[tokio::test]
async fn the_book_is_filtered_searched_and_counted() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let list = async |query: &str| {
        server
            .get(&format!("/api/claims{query}"), &manager)
            .await
            .expect(200)
            .body
    };
    let open = list("").await;
    assert_eq!(
        numbers(&open),
        [
            "000000002-2025",
            "000000003-2025",
            "000000004-2025",
            "000000005-2025"
        ],
        "the most urgent first"
    );
    assert_eq!(
        open["totals"],
        json!({ "open": 4, "late": 1, "answered": 1, "all": 5 })
    );
    let mut console = Browser::staff(&server, "pardos.localhost", "gerente").await;
    let totals = console
        .call(&server, "/rpc/claims/totals", json!({}))
        .await
        .expect(200);
    assert_eq!(totals.body, open["totals"]);
    let states: Vec<&Value> = open["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| &claim["state"])
        .collect();
    assert_eq!(states, ["late", "soon", "soon", "open"]);
    assert_eq!(numbers(&list("?state=late").await), ["000000002-2025"]);
    assert_eq!(numbers(&list("?state=answered").await), ["000000001-2025"]);
    assert_eq!(
        numbers(&list("?state=all&search=BAZAN").await),
        ["000000003-2025"]
    );
    assert_eq!(numbers(&list("?search=000000005").await), ["000000005-2025"]);
    assert!(numbers(&list("?search=nadie").await).is_empty());
    let page = list("?state=all&limit=3").await;
    let next = page["nextCursor"].as_str().unwrap();
    assert_eq!(
        numbers(&list(&format!("?state=all&limit=3&cursor={next}")).await),
        ["000000002-2025", "000000001-2025"]
    );
    let wrong = server.get("/api/claims?state=x", &manager).await;
    wrong.refused(422, "invalid_value");
}

#[tokio::test]
async fn the_export_is_the_year_without_formulas() {
    let server = TestServer::open().await;
    let mut hostile = form();
    hostile["name"] = json!("=HYPERLINK(\"http://x\")");
    from(&server, 1, None, hostile).await.expect(201);
    let manager = server.machine("pardos", Role::Manager);
    let csv = server.exported("/api/claims/export", &manager).await;
    assert_eq!(csv.matches("-2025\"").count(), 6);
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{}", csv);
    let other = server.exported("/api/claims/export?year=2024", &manager).await;
    assert_eq!(other.lines().count(), 1);
    server
        .get("/api/claims/export?year=x", &manager)
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn the_page_files_and_reads_without_an_account() {
    let server = TestServer::open().await;
    let mut browser = Browser::new();
    let key = "f".repeat(32);
    let call = json!({ "key": key, "form": form() });
    let filed = browser
        .call(&server, "/rpc/claims/file", call.clone())
        .await
        .expect(200)
        .body;
    let again = browser
        .call(&server, "/rpc/claims/file", call)
        .await
        .expect(200)
        .body;
    assert_eq!(filed, again);
    let own = json!({ "number": filed["number"], "key": filed["key"] });
    let sheet = browser.call(&server, "/rpc/claims/sheet", own).await.expect(200);
    assert_eq!(sheet.body["form"]["detail"], "Llegó frío.");
    let guessed = json!({ "number": filed["number"], "key": key });
    browser
        .call(&server, "/rpc/claims/sheet", guessed)
        .await
        .refused(404, "not_found");
}
