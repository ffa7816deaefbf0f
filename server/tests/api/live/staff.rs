//! Until when a screen of the staff hears what changes.

use super::Stream;
use crate::support::{Browser, TestServer};
use futures::StreamExt as _;
use std::time::Duration;

/// What ends a session ends the screen that listens with it, and what comes after is for those who are still there.
#[tokio::test]
async fn staff_who_may_no_longer_listen_hear_nothing_more() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    server.deliver_events().await;
    let cook = Browser::staff(&server, "localhost:3000", "cocina").await;
    let manager = Browser::staff(&server, "localhost:3000", "gerente").await;
    let mut deactivated = Stream::open(&server, &cook, "/rpc/live/house", None).await;
    let mut kept = Stream::open(&server, &manager, "/rpc/live/house", None).await;
    for page in [&mut deactivated, &mut kept] {
        assert_eq!(page.next().await.event, "hello");
    }
    server.command("staff deactivate cocina --tenant pardos").await;
    server.order(&ana).await;
    server.deliver_events().await;
    let ended = tokio::time::timeout(Duration::from_secs(20), deactivated.chunks.next());
    assert_eq!(ended.await.unwrap(), None);
    assert_eq!(kept.names(1).await, ["OrderCreated"]);
    // A page whose access token is over comes back with its session, and hears what it missed.
    server.later(11);
    server.order(&ana).await;
    server.deliver_events().await;
    let ended = tokio::time::timeout(Duration::from_secs(20), kept.chunks.next());
    assert_eq!(ended.await.unwrap(), None);
    assert_eq!(
        Stream::open(&server, &manager, "/rpc/live/house", None)
            .await
            .next()
            .await
            .event,
        "hello"
    );
}
