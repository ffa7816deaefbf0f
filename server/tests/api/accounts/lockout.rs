//! A stranger asks for codes and uses up attempts: the owner of the account gets in all the same.

use super::{NEW, anybody, code, link, other, recover, reset};
use crate::support::TestServer;
use serde_json::json;

/// Asks for codes, and uses up the attempts of each.
async fn attack(server: &TestServer, times: usize) {
    for _ in 0..times {
        let request = recover(server, "ana").await;
        for _ in 0..5 {
            reset(server, &request, "000000", NEW).await;
        }
    }
}

#[tokio::test]
async fn the_owner_gets_in_while_a_stranger_asks_for_codes() {
    for minutes in [0, 1, 4, 9, 10, 16, 30, 59, 120] {
        let server = TestServer::open().await;
        server.customer("pardos", "ana").await;
        attack(&server, 8).await;
        for _ in 0..minutes {
            server.later(1);
            attack(&server, 3).await;
            server.deliver_events().await;
        }
        let request = recover(&server, "ana").await;
        let mails = server.mails_to("pardos", "ana@example.pe").await;
        let mail = mails.iter().find(|mail| mail.text.contains(&request));
        let mail = mail.unwrap_or_else(|| panic!("no mail of the owner's request after {minutes} minutes"));
        reset(&server, &request, &link(mail), NEW).await.expect(200);
        server.sign_in("pardos", "ana", NEW).await;
    }
}

#[tokio::test]
async fn who_asks_once_too_often_uses_the_code_that_has_just_left() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let mut last = String::new();
    for _ in 0..6 {
        last = recover(&server, "ana").await;
    }
    server.later(3);
    assert_eq!(recover(&server, "ana").await, last);
    // Another name of the same account is another account to those who ask, and so is one that is not there.
    let by_address = recover(&server, "ana@example.pe").await;
    assert_ne!(by_address, last);
    for _ in 0..6 {
        recover(&server, "nadie").await;
    }
    assert_eq!(recover(&server, "nadie").await, recover(&server, "nadie").await);
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    let mail = mails.iter().find(|mail| mail.text.contains(&last)).unwrap();
    reset(&server, &last, &code(mail), NEW).await.expect(200);

    // A code that was used is nobody's any more: the next one to ask gets another.
    let next = recover(&server, "ana").await;
    assert_ne!(next, last);
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert!(mails.iter().any(|mail| mail.text.contains(&next)));
}

#[tokio::test]
async fn many_who_ask_at_once_are_all_answered() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let asked = futures::future::join_all((0..12).map(|_| recover(&server, "ana"))).await;
    let mut different = asked.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 6, "{asked:?}");
    assert_eq!(server.mails_to("pardos", "ana@example.pe").await.len(), 6);
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_with_its_use() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let request = recover(&server, "ana").await;
    let mail = server.mails_to("pardos", "ana@example.pe").await.remove(0);
    for _ in 0..5 {
        reset(&server, &request, &other(&code(&mail)), NEW).await;
    }
    let used_up = reset(&server, &request, &code(&mail), NEW).await;
    used_up.refused(422, "invalid_value");
    let another = recover(&server, "ana").await;
    let crossed = reset(&server, &another, &link(&mail), NEW).await;
    crossed.refused(422, "invalid_value");
    reset(&server, &request, &link(&mail), NEW).await.expect(200);
    reset(&server, &request, &link(&mail), NEW)
        .await
        .refused(422, "invalid_value");
    // A mail says meanwhile that the password was changed: the next one is later.
    server.deliver_events().await;
    server.later(1);
    let request = recover(&server, "ana").await;
    let mail = server.mails_to("pardos", "ana@example.pe").await.remove(0);
    server.later(15);
    reset(&server, &request, &link(&mail), NEW)
        .await
        .refused(422, "invalid_value");
    let body = json!({ "account": "ana" });
    anybody(&server, "/api/password/recover", body).await.expect(202);
}
