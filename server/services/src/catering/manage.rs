//! What the restaurant sees of requests, and does with them.

use super::{CateringService, customer, refusal, store};
use crate::caller::Caller;
use crate::error::Error;
use api::catering::{CalendarDay, CateringAction, CateringFilter, CateringView};
use api::{Code, DEFAULT_PAGE, FieldError, MAX_PAGE, Paged};
use domain::catering::{CateringRequest, CateringStatus, Command, DayLoad, QuoteDraft};
use domain::order::Command as OrderCommand;
use domain::staff::Permission;
use domain::{CateringId, Date, Money, ProductId, TenantId};
use ports::documents::{Query, Table};
use texts::now::catering as texts;

/// Longest calendar, in days.
const MAX_CALENDAR_DAYS: i32 = 92;
/// Maximum number of requests of one state that the open list and the calendar read.
const MAX_OF_STATE: usize = 500;

const OPEN: [CateringStatus; 4] = [
    CateringStatus::New,
    CateringStatus::Quoted,
    CateringStatus::Accepted,
    CateringStatus::Scheduled,
];
const ACCEPTED: [CateringStatus; 3] = [
    CateringStatus::Accepted,
    CateringStatus::Scheduled,
    CateringStatus::Done,
];

impl CateringService {
    /// A request, for those who answer requests.
    pub(super) async fn managed(&self, caller: &Caller, id: &CateringId) -> Result<CateringRequest, Error> {
        caller.require(Permission::ManageCatering)?;
        let stored = store::load(&*self.documents, &caller.tenant, id).await?;
        Ok(stored.ok_or_else(Error::not_found)?.request)
    }

    pub async fn detail(&self, caller: &Caller, id: &CateringId) -> Result<CateringView, Error> {
        let request = self.managed(caller, id).await?;
        self.managed_view(&caller.tenant, &request).await
    }

    async fn managed_view(
        &self,
        tenant: &TenantId,
        request: &CateringRequest,
    ) -> Result<CateringView, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let now = self.clock.now();
        let mut view = CateringView::of(request, &restaurant.catering, now);
        if now <= request.link_until() {
            // Who has no address for mail is sent the link by the restaurant.
            let stored = store::load(&*self.documents, tenant, &request.id).await?;
            view.page.link = stored.map(|stored| stored.link);
        }
        self.look_at_order(tenant, &mut view).await?;
        Ok(view)
    }

    /// Adds what its order says.
    async fn look_at_order(&self, tenant: &TenantId, view: &mut CateringView) -> Result<(), Error> {
        let Some(id) = &view.page.order_id else {
            return Ok(());
        };
        if let Some(order) = self.orders.find(tenant, id).await? {
            view.order_number = Some(order.head.number);
            view.order_begun = !order.is_for_later(self.clock.now());
        }
        Ok(())
    }

    /// Requests of the restaurant. Managers and machines, as all that follows.
    pub async fn list(&self, caller: &Caller, filter: CateringFilter) -> Result<Paged<CateringView>, Error> {
        caller.require(Permission::ManageCatering)?;
        let tenant = &caller.tenant;
        let settings = self.catalog.tenant(tenant).await?;
        let now = self.clock.now();
        let view = |request: &CateringRequest| CateringView::of(request, &settings.catering, now);
        if filter.open {
            let mut items = Vec::new();
            for status in OPEN {
                let query = Query::partition(Table::Catering, store::by_status(status), MAX_OF_STATE);
                let (pointers, _) = store::pointers(&*self.documents, tenant, &query).await?;
                let requests = store::load_all(&*self.documents, tenant, &pointers).await?;
                for stored in &requests {
                    let mut view = view(&stored.request);
                    self.look_at_order(tenant, &mut view).await?;
                    items.push(view);
                }
            }
            items.sort_by(|a, b| a.page.at.cmp(&b.page.at).then_with(|| a.page.id.cmp(&b.page.id)));
            return Ok(Paged {
                items,
                next_cursor: None,
            });
        }
        let partition = filter
            .status
            .map_or_else(|| store::ALL.to_owned(), store::by_status);
        let scope = format!("catering/{partition}");
        let place = self.cursors.open_some(tenant, &scope, filter.cursor.as_deref())?;
        let limit = filter.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let query = Query::partition(Table::Catering, partition, limit).after(place);
        let query = match filter.status {
            Some(status) if status.is_open() => query,
            _ => query.newest_first(),
        };
        let (pointers, next) = store::pointers(&*self.documents, tenant, &query).await?;
        let requests = store::load_all(&*self.documents, tenant, &pointers).await?;
        Ok(Paged {
            items: requests.iter().map(|stored| view(&stored.request)).collect(),
            next_cursor: next.map(|place| self.cursors.seal(tenant, &scope, &place)),
        })
    }

    /// What is accepted, scheduled or done from a day to another (both included, 92 days at most), by the time of the event.
    pub async fn calendar(&self, caller: &Caller, from: Date, to: Date) -> Result<Vec<CalendarDay>, Error> {
        caller.require(Permission::ManageCatering)?;
        if to < from || to > from.plus_days(MAX_CALENDAR_DAYS - 1) {
            let field = FieldError::new("/to", Code::InvalidValue, texts::CALENDAR_DAYS);
            return Err(Error::invalid(vec![field]));
        }
        let tenant = &caller.tenant;
        let restaurant = self.catalog.tenant(tenant).await?;
        let now = self.clock.now();
        let midnight = |day| store::from_instant(restaurant.zone.midnight(day));
        let mut days: Vec<CalendarDay> = (from.0..=to.0)
            .map(|day| CalendarDay {
                date: Date(day),
                load: DayLoad::default(),
                requests: Vec::new(),
            })
            .collect();
        let loads = store::loads(&*self.documents, tenant, from, to).await?;
        for day in &mut days {
            day.load = loads.get(&day.date).copied().unwrap_or_default();
        }
        for status in ACCEPTED {
            let query = Query::partition(Table::Catering, store::by_status(status), MAX_OF_STATE)
                .between(Some(midnight(from)), Some(midnight(to.plus_days(1))));
            let (pointers, _) = store::pointers(&*self.documents, tenant, &query).await?;
            for store::Stored { request, .. } in store::load_all(&*self.documents, tenant, &pointers).await? {
                if let Some(found) = days.iter_mut().find(|known| known.date == request.day()) {
                    found
                        .requests
                        .push(CateringView::of(&request, &restaurant.catering, now));
                }
            }
        }
        for day in &mut days {
            day.requests.sort_by_key(|request| request.page.at);
        }
        Ok(days)
    }

    pub(super) async fn make_quote(
        &self,
        caller: &Caller,
        id: &CateringId,
        draft: &QuoteDraft,
    ) -> Result<CateringView, Error> {
        let request = self.managed(caller, id).await?;
        let actor = caller.actor()?;
        let dishes: Vec<ProductId> = draft
            .lines
            .iter()
            .filter_map(|line| ProductId::parse(line.product.clone()?).ok())
            .collect();
        let mut offer = self.catalog.offer(&caller.tenant, &dishes).await?;
        offer.catalog.bring_back(request.at());
        let now = self.clock.now();
        let quote = draft
            .checked(&request, &offer.tenant, &offer.catalog, &actor, now)
            .map_err(|problems| Error::invalid(refusal::invalid(&problems, &offer.tenant, now)))?;
        let command = Command::Quote {
            quote: Box::new(quote),
        };
        let request = self.execute(&caller.tenant, id, &command, &actor).await?;
        self.managed_view(&caller.tenant, &request).await
    }

    /// What the restaurant does otherwise: decline, write, handle, remind, cancel, take money, send to the kitchen.
    pub async fn act(
        &self,
        caller: &Caller,
        id: &CateringId,
        action: CateringAction,
    ) -> Result<CateringView, Error> {
        let request = self.managed(caller, id).await?;
        let (tenant, actor) = (&caller.tenant, caller.actor()?);
        let request = match action {
            CateringAction::Decline { reason } => {
                let reason = customer::text("/reason", &reason, true)?;
                self.execute(tenant, id, &Command::Decline { reason }, &actor)
                    .await?
            }
            CateringAction::Write { text } => {
                let text = customer::text("/text", &text, false)?;
                self.execute(tenant, id, &Command::Write { text }, &actor).await?
            }
            CateringAction::Take => {
                let to = Some(actor.clone());
                self.execute(tenant, id, &Command::Assign { to }, &actor).await?
            }
            CateringAction::Release => {
                self.execute(tenant, id, &Command::Assign { to: None }, &actor)
                    .await?
            }
            CateringAction::Remind => {
                self.remind(tenant, &request).await?;
                request
            }
            CateringAction::Cancel { reason } => {
                let reason = customer::text("/reason", &reason, true)?;
                self.cancel(tenant, &request, reason, &actor).await?
            }
            CateringAction::TakeMoney {
                method,
                amount_cents,
                owed_cents,
            } => {
                let most = request.owed();
                if most == Money::ZERO {
                    return Err(Error::new(Code::PaymentSettled, texts::NOTHING_OWED));
                }
                if !(Money(1)..=most).contains(&amount_cents) {
                    let restaurant = self.catalog.tenant(tenant).await?;
                    let text = texts::at_most(&restaurant.format(most));
                    let field = FieldError::new("/amountCents", Code::InvalidValue, text);
                    return Err(Error::invalid(vec![field]));
                }
                self.payments
                    .take_catering_money(tenant, id, amount_cents, method, owed_cents, &actor)
                    .await?;
                self.note_payment(tenant, id).await?
            }
            CateringAction::SendToKitchen => {
                let order = request
                    .order()
                    .filter(|_| request.status() == CateringStatus::Scheduled);
                let order = order.ok_or_else(|| Error::new(Code::Conflict, texts::NO_ORDER_YET))?;
                self.orders
                    .execute(tenant, order, OrderCommand::BeginNow, &actor)
                    .await?;
                request
            }
        };
        self.managed_view(tenant, &request).await
    }
}
