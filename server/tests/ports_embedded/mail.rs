//! A mail server that cannot be reached is left alone for a while.

use engine_embedded::SmtpMailer;
use ports::mailer::Mail;
use ports::{Clock, Mailer as _};
use ports_testsuite::{ManualClock, START, fresh_tenant};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_twice_in_a_row_for_a_mail_server_that_says_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let called = Arc::new(AtomicUsize::new(0));
    let calls = Arc::clone(&called);
    // It takes connections, and ends each without a word.
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            calls.fetch_add(1, Ordering::SeqCst);
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(START));
    let told: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    let mailer = SmtpMailer::open(&url, "casa@example.pe", folder.path(), told).unwrap();
    let send = async |key: &str| {
        let mail = Mail {
            to: "ana@example.pe".to_owned(),
            from_name: "Pardos".to_owned(),
            reply_to: None,
            subject: "Hola".to_owned(),
            text: "Hola".to_owned(),
            html: "<p>Hola</p>".to_owned(),
            key: key.to_owned(),
        };
        let refused = mailer.send(&fresh_tenant(), &mail).await.unwrap_err();
        assert_eq!(refused.kind, ports::EngineErrorKind::Unavailable, "{refused}");
        called.load(Ordering::SeqCst)
    };
    assert_eq!(send("first").await, 1);
    assert_eq!(send("second").await, 1, "a moment later");
    clock.advance_ms(29_999);
    assert_eq!(send("third").await, 1);
    clock.advance_ms(1);
    assert_eq!(send("fourth").await, 2, "half a minute later");
}
