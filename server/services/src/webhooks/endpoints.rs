//! The addresses of a restaurant.

use super::WebhooksService;
use super::secrets::PLAIN;
use super::store::{self, Stored};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::envelope::new_id;
use crate::error::Error;
use crate::idempotency::IdempotentRequest;
use crate::{field_errors, registry, retry};
use api::webhooks::{Connection, NewWebhook, WebhookChange, WebhookView};
use api::{Code, FieldError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::AuditAction;
use domain::customer::FieldProblem;
use domain::staff::Permission;
use domain::webhook::{EVENTS, MAX_DESCRIPTION, MAX_URL, Webhook, host};
use domain::written::optional_line;
use domain::{Timestamp, WebhookId};
use futures::future::try_join_all;
use ports::documents::{Commit, CommitError, Expect, Table, Write};
use rand::RngExt as _;
use serde_json::json;
use texts::now::webhooks as texts;

impl WebhooksService {
    /// Registers an address, and says whether this was done before under the same key. Its secret is in the
    /// answer and is not shown again. 409 when there are ten already.
    pub async fn register(
        &self,
        caller: &Caller,
        key: Option<&str>,
        new: NewWebhook,
    ) -> Result<(WebhookView, bool), Error> {
        caller.require_with_password(Permission::ManageWebhooks)?;
        let once = key
            .map(|key| IdempotentRequest::new(&caller.label(), "webhooks.register", key, &new))
            .transpose()?;
        if let Some(view) = self.registered(caller, once.as_ref()).await? {
            return Ok((view, true));
        }
        let now = self.clock.now();
        let url = new.url.unwrap_or_default();
        let events = new.events.unwrap_or_default();
        let description = new.description.unwrap_or_default();
        let description = self.checked(Some(&url), Some(&events), Some(&description))?;
        let webhook = Webhook {
            id: new_id(WebhookId::parse, WebhookId::PREFIX, now),
            url,
            events,
            description: description.unwrap_or_default(),
            active: true,
            gone: false,
            created_at: now,
            updated_at: now,
        };
        let secret = new_secret();
        let sealed = self.sealed(&caller.tenant, &webhook.id, &secret)?;
        let (restaurant, known) = registry::put_restaurant(Table::Webhooks, &caller.tenant)?;
        self.commit(&restaurant, vec![known]).await?;
        // The key remembers which one it was and not its secret.
        let mut writes = vec![
            store::take_place(),
            store::put(&webhook, &sealed, Expect::Absent)?,
            noted(caller, AuditAction::WebhookRegistered, None, &webhook, now)?,
        ];
        if let Some(once) = &once {
            writes.push(once.remember(&webhook.id, now)?);
        }
        match self.commit(&caller.tenant, writes).await {
            Ok(()) => {}
            // The same call, a moment before, may have taken the last place.
            Err(CommitError::ConditionFailed { write: 0 }) => {
                if let Some(view) = self.registered(caller, once.as_ref()).await? {
                    return Ok((view, true));
                }
                return Err(Error::new(Code::LimitReached, texts::too_many()));
            }
            Err(CommitError::ConditionFailed { .. }) => {
                let view = self.registered(caller, once.as_ref()).await?;
                return view.map(|view| (view, true)).ok_or_else(Error::conflict);
            }
            Err(CommitError::Engine(error)) => return Err(error.into()),
        }
        self.listening.forget(&caller.tenant);
        Ok((shown(webhook, Some(secret)), false))
    }

    /// The address that was registered under a key before.
    async fn registered(
        &self,
        caller: &Caller,
        once: Option<&IdempotentRequest>,
    ) -> Result<Option<WebhookView>, Error> {
        let Some(once) = once else { return Ok(None) };
        let Some(id) = once.replay::<WebhookId>(&*self.documents, &caller.tenant).await? else {
            return Ok(None);
        };
        let stored = self.own(caller, &id).await?;
        let secret = self.opened(&caller.tenant, &id, &stored.secret)?;
        Ok(Some(shown(stored.webhook, Some(secret))))
    }

    /// All addresses, oldest first.
    pub async fn webhooks(&self, caller: &Caller) -> Result<Vec<WebhookView>, Error> {
        caller.require(Permission::ManageWebhooks)?;
        let all = store::all(&*self.documents, &caller.tenant).await?;
        Ok(all
            .into_iter()
            .map(|stored| shown(stored.webhook, None))
            .collect())
    }

    /// All addresses with what was sent to each last, oldest first, for their page in the console.
    pub async fn connections(&self, caller: &Caller) -> Result<Vec<Connection>, Error> {
        let all = self.webhooks(caller).await?;
        let shown = all.into_iter().map(async |view| {
            let webhook = view.webhook;
            let last = store::newest_delivery(&*self.documents, &caller.tenant, &webhook.id).await?;
            Ok::<_, Error>(Connection {
                webhook,
                last: last.map(Into::into),
            })
        });
        try_join_all(shown).await
    }

    pub async fn webhook(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, Error> {
        let stored = self.own(caller, id).await?;
        Ok(shown(stored.webhook, None))
    }

    /// Changes an address. One that was switched off receives nothing that happens meanwhile.
    pub async fn change(
        &self,
        caller: &Caller,
        id: &WebhookId,
        change: WebhookChange,
    ) -> Result<WebhookView, Error> {
        caller.require_with_password(Permission::ManageWebhooks)?;
        let stored = self
            .rewrite(caller, id, AuditAction::WebhookChanged, |stored| {
                let WebhookChange {
                    url,
                    events,
                    description,
                    active,
                } = &change;
                let webhook = &mut stored.webhook;
                let read = self.checked(url.as_deref(), events.as_deref(), description.as_deref())?;
                webhook.description = read.unwrap_or_else(|| webhook.description.clone());
                webhook.url = url.clone().unwrap_or_else(|| webhook.url.clone());
                webhook.events = events.clone().unwrap_or_else(|| webhook.events.clone());
                if let Some(active) = active {
                    webhook.active = *active;
                    webhook.gone &= !active;
                }
                Ok(())
            })
            .await?;
        Ok(shown(stored.webhook, None))
    }

    /// Gives an address a new secret, which counts from the next try on and is shown this once.
    pub async fn rotate_secret(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, Error> {
        caller.require_with_password(Permission::ManageWebhooks)?;
        let secret = new_secret();
        let stored = self
            .rewrite(caller, id, AuditAction::WebhookSecretChanged, |stored| {
                stored.secret.clone_from(&secret);
                Ok(())
            })
            .await?;
        Ok(shown(stored.webhook, Some(secret)))
    }

    /// Removes an address; its log is shown no more, and what is under way to it is not tried again.
    pub async fn remove(&self, caller: &Caller, id: &WebhookId) -> Result<(), Error> {
        let removed = retry::change(retry::ATTEMPTS, || async {
            let stored = self.own(caller, id).await?;
            let now = self.clock.now();
            let writes = vec![
                store::delete(&stored),
                store::give_place_back(),
                noted(caller, AuditAction::WebhookRemoved, None, &stored.webhook, now)?,
            ];
            retry::unless_overtaken(self.commit(&caller.tenant, writes).await, ())
        });
        removed.await?;
        self.listening.forget(&caller.tenant);
        Ok(())
    }

    /// An address of the caller's restaurant, for those who may see them.
    pub(super) async fn own(&self, caller: &Caller, id: &WebhookId) -> Result<Stored, Error> {
        caller.require(Permission::ManageWebhooks)?;
        store::load(&*self.documents, &caller.tenant, id)
            .await?
            .ok_or_else(Error::not_found)
    }

    async fn rewrite(
        &self,
        caller: &Caller,
        id: &WebhookId,
        action: AuditAction,
        change: impl Fn(&mut Stored) -> Result<(), Error>,
    ) -> Result<Stored, Error> {
        let rewritten = retry::change(retry::ATTEMPTS, || async {
            let mut stored = self.own(caller, id).await?;
            let (before, now) = (stored.webhook.clone(), self.clock.now());
            change(&mut stored)?;
            stored.webhook.updated_at = now;
            let secret = self.sealed_anew(&caller.tenant, id, &stored.secret)?;
            let expect = Expect::Version(stored.version);
            let writes = vec![
                store::put(&stored.webhook, &secret, expect)?,
                noted(caller, action, Some(&before), &stored.webhook, now)?,
            ];
            let committed = self.commit(&caller.tenant, writes).await;
            retry::unless_overtaken(committed, stored)
        });
        let stored = rewritten.await?;
        self.listening.forget(&caller.tenant);
        self.silent.speaks(id);
        Ok(stored)
    }

    pub(super) async fn commit(
        &self,
        tenant: &domain::TenantId,
        writes: Vec<Write>,
    ) -> Result<(), CommitError> {
        let commit = Commit {
            writes,
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await
    }

    /// The description as it is stored, where there is one, or what is wrong with each field that is there.
    fn checked(
        &self,
        url: Option<&str>,
        events: Option<&[String]>,
        description: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let mut wrong = Vec::new();
        let invalid = |pointer: String, text: String| FieldError::new(pointer, Code::InvalidValue, text);
        match url {
            Some("") => wrong.push(field_errors::field("/url", FieldProblem::Missing)),
            Some(url) if url.len() > MAX_URL => wrong.push(invalid("/url".into(), texts::too_long())),
            Some(url) if !self.sender.allows(url) => {
                wrong.push(invalid("/url".into(), texts::ADDRESS.into()));
            }
            _ => {}
        }
        for (position, event) in events.unwrap_or_default().iter().enumerate() {
            if !EVENTS.contains(&event.as_str()) {
                wrong.push(invalid(format!("/events/{position}"), texts::EVENT.into()));
            }
        }
        let description = description.map(|text| optional_line(text, MAX_DESCRIPTION));
        match field_errors::read(&mut wrong, "/description", description.transpose()) {
            Some(description) if wrong.is_empty() => Ok(description),
            _ => Err(Error::invalid(wrong)),
        }
    }
}

/// The write that remembers what was done to an address, which is named by its host: the rest of it may be a secret.
fn noted(
    caller: &Caller,
    action: AuditAction,
    before: Option<&Webhook>,
    after: &Webhook,
    now: Timestamp,
) -> Result<Write, Error> {
    let said = |webhook: &Webhook| {
        json!({
            "address": host(&webhook.url),
            "events": webhook.events,
            "description": webhook.description,
            "active": webhook.active,
        })
    };
    let differs = before.map(|before| audit_entry::changes(&said(before), &said(after)));
    let subject = Subject::new(&after.id, host(&after.url));
    let differs = differs.transpose()?.unwrap_or_default();
    audit_entry::entry(Book::Webhooks, &caller.actor()?, now, action, subject, differs)
}

/// 256 random bits.
fn new_secret() -> String {
    let bytes: [u8; 32] = rand::rng().random();
    format!("{PLAIN}{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn shown(webhook: Webhook, secret: Option<String>) -> WebhookView {
    WebhookView { webhook, secret }
}
