//! The addresses of a restaurant.

use super::WebhooksService;
use super::store::{self, Stored};
use crate::envelope::new_id;
use crate::idempotency::IdempotentRequest;
use crate::{failure, registry, retry};
use api::webhooks::{NewWebhook, WebhookChange, WebhookView};
use api::{ApiError, Code, FieldError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::WebhookId;
use domain::customer::FieldProblem;
use domain::staff::Permission;
use domain::webhook::{EVENTS, MAX_DESCRIPTION, MAX_URL, Webhook};
use domain::written::optional_line;
use ports::documents::{Commit, CommitError, Expect, Table};
use rand::RngExt as _;
use rpc::context::Caller;
use texts::now::webhooks as texts;

impl WebhooksService {
    pub(super) async fn register_webhook(
        &self,
        caller: &Caller,
        key: Option<&str>,
        new: NewWebhook,
    ) -> Result<(WebhookView, bool), ApiError> {
        caller.require(Permission::ManageWebhooks)?;
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
        let (restaurant, known) = registry::put_restaurant(Table::Webhooks, &caller.tenant)?;
        self.commit(&restaurant, vec![known])
            .await
            .map_err(failure::commit)?;
        // The key remembers which one it was and not its secret.
        let mut writes = vec![
            store::take_place(),
            store::put(&webhook, &secret, Expect::Absent)?,
        ];
        if let Some(once) = &once {
            writes.push(once.remember(&webhook.id, now)?);
        }
        match self.commit(&caller.tenant, writes).await {
            Ok(()) => {}
            Err(CommitError::ConditionFailed { write: 0 }) => {
                return Err(ApiError::new(Code::LimitReached, texts::too_many()));
            }
            Err(CommitError::ConditionFailed { .. }) => {
                let view = self.registered(caller, once.as_ref()).await?;
                return view.map(|view| (view, true)).ok_or_else(ApiError::conflict);
            }
            Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
        }
        self.listening.forget(&caller.tenant);
        Ok((shown(webhook, Some(secret)), false))
    }

    /// The address that was registered under a key before.
    async fn registered(
        &self,
        caller: &Caller,
        once: Option<&IdempotentRequest>,
    ) -> Result<Option<WebhookView>, ApiError> {
        let Some(once) = once else { return Ok(None) };
        let Some(id) = once.replay::<WebhookId>(&*self.documents, &caller.tenant).await? else {
            return Ok(None);
        };
        let stored = self.own(caller, &id).await?;
        Ok(Some(shown(stored.webhook, Some(stored.secret))))
    }

    pub(super) async fn list_webhooks(&self, caller: &Caller) -> Result<Vec<WebhookView>, ApiError> {
        caller.require(Permission::ManageWebhooks)?;
        let all = store::all(&*self.documents, &caller.tenant).await?;
        Ok(all
            .into_iter()
            .map(|stored| shown(stored.webhook, None))
            .collect())
    }

    pub(super) async fn show_webhook(
        &self,
        caller: &Caller,
        id: &WebhookId,
    ) -> Result<WebhookView, ApiError> {
        let stored = self.own(caller, id).await?;
        Ok(shown(stored.webhook, None))
    }

    pub(super) async fn change_webhook(
        &self,
        caller: &Caller,
        id: &WebhookId,
        change: WebhookChange,
    ) -> Result<WebhookView, ApiError> {
        caller.require(Permission::ManageWebhooks)?;
        let stored = self
            .rewrite(caller, id, |stored| {
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

    pub(super) async fn rotate_webhook_secret(
        &self,
        caller: &Caller,
        id: &WebhookId,
    ) -> Result<WebhookView, ApiError> {
        caller.require(Permission::ManageWebhooks)?;
        let secret = new_secret();
        let stored = self
            .rewrite(caller, id, |stored| {
                stored.secret.clone_from(&secret);
                Ok(())
            })
            .await?;
        Ok(shown(stored.webhook, Some(secret)))
    }

    pub(super) async fn remove_webhook(&self, caller: &Caller, id: &WebhookId) -> Result<(), ApiError> {
        let removed = retry::change(retry::ATTEMPTS, || async {
            let stored = self.own(caller, id).await?;
            let writes = vec![store::delete(&stored), store::give_place_back()];
            retry::unless_overtaken(self.commit(&caller.tenant, writes).await, ())
        });
        removed.await?;
        self.listening.forget(&caller.tenant);
        Ok(())
    }

    /// An address of the caller's restaurant, for those who may see them.
    pub(super) async fn own(&self, caller: &Caller, id: &WebhookId) -> Result<Stored, ApiError> {
        caller.require(Permission::ManageWebhooks)?;
        store::load(&*self.documents, &caller.tenant, id)
            .await?
            .ok_or_else(ApiError::not_found)
    }

    async fn rewrite(
        &self,
        caller: &Caller,
        id: &WebhookId,
        change: impl Fn(&mut Stored) -> Result<(), ApiError>,
    ) -> Result<Stored, ApiError> {
        let rewritten = retry::change(retry::ATTEMPTS, || async {
            let mut stored = self.own(caller, id).await?;
            change(&mut stored)?;
            stored.webhook.updated_at = self.clock.now();
            let expect = Expect::Version(stored.version);
            let write = store::put(&stored.webhook, &stored.secret, expect)?;
            let committed = self.commit(&caller.tenant, vec![write]).await;
            retry::unless_overtaken(committed, stored)
        });
        let stored = rewritten.await?;
        self.listening.forget(&caller.tenant);
        Ok(stored)
    }

    pub(super) async fn commit(
        &self,
        tenant: &domain::TenantId,
        writes: Vec<ports::documents::Write>,
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
    ) -> Result<Option<String>, ApiError> {
        let mut wrong = Vec::new();
        let invalid = |pointer: String, text: String| FieldError::new(pointer, Code::InvalidValue, text);
        match url {
            Some("") => wrong.push(failure::field("/url", FieldProblem::Missing)),
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
        match failure::read(&mut wrong, "/description", description.transpose()) {
            Some(description) if wrong.is_empty() => Ok(description),
            _ => Err(ApiError::invalid(wrong)),
        }
    }
}

/// 256 random bits.
fn new_secret() -> String {
    let bytes: [u8; 32] = rand::rng().random();
    format!("whsec_{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn shown(webhook: Webhook, secret: Option<String>) -> WebhookView {
    WebhookView { webhook, secret }
}
