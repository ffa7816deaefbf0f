//! Mail by SES.

use super::failure::{broken, failed, unavailable};
use super::items::{EXPIRES, key, number, removable, text};
use super::keys::tenant_prefix;
use super::tables::Store;
use super::update::Expression;
use async_trait::async_trait;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::TenantId;
use domain::time::{DAY_MS, MINUTE_MS};
use ports::documents::Table;
use ports::mailer::Mail;
use ports::{Clock, EngineError, Mailer};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Longest address, in bytes (RFC 5321, 4.5.3.1).
const ADDRESS: usize = 254;
/// For how long a message is left to one sender before another one takes it.
const CLAIM_MS: i64 = MINUTE_MS;
/// That a message was sent is remembered for so long, in milliseconds.
const REMEMBERED_MS: i64 = 30 * DAY_MS;
/// Bytes of a name that one encoded word holds: 60 characters in base64, with 12 around them.
const WORD_BYTES: usize = 45;
const SENT: &str = "sent";
const CLAIMED_UNTIL: &str = "claimed_until";

/// See [`Mailer`]. What was sent is noted by its key, so that sending again is sending once; after a crash between
/// sending and noting it is sent again.
#[derive(Debug)]
pub struct SesMailer {
    client: Client,
    store: Store,
    /// Who sends; nobody when nothing is to be sent.
    from: Option<String>,
    clock: Arc<dyn Clock>,
}

impl SesMailer {
    pub(super) fn new(
        client: Client,
        store: Store,
        from: Option<String>,
        clock: Arc<dyn Clock>,
    ) -> SesMailer {
        SesMailer {
            client,
            store,
            from,
            clock,
        }
    }

    /// Notes lie beside the notifications, whose service sends mail.
    fn table(&self) -> String {
        self.store.documents(Table::Notifications)
    }

    fn note_key(tenant: &TenantId, mail: &Mail) -> super::items::Item {
        let name = hex::encode(Sha256::digest(mail.key.as_bytes()));
        key(&format!("{}MAIL#{name}", tenant_prefix(tenant)), "SENT")
    }

    /// Takes a message on; `false` when it was sent already.
    async fn claim(&self, tenant: &TenantId, mail: &Mail) -> Result<bool, EngineError> {
        let now = self.clock.now();
        let mut expression = Expression::new(now);
        let (sent, claimed) = (expression.name(SENT), expression.name(CLAIMED_UNTIL));
        let at = expression.value(number(now.0));
        expression.require(format!(
            "attribute_not_exists({sent}) AND (attribute_not_exists({claimed}) OR {claimed} <= {at})"
        ));
        expression.set(CLAIMED_UNTIL, number(now.plus_ms(CLAIM_MS).0));
        expression.set(EXPIRES, number(removable(now.plus_ms(REMEMBERED_MS))));
        let claimed = self.note(tenant, mail, &expression).await?;
        if claimed {
            return Ok(true);
        }
        let client = self.store.of(tenant).await;
        let request = client.get_item().table_name(self.table());
        let request = request
            .set_key(Some(SesMailer::note_key(tenant, mail)))
            .consistent_read(true);
        let noted = request.send().await.map_err(failed)?.item.unwrap_or_default();
        if noted.contains_key(SENT) {
            Ok(false)
        } else {
            Err(unavailable("somebody else is sending this message"))
        }
    }

    /// `false` when the condition does not hold.
    async fn note(
        &self,
        tenant: &TenantId,
        mail: &Mail,
        expression: &Expression,
    ) -> Result<bool, EngineError> {
        let noted = self
            .store
            .of(tenant)
            .await
            .update_item()
            .table_name(self.table())
            .set_key(Some(SesMailer::note_key(tenant, mail)))
            .update_expression(expression.update())
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.names())
            .set_expression_attribute_values(expression.values())
            .send()
            .await;
        match noted {
            Ok(_) => Ok(true),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(|refused| refused.is_conditional_check_failed_exception()) =>
            {
                Ok(false)
            }
            Err(error) => Err(failed(error)),
        }
    }

    async fn hand_over(&self, from: &str, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        let part = |data: &str| {
            Content::builder()
                .data(data)
                .charset("UTF-8")
                .build()
                .map_err(broken)
        };
        let subject: String = mail
            .subject
            .chars()
            .map(|char| if char.is_control() { ' ' } else { char })
            .collect();
        let message = Message::builder()
            .subject(part(&subject)?)
            .body(
                Body::builder()
                    .text(part(&mail.text)?)
                    .html(part(&mail.html)?)
                    .build(),
            )
            .build();
        let tag = aws_sdk_sesv2::types::MessageTag::builder()
            .name("tenant")
            .value(tenant.as_str())
            .build()
            .map_err(broken)?;
        let request = self
            .client
            .send_email()
            .from_email_address(format!("{} <{from}>", encoded_words(&mail.from_name)))
            .set_reply_to_addresses(
                mail.reply_to
                    .clone()
                    .filter(|to| is_address(to))
                    .map(|to| vec![to]),
            )
            .destination(Destination::builder().to_addresses(&mail.to).build())
            .content(EmailContent::builder().simple(message).build())
            .email_tags(tag);
        request.send().await.map_err(failed)?;
        Ok(())
    }
}

/// Whether a text is one address, in ASCII.
fn is_address(text: &str) -> bool {
    let plain = text.len() <= ADDRESS && text.bytes().all(|byte| byte.is_ascii_graphic());
    plain && text.contains('@') && !text.contains([',', ';', '<', '>'])
}

/// A name as the header of a message takes any letters (RFC 2047): words of at most 75 characters, which readers join again.
fn encoded_words(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for char in name.chars().filter(|char| !char.is_control()) {
        if word.len() + char.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(char);
    }
    words.push(word);
    let encoded = words
        .iter()
        .map(|word| format!("=?UTF-8?B?{}?=", BASE64_STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join(" ")
}

#[async_trait]
impl Mailer for SesMailer {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        if !is_address(&mail.to) {
            return Err(broken("the address of a message is no address"));
        }
        let Some(from) = &self.from else {
            tracing::debug!(%tenant, "a message is not sent: nobody is set to send mail");
            return Ok(());
        };
        if !self.claim(tenant, mail).await? {
            return Ok(());
        }
        let handed_over = self.hand_over(from, tenant, mail).await;
        let mut expression = Expression::new(self.clock.now());
        match &handed_over {
            Ok(()) => expression.set(SENT, text("yes")),
            // So that the next try need not wait.
            Err(_) => expression.set(CLAIMED_UNTIL, number(0)),
        }
        self.note(tenant, mail, &expression).await?;
        handed_over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_letters_fits_a_header() {
        assert_eq!(
            encoded_words("Ñañita, \"la de siempre\""),
            "=?UTF-8?B?w5Fhw7FpdGEsICJsYSBkZSBzaWVtcHJlIg==?="
        );
        let long = encoded_words(&"ñ".repeat(60));
        assert!(long.split(' ').all(|word| word.len() <= 75), "{long}");
        assert_eq!(long.split(' ').count(), 3);
    }

    #[test]
    fn an_address_is_one_address() {
        assert!(is_address("hola@brasas.pe"));
        for wrong in ["hola", "a@b.pe, c@d.pe", "hola@ñandu.pe", "a@b.pe\r\nBcc: c@d.pe"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
