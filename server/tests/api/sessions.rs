//! Sessions of browsers: cookies, renewal, reuse, and that no other page can use them.

mod two_apps;

use crate::support::{Answer, Browser, PASSWORD, TestServer};
use axum::body::Body;
use axum::http::Method;
use ports::Clock as _;
use serde_json::json;

#[tokio::test]
async fn cookies_are_for_this_site_and_no_script() {
    let server = TestServer::open().await;
    let ana = Browser::customer(&server, "localhost:3000", "ana").await;
    assert_eq!(ana.set.len(), 2);
    for cookie in &ana.set {
        assert!(
            cookie.contains("; HttpOnly; SameSite=Lax") && cookie.contains("; Path=/; "),
            "{cookie}"
        );
        assert!(
            cookie.starts_with("brasa-storefront") && !cookie.contains("Secure"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(ana.set[0].ends_with("; Max-Age=600"), "{}", ana.set[0]);
}

#[tokio::test]
async fn behind_tls_cookies_are_bound_to_the_host() {
    let mut server = TestServer::open().await;
    server.serve_again(|app| app.production = true);
    let mut ana = Browser::customer(&server, "pardos.example.pe", "ana").await;
    for cookie in &ana.set {
        assert!(
            cookie.starts_with("__Host-brasa-storefront") && cookie.contains("; Secure; "),
            "{cookie}"
        );
    }
    assert_eq!(ana.customer_name(&server).await.as_deref(), Some("ana"));
}

/// Calls a server function for somebody whom the page believes to be signed in.
async fn call_as(server: &TestServer, browser: &Browser, caller: &str, path: &str) -> Answer {
    let request = browser
        .request("POST", path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .header("x-caller-id", caller);
    server
        .ask(
            request
                .body(Body::from(json!({ "stage": "COOKING" }).to_string()))
                .unwrap(),
        )
        .await
}

#[tokio::test]
async fn a_page_calls_for_whom_it_shows_and_for_nobody_else() {
    let server = TestServer::open().await;
    let mut rosa = Browser::staff(&server, "localhost:3000", "cocina").await;
    let me = rosa.call(&server, "/rpc/auth/staff-who-am-i", json!({})).await;
    let me = me.expect(200).body["id"].as_str().unwrap().to_owned();
    call_as(&server, &rosa, &me, "/rpc/stages/queue")
        .await
        .expect(200);

    // In another tab of her browser Elmer signs in; hers still shows Rosa.
    let credentials = json!({ "credentials": { "username": "cocina2", "password": "brasa-demo" } });
    let elmer = rosa.call(&server, "/rpc/auth/staff-sign-in", credentials).await;
    let elmer = elmer.expect(200).body["id"].as_str().unwrap().to_owned();
    for path in ["/rpc/stages/queue", "/rpc/auth/staff-sign-out"] {
        let refused = call_as(&server, &rosa, &me, path).await;
        assert_eq!(refused.headers["x-caller-id"], *elmer);
        refused.refused(409, "other_caller");
    }
    let asked = call_as(&server, &rosa, &me, "/rpc/auth/staff-who-am-i").await;
    assert_eq!(
        asked.expect(200).body["id"],
        *elmer,
        "who asks who it is gets an answer"
    );
    call_as(&server, &rosa, &elmer, "/rpc/stages/queue")
        .await
        .expect(200);

    // One browser has a session in each of the apps.
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let ana_id = ana.call(&server, "/rpc/auth/who-am-i", json!({})).await.body["customerId"].clone();
    ana.cookies.extend(rosa.cookies.clone());
    call_as(
        &server,
        &ana,
        ana_id.as_str().unwrap(),
        "/rpc/customers/my-profile",
    )
    .await
    .expect(200);
    call_as(&server, &ana, "c_somebodyelse", "/rpc/customers/my-profile")
        .await
        .refused(409, "other_caller");
    // Nobody is there: that is something else.
    call_as(
        &server,
        &Browser::new(),
        "c_somebodyelse",
        "/rpc/customers/my-profile",
    )
    .await
    .refused(401, "unauthenticated");
}

#[tokio::test]
async fn every_answer_to_a_page_says_the_time_of_the_server() {
    let server = TestServer::open().await;
    let page = Browser::new();
    for path in ["/rpc/auth/who-am-i", "/rpc/customers/my-profile"] {
        let answer = call_as(&server, &page, "c_nobody", path).await;
        assert_eq!(answer.headers["x-server-time"], server.clock.now().0.to_string());
    }
}

#[tokio::test]
async fn a_session_goes_on_by_itself() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let before = ana.cookies.clone();
    server.later(11);
    assert_eq!(ana.customer_name(&server).await.as_deref(), Some("ana"));
    assert_eq!(ana.set.len(), 2, "both tokens are new");
    assert_ne!(
        ana.cookies["brasa-storefront-refresh"],
        before["brasa-storefront-refresh"]
    );
    ana.customer_name(&server).await;
    assert!(ana.set.is_empty(), "and stay until they are over");
    ana.cookies.remove("brasa-storefront");
    assert_eq!(
        ana.customer_name(&server).await.as_deref(),
        Some("ana"),
        "also when only the refresh token is left"
    );
    server.later(31 * 24 * 60);
    assert_eq!(ana.customer_name(&server).await, None);
    assert!(ana.cookies.is_empty(), "what is over is removed");
}

#[tokio::test]
async fn two_tabs_may_renew_at_once() {
    let server = TestServer::open().await;
    let mut first = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut second = first.clone();
    server.later(11);
    let (one, two) = tokio::join!(first.customer_name(&server), second.customer_name(&server));
    assert_eq!((one.as_deref(), two.as_deref()), (Some("ana"), Some("ana")));
    let renewed = [&first, &second].iter().filter(|tab| !tab.set.is_empty()).count();
    assert_eq!(renewed, 1, "one set of new tokens");
}

/// Bad reception signs nobody out: the answer that brought the new cookies got lost, again and again.
#[tokio::test]
async fn a_renewal_whose_answer_was_lost_may_be_repeated() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    server.later(11);
    for _ in 0..5 {
        let mut lost = ana.clone();
        assert_eq!(lost.customer_name(&server).await.as_deref(), Some("ana"));
        server.later(1);
    }
    for _ in 0..2 {
        assert_eq!(ana.customer_name(&server).await.as_deref(), Some("ana"));
        assert!(!ana.set.is_empty(), "new cookies came");
        server.later(11);
    }
}

/// Until the successor of a token was used, the token itself cannot be told from one whose answer got lost.
#[tokio::test]
async fn a_refresh_token_used_after_its_successor_ends_the_session_of_whoever_has_it() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut thief = ana.clone();
    server.later(11);
    assert_eq!(ana.customer_name(&server).await.as_deref(), Some("ana"));
    server.later(1);
    assert_eq!(thief.customer_name(&server).await.as_deref(), Some("ana"));
    server.later(11);
    assert_eq!(ana.customer_name(&server).await.as_deref(), Some("ana"));
    server.later(1);
    assert_eq!(thief.customer_name(&server).await, None);
    ana.cookies.remove("brasa-storefront");
    assert_eq!(
        ana.customer_name(&server).await,
        None,
        "the other one has to sign in again"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut kept = ana.clone();
    ana.call(&server, "/rpc/auth/sign-out", json!({}))
        .await
        .expect(200);
    assert!(ana.cookies.is_empty());
    assert!(kept.cookies.contains_key("brasa-storefront"), "an access token");
    assert_eq!(
        kept.customer_name(&server).await,
        None,
        "it ends with its session"
    );
    kept.cookies.remove("brasa-storefront");
    assert_eq!(kept.customer_name(&server).await, None);
}

/// Another browser in which ana has signed in.
async fn signed_in(server: &TestServer) -> Browser {
    let mut browser = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    let signed_in = browser.call(server, "/rpc/auth/sign-in", credentials).await;
    signed_in.expect(200);
    browser
}

#[tokio::test]
async fn signing_out_ends_no_other_session() {
    let server = TestServer::open().await;
    let mut phone = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut tablet = signed_in(&server).await;
    phone
        .call(&server, "/rpc/auth/sign-out", json!({}))
        .await
        .expect(200);
    assert_eq!(tablet.customer_name(&server).await.as_deref(), Some("ana"));
    server.later(11);
    assert_eq!(tablet.customer_name(&server).await.as_deref(), Some("ana"));
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_of_them() {
    let server = TestServer::open().await;
    let mut phone = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut tablet = signed_in(&server).await;
    phone
        .call(&server, "/rpc/auth/sign-out-everywhere", json!({}))
        .await
        .expect(200);
    tablet.cookies.remove("brasa-storefront");
    assert_eq!(tablet.customer_name(&server).await, None);
}

#[tokio::test]
async fn each_app_has_its_own_people() {
    let server = TestServer::open().await;
    let mut browser = Browser::customer(&server, "localhost:3000", "ana").await;
    let credentials =
        |name: &str, password: &str| json!({ "credentials": { "username": name, "password": password } });
    browser
        .call(&server, "/rpc/auth/staff-sign-in", credentials("ana", PASSWORD))
        .await
        .refused(401, "wrong_credentials");
    browser
        .call(&server, "/rpc/auth/sign-in", credentials("gerente", "brasa-demo"))
        .await
        .refused(401, "wrong_credentials");
    browser
        .call(
            &server,
            "/rpc/auth/staff-sign-in",
            credentials("gerente", "brasa-demo"),
        )
        .await
        .expect(200);
    assert_eq!(
        browser.customer_name(&server).await.as_deref(),
        Some("ana"),
        "signed in to both at once"
    );
    assert_eq!(browser.staff_name(&server).await.as_deref(), Some("gerente"));
}

#[tokio::test]
async fn a_token_of_one_app_opens_no_other() {
    let server = TestServer::open().await;
    let staff = Browser::staff(&server, "localhost:3000", "gerente").await;
    for (from, to) in [
        ("brasa-console", "brasa-storefront"),
        ("brasa-console-refresh", "brasa-storefront-refresh"),
    ] {
        let mut forged = Browser::new();
        forged.cookies.insert(to.into(), staff.cookies[from].clone());
        assert_eq!(forged.customer_name(&server).await, None, "{from}");
    }
    let ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut forged = Browser::new();
    forged
        .cookies
        .insert("brasa-console".into(), ana.cookies["brasa-storefront"].clone());
    assert_eq!(forged.staff_name(&server).await, None);
    let token = server.sign_in("pardos", "ana", PASSWORD).await;
    forged.cookies.insert("brasa-storefront".into(), token);
    assert_eq!(
        forged.customer_name(&server).await,
        None,
        "a token of the public API is none of a browser"
    );
    let access = &ana.cookies["brasa-storefront"];
    server
        .get("/api/validate", access)
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_session_belongs_to_one_restaurant() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    ana.host = "caleta.localhost:3000".into();
    assert_eq!(ana.customer_name(&server).await, None);
}

#[tokio::test]
async fn other_pages_change_nothing() {
    let server = TestServer::open().await;
    let ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let path = "/rpc/auth/sign-out-everywhere";
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("x-nothing", "at all"),
    ] {
        let request = ana
            .request("POST", path)
            .header("content-type", "application/json")
            .header(name, value);
        server
            .ask(
                request
                    .body(Body::from(json!({ "stage": "COOKING" }).to_string()))
                    .unwrap(),
            )
            .await
            .refused(403, "forbidden");
    }
    let form = ana.request("POST", path).header("sec-fetch-site", "same-origin");
    let form = form
        .header("content-type", "text/plain")
        .body(Body::from(json!({ "stage": "COOKING" }).to_string()));
    server.ask(form.unwrap()).await.refused(415, "not_json");
    let same = ana
        .request("POST", path)
        .header("origin", "http://localhost:3000");
    let same = same
        .header("content-type", "application/json")
        .body(Body::from(json!({ "stage": "COOKING" }).to_string()));
    server.ask(same.unwrap()).await.expect(200);
}

#[tokio::test]
async fn what_changes_is_never_read() {
    let server = TestServer::open().await;
    let ana = Browser::customer(&server, "localhost:3000", "ana").await;
    for (path, method) in server_fn::axum::server_fn_paths() {
        if method == Method::GET {
            continue;
        }
        let read = ana.request("GET", path).body(Body::empty()).unwrap();
        server.ask(read).await.refused(405, "method_not_allowed");
    }
}

#[tokio::test]
async fn the_answer_to_an_old_question_removes_no_cookies() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let mut late = ana.clone();
    ana.call(&server, "/rpc/auth/sign-out-everywhere", json!({}))
        .await
        .expect(200);
    let refused = late
        .call(&server, "/rpc/orders/mine", json!({ "cursor": null }))
        .await;
    assert_eq!(refused.status, 401, "{}", refused.text);
    assert!(late.set.is_empty(), "{:?}", late.set);
    assert_eq!(late.customer_name(&server).await, None);
    assert!(late.cookies.is_empty(), "who asks who is there begins anew");
}
