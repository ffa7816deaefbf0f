//! Mail by SMTP.

use super::failure::{broken, unavailable};
use super::{files, mime};
use async_trait::async_trait;
use domain::TenantId;
use lettre::address::Address;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use ports::mailer::Mail;
use ports::{Clock, EngineError, Mailer};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// For how long a server is waited for.
const SMTP_TIMEOUT: Duration = Duration::from_secs(10);
/// A server that could not be reached is left alone for this long, in milliseconds. Mail that is sent meanwhile fails at once:
/// messages of all restaurants, and what else is handled with them, do not stand behind a server that says nothing.
const REST_MS: i64 = 30_000;

/// Replies to a recipient that stay as they are (RFC 5321, 4.2.3): no such mailbox, not here, no such name.
const REFUSED_RECIPIENT: [u16; 3] = [550, 551, 553];

/// See [`Mailer`]. An empty file is left for each message that the server took, so that sending again is sending once;
/// after a crash between the two it is sent again.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    /// Until when the server is left alone, in milliseconds since 1970.
    rests_until: AtomicI64,
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SmtpMailer")
    }
}

impl SmtpMailer {
    /// Sends by the server at `url` (`smtps://user:password@host:port`), as the address `from`. Notes of what was sent lie in `folder`. Nothing is connected yet.
    pub fn open(
        url: &str,
        from: &str,
        folder: &Path,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<SmtpMailer>, EngineError> {
        files::make_folder(folder)?;
        files::remove_unfinished(folder)?;
        // The error of a wrong address could repeat its password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| broken("BRASA_SMTP_URL is no address of an SMTP server"))?;
        Ok(Arc::new(SmtpMailer {
            transport: builder.timeout(Some(SMTP_TIMEOUT)).build(),
            from: from.parse().map_err(broken)?,
            folder: folder.to_owned(),
            clock,
            rests_until: AtomicI64::new(0),
        }))
    }

    /// Hands a message to the server, unless that could not be reached a moment ago.
    async fn hand_over(&self, message: Message) -> Result<(), EngineError> {
        if self.clock.now().0 < self.rests_until.load(Ordering::Relaxed) {
            return Err(unavailable("the mail server could not be reached a moment ago"));
        }
        let sent = self.transport.send(message).await;
        if sent.as_ref().is_err_and(|error| error.status().is_none()) {
            let until = self.clock.now().plus_ms(REST_MS);
            self.rests_until.store(until.0, Ordering::Relaxed);
        }
        sent.map(|_| ()).map_err(|error| refused(&error))
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError> {
        let file = format!("{}.sent", mime::name(mail));
        let path = self.folder.join(tenant.as_str()).join(file);
        let message = mime::message(tenant, mail, self.from.clone(), self.clock.now())?;
        let note = path.clone();
        if files::off_thread(move || Ok(note.exists())).await? {
            return Ok(());
        }
        self.hand_over(message).await?;
        files::off_thread(move || files::store(&path, &[])).await
    }
}

/// What a server's reply means: only that the recipient does not exist stays so.
fn refused(error: &Error) -> EngineError {
    match error.status().map(u16::from) {
        Some(code) if REFUSED_RECIPIENT.contains(&code) => {
            broken(format!("the mail server refused the recipient: {code}"))
        }
        Some(code) => unavailable(format!("the mail server answered {code}")),
        None => unavailable("the mail server could not be reached"),
    }
}
