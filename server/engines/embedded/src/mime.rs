//! Messages as RFC 5322 has them.

use super::failure::broken;
use domain::{TenantId, Timestamp};
use lettre::Message;
use lettre::address::Address;
use lettre::message::{Mailbox, MultiPart};
use ports::EngineError;
use ports::mailer::Mail;
use sha2::{Digest, Sha256};
use std::time::{Duration, UNIX_EPOCH};

/// Longest address, in bytes (RFC 5321, 4.5.3.1).
const MAX_ADDRESS: usize = 254;

/// A message's name, made of its key: the same for the same message.
pub(super) fn name(mail: &Mail) -> String {
    hex::encode(Sha256::digest(mail.key.as_bytes()))
}

/// A message with its text and its HTML part. `from` is the sender's address.
pub(super) fn message(
    tenant: &TenantId,
    mail: &Mail,
    from: Address,
    now: Timestamp,
) -> Result<Message, EngineError> {
    let seconds = u64::try_from(now.0.div_euclid(1_000)).unwrap_or(0);
    let mut message = Message::builder();
    // Where answers cannot go there, the message goes all the same.
    if let Some(Ok(reply_to)) = mail.reply_to.as_deref().map(recipient) {
        message = message.reply_to(Mailbox::new(None, reply_to));
    }
    message
        .from(Mailbox::new(Some(on_one_line(&mail.from_name)), from))
        .to(Mailbox::new(None, recipient(&mail.to)?))
        .subject(on_one_line(&mail.subject))
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}@{tenant}.invalid>", name(mail))))
        .multipart(MultiPart::alternative_plain_html(
            mail.text.clone(),
            mail.html.clone(),
        ))
        .map_err(broken)
}

/// The address of a message: one address, in ASCII.
fn recipient(to: &str) -> Result<Address, EngineError> {
    let plain = to.len() <= MAX_ADDRESS && to.bytes().all(|byte| byte.is_ascii_graphic());
    let address = to
        .parse()
        .ok()
        .filter(|_| plain && !to.contains([',', ';', '<', '>']));
    address.ok_or_else(|| broken("the address of a message is no address"))
}

fn on_one_line(text: &str) -> String {
    text.chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail {
            to: to.into(),
            from_name: "La Caleta".into(),
            reply_to: None,
            subject: subject.into(),
            text: "Hola\n.\nadiós".into(),
            html: "<p>Hola</p>".into(),
            key: "k".into(),
        }
    }

    fn written(mail: &Mail) -> Result<String, EngineError> {
        let tenant = TenantId::parse("caleta").unwrap();
        let from = "no-reply@caleta.invalid".parse().unwrap();
        let at = Timestamp::parse("2025-10-25T16:05:00Z").unwrap();
        let message = message(&tenant, mail, from, at)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn headers_take_no_orders_from_texts() {
        let text = written(&mail("ana@example.com", "Pedido\r\nBcc: all@example.com")).unwrap();
        assert!(!text.contains("\nBcc"), "{text}");
        assert!(
            text.contains("Date: Sat, 25 Oct 2025 16:05:00 +0000\r\n"),
            "{text}"
        );
        for to in [
            "ana@example.com\r\nBcc: b@example.com",
            "a@x.pe, b@x.pe",
            "ana",
            "añá@x.pe",
            "",
        ] {
            assert!(written(&mail(to, "Pedido")).is_err(), "{to}");
        }
    }

    #[test]
    fn a_message_has_both_parts() {
        let text = written(&mail("ana@example.com", "¡Tu pedido va en camino!")).unwrap();
        assert!(text.contains("Content-Type: multipart/alternative"), "{text}");
        let (plain, html) = (text.find("text/plain"), text.find("text/html"));
        assert!(plain.is_some() && plain < html, "{text}");
        assert!(
            text.contains("From: \"La Caleta\" <no-reply@caleta.invalid>"),
            "{text}"
        );
    }
}
