//! Where pages listen that cannot have a stream.

use super::changes;
use crate::support::{Answer, Browser, TestServer};
use domain::TenantId;
use server_http::Sockets;

#[tokio::test]
async fn a_page_that_cannot_have_a_stream_is_told_where_to_listen() {
    let mut server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    server.deliver_events().await;
    let page = Browser::new();
    let tenant = TenantId::parse("pardos").unwrap();
    let start = server.app.cursors.hide(&tenant, 0);
    let path = format!("/rpc/live/orders/{order}?after={start}&socket=true");
    let nowhere = changes(&server, &page, &path, None).await.expect(200);
    let none = |answer: &Answer| assert!(answer.body["socket"].is_null());
    // There is no gateway of sockets.
    none(&nowhere);

    let address = "wss://sockets.example/dev";
    server.serve_again(|app| app.sockets = Some(Sockets::new(address, &[7; 32])));
    let answer = changes(&server, &page, &path, None).await.expect(200);
    let socket = answer.body["socket"].as_str().unwrap();
    assert!(socket.starts_with(&format!("{address}?ticket=")), "{socket}");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert!(!answer.headers.contains_key("etag"), "a ticket is for one page");
    assert_eq!(answer.body["changes"], nowhere.body["changes"]);

    // Only who asks for it is given one.
    let again = changes(&server, &page, &path.replace("&socket=true", ""), None).await;
    none(&again.expect(200));
    changes(&server, &page, "/rpc/live/house?socket=true", None)
        .await
        .refused(401, "unauthenticated");
    let staff = Browser::staff(&server, "localhost:3000", "cocina").await;
    let answer = changes(&server, &staff, "/rpc/live/house?socket=true", None).await;
    assert!(answer.expect(200).body["socket"].is_string());
}
