//! What [`Mailer`] promises.

use crate::fresh_tenant;
use domain::TenantId;
use ports::mailer::Mail;
use ports::{EngineError, Mailer};
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! mailer {
    ($open:expr) => {
        $crate::tests!(
            mailer,
            $open,
            mailed,
            [
                sending_again_is_sending_once,
                headers_take_no_orders_from_texts,
            ]
        );
    };
}

/// A mailer, and how many messages of a restaurant it has handed over.
#[expect(missing_debug_implementations, reason = "a function shows nothing")]
pub struct Mailed {
    pub mailer: Arc<dyn Mailer>,
    pub sent: Box<dyn Fn(&TenantId) -> usize + Send + Sync>,
}

/// To somebody at a host that is called like the restaurant, by which its mail is known where nothing else is kept of it.
fn mail(tenant: &TenantId, key: &str) -> Mail {
    Mail {
        to: format!("ana@{tenant}.example.com"),
        from_name: "Pollería Ñañita, \"la de siempre\"".into(),
        reply_to: Some("hola@example.com".into()),
        subject: "Tu pedido está en camino".into(),
        text: "Llega pronto.".into(),
        html: "<p>Llega pronto.</p>".into(),
        key: key.into(),
    }
}

pub async fn sending_again_is_sending_once(Mailed { mailer, sent }: Mailed) {
    let (tenant, other) = (fresh_tenant(), fresh_tenant());
    for key in ["one", "two", "one", "../one", "one"] {
        mailer.send(&tenant, &mail(&tenant, key)).await.unwrap();
    }
    assert_eq!(sent(&tenant), 3);
    assert_eq!(sent(&other), 0);
    mailer.send(&other, &mail(&other, "one")).await.unwrap();
    assert_eq!((sent(&tenant), sent(&other)), (3, 1));
}

pub async fn headers_take_no_orders_from_texts(Mailed { mailer, sent }: Mailed) {
    let tenant = fresh_tenant();
    let to = "ana@example.com\r\nBcc: all@example.com".to_owned();
    let wrong = Mail {
        to,
        ..mail(&tenant, "to")
    };
    let refused = mailer.send(&tenant, &wrong).await;
    assert!(refused.as_ref().is_err_and(EngineError::is_broken), "{refused:?}");
    assert_eq!(sent(&tenant), 0);
    let subject = "Pedido\r\nBcc: all@example.com".to_owned();
    mailer
        .send(
            &tenant,
            &Mail {
                subject,
                ..mail(&tenant, "subject")
            },
        )
        .await
        .unwrap();
    assert_eq!(sent(&tenant), 1);
}
