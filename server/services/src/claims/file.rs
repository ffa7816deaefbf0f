//! Filing a claim: the number is given in the commit that stores the sheet.

use super::store::{self, LastNumber, Sheet};
use super::{ClaimsService, refused};
use crate::caller::{Caller, Who};
use crate::envelope::envelope;
use crate::error::Error;
use crate::idempotency::IdempotentRequest;
use crate::{mail_address, registry, retry};
use api::claims::FiledClaim;
use domain::claim::{Claim, ClaimForm, ClaimNumber, FiledForm, PaperForm, PaperSheet};
use domain::event::Event;
use domain::tenant::Tenant;
use domain::{OrderId, TenantId};
use ports::documents::{Commit, CommitError, Expect, Table};
use rand::RngExt as _;
use std::time::Duration;

/// Maximum number of attempts while others are faster in another process, before a claim is refused as busy.
const MAX_ATTEMPTS: usize = 60;
/// The longest pause before the next try.
const PAUSE_MS: u64 = 120;

impl ClaimsService {
    /// Puts a claim into the book and gives it the next number of its year; says whether that was done before under
    /// the same key. Anybody. 429 when too many come from one address.
    pub async fn file(
        &self,
        caller: &Caller,
        key: Option<&str>,
        form: ClaimForm,
    ) -> Result<(FiledClaim, bool), Error> {
        let once = key
            .map(|key| IdempotentRequest::anybodys(caller, "claims.file", key, &form))
            .transpose()?;
        if let Some(before) = self.filed_before(&caller.tenant, once.as_ref()).await? {
            return Ok((before, true));
        }
        let form = with_mail_address(form.checked().map_err(refused)?)?;
        let from = self.take_turn(caller)?;
        let filed = self.put_into_book(caller, form, None, once.as_ref()).await?;
        if let Some(address) = from {
            self.from_address.count(&address, self.clock.now());
        }
        Ok(filed)
    }

    /// Types in a sheet of the paper book. The restaurant is not counted.
    pub(super) async fn enter_paper_sheet(
        &self,
        caller: &Caller,
        key: Option<&str>,
        paper: PaperForm,
    ) -> Result<(FiledClaim, bool), Error> {
        let once = key
            .map(|key| IdempotentRequest::new(&caller.label(), "claims.paper", key, &paper))
            .transpose()?;
        if let Some(before) = self.filed_before(&caller.tenant, once.as_ref()).await? {
            return Ok((before, true));
        }
        let restaurant = self.catalog.tenant(&caller.tenant).await?;
        let now = self.clock.now();
        let read = paper.checked(restaurant.zone.date(now)).map_err(refused)?;
        let sheet = PaperSheet {
            filed_on: read.filed_on,
            number: read.number,
            entered_by: caller.actor()?,
            entered_at: now,
        };
        let form = with_mail_address(read.form)?;
        self.put_into_book(caller, form, Some(sheet), once.as_ref()).await
    }

    /// Stores a sheet whose form was checked.
    async fn put_into_book(
        &self,
        caller: &Caller,
        form: FiledForm,
        paper: Option<PaperSheet>,
        once: Option<&IdempotentRequest>,
    ) -> Result<(FiledClaim, bool), Error> {
        let restaurant = self.catalog.tenant(&caller.tenant).await?;
        let (registry, known) = registry::put_restaurant(Table::Claims, &caller.tenant)?;
        let known = Commit {
            writes: vec![known],
            events: Vec::new(),
        };
        self.documents.commit(&registry, known).await?;
        let order = self.order_named(&caller.tenant, &form.order).await;
        let written = Written { form, order, paper };
        self.give_number(caller, &restaurant, &written, once).await
    }

    /// Refuses people from whose address too many have come, customers or not, and says whose turn to count. The restaurant
    /// is not counted.
    fn take_turn(&self, caller: &Caller) -> Result<Option<String>, Error> {
        let address = match (&caller.who, &caller.address) {
            (Who::Visitor | Who::Customer { .. }, Some(address)) => address,
            _ => return Ok(None),
        };
        self.from_address.check(address, self.clock.now())?;
        Ok(Some(address.clone()))
    }

    async fn filed_before(
        &self,
        tenant: &TenantId,
        once: Option<&IdempotentRequest>,
    ) -> Result<Option<FiledClaim>, Error> {
        match once {
            Some(once) => once.replay(&*self.documents, tenant).await,
            None => Ok(None),
        }
    }

    /// Stores the sheet under the next number of its year: that of the date on it, so that one of December that is typed in
    /// in January goes on with the numbers of December, and neither year has a gap. Who was slower than somebody else tries the number after.
    async fn give_number(
        &self,
        caller: &Caller,
        restaurant: &Tenant,
        written: &Written,
        once: Option<&IdempotentRequest>,
    ) -> Result<(FiledClaim, bool), Error> {
        let _turn = self.numbering.lock().await;
        let filed = retry::repeat(MAX_ATTEMPTS, || async {
            let now = self.clock.now();
            let paper = written.paper.as_ref().map(|paper| paper.filed_on);
            let year = paper.unwrap_or_else(|| restaurant.zone.date(now)).ymd().0;
            let last_key = store::last_number_key(year);
            let last = self.documents.get(&caller.tenant, &last_key).await?;
            let (next, expect) = match &last {
                Some(document) => {
                    let before: LastNumber = store::read(document)?;
                    (before.last.saturating_add(1), Expect::Version(document.version))
                }
                None => (1, Expect::Absent),
            };
            let number = ClaimNumber::new(next, year).ok_or_else(Error::internal)?;
            let mut claim = Claim::filed(restaurant, number, written.form.clone(), now);
            claim.order_id.clone_from(&written.order);
            if let Some(paper) = &written.paper {
                claim = claim.on_paper(restaurant, paper.clone());
            }
            let sheet = Sheet {
                claim,
                key: reader_key(),
            };
            let filed = FiledClaim {
                number,
                key: sheet.key.clone(),
                filed_at: now,
                due: sheet.claim.due,
            };
            let mut writes = store::file(&sheet)?;
            writes.push(store::put(last_key, LastNumber { last: next }, expect)?);
            if let Some(once) = once {
                writes.push(once.remember(&filed, now)?);
            }
            let event = Event::ClaimFiled {
                number,
                kind: sheet.claim.form.kind,
                due: sheet.claim.due,
            };
            let events = vec![envelope(&caller.tenant, who(caller), now, event)];
            match self
                .documents
                .commit(&caller.tenant, Commit { writes, events })
                .await
            {
                Ok(()) => return Ok(Some((filed, false))),
                Err(CommitError::ConditionFailed { .. }) => {
                    if let Some(before) = self.filed_before(&caller.tenant, once).await? {
                        return Ok(Some((before, true)));
                    }
                }
                Err(CommitError::Engine(error)) => return Err(Error::from(error)),
            }
            let pause = rand::rng().random_range(1..=PAUSE_MS);
            tokio::time::sleep(Duration::from_millis(pause)).await;
            Ok(None)
        });
        filed.await?.ok_or_else(Error::engine_down)
    }

    /// The order of a number that a consumer wrote. That there is none keeps nobody from filing.
    async fn order_named(&self, tenant: &TenantId, written: &str) -> Option<OrderId> {
        let number = written.trim_start_matches(['#', ' ']).parse().ok()?;
        let found = self.orders.by_number(&Caller::system(tenant), number).await;
        found.ok().map(|order| order.order_id)
    }
}

/// What is put into the book.
#[derive(Debug)]
struct Written {
    form: FiledForm,
    /// The order that was named, where there is one.
    order: Option<OrderId>,
    paper: Option<PaperSheet>,
}

/// The form with its e-mail address as mail carries it.
fn with_mail_address(mut form: FiledForm) -> Result<FiledForm, Error> {
    if let Some(email) = &form.email {
        let deliverable = mail_address::deliverable(email.as_str());
        form.email = Some(deliverable.map_err(|problem| refused(vec![("/email", problem)]))?);
    }
    Ok(form)
}

/// Who files, as events name them: a visitor's address is left out.
fn who(caller: &Caller) -> &str {
    match &caller.who {
        Who::Visitor => "visitor",
        Who::Customer { id, .. } => id.as_str(),
        Who::Staff { id, .. } => id.as_str(),
        Who::Service { name, .. } => name,
    }
}

/// 32 hexadecimal digits, made by chance.
pub(super) fn reader_key() -> String {
    hex::encode(rand::rng().random::<[u8; 16]>())
}
