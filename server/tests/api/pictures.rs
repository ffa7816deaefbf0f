//! Photographs of dishes: sent, kept, and seen by anybody.

use crate::menu::manager;
use crate::support::{Browser, TestServer, api_request};
use axum::body::to_bytes;
use axum::http::{HeaderMap, Method};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::staff::Role;
use image::{ImageFormat, RgbImage, RgbaImage};
use serde_json::{Value, json};
use std::io::Cursor;

/// A picture as it is sent: a file in base64.
pub fn picture(width: u32, height: u32, red: u8) -> Value {
    let stripes = |x, y| image::Rgb([red, u8::try_from((x + y) % 256).unwrap_or_default(), 60]);
    let mut file = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, stripes)
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    json!({ "content": BASE64_STANDARD.encode(file.into_inner()), "kind": "photo" })
}

/// A logo as it is sent: a disc that can be seen past.
pub fn logo() -> Value {
    let disc = |x: u32, y: u32| match x.abs_diff(150).pow(2) + y.abs_diff(75).pow(2) < 5_000 {
        true => image::Rgba([200, 40, 30, 255]),
        false => image::Rgba([0; 4]),
    };
    let mut file = Cursor::new(Vec::new());
    RgbaImage::from_fn(300, 150, disc)
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    json!({ "content": BASE64_STANDARD.encode(file.into_inner()), "kind": "logo" })
}

/// A file as a browser fetches it for a page.
async fn fetched(server: &TestServer, path: &str) -> (u16, HeaderMap, Vec<u8>) {
    let answer = server.send(api_request(Method::GET, path, None, None)).await;
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, 1_000_000).await.unwrap();
    (parts.status.as_u16(), parts.headers, bytes.to_vec())
}

#[tokio::test]
async fn a_photograph_is_kept_once_and_seen_by_anybody_for_ever() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let sent = picture(800, 600, 200);
    let kept = gloria
        .call(&server, "/rpc/catalog/keep-picture", sent.clone())
        .await
        .expect(200)
        .body;
    let small = kept["imageUrl"].as_str().unwrap().to_owned();
    assert!(
        small.starts_with("/fotos/pardos/") && small.ends_with("-640.jpg"),
        "{small}"
    );
    for (path, width) in [(small.clone(), 640), (small.replace("-640.", "-1280."), 800)] {
        let (status, headers, file) = fetched(&server, &path).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (200, &"image/jpeg".parse().unwrap())
        );
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
        let sites: Vec<_> = headers.get_all("cross-origin-resource-policy").iter().collect();
        assert_eq!(sites, ["cross-origin"]);
        assert!(
            headers
                .get("vary")
                .is_none_or(|vary| !vary.to_str().unwrap().contains("X-Tenant-Id"))
        );
        let file = image::load_from_memory(&file).unwrap();
        assert_eq!((file.width(), file.height()), (width, width * 3 / 4));
    }

    // Where an answer was lost it is sent again: it is the same. Another one is another.
    let machine = server.machine("pardos", Role::Manager);
    let again = server
        .post("/api/pictures", &machine, sent)
        .await
        .expect(201)
        .body;
    assert_eq!(again, kept);
    let other = server
        .post("/api/pictures", &machine, picture(800, 600, 10))
        .await;
    assert_ne!(other.expect(201).body, kept);

    // A dish shows it, also where it is for machines.
    let change = json!({ "imageUrl": small });
    let changed = server
        .api(Method::PATCH, "/api/products/agua", Some(&machine), Some(change))
        .await;
    assert_eq!(changed.expect(200).body["imageUrl"], small.as_str());
}

#[tokio::test]
async fn a_logo_is_kept_whole_in_a_square() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let kept = server
        .post("/api/pictures", &machine, logo())
        .await
        .expect(201)
        .body;
    let path = kept["imageUrl"].as_str().unwrap();
    assert!(path.ends_with("-256.png"), "{path}");
    let (status, headers, file) = fetched(&server, path).await;
    assert_eq!(
        (status, &headers["content-type"]),
        (200, &"image/png".parse().unwrap())
    );
    let file = image::load_from_memory(&file).unwrap().into_rgba8();
    assert_eq!(file.dimensions(), (256, 256));
    // What could be seen through still can, and so can what is beside it.
    assert_eq!([file.get_pixel(2, 128).0[3], file.get_pixel(128, 4).0[3]], [0, 0]);
    assert!(file.get_pixel(128, 128).0[3] == 255 && file.get_pixel(128, 128).0[0] > 180);
    let small = json!({ "content": picture(127, 90, 9)["content"], "kind": "logo" });
    let refused = server.post("/api/pictures", &machine, small).await;
    let error = refused.refused(422, "invalid_value").body["errors"][0].clone();
    assert!(error["message"].as_str().unwrap().contains("128"), "{error}");
}

#[tokio::test]
async fn photographs_are_their_restaurants() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let kept = server.post("/api/pictures", &machine, picture(700, 600, 9)).await;
    let path = kept.expect(201).body["imageUrl"].as_str().unwrap().to_owned();
    let elsewhere = path.replace("/pardos/", "/caleta/");
    for nothing in [
        elsewhere.as_str(),
        "/fotos/nadie/0123456789abcdef0123456789abcdef-640.jpg",
        "/fotos/pardos/0123456789abcdef0123456789abcdef-640.jpg",
        "/fotos/pardos/..%2F..%2Fserver.db",
        "/fotos/pardos/x.jpg",
        "/fotos/%20/x.jpg",
    ] {
        let refused = server.api(Method::GET, nothing, None, None).await;
        refused.refused(404, "not_found");
    }
    server.command("tenant suspend pardos").await;
    let refused = server.api(Method::GET, &path, None, None).await;
    refused.refused(503, "tenant_suspended");
}

/// A page sends what a browser has made smaller, and only the staff's pages make the server take in so much.
#[tokio::test]
async fn a_picture_of_a_page_is_read_of_those_only_who_are_known() {
    let server = TestServer::open().await;
    let sent = |length: usize| json!({ "content": "A".repeat(length), "kind": "photo" });
    let path = "/rpc/catalog/keep-picture";
    let mut visitor = Browser::new();
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    for somebody in [&mut visitor, &mut ana] {
        // It is too long as well, which nobody has found out.
        let refused = somebody.call(&server, path, sent(3_000_000)).await;
        assert_eq!(refused.status, 401, "{}", refused.text);
    }
    let mut gloria = manager(&server).await;
    let refused = gloria.call(&server, path, sent(3_000_000)).await;
    assert_eq!(refused.status, 413, "{}", refused.text);
    let refused = gloria.call(&server, path, sent(1_500_000)).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    // A session that is continued on the way in stays one, also where what came is refused.
    server.later(30);
    let refused = gloria.call(&server, path, sent(3_000_000)).await;
    assert_eq!(refused.status, 413, "{}", refused.text);
    let kept = gloria.call(&server, path, picture(800, 600, 1)).await;
    kept.expect(200);
}

#[tokio::test]
async fn a_restaurant_sends_four_hundred_pictures_an_hour_at_most() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let none = json!({ "content": "AAAA" });
    for _ in 0..400 {
        let refused = server.post("/api/pictures", &machine, none.clone()).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
    }
    let refused = server.post("/api/pictures", &machine, none.clone()).await;
    refused.refused(429, "rate_limited");
    let elsewhere = server.machine("caleta", Role::Manager);
    let refused = server.post("/api/pictures", &elsewhere, none.clone()).await;
    refused.refused(422, "invalid_value");
    server.later(61);
    let machine = server.machine("pardos", Role::Manager);
    let refused = server.post("/api/pictures", &machine, none).await;
    refused.refused(422, "invalid_value");
}

#[tokio::test]
async fn what_is_no_photograph_is_refused_with_what_is_wrong() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let svg = BASE64_STANDARD.encode(br#"<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>"#);
    for (content, says) in [
        (json!(""), "no es una imagen"),
        (json!("%%%"), "no es una imagen"),
        (json!(svg), "no es una imagen"),
        (picture(639, 480, 1)["content"].clone(), "muy chica"),
        (picture(5_001, 5_000, 1)["content"].clone(), "demasiado grande"),
    ] {
        let body = json!({ "content": content });
        let refused = server.post("/api/pictures", &machine, body).await;
        let error = refused.refused(422, "invalid_value").body["errors"][0].clone();
        assert_eq!(error["pointer"], "/content");
        assert!(error["message"].as_str().unwrap().contains(says), "{error}");
    }
    let long = "A".repeat(5_700_001);
    let refused = server
        .post("/api/pictures", &machine, json!({ "content": long }))
        .await;
    refused.refused(413, "too_large");
    // Who may not send any is refused before what is sent is read.
    let cook = server.machine("pardos", Role::Cook);
    let refused = server
        .post(
            "/api/pictures",
            &cook,
            json!({ "content": "A".repeat(5_700_001) }),
        )
        .await;
    refused.refused(403, "forbidden");
}
