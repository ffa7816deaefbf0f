//! What holds for every endpoint: forms, sizes, ids, headers, problems.

use crate::support::{TestServer, api_request};
use axum::body::Body;
use axum::http::{Method, Request};
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn problems_are_for_programs_and_for_people() {
    let server = TestServer::open().await;
    let answer = server
        .api(Method::GET, "/api/products/no_hay", None, None)
        .await
        .refused(404, "unknown_product");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    for name in ["type", "title", "status", "detail", "code", "error"] {
        assert!(!answer.body[name].is_null(), "{name}");
    }
    assert_eq!(answer.body["status"], 404);
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems_too() {
    let server = TestServer::open().await;
    server
        .api(Method::GET, "/api/nothing", None, None)
        .await
        .refused(404, "not_found");
    server
        .api(Method::GET, "/api", None, None)
        .await
        .refused(404, "not_found");
    let wrong = server
        .api(Method::DELETE, "/api/orders", None, None)
        .await
        .refused(405, "method_not_allowed");
    assert!(wrong.header("allow").is_some());
    server
        .api(Method::GET, "/api/products/%ff", None, None)
        .await
        .refused(400, "malformed");
    server
        .api(Method::GET, "/rpc/nothing/here", None, None)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_slash_at_the_end_is_fine() {
    let server = TestServer::open().await;
    server
        .api(Method::GET, "/api/products/", None, None)
        .await
        .expect(200);
    server
        .api(Method::GET, "/api/health", None, None)
        .await
        .expect(200);
}

#[tokio::test]
async fn what_no_route_was_made_for_gets_the_same_words() {
    let mut server = TestServer::open().await;
    server.serve_leftovers();
    for (method, path, to) in [
        (Method::GET, "/api/products/?q=pollo", "/api/products?q=pollo"),
        (Method::POST, "/api/orders/o_1/cancel/", "/api/orders/o_1/cancel"),
        (Method::PATCH, "/api/webhooks/w_1/", "/api/webhooks/w_1"),
    ] {
        let answer = server.api(method, path, None, None).await.expect(308);
        assert_eq!(answer.header("location"), Some(to));
    }
    for path in ["/api/nothing", "/api/nothing/", "/nothing", "/"] {
        server
            .api(Method::GET, path, None, None)
            .await
            .refused(404, "not_found");
    }
    for (method, path) in [
        (Method::DELETE, "/api/orders"),
        (Method::HEAD, "/api/products"),
        (Method::POST, "/api/products/p_1/"),
    ] {
        server.api(method, path, None, None).await.expect(405);
    }
    for path in ["/health", "/api/health", "/api/openapi.json"] {
        server.api(Method::GET, path, None, None).await.expect(200);
    }
}

#[tokio::test]
async fn bodies_are_json_of_a_size() {
    let server = TestServer::open().await;
    let post = |kind: &str, body: String| {
        let request = Request::builder()
            .method("POST")
            .uri("/api/login")
            .header("host", "localhost");
        request
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap()
    };
    let large = format!("{{\"username\":\"{}\"}}", "a".repeat(64 * 1024));
    server
        .ask(post("application/json", large.clone()))
        .await
        .refused(413, "too_large");
    let mut claimed = post("application/json", "{}".into());
    claimed
        .headers_mut()
        .insert("content-length", "99999999".parse().unwrap());
    server.ask(claimed).await.refused(413, "too_large");
    server
        .ask(post("text/plain", "{}".into()))
        .await
        .refused(415, "not_json");
    for text in ["{", "[]", "\"a\"", "{\"username\": 1}", "{\"username\":\"a\"}}"] {
        server
            .ask(post("application/json", text.into()))
            .await
            .refused(400, "malformed");
    }
    server
        .ask(post("application/json", String::new()))
        .await
        .refused(400, "missing_field");
    let mut app = post("application/json", large);
    *app.uri_mut() = "/rpc/auth/sign-in".parse().unwrap();
    app.headers_mut()
        .insert("sec-fetch-site", "same-origin".parse().unwrap());
    server.ask(app).await.refused(413, "too_large");
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_malformed() {
    let server = TestServer::open().await;
    let request = Request::builder()
        .method("POST")
        .uri("/rpc/orders/track")
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        // What a form would send: an answer must be no redirect.
        .header("accept", "text/html")
        .header("referer", "https://evil.example/")
        .header("content-type", "application/json");
    let answer = server
        .ask(request.body(Body::from("{\"orderId\":5}")).unwrap())
        .await
        .refused(400, "malformed");
    assert_eq!(answer.header("location"), None);
}

#[tokio::test]
async fn every_answer_has_the_request_s_id() {
    let server = TestServer::open().await;
    let with = |id: &str| {
        let mut request = api_request(Method::GET, "/health", None, None);
        request.headers_mut().insert("x-request-id", id.parse().unwrap());
        request
    };
    let kept = server.ask(with("abc-123")).await;
    assert_eq!(kept.header("x-request-id"), Some("abc-123"));
    for odd in ["a b", "a\"b", &"a".repeat(129)] {
        let made = server.ask(with(odd)).await;
        assert_eq!(made.header("x-request-id").map(str::len), Some(26), "{odd}");
    }
    let missing = server.api(Method::GET, "/api/nothing", None, None).await;
    assert!(missing.header("x-request-id").is_some());
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let mut server = TestServer::open().await;
    for path in ["/", "/api/nothing", "/assets/x.js", "/rpc/catalog/storefront"] {
        let answer = server.api(Method::GET, path, None, None).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(
            answer.header("strict-transport-security").is_none(),
            "there is no TLS here"
        );
    }
    server.serve_again(|app| app.production = true);
    let answer = server.api(Method::GET, "/health", None, None).await;
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn the_restaurant_comes_from_the_token_then_the_header_then_the_host() {
    let server = TestServer::open().await;
    let dish =
        |request| async { server.ask(request).await.expect(200).body["products"][0]["productId"].clone() };
    let get = |host: &str, tenant: Option<&str>| {
        let mut request = api_request(Method::GET, "/api/products", None, None);
        request.headers_mut().insert("host", host.parse().unwrap());
        if let Some(tenant) = tenant {
            request
                .headers_mut()
                .insert("x-tenant-id", tenant.parse().unwrap());
        }
        request
    };
    let (pardos, caleta) = (json!("pollo_1_4"), json!("ceviche_clasico"));
    assert_eq!(dish(get("localhost:3000", None)).await, pardos);
    assert_eq!(dish(get("127.0.0.1:3000", None)).await, pardos);
    assert_eq!(dish(get("www.example.pe", None)).await, pardos);
    assert_eq!(dish(get("caleta.localhost:3000", None)).await, caleta);
    assert_eq!(dish(get("caleta.example.pe", None)).await, caleta);
    assert_eq!(dish(get("localhost:3000", Some("caleta"))).await, caleta);
    server
        .ask(get("nadie.localhost", None))
        .await
        .refused(404, "not_found");
    server
        .ask(get("localhost", Some("nadie")))
        .await
        .refused(404, "not_found");
    server
        .ask(get("localhost", Some("No Vale!")))
        .await
        .refused(404, "not_found");

    let token = server.machine("caleta", Role::Service);
    let mut own = get("localhost:3000", None);
    own.headers_mut()
        .insert("authorization", format!("Bearer {token}").parse().unwrap());
    assert_eq!(dish(own).await, caleta);
    let mut other = get("localhost:3000", Some("pardos"));
    other
        .headers_mut()
        .insert("authorization", format!("Bearer {token}").parse().unwrap());
    server.ask(other).await.refused(403, "forbidden");
    let body = json!({ "tenantId": "pardos", "reason": "x" });
    server
        .post("/api/orders/o_1/cancel", &token, body)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn the_process_says_how_it_is() {
    let server = TestServer::open().await;
    for path in [
        "/health",
        "/ready",
        "/version",
        "/api/health",
        "/api/ready",
        "/api/version",
    ] {
        server.api(Method::GET, path, None, None).await.expect(200);
    }
}

/// The document as it was last looked at: a change of the API shows here. To accept it: `BRASA_SNAPSHOT=1 cargo test -p
/// server --test api the_document`.
#[tokio::test]
async fn the_document_of_the_api_is_as_it_was() {
    let server = TestServer::open().await;
    let served = server
        .api(Method::GET, "/api/openapi.json", None, None)
        .await
        .expect(200);
    assert_eq!(served.body["openapi"], "3.1.0");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    if std::env::var_os("BRASA_SNAPSHOT").is_some() {
        std::fs::write(&path, format!("{}\n", served.text)).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known.trim() == served.text.trim(),
        "{} is not what the code says",
        path.display()
    );
    for path in ["/api/docs", "/api/docs/page.js", "/api/docs/page.css"] {
        let page = server.api(Method::GET, path, None, None).await.expect(200);
        assert!(
            !page.text.contains("http://") && !page.text.contains("https://"),
            "{path} asks others"
        );
    }
}
