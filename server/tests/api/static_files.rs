//! The built apps as they are served.

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use std::fs;

async fn built() -> TestServer {
    let mut server = TestServer::open().await;
    let site = server.site();
    for (path, text) in [
        ("200.html", "shell"),
        ("csp.json", r#"{"styleHashes":["sha256-abc="],"scriptHashes":[]}"#),
        ("sw.js", "worker"),
        ("restaurante/index.html", "console"),
        ("restaurante/sw.js", "console worker"),
        ("assets/client-0123456789.js", "script"),
        ("assets/client-0123456789.js.br", "small"),
        ("assets/fonts/inter-latin.woff2", "font"),
    ] {
        let file = site.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    server.serve_again(|_| ());
    server
}

async fn get(server: &TestServer, host: &str, path: &str) -> Answer {
    let mut request = api_request(Method::GET, path, None, None);
    request.headers_mut().insert("host", host.parse().unwrap());
    server.ask(request).await
}

#[tokio::test]
async fn pages_that_are_not_drawn_draw_themselves() {
    let server = built().await;
    for (host, path, page) in [
        ("localhost:3000", "/", "shell"),
        ("localhost:3000", "/carta/", "shell"),
        ("caleta.localhost:3000", "/pedidos/o_1", "shell"),
        ("localhost:3000", "/restaurante", "console"),
        ("localhost:3000", "/restaurante/cocina", "console"),
        ("caleta.localhost:3000", "/restaurante/", "console"),
    ] {
        let answer = get(&server, host, path).await.expect(200);
        assert_eq!(answer.text, page, "{host}{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{host}{path}");
        assert!(
            answer.header("content-type").unwrap().starts_with("text/html"),
            "{host}{path}"
        );
        assert!(
            answer
                .header("content-security-policy")
                .unwrap()
                .contains("'sha256-abc='")
        );
    }
    get(&server, "nadie.localhost", "/").await.expect(404);
}

#[tokio::test]
async fn files_are_kept_as_long_as_their_names_last() {
    let server = built().await;
    let script = get(&server, "localhost", "/assets/client-0123456789.js")
        .await
        .expect(200);
    assert_eq!(
        script.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(script.text, "script");
    let mut small = api_request(Method::GET, "/assets/client-0123456789.js", None, None);
    small
        .headers_mut()
        .insert("accept-encoding", "gzip, br".parse().unwrap());
    let small = server.ask(small).await.expect(200);
    assert_eq!(
        (small.header("content-encoding"), small.text.as_str()),
        (Some("br"), "small")
    );
    assert!(small.header("content-type").unwrap().contains("javascript"));
    let font = get(&server, "localhost", "/assets/fonts/inter-latin.woff2")
        .await
        .expect(200);
    assert_eq!(font.header("cache-control"), Some("public, max-age=604800"));
    for (path, text) in [("/sw.js", "worker"), ("/restaurante/sw.js", "console worker")] {
        let worker = get(&server, "localhost", path).await.expect(200);
        assert_eq!(
            (worker.text.as_str(), worker.header("cache-control")),
            (text, Some("no-cache"))
        );
    }
}

#[tokio::test]
async fn what_is_missing_or_ours_is_not_found() {
    let server = built().await;
    for path in [
        "/assets/client-9999999999.js",
        "/assets/",
        "/assets",
        "/missing.png",
        "/csp.json",
        "/template.html",
        "/200.html",
        "/restaurante/index.html",
        "/../data/keys",
        "/%2e%2e/data/keys",
        "/.env",
    ] {
        let answer = get(&server, "localhost", path).await;
        assert!(
            answer.status == 404 || answer.text == "shell",
            "{path}: {}",
            answer.text
        );
        assert!(path == "/assets" || answer.status == 404, "{path}");
    }
    let post = api_request(Method::POST, "/carta", None, None);
    server.ask(post).await.expect(405);
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_twice() {
    let server = built().await;
    let first = get(&server, "localhost", "/rpc/catalog/storefront")
        .await
        .expect(200);
    let mut again = api_request(Method::GET, "/rpc/catalog/storefront", None, None);
    again
        .headers_mut()
        .insert("if-none-match", first.headers["etag"].clone());
    let again = server.ask(again).await.expect(304);
    assert!(again.text.is_empty());
}
