//! The log of deliveries, in pages.

use super::*;

#[tokio::test]
async fn the_log_is_read_page_by_page() {
    let connected = Connected::to(json!([])).await;
    for _ in 0..5 {
        connected.send(Method::POST, "/test", json!({})).await.expect(202);
        connected.server.clock.advance_ms(1_000);
    }
    let all: Vec<Value> = connected
        .log()
        .await
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    assert_eq!(all.len(), 5);
    assert!(
        all.windows(2).all(|pair| pair[0].as_str() > pair[1].as_str()),
        "newest first"
    );
    let mut walked = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = connected.path(&format!("/deliveries?limit=2{cursor}"));
        let page = connected
            .server
            .get(&path, &connected.manager)
            .await
            .expect(200)
            .body;
        walked.extend(
            page["deliveries"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["id"].clone()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(walked, all);
    let wrong = connected.path("/deliveries?cursor=tampered");
    connected
        .server
        .get(&wrong, &connected.manager)
        .await
        .refused(400, "invalid_cursor");
}
