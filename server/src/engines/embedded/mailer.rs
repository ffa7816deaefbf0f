//! Mail into a folder: one file for each message, to be read or passed on by another program.

use super::failure::broken;
use super::files;
use crate::ports::mailer::Mail;
use crate::ports::{Clock, EngineError, Mailer};
use async_trait::async_trait;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use shared::domain::{TenantId, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many bytes of text go into one encoded word: RFC 2047 allows 75 characters with everything around them.
const WORD: usize = 45;
/// Longest address, in bytes (RFC 5321, 4.5.3.1).
const ADDRESS: usize = 254;

/// See [`Mailer`]. A message's file is named by its key, so that sending again is sending once.
#[derive(Debug)]
pub struct FolderMailer {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
}

impl FolderMailer {
    /// Messages in `folder`, which is made when there is none.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Arc<FolderMailer>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        Ok(Arc::new(FolderMailer {
            folder: folder.to_owned(),
            clock,
        }))
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        let name = hex::encode(Sha256::digest(mail.key.as_bytes()));
        let path = self.folder.join(tenant.as_str()).join(format!("{name}.eml"));
        let message = message(tenant, mail, &name, self.clock.now())?;
        files::off_thread(move || {
            if path.exists() {
                Ok(())
            } else {
                files::store(&path, &[message.as_bytes()])
            }
        })
        .await
    }
}

/// A message as RFC 5322 has it.
fn message(tenant: &TenantId, mail: &Mail, name: &str, now: Timestamp) -> Result<String, EngineError> {
    let to = mail.to.as_str();
    let address = to.len() <= ADDRESS && to.contains('@') && to.bytes().all(|byte| byte.is_ascii_graphic());
    if !address || to.contains([',', ';', '<', '>']) {
        return Err(broken("the address of a message is no address"));
    }
    let subject = header_text(&mail.subject);
    let text = mail
        .text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n");
    Ok(format!(
        "From: no-reply@{tenant}.invalid\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {}\r\n\
         Message-ID: <{name}@{tenant}.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n",
        date(now),
    ))
}

/// Text for a header: on one line, and encoded (RFC 2047) where it is not plain ASCII.
fn header_text(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    if line.is_ascii() && line.len() <= 900 && !line.contains("=?") {
        return line;
    }
    let mut words: Vec<String> = vec![String::new()];
    for char in line.chars() {
        if words
            .last()
            .is_none_or(|word| word.len() + char.len_utf8() > WORD)
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(char);
        }
    }
    let encoded: Vec<String> = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(word)))
        .collect();
    encoded.join("\r\n ")
}

/// `Sat, 25 Oct 2025 16:05:00 +0000`.
fn date(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let days = at.0.div_euclid(shared::domain::time::DAY_MS);
    let day = shared::domain::Date(i32::try_from(days).unwrap_or(0));
    let (year, month, of_month) = day.ymd();
    let seconds = at.0.rem_euclid(shared::domain::time::DAY_MS) / 1_000;
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"Jan");
    let weekday = DAYS.get(day.weekday()).unwrap_or(&"Mon");
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {of_month:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail {
            to: to.into(),
            subject: subject.into(),
            text: "Hola\n.\nadiós".into(),
            key: "k".into(),
        }
    }

    fn written(mail: &Mail) -> Result<String, EngineError> {
        let tenant = TenantId::parse("brasa").unwrap();
        message(
            &tenant,
            mail,
            "0a",
            Timestamp::parse("2025-10-25T16:05:00Z").unwrap(),
        )
    }

    #[test]
    fn headers_take_no_orders_from_texts() {
        let text = written(&mail("ana@example.com", "Pedido\r\nBcc: all@example.com")).unwrap();
        assert_eq!(text.matches("Bcc").count(), 1);
        assert!(text.contains(
            "\r\nSubject: Pedido  Bcc: all@example.com\r\nDate: Sat, 25 Oct 2025 16:05:00 +0000\r\n"
        ));
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
    fn subjects_beyond_ascii_are_encoded_in_short_words() {
        let subject = "¡Tu pedido va en camino! ".repeat(8);
        let header = header_text(&subject);
        let mut decoded = String::new();
        for line in header.split("\r\n ") {
            assert!(line.len() <= 75, "{line}");
            let word = line
                .strip_prefix("=?utf-8?B?")
                .and_then(|line| line.strip_suffix("?="))
                .unwrap();
            decoded.push_str(&String::from_utf8(BASE64_STANDARD.decode(word).unwrap()).unwrap());
        }
        assert_eq!(decoded, subject);
    }
}
