//! Invitations: links with which people make their own account, once.

use crate::menu::manager;
use crate::setup::{CODE, HOST, begun, code_of, joining, owner, says};
use crate::support::{Browser, TestServer};
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn a_link_is_used_once_also_where_its_answer_gets_lost() {
    let server = TestServer::open().await;
    let code = begun(&server).await;
    let mut rosa = owner(&server, &code).await;
    assert_eq!(rosa.staff_name(&server).await.as_deref(), Some("rosa"));
    // The same call comes again: it is the same person.
    let mut again = Browser::at(HOST);
    let join = joining(&code, "rosa", "horno-de-barro");
    again.call(&server, "/rpc/auth/join", join).await.expect(200);
    // Somebody else who has seen the link.
    for join in [
        joining(&code, "otra", "otra-clave-1"),
        joining(&code, "rosa", "adivino-algo"),
    ] {
        let mut stranger = Browser::at(HOST);
        stranger
            .call(&server, "/rpc/auth/join", join)
            .await
            .refused(409, "invitation_over");
    }
    let looked = Browser::at(HOST)
        .call(&server, "/rpc/auth/invited", json!({ "code": code }))
        .await;
    looked.refused(409, "invitation_over");
    // A link of one restaurant is none of another.
    let code = code_of(&server.command("tenant link rincon").await);
    let mut elsewhere = Browser::at("localhost:3000");
    let looked = elsewhere
        .call(&server, "/rpc/auth/invited", json!({ "code": code }))
        .await;
    looked.refused(409, "invitation_over");
    // Each link ends the one that was printed before.
    let newer = code_of(&server.command("tenant link rincon").await);
    for (code, good) in [(&code, false), (&newer, true)] {
        let looked = Browser::at(HOST)
            .call(&server, "/rpc/auth/invited", json!({ "code": code }))
            .await;
        assert_eq!(looked.status == 200, good);
    }
    server.later(8 * 24 * 60);
    let looked = Browser::at(HOST)
        .call(&server, "/rpc/auth/invited", json!({ "code": newer }))
        .await;
    looked.refused(409, "invitation_over");
}

#[tokio::test]
async fn a_manager_invites_and_withdraws() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let person = json!({ "person": { "name": "Milagros Quispe", "role": "driver" } });
    let made = says(&server, &mut gloria, "/rpc/auth/invite", person).await;
    let code = made["url"]
        .as_str()
        .unwrap()
        .split_once('#')
        .unwrap()
        .1
        .to_owned();
    assert!(made["svg"].as_str().unwrap().contains("<svg"));
    let mut milagros = Browser::at("localhost:3000");
    let invited = says(
        &server,
        &mut milagros,
        "/rpc/auth/invited",
        json!({ "code": code }),
    )
    .await;
    assert_eq!(
        invited,
        json!({ "name": "Milagros Quispe", "role": "driver", "username": "milagros" })
    );
    // A user name that somebody has is no reason to lose the link.
    let taken = milagros
        .call(
            &server,
            "/rpc/auth/join",
            joining(&code, "gerente", "mi-clave-larga"),
        )
        .await;
    assert_eq!(
        taken.refused(409, "username_taken").body["fields"][0]["pointer"],
        "/username"
    );
    let wrong = milagros
        .call(&server, "/rpc/auth/join", joining(&code, "mi", "corta"))
        .await;
    let fields = wrong.refused(422, "invalid_value").body["fields"].clone();
    assert_eq!(fields.as_array().unwrap().len(), 2, "{fields}");
    milagros
        .call(
            &server,
            "/rpc/auth/join",
            joining(&code, "milagros", "mi-clave-larga"),
        )
        .await
        .expect(200);
    // Withdrawn, a link leads nowhere.
    let person = json!({ "person": { "name": "Beto", "role": "cook" } });
    let made = says(&server, &mut gloria, "/rpc/auth/invite", person).await;
    let open = says(&server, &mut gloria, "/rpc/auth/invitations", json!({})).await;
    assert_eq!(open["invitations"].as_array().unwrap().len(), 1, "{open}");
    let id = json!({ "id": made["invitation"]["id"] });
    gloria
        .call(&server, "/rpc/auth/withdraw-invitation", id.clone())
        .await
        .expect(200);
    gloria
        .call(&server, "/rpc/auth/withdraw-invitation", id)
        .await
        .refused(404, "not_found");
    let code = made["url"].as_str().unwrap().split_once('#').unwrap().1;
    let looked = Browser::at("localhost:3000")
        .call(&server, "/rpc/auth/invited", json!({ "code": code }))
        .await;
    looked.refused(409, "invitation_over");
    // Who guesses waits.
    let mut guesser = Browser::at("localhost:3000");
    let guess = json!({ "code": "0".repeat(CODE) });
    let mut last = 0;
    for _ in 0..70 {
        last = guesser
            .call(&server, "/rpc/auth/invited", guess.clone())
            .await
            .status;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn who_manages_no_more_brings_nobody_in() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let invite = json!({ "person": { "name": "Otra Gerente", "role": "manager" } });
    let made = says(&server, &mut gloria, "/rpc/auth/invite", invite).await;
    let code = made["url"]
        .as_str()
        .unwrap()
        .split_once('#')
        .unwrap()
        .1
        .to_owned();
    // Another manager, who dismisses her.
    let people = says(&server, &mut gloria, "/rpc/auth/staff-members", json!({})).await;
    let hired = json!({ "person": { "username": "ana.g", "name": "Ana", "role": "manager" } });
    let password = says(&server, &mut gloria, "/rpc/auth/hire", hired).await["password"].clone();
    let token = server
        .ask(crate::support::api_request(
            Method::POST,
            "/api/login",
            None,
            Some(json!({ "username": "ana.g", "password": password, "newPassword": "una-clave-de-ana" })),
        ))
        .await
        .expect(200)
        .body["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let gone = json!({ "active": false });
    let path = "/api/staff/gerente";
    server
        .api(Method::PATCH, path, Some(&token), Some(gone))
        .await
        .expect(200);
    let looked = Browser::at("localhost:3000")
        .call(&server, "/rpc/auth/invited", json!({ "code": code }))
        .await;
    looked.refused(409, "invitation_over");
    let mut back = Browser::at("localhost:3000");
    let join = back
        .call(
            &server,
            "/rpc/auth/join",
            joining(&code, "gloria.2", "otra-clave-larga"),
        )
        .await;
    join.refused(409, "invitation_over");
    assert!(people["people"].as_array().unwrap().len() > 1);
}

#[tokio::test]
async fn a_link_goes_by_mail_where_an_address_is_named() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let person =
        |email: &str| json!({ "person": { "name": "Milagros Quispe", "role": "driver", "email": email } });
    let wrong = gloria
        .call(&server, "/rpc/auth/invite", person("milagros@"))
        .await
        .refused(422, "invalid_value");
    assert_eq!(wrong.body["fields"][0]["pointer"], "/email");
    let made = says(
        &server,
        &mut gloria,
        "/rpc/auth/invite",
        person(" Milagros@example.pe"),
    )
    .await;
    assert_eq!(made["invitation"]["email"], "milagros@example.pe");
    let url = made["url"].as_str().unwrap();
    // The code is computed, and stands in no document.
    assert_eq!(server.documents_with(url.split_once('#').unwrap().1), 0);
    let mails = server.mails_to("pardos", "milagros@example.pe").await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains(url), "{}", mails[0].text);
    assert!(mails[0].html.contains(url), "{}", mails[0].html);
    assert!(mails[0].text.contains("en Reparto"), "{}", mails[0].text);
    // One that is withdrawn before its mail has left leaves with none.
    let made = says(
        &server,
        &mut gloria,
        "/rpc/auth/invite",
        person("otra@example.pe"),
    )
    .await;
    let id = json!({ "id": made["invitation"]["id"] });
    says(&server, &mut gloria, "/rpc/auth/withdraw-invitation", id).await;
    assert_eq!(server.mails_to("pardos", "otra@example.pe").await.len(), 0);
}
