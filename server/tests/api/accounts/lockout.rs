//! A stranger asks for codes and uses up attempts: the owner of the account gets in all the same.

use super::{NEW, anybody, code, link, other, recover, reset};
use crate::support::House;
use serde_json::json;

/// Asks for codes, and uses up the attempts of each.
async fn attack(house: &House, times: usize) {
    for _ in 0..times {
        let request = recover(house, "ana").await;
        for _ in 0..5 {
            reset(house, &request, "000000", NEW).await;
        }
    }
}

#[tokio::test]
async fn the_owner_gets_in_while_a_stranger_asks_for_codes() {
    for minutes in [0, 1, 4, 9, 10, 16, 30, 59, 120] {
        let house = House::open().await;
        house.customer("pardos", "ana").await;
        attack(&house, 8).await;
        for _ in 0..minutes {
            house.later(1);
            attack(&house, 3).await;
            house.deliver_events().await;
        }
        let request = recover(&house, "ana").await;
        let mails = house.mails_to("pardos", "ana@example.pe").await;
        let mail = mails.iter().find(|mail| mail.text.contains(&request));
        let mail = mail.unwrap_or_else(|| panic!("no mail of the owner's request after {minutes} minutes"));
        reset(&house, &request, &link(mail), NEW).await.expect(200);
        house.sign_in("pardos", "ana", NEW).await;
    }
}

#[tokio::test]
async fn who_asks_once_too_often_uses_the_code_that_has_just_left() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let mut last = String::new();
    for _ in 0..6 {
        last = recover(&house, "ana").await;
    }
    house.later(3);
    assert_eq!(recover(&house, "ana").await, last);
    // Another name of the same account is another account to those who ask, and so is one that is not there.
    let by_address = recover(&house, "ana@example.pe").await;
    assert_ne!(by_address, last);
    for _ in 0..6 {
        recover(&house, "nadie").await;
    }
    assert_eq!(recover(&house, "nadie").await, recover(&house, "nadie").await);
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    let mail = mails.iter().find(|mail| mail.text.contains(&last)).unwrap();
    reset(&house, &last, &code(mail), NEW).await.expect(200);

    // A code that was used is nobody's any more: the next one to ask gets another.
    let next = recover(&house, "ana").await;
    assert_ne!(next, last);
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    assert!(mails.iter().any(|mail| mail.text.contains(&next)));
}

#[tokio::test]
async fn many_who_ask_at_once_are_all_answered() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let asked = futures::future::join_all((0..12).map(|_| recover(&house, "ana"))).await;
    let mut different = asked.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 6, "{asked:?}");
    assert_eq!(house.mails_to("pardos", "ana@example.pe").await.len(), 6);
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_with_its_use() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let request = recover(&house, "ana").await;
    let mail = house.mails_to("pardos", "ana@example.pe").await.remove(0);
    for _ in 0..5 {
        reset(&house, &request, &other(&code(&mail)), NEW).await;
    }
    let used_up = reset(&house, &request, &code(&mail), NEW).await;
    used_up.refused(422, "invalid_value");
    let another = recover(&house, "ana").await;
    let crossed = reset(&house, &another, &link(&mail), NEW).await;
    crossed.refused(422, "invalid_value");
    reset(&house, &request, &link(&mail), NEW).await.expect(200);
    reset(&house, &request, &link(&mail), NEW)
        .await
        .refused(422, "invalid_value");
    // A mail says meanwhile that the password was changed: the next one is later.
    house.deliver_events().await;
    house.later(1);
    let request = recover(&house, "ana").await;
    let mail = house.mails_to("pardos", "ana@example.pe").await.remove(0);
    house.later(15);
    reset(&house, &request, &link(&mail), NEW)
        .await
        .refused(422, "invalid_value");
    let body = json!({ "account": "ana" });
    anybody(&house, "/api/password/recover", body).await.expect(202);
}
