//! What a host name and `X-Tenant-Id` may say: one of each, the same restaurant, and the token's.

use super::support::{Answer, Browser, TestServer, api_request};
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Method, Request};
use domain::staff::Role;
use serde_json::json;

const LISTS: [&str; 2] = ["/api/categories", "/rpc/catalog/storefront"];

/// What somebody gets at a host, who may have a token and name a restaurant.
async fn asked(server: &TestServer, path: &str, host: &str, more: &[(&'static str, &str)]) -> Answer {
    let mut request = api_request(Method::GET, path, None, None);
    let headers = request.headers_mut();
    headers.insert("host", host.parse().unwrap());
    for (name, value) in more {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    server.ask(request).await
}

#[tokio::test]
async fn a_request_that_names_no_host_or_two_is_malformed() {
    let server = TestServer::open().await;
    for path in ["/api/categories", "/rpc/catalog/storefront", "/carta"] {
        let bare = || Request::builder().uri(path);
        let send = async |request: Builder| server.ask(request.body(Body::empty()).unwrap()).await;
        send(bare()).await.refused(400, "malformed");
        let two = bare().header("host", "localhost").header("host", "localhost");
        send(two).await.refused(400, "malformed");
        for host in ["caleta.localhost@evil", "a.pe, b.pe", ""] {
            send(bare().header("host", host)).await.refused(400, "malformed");
        }
    }
    // What looks after the process may name none.
    for path in ["/health", "/ready", "/version"] {
        let bare = Request::builder().uri(path).body(Body::empty());
        server.ask(bare.unwrap()).await.expect(200);
    }
}

#[tokio::test]
async fn a_page_whose_host_names_nobody_names_its_restaurant() {
    let server = TestServer::open().await;
    let first = async |path: &str, host: &str, tenant: &[(&'static str, &str)]| {
        asked(&server, path, host, tenant).await.expect(200).text
    };
    for path in LISTS {
        let caleta = first(path, "caleta.localhost", &[]).await;
        assert_ne!(first(path, "localhost", &[]).await, caleta);
        for host in [
            "localhost",
            "x1.execute-api.us-east-1.amazonaws.com",
            "caleta.localhost",
        ] {
            let named = first(path, host, &[("x-tenant-id", "caleta")]).await;
            assert_eq!(named, caleta, "{path} {host}");
        }
        let other = asked(&server, path, "caleta.localhost", &[("x-tenant-id", "pardos")]).await;
        other.refused(403, "forbidden");
        let two = [("x-tenant-id", "pardos"), ("x-tenant-id", "caleta")];
        asked(&server, path, "localhost", &two)
            .await
            .refused(400, "malformed");
        let unknown = asked(&server, path, "localhost", &[("x-tenant-id", "nobody")]).await;
        unknown.refused(404, "not_found");
    }
    let mut browser = Browser::at("localhost:3000");
    let sign_in = |tenant: &str| {
        let request = browser.request("POST", "/rpc/auth/staff-sign-in");
        let credentials = json!({ "credentials": { "username": "gerente", "password": "brasa-demo" } });
        request
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("x-tenant-id", tenant)
            .body(Body::from(credentials.to_string()))
            .unwrap()
    };
    let answer = server.ask(sign_in("caleta")).await.expect(200);
    for cookie in answer.headers.get_all("set-cookie") {
        let (name, value) = cookie.to_str().unwrap().split_once('=').unwrap();
        let value = value.split(';').next().unwrap();
        browser.cookies.insert(name.into(), value.into());
    }
    // A session is of the restaurant in which it began.
    for (tenant, known) in [("caleta", true), ("pardos", false)] {
        let request = browser.request("POST", "/rpc/auth/staff-who-am-i");
        let request = request
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("x-tenant-id", tenant)
            .body(Body::from("{}"));
        let who = server.ask(request.unwrap()).await.expect(200);
        assert_eq!(!who.body.is_null(), known, "{tenant}: {}", who.text);
    }
}

#[tokio::test]
async fn a_token_is_refused_at_another_restaurants_address() {
    let server = TestServer::open().await;
    server
        .command("tenant hosts pardos --host pedidos.pardos.pe")
        .await;
    let machine = server.machine("caleta", Role::Service);
    let person = server.sign_in("caleta", "gerente", "brasa-demo").await;
    for token in [machine, person] {
        let bearer = format!("Bearer {token}");
        let bearer = ("authorization", bearer.as_str());
        let get = async |host: &str, more: &[(&'static str, &str)]| {
            let headers: Vec<_> = std::iter::once(bearer).chain(more.iter().copied()).collect();
            asked(&server, "/api/orders", host, &headers).await
        };
        for own in ["caleta.localhost", "localhost:3000", "api.example.pe"] {
            get(own, &[]).await.expect(200);
            get(own, &[("x-tenant-id", "caleta")]).await.expect(200);
            let other = get(own, &[("x-tenant-id", "pardos")]).await;
            other.refused(403, "forbidden");
        }
        for other in ["pardos.localhost", "pardos.example.pe", "pedidos.pardos.pe"] {
            get(other, &[]).await.refused(403, "forbidden");
        }
    }
}

#[tokio::test]
async fn in_production_a_host_that_names_nobody_has_no_restaurant() {
    let server = TestServer::in_production(&[]).await;
    server.make_restaurant("pardos").await;
    server
        .command("tenant hosts pardos --host pedidos.pardos.pe")
        .await;
    for host in ["localhost", "203.0.113.7", "www.example.pe"] {
        for path in LISTS {
            asked(&server, path, host, &[]).await.refused(404, "not_found");
            let named = [("x-tenant-id", "pardos")];
            asked(&server, path, host, &named).await.expect(200);
        }
        asked(&server, "/carta", host, &[]).await.expect(404);
        asked(&server, "/health", host, &[]).await.expect(200);
    }
    for host in ["pedidos.pardos.pe", "pardos.example.pe"] {
        for path in LISTS {
            asked(&server, path, host, &[]).await.expect(200);
        }
    }
}

#[tokio::test]
async fn what_the_header_chose_no_cache_gives_to_others() {
    let server = TestServer::open().await;
    for path in [
        "/api/categories",
        "/rpc/catalog/storefront",
        "/api/nothing",
        "/rpc/nothing/here",
    ] {
        for named in [&[][..], &[("x-tenant-id", "caleta")]] {
            let answer = asked(&server, path, "localhost", named).await;
            let vary = answer.headers.get_all("vary").iter();
            let vary: Vec<_> = vary.map(|value| value.to_str().unwrap()).collect();
            assert!(vary.contains(&"x-tenant-id"), "{path}: {vary:?}");
            let kept = answer.header("cache-control").unwrap();
            assert!(kept.contains("private") || kept == "no-store", "{path}: {kept}");
        }
    }
}
