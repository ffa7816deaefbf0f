//! Storing a request.

use super::{CateringService, refusal, store};
use crate::caller::{Caller, Who};
use crate::envelope::{envelope, new_id};
use crate::error::Error;
use crate::idempotency::{IdempotentRequest, replayed};
use crate::{field_errors, mail_address};
use api::catering::{CateringRequested, NewCatering};
use api::{Code, FieldError};
use domain::CateringId;
use domain::catering::{CateringRequest, Wanted};
use domain::event::Event;
use domain::staff::Permission;
use ports::documents::{Commit, CommitError};
use serde_json::json;
use texts::now::catering as texts;

impl CateringService {
    /// Stores a request, for a visitor, for the calling customer, or for a customer on the telephone where staff calls.
    /// With the key of an earlier call, the answer to that call again, and `true`.
    pub async fn request(
        &self,
        caller: &Caller,
        new: NewCatering,
    ) -> Result<(CateringRequested, bool), Error> {
        let staff = matches!(caller.who, Who::Staff { .. } | Who::Service { .. });
        if staff {
            caller.require(Permission::ManageCatering)?;
        }
        let once = match new.idempotency_key.as_str() {
            "" => None,
            key => Some(IdempotentRequest::anybodys(
                caller,
                "catering.request",
                key,
                &new.form,
            )?),
        };
        if let Some(before) = self.requested_before(caller, once.as_ref()).await? {
            return Ok((before, true));
        }
        let wanted = self.wanted(caller, &new, staff).await?;
        let now = self.clock.now();
        if let Who::Visitor | Who::Customer { .. } = caller.who {
            let who = format!("{}/{}", caller.tenant, caller.label());
            self.requests.take(&who, now)?;
        }
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let number = self.documents.next_number(&caller.tenant, "catering").await?;
        let mut request = CateringRequest::new(
            new_id(CateringId::parse, CateringId::PREFIX, now),
            number,
            caller.customer_id().ok().cloned(),
            if staff { Some(caller.actor()?) } else { None },
            wanted,
            now,
        );
        request.rehearsal = tenant.draft;
        self.register(&caller.tenant).await?;
        let link = store::new_link();
        let mut writes = store::create(&request, &link, &tenant.catering)?;
        if let Some(once) = &once {
            writes.push(once.remember(&request.id, now)?);
        }
        let event = Event::CateringRequested {
            catering: request.reference(),
        };
        let events = vec![envelope(&caller.tenant, &actor_id(caller), now, event)];
        match self
            .documents
            .commit(&caller.tenant, Commit { writes, events })
            .await
        {
            Ok(()) => Ok((acknowledged(&request, link), false)),
            // The same key was just used by the same call: its answer is ours.
            Err(CommitError::ConditionFailed { .. }) => {
                match self.requested_before(caller, once.as_ref()).await? {
                    Some(before) => Ok((before, true)),
                    None => Err(Error::conflict()),
                }
            }
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// Reads the form, or says everything that is wrong with it.
    async fn wanted(&self, caller: &Caller, new: &NewCatering, staff: bool) -> Result<Wanted, Error> {
        let now = self.clock.now();
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let mut fields = Vec::new();
        if !new.website.is_empty() {
            fields.push(FieldError::new(
                "/website",
                Code::InvalidValue,
                texts::LEAVE_EMPTY,
            ));
        }
        let mut wanted = match new.form.checked(&tenant, staff, now) {
            Ok(wanted) => wanted,
            Err(problems) => {
                let mut found = refusal::invalid(&problems, &tenant, now);
                found.extend(fields);
                return Err(Error::invalid(found));
            }
        };
        if let Some(email) = &wanted.email {
            let email = mail_address::deliverable(email.as_str());
            wanted.email = field_errors::read(&mut fields, "/email", email);
        }
        let full = self
            .full(&caller.tenant, &tenant, wanted.day, wanted.guests)
            .await?;
        let mut next_free = None;
        if full.is_some() {
            next_free = self
                .next_free(&caller.tenant, &tenant, wanted.at, wanted.guests, now)
                .await?;
            fields.push(refusal::full_field(next_free, &tenant, now));
        }
        if fields.is_empty() {
            return Ok(wanted);
        }
        let error = Error::invalid(fields);
        Err(match full {
            Some(_) => error.with_detail(json!({ "nextFree": next_free })),
            None => error,
        })
    }

    /// The answer to the call that came with this key before, also in the refusal of another call with it.
    async fn requested_before(
        &self,
        caller: &Caller,
        once: Option<&IdempotentRequest>,
    ) -> Result<Option<CateringRequested>, Error> {
        match replayed::<CateringId>(once, &*self.documents, &caller.tenant).await {
            Ok(None) => Ok(None),
            Ok(Some(id)) => self.requested(caller, &id).await.map(Some),
            Err(error) => match error.answered_before::<CateringId>() {
                Some(id) => {
                    let before = self.requested(caller, &id).await?;
                    Err(error.with_detail(json!({ "before": before })))
                }
                None => Err(error),
            },
        }
    }

    async fn requested(&self, caller: &Caller, id: &CateringId) -> Result<CateringRequested, Error> {
        let stored = store::load(&*self.documents, &caller.tenant, id).await?;
        let stored = stored.ok_or_else(Error::not_found)?;
        Ok(acknowledged(&stored.request, stored.link))
    }
}

fn acknowledged(request: &CateringRequest, link: String) -> CateringRequested {
    CateringRequested {
        id: request.id.clone(),
        number: request.number,
        status: request.status(),
        email: request.wanted.email.clone().map(String::from),
        link,
    }
}

fn actor_id(caller: &Caller) -> String {
    caller
        .actor()
        .map_or_else(|_| "visitor".to_owned(), |actor| actor.id)
}
