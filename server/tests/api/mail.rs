//! Mail: what is sent, by which way, and what happens when it cannot be sent.

use crate::support::{Browser, PASSWORD, SmtpServer, TestServer};
use axum::body::Body;
use axum::http::{Request, header};
use domain::TenantId;
use domain::staff::Role;
use domain::written::Email;
use futures::future::join_all;
use serde_json::json;
use services::mail_message::MailMessage;
use services::mailing::{MailTopic, Sent};

/// An order of Pardos that is placed and cancelled, whose customer gets a mail.
async fn cancelled_order(server: &TestServer, token: &str) {
    cancelled(server, "pardos", token).await;
}

/// The same for any restaurant.
async fn cancelled(server: &TestServer, tenant: &str, token: &str) {
    let dish = match tenant {
        "caleta" => "causa_langostino",
        _ => "papas_fritas",
    };
    let items = json!([{ "productId": dish, "qty": 4 }]);
    let order = json!({ "items": items, "fulfilment": { "kind": "delivery" } });
    let placed = server.post("/api/orders", token, order).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap();
    let service = server.machine(tenant, Role::Service);
    let path = format!("/api/orders/{order}/cancel");
    server.post(&path, &service, json!({})).await.expect(200);
}

async fn unread(server: &TestServer, customer: &str, token: &str) -> i64 {
    let inbox = server
        .get(&format!("/api/notifications/{customer}"), token)
        .await
        .expect(200);
    inbox.body["unread"].as_i64().unwrap()
}

/// The page of the demo's mails of a host: the status and the text.
async fn outbox(server: &TestServer, host: &str, path: &str) -> (u16, String, Option<String>) {
    let request = Request::get(path)
        .header("host", host)
        .body(Body::empty())
        .unwrap();
    let answer = server.send(request).await;
    let status = answer.status().as_u16();
    let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY).cloned();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let policy = policy.map(|policy| policy.to_str().unwrap().to_owned());
    (status, String::from_utf8(bytes.to_vec()).unwrap(), policy)
}

#[tokio::test]
async fn a_server_that_is_named_gets_the_mail_in_both_parts() {
    let smtp = SmtpServer::answering("250 ok").await;
    let url = format!("smtp://{}", smtp.address);
    let server = TestServer::with(&[
        ("BRASA_SMTP_URL", &url),
        ("BRASA_MAIL_FROM", "pedidos@example.pe"),
    ])
    .await;
    let (_, ana) = server.customer("pardos", "ana").await;
    cancelled_order(&server, &ana).await;
    server.deliver_events().await;
    let messages = smtp.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    for part in [
        "From: Pardos <pedidos@example.pe>",
        "To: ana@example.pe",
        "text/plain",
        "text/html",
        "Tu pedido fue cancelado",
    ] {
        assert!(messages[0].contains(part), "{part} in {}", messages[0]);
    }
}

#[tokio::test]
async fn a_message_is_in_the_account_though_its_address_refuses_mail_and_no_dead_letter_is_left() {
    let smtp = SmtpServer::answering("550 no such user").await;
    let url = format!("smtp://{}", smtp.address);
    let server = TestServer::with(&[
        ("BRASA_SMTP_URL", &url),
        ("BRASA_MAIL_FROM", "pedidos@example.pe"),
    ])
    .await;
    let (id, ana) = server.customer("pardos", "ana").await;
    cancelled_order(&server, &ana).await;
    server.deliver_events().await;
    assert_eq!(unread(&server, &id, &ana).await, 1);
    let letters = server
        .app
        .bus
        .dead_letters(&TenantId::parse("pardos").unwrap())
        .await
        .unwrap();
    assert!(letters.is_empty(), "{letters:?}");
}

#[tokio::test]
async fn a_message_is_in_the_account_before_its_mail_is_tried() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    // A file where the folder of the mails should be: nothing can be sent.
    let folder = server.app.config.data.join("mail/pardos");
    std::fs::write(&folder, "").unwrap();
    cancelled_order(&server, &ana).await;
    server.deliver_events().await;
    assert_eq!(unread(&server, &id, &ana).await, 1);
}

#[tokio::test]
async fn an_address_gets_no_more_than_its_ceiling_within_an_hour() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let message = MailMessage::new("Prueba", "Ana").paragraph("Hola");
    let send = async |number: usize, to: &str| {
        let (key, to) = (format!("k{number}"), Email::parse(to).unwrap());
        let sent = server
            .app
            .mailing
            .send(&tenant, MailTopic::Orders, &to, &key, &message)
            .await;
        sent.unwrap()
    };
    let ceiling = MailTopic::Orders.ceiling();
    let sent = join_all((0..2 * ceiling).map(|number| send(number, "ana@example.pe"))).await;
    let handed_over = sent.iter().filter(|sent| **sent == Sent::HandedOver).count();
    assert_eq!(handed_over, ceiling, "{sent:?}");
    assert_eq!(
        send(0, "eva@example.pe").await,
        Sent::HandedOver,
        "each has its own"
    );
    let again = sent.iter().position(|sent| *sent == Sent::HandedOver).unwrap();
    assert_eq!(
        send(again, "ana@example.pe").await,
        Sent::HandedOver,
        "what was sent is not counted again"
    );
    server.later(61);
    assert_eq!(send(900, "ana@example.pe").await, Sent::HandedOver);
}

#[tokio::test]
async fn a_mail_leads_to_the_host_of_its_own_restaurant() {
    let server = TestServer::open().await;
    server
        .command("tenant hosts caleta --host pedidos.caleta.pe --host www.caleta.pe")
        .await;
    for (tenant, host, other) in [
        ("pardos", "localhost:3000", "pedidos.caleta.pe:3000"),
        ("caleta", "pedidos.caleta.pe:3000", "localhost:3000"),
    ] {
        let (_, token) = server.customer(tenant, "ana").await;
        cancelled(&server, tenant, &token).await;
        let about_order = &server.mails_to(tenant, "ana@example.pe").await[0];
        let begin = format!("http://{host}/pedidos/o_");
        assert!(about_order.text.contains(&begin), "{}", about_order.text);

        let ask = json!({ "account": "ana" });
        let mut there = Browser::at(host);
        let asked = there.call(&server, "/rpc/auth/recover-password", ask).await;
        let request = asked.expect(200).body;
        let begin = format!(
            "http://{host}/recuperar?solicitud={}&clave=",
            request.as_str().unwrap()
        );
        let mails = server.mails_to(tenant, "ana@example.pe").await;
        let mail = mails.iter().find(|mail| mail.text.contains(&begin)).unwrap();
        let (_, secret) = mail.text.split_once(&begin).unwrap();
        assert!(mail.html.contains(&begin.replace('&', "&amp;")), "{}", mail.html);
        let secret = secret.lines().next().unwrap();
        let reset =
            json!({ "reset": { "requestId": request, "code": secret, "password": format!("{PASSWORD}b") } });
        let mut elsewhere = Browser::at(other);
        elsewhere
            .call(&server, "/rpc/auth/reset-password", reset.clone())
            .await
            .refused(422, "invalid_value");
        there
            .call(&server, "/rpc/auth/reset-password", reset)
            .await
            .expect(200);
        assert_eq!(there.customer_name(&server).await.as_deref(), Some("ana"));
    }
}

#[tokio::test]
async fn the_demo_shows_its_mails_to_their_own_restaurant() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    cancelled_order(&server, &ana).await;
    server.deliver_events().await;
    let (status, page, policy) = outbox(&server, "localhost:3000", "/demo/outbox").await;
    assert_eq!(status, 200);
    assert!(page.contains("Pardos: Tu pedido fue cancelado"), "{page}");
    assert!(
        page.contains("<a href=\"http://localhost:3000/pedidos/o_"),
        "{page}"
    );
    assert!(!policy.unwrap().contains("style-src 'unsafe-inline'"));
    let sent = server.app.sent_mails.as_ref().unwrap();
    let sent = sent.newest(&TenantId::parse("pardos").unwrap(), 5).await.unwrap();
    let path = format!("/demo/outbox/{}", sent[0].id);
    let (status, mail, policy) = outbox(&server, "localhost:3000", &path).await;
    assert_eq!((status, mail), (200, sent[0].mail.html.clone()));
    assert!(policy.unwrap().starts_with("default-src 'none'"));
    for (host, path) in [
        ("caleta.localhost:3000", path.as_str()),
        ("localhost:3000", "/demo/outbox/0a"),
    ] {
        assert_eq!(outbox(&server, host, path).await.0, 404);
    }
    let (_, other, _) = outbox(&server, "caleta.localhost:3000", "/demo/outbox").await;
    assert!(other.contains("Todavía no hay correos"), "{other}");
    let server = TestServer::with(&[("BRASA_DEMO", "0")]).await;
    assert_eq!(outbox(&server, "localhost:3000", "/demo/outbox").await.0, 404);
}

#[tokio::test]
async fn nothing_that_people_write_becomes_a_part_of_a_mail() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("caleta").unwrap();
    let hostile = "<img src=x onerror=alert(1)>\"'&";
    let message = MailMessage::new(hostile, hostile)
        .paragraph(hostile)
        .code(hostile)
        .button(hostile, format!("/x?{hostile}"))
        .facts(vec![(hostile.to_owned(), hostile.to_owned())]);
    let ana = Email::parse("ana@example.pe").unwrap();
    let sent = server
        .app
        .mailing
        .send(&tenant, MailTopic::Requests, &ana, "k", &message)
        .await;
    assert_eq!(sent.unwrap(), Sent::HandedOver);
    let mails = server
        .app
        .sent_mails
        .as_ref()
        .unwrap()
        .newest(&tenant, 5)
        .await
        .unwrap();
    let html = &mails[0].mail.html;
    assert!(!html.contains("<img") && !html.contains("\"'&\""), "{html}");
    assert!(
        html.contains("#0b4f6c"),
        "in the colours of the restaurant: {html}"
    );
    assert!(mails[0].mail.text.contains(hostile), "the text says it as it is");
    let (_, page, _) = outbox(&server, "caleta.localhost:3000", "/demo/outbox").await;
    assert!(!page.contains("<img"), "{page}");
}
