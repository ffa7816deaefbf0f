//! Sends mail: in the restaurant's name and colours, and not more to one address than a person wants to get.

use super::catalog::CatalogService;
use super::cursor::Cursors;
use super::mail_message::MailMessage;
use super::{mail_html, qr, retry};
use crate::error::Error;
use api::catalog::Door;
use domain::TenantId;
use domain::time::MINUTE_MS;
use domain::written::Email;
use ports::documents::{Commit, Expect, Key, Query, Table, Write};
use ports::mailer::Mail;
use ports::{Clock, Documents, Mailer, PublicAddress, StorefrontAddress, Tenants};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// For how long a mail counts against the ceiling of its address, in milliseconds.
const COUNTED_MS: i64 = 60 * MINUTE_MS;

/// What a mail is about. Each topic has a ceiling of its own, so that a flood of one does not stop the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTopic {
    /// How an order goes on.
    Orders,
    /// Codes for a forgotten password, for which anybody may ask.
    Recovery,
    /// Codes for a new address, which may be a stranger's.
    NewAddress,
    /// Warnings to the owner of an account: no flood of codes holds them up.
    Warnings,
    /// Catering requests and copies of claims, to customers and to the restaurant.
    Requests,
    /// Links for people who shall work here.
    Invitations,
    /// What the restaurant answers: nobody else can use up its ceiling.
    Replies,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Sent {
    /// It was handed over, now or before.
    HandedOver,
    /// The address got so much mail on this topic within an hour that it gets no more for now.
    OverCeiling,
    /// The address cannot be used, and trying again does not help.
    Unusable,
}

impl MailTopic {
    /// Maximum number of mails to one address within an hour.
    pub const fn ceiling(self) -> usize {
        match self {
            MailTopic::Orders => 20,
            // What leaves for one user name and for its address within the first hour: the pace of codes is the ceiling.
            MailTopic::Recovery | MailTopic::NewAddress => 24,
            MailTopic::Warnings | MailTopic::Requests | MailTopic::Invitations | MailTopic::Replies => 12,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            MailTopic::Orders => "ORDERS",
            MailTopic::Recovery => "RECOVERY",
            MailTopic::NewAddress => "ADDRESS",
            MailTopic::Warnings => "WARNINGS",
            MailTopic::Requests => "REQUESTS",
            MailTopic::Invitations => "INVITATIONS",
            MailTopic::Replies => "REPLIES",
        }
    }
}

/// Sends the services' mail.
#[derive(Debug)]
pub struct Mailing {
    documents: Arc<dyn Documents>,
    catalog: Arc<CatalogService>,
    mailer: Arc<dyn Mailer>,
    public: PublicAddress,
    tenants: Arc<dyn Tenants>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
}

/// One of the places that the mails of an hour to an address take.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Slot {
    /// The mail's key.
    mail: String,
}

impl Mailing {
    pub fn new(
        documents: Arc<dyn Documents>,
        catalog: Arc<CatalogService>,
        mailer: Arc<dyn Mailer>,
        public: PublicAddress,
        tenants: Arc<dyn Tenants>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
    ) -> Arc<Mailing> {
        Arc::new(Mailing {
            documents,
            catalog,
            mailer,
            public,
            tenants,
            clock,
            cursors,
        })
    }

    /// Where the storefront of a restaurant is reached; for one with host names of its own the first of them counts.
    pub async fn storefront(&self, tenant: &TenantId) -> Result<StorefrontAddress, Error> {
        let registered = self.tenants.by_id(tenant).await?;
        let host = registered.and_then(|registered| registered.hosts.into_iter().next());
        Ok(self.public.storefront(tenant, host.as_deref()))
    }

    /// The address of a restaurant's console, with the page in it.
    pub async fn console_page(&self, tenant: &TenantId, path: &str) -> Result<String, Error> {
        let registered = self.tenants.by_id(tenant).await?;
        let hosts = registered.map(|registered| registered.hosts).unwrap_or_default();
        Ok(self.public.console(tenant, &hosts).page(path))
    }

    /// Where customers order, for a sign at the door.
    pub async fn door(&self, tenant: &TenantId) -> Result<Door, Error> {
        let url = self.storefront(tenant).await?.page("/");
        let svg = qr::svg(&url).ok_or_else(Error::internal)?;
        Ok(Door { url, svg })
    }

    /// Sends a message to an address that was read by [`deliverable`](super::mail_address::deliverable). Messages with the
    /// same key are one. An error is one that may pass: the same call may be repeated. Whatever must reach the customer
    /// is stored before this is called.
    pub async fn send(
        &self,
        tenant: &TenantId,
        topic: MailTopic,
        to: &Email,
        key: &str,
        message: &MailMessage,
    ) -> Result<Sent, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let address = self.storefront(tenant).await?;
        let mail = Mail {
            to: to.as_str().to_owned(),
            from_name: restaurant.brand.name.clone(),
            reply_to: restaurant.brand.email.as_ref().map(ToString::to_string),
            subject: format!("{}: {}", restaurant.brand.name, message.subject),
            text: message.text(&restaurant, &address),
            html: mail_html::document(message, &restaurant, &address),
            key: key.to_owned(),
        };
        if !self.take_slot(tenant, topic, to, key).await? {
            tracing::warn!(%tenant, topic = topic.name(), "a mail was not sent: its address got too many within an hour");
            return Ok(Sent::OverCeiling);
        }
        match self.mailer.send(tenant, &mail).await {
            Ok(()) => Ok(Sent::HandedOver),
            Err(error) if error.is_broken() => {
                tracing::warn!(%tenant, %error, "a mail was not sent: its address cannot be used");
                Ok(Sent::Unusable)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the mail may be sent: it takes the first place that is free, and nobody else can take the same one. Places
    /// become free by themselves after an hour.
    async fn take_slot(
        &self,
        tenant: &TenantId,
        topic: MailTopic,
        to: &Email,
        key: &str,
    ) -> Result<bool, Error> {
        // Addresses are few enough to be guessed, but not without the key of the deployment.
        let pk = format!("MAILBOX#{}", self.cursors.digest(tenant, to.as_str()));
        let prefix = format!("{}#", topic.name());
        let query = Query::partition(Table::Notifications, &pk, topic.ceiling()).beginning(&prefix);
        // Each time that somebody else is faster a place less is free.
        let taken = retry::repeat(topic.ceiling() + 1, || async {
            let page = self.documents.query(tenant, &query).await?;
            let mut taken = BTreeSet::new();
            for document in page.documents {
                let slot: Slot = document.read()?;
                if slot.mail == key {
                    return Ok(Some(true));
                }
                taken.insert(document.key.sk);
            }
            let free = (0..topic.ceiling())
                .map(|number| format!("{prefix}{number:02}"))
                .find(|sk| !taken.contains(sk));
            let Some(sk) = free else { return Ok(Some(false)) };
            let slot = Slot { mail: key.to_owned() };
            let write = Write::put(Key::new(Table::Notifications, &pk, sk), &slot, Expect::Absent);
            let until = self.clock.now().plus_ms(COUNTED_MS);
            let commit = Commit {
                writes: vec![write?.until(until)],
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, true)
        });
        Ok(taken.await?.unwrap_or(false))
    }
}
