//! The storefront's pages, as the server draws them.

use crate::support::{Answer, TestServer, api_request};
use async_trait::async_trait;
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::catalog::Catalog;
use domain::staff::Role;
use ports::page_renderer::RenderedPage;
use ports::{EngineError, PageRenderer};
use serde_json::{Value, json};
use services::pages::PagesService;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const TEMPLATE: &str =
    "<head><title><!--title--></title><!--head--></head><body data-drawn><!--app--></body>";

/// A server whose site has the template of the storefront's pages, and its shell.
async fn drawing() -> TestServer {
    let mut server = TestServer::open().await;
    fs::create_dir_all(server.site()).unwrap();
    fs::write(server.site().join("template.html"), TEMPLATE).unwrap();
    fs::write(server.site().join("200.html"), "shell").unwrap();
    server.serve_again(|_| ());
    server
}

async fn page(server: &TestServer, host: &str, path: &str) -> Answer {
    let mut request = api_request(Method::GET, path, None, None);
    request.headers_mut().insert("host", host.parse().unwrap());
    server.ask(request).await.expect(200)
}

/// What stands between two texts.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

#[tokio::test]
async fn each_restaurant_has_pages_of_its_own() {
    let server = drawing().await;
    let home = page(&server, "localhost", "/").await;
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-cache"));
    assert_eq!(home.header("vary"), Some("accept-encoding, host"));
    assert!(
        between(&home.text, "<title>", "</title>").starts_with("Pardos"),
        "{}",
        home.text
    );
    assert!(
        ["title", "head", "app"]
            .iter()
            .all(|mark| !home.text.contains(&format!("<!--{mark}-->")))
    );

    let caleta = page(&server, "caleta.localhost", "/carta").await;
    assert!(caleta.text.contains("Ceviche clásico"));
    assert!(!caleta.text.contains("Pollo a la brasa"));

    // The data that the app draws the same from.
    let data = between(&caleta.text, "id=\"restaurant\">", "</script>");
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["extent"], "carta");
    assert_eq!(data["storefront"]["tenant"]["id"], "caleta");

    // Its colours are in the page, and its policy allows them and nothing else.
    let colours = between(&caleta.text, "<style>", "</style>");
    let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(colours)));
    assert!(caleta.text.contains("/assets/fonts/fraunces-latin.woff2"));
    let policy = |answer: &Answer| answer.header("content-security-policy").unwrap().to_owned();
    assert!(policy(&caleta).contains(&hash), "{}", policy(&caleta));
    assert!(!policy(&home).contains(&hash), "{}", policy(&home));
}

#[tokio::test]
async fn a_link_that_is_sent_to_somebody_shows_a_card() {
    let server = drawing().await;
    let card = |text: &str, property: &str| {
        let before = format!("<meta property=\"og:{property}\" content=\"");
        between(text, &before, "\">").to_owned()
    };
    let dish = page(&server, "caleta.localhost", "/plato/ceviche_clasico")
        .await
        .text;
    assert_eq!(card(&dish, "site_name"), "La Caleta");
    assert!(card(&dish, "title").starts_with("Ceviche clásico"));
    let address = "http://caleta.localhost:3000/plato/ceviche_clasico";
    assert_eq!(card(&dish, "url"), address);
    assert!(dish.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")));
    // Nobody shows drawings.
    assert!(!dish.contains("og:image"), "{dish}");

    let manager = server.machine("caleta", Role::Manager);
    let photograph = format!("/fotos/caleta/{}-640.jpg", "0a".repeat(16));
    let change = json!({ "imageUrl": photograph });
    let path = "/api/products/ceviche_clasico";
    server
        .api(Method::PATCH, path, Some(&manager), Some(change))
        .await
        .expect(200);
    let large = format!(
        "http://caleta.localhost:3000{}",
        photograph.replace("-640", "-1280")
    );
    for with_it in [
        "/plato/ceviche_clasico",
        "/",
        "/carta",
        "/carta/ceviches",
        "/catering",
    ] {
        let text = page(&server, "caleta.localhost", with_it).await.text;
        assert_eq!(card(&text, "image"), large, "{with_it}");
    }
    // What is somebody's own has none.
    for own in [
        "/pedidos/o_1",
        "/libro-de-reclamaciones/1/clave",
        "/pedido",
        "/cuenta",
    ] {
        let text = page(&server, "caleta.localhost", own).await.text;
        assert!(!text.contains("og:") && !text.contains("canonical"), "{own}");
    }
}

#[tokio::test]
async fn what_is_made_later_has_the_frame_of_its_kind() {
    let server = drawing().await;
    let frame = page(&server, "localhost", "/pedidos/o_1").await;
    assert!(frame.text.contains("data-drawn"), "{}", frame.text);
    for same in ["/pedidos/o_2", "/pedidos/o_1/", "/pedidos/_"] {
        let other = page(&server, "localhost", same).await;
        assert_eq!(other.header("etag"), frame.header("etag"), "{same}");
    }
    // What there is not, the app says in the shell.
    for missing in [
        "/plato/nada",
        "/promociones/nada",
        "/carta/nada",
        "/nada",
        "/pedidos/o_1/otra",
    ] {
        let answer = server.ask(api_request(Method::GET, missing, None, None)).await;
        assert_eq!(answer.expect(404).text, "shell", "{missing}");
    }
}

#[tokio::test]
async fn a_page_is_new_as_soon_as_something_has_changed() {
    let server = drawing().await;
    let dish = || page(&server, "localhost", "/plato/pollo_1_4");
    let before = dish().await;
    assert!(
        between(&before.text, "<title>", "</title>").starts_with("¼ de pollo"),
        "{}",
        before.text
    );
    assert_eq!(dish().await.header("etag"), before.header("etag"));

    let manager = server.machine("pardos", Role::Manager);
    let price = json!({ "priceCents": 2_770 });
    let path = "/api/products/pollo_1_4";
    server
        .api(Method::PATCH, path, Some(&manager), Some(price))
        .await
        .expect(200);
    let after = dish().await;
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(after.text.contains("27.70"), "{}", after.text);

    let brand = json!({ "brand": { "name": "Pardos de Prueba", "letters": "bricolage" } });
    let settings = api_request(Method::PATCH, "/api/settings", Some(&manager), Some(brand));
    server.ask(settings).await.expect(200);
    let branded = dish().await.text;
    assert!(branded.contains("Pardos de Prueba") && branded.contains("--font-body:var(--figtree);"));
    // The fonts that it asks for first are those that it needs.
    assert!(branded.contains("/figtree-latin.woff2") && !branded.contains("/inter-latin.woff2"));
}

#[tokio::test]
async fn a_new_restaurant_has_its_pages_at_once() {
    let server = drawing().await;
    server.make_restaurant("nueva").await;
    let home = page(&server, "nueva.localhost", "/").await;
    assert!(
        between(&home.text, "<title>", "</title>").starts_with("Prueba"),
        "{}",
        home.text
    );
}

#[tokio::test]
async fn a_page_is_sent_as_small_as_can_be_and_once() {
    let server = drawing().await;
    let asked = |headers: &[(&'static str, &str)]| {
        let mut request = api_request(Method::GET, "/carta", None, None);
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        server.send(request)
    };
    let whole = asked(&[]).await;
    assert!(!whole.headers().contains_key("content-encoding"));
    let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
    let whole = axum::body::to_bytes(whole.into_body(), 1_000_000).await.unwrap();
    let old = asked(&[("accept-encoding", "gzip, deflate")]).await;
    assert_eq!(old.headers()["content-encoding"], "gzip");
    let small = asked(&[("accept-encoding", "gzip, br")]).await;
    assert_eq!(small.headers()["content-encoding"], "br");
    assert_eq!(small.headers()["etag"], tag.as_str());
    let small = axum::body::to_bytes(small.into_body(), 1_000_000).await.unwrap();
    assert!(
        small.len() * 4 < whole.len(),
        "{} of {}",
        small.len(),
        whole.len()
    );
    let again = asked(&[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert!(again.headers().contains_key("content-security-policy"));
}

#[tokio::test]
async fn a_page_stays_the_same_while_there_is_enough_of_a_dish() {
    let server = drawing().await;
    let manager = server.machine("pardos", Role::Manager);
    let mut tags = Vec::new();
    for stock in [40, 39, 6, 5, 1, 0] {
        let path = "/api/products/pollo_1_4";
        let counted = Some(json!({ "stock": stock }));
        server
            .api(Method::PATCH, path, Some(&manager), counted)
            .await
            .expect(200);
        let carta = page(&server, "localhost", "/carta").await;
        tags.push(carta.header("etag").unwrap().to_owned());
    }
    let [many, less, six, five, one, none] = &tags[..] else {
        panic!("{tags:?}");
    };
    assert!(many == less && less == six, "{tags:?}");
    assert!(six != five && five != one && one != none, "{tags:?}");
}

#[tokio::test]
async fn what_is_missing_is_missing_whatever_a_browser_has_of_it() {
    let server = drawing().await;
    for (name, value) in [
        ("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT"),
        ("if-none-match", "*"),
        ("range", "bytes=0-2"),
        ("range", "bytes=900-"),
    ] {
        let mut request = api_request(Method::GET, "/plato/nada", None, None);
        request.headers_mut().insert(name, value.parse().unwrap());
        let answer = server.ask(request).await.expect(404);
        assert_eq!(answer.text, "shell", "{name}: {value}");
        assert_eq!(answer.header("last-modified"), None);
        assert_eq!(answer.header("content-range"), None);
    }
    let head = api_request(Method::HEAD, "/carta", None, None);
    let answer = server.ask(head).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
}

#[tokio::test]
async fn nobody_finds_a_restaurant_that_is_not_open_yet() {
    let server = drawing().await;
    server.command("tenant create pronto").await;
    let draft = page(&server, "pronto.localhost", "/").await.text;
    assert!(
        draft.contains(r#"<meta name="robots" content="noindex">"#),
        "{draft}"
    );
    let open = page(&server, "localhost", "/").await.text;
    assert!(!open.contains("noindex"));
}

#[tokio::test]
async fn who_leaves_before_a_page_is_drawn_takes_nothing_along() {
    let server = drawing().await;
    for _ in 0..50 {
        let mut request = api_request(Method::GET, "/carta", None, None);
        request.headers_mut().insert("host", "localhost".parse().unwrap());
        let asked = tokio::time::timeout(Duration::from_millis(2), server.send(request));
        let _ = asked.await;
    }
    let drawn = page(&server, "localhost", "/carta").await;
    assert!(
        drawn.text.contains("Pollo a la brasa"),
        "it is drawn, and no shell"
    );
}

/// Draws once, and fails from then on.
#[derive(Debug, Default)]
struct Once {
    drawn: AtomicUsize,
}

#[async_trait]
impl PageRenderer for Once {
    fn place(&self, address: &str, _: &Catalog) -> Option<String> {
        Some(address.to_owned())
    }

    async fn draw(&self, _: Vec<u8>, place: &str, _: &str) -> Result<RenderedPage, EngineError> {
        if self.drawn.fetch_add(1, Ordering::SeqCst) > 0 {
            return Err(EngineError::broken("pages", "it cannot any more"));
        }
        Ok(RenderedPage {
            html: format!("page of {place}"),
            styles: Vec::new(),
        })
    }
}

#[tokio::test]
async fn the_last_good_page_stays_where_drawing_fails() {
    let mut server = drawing().await;
    let renderer = Arc::new(Once::default());
    let pages = PagesService::new(
        server.app.catalog.clone(),
        server.app.mailing.clone(),
        renderer.clone(),
    );
    server.serve_again(|app| app.pages = Some(Arc::new(pages)));
    assert_eq!(page(&server, "localhost", "/carta").await.text, "page of /carta");
    let manager = server.machine("pardos", Role::Manager);
    let off = json!({ "available": false });
    let path = "/api/products/pollo_1_4";
    server
        .api(Method::PATCH, path, Some(&manager), Some(off))
        .await
        .expect(200);
    assert_eq!(page(&server, "localhost", "/carta").await.text, "page of /carta");
    page(&server, "localhost", "/carta").await;
    let tries = renderer.drawn.load(Ordering::SeqCst);
    assert_eq!(
        tries, 2,
        "what could not be drawn is not tried again of the same data"
    );
    assert_eq!(
        page(&server, "localhost", "/terminos").await.text,
        "shell",
        "it was never drawn"
    );
}
