//! What the customer sees of a request, and does with it.

use super::{CateringService, store};
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use api::catering::{CateringAnswer, CateringPage, PaymentPart};
use api::payments::PaymentView;
use api::{Code, FieldError};
use domain::catering::order::{customer_id, order_id};
use domain::catering::{CateringRequest, Command, MAX_MESSAGE, QuoteSource};
use domain::customer::FieldProblem;
use domain::order::{Actor, Receipt, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::staff::{Permission, Role};
use domain::written::or_empty;
use domain::{CustomerId, Money, OrderId, ProductId, TenantId, written};
use ports::documents::{Query, Table};
use texts::now::catering as texts;

/// Maximum number of requests of one customer that are shown.
const MAX_SHOWN: usize = 50;

/// The customer of a request, as they act on it.
pub(super) fn actor(request: &CateringRequest) -> Actor {
    let id = customer_id(request).map_or_else(|| request.id.to_string(), |id| id.to_string());
    Actor {
        id,
        name: request.wanted.name.clone(),
        role: Role::Customer,
    }
}

impl CateringService {
    /// The request behind a link. One that is wrong or has expired leads nowhere, whatever the reason.
    pub(super) async fn linked(&self, caller: &Caller, link: &str) -> Result<CateringRequest, Error> {
        let id = store::linked(&*self.documents, &caller.tenant, link).await?;
        let id = id.ok_or_else(Error::not_found)?;
        let request = self.found(&caller.tenant, &id).await?;
        request
            .filter(|request| self.clock.now() <= request.link_until())
            .ok_or_else(Error::not_found)
    }

    /// What the customer sees behind a private link; one that is wrong or has expired is 404. Notes that a quote was
    /// read.
    pub async fn page(&self, caller: &Caller, link: &str) -> Result<CateringPage, Error> {
        let request = self.linked(caller, link).await?;
        let actor = actor(&request);
        let request = self
            .execute(&caller.tenant, &request.id, &Command::ReadQuote, &actor)
            .await?;
        self.shown(&caller.tenant, &request, link).await
    }

    /// The signed-in customer's requests, newest first.
    pub async fn mine(&self, caller: &Caller) -> Result<Vec<CateringPage>, Error> {
        self.of_customer(caller, caller.customer_id()?).await
    }

    /// A customer's requests, newest first. The customer, managers and machines; for another customer there are none.
    pub async fn of_customer(
        &self,
        caller: &Caller,
        customer: &CustomerId,
    ) -> Result<Vec<CateringPage>, Error> {
        match caller.customer_id() {
            Ok(own) if own == customer => {}
            Ok(_) => return Err(Error::not_found()),
            Err(_) => caller.require(Permission::SeeCustomers)?,
        }
        let query = Query::partition(Table::Catering, store::by_customer(customer), MAX_SHOWN).newest_first();
        let (pointers, _) = store::pointers(&*self.documents, &caller.tenant, &query).await?;
        let restaurant = self.catalog.tenant(&caller.tenant).await?;
        let now = self.clock.now();
        let found = store::load_all(&*self.documents, &caller.tenant, &pointers).await?;
        let page = |stored: store::Stored| CateringPage {
            link: (now <= stored.request.link_until()).then_some(stored.link),
            ..CateringPage::of(&stored.request, &restaurant.catering, now)
        };
        Ok(found.into_iter().map(page).collect())
    }

    pub(super) async fn shown(
        &self,
        tenant: &TenantId,
        request: &CateringRequest,
        link: &str,
    ) -> Result<CateringPage, Error> {
        let settings = self.catalog.tenant(tenant).await?;
        Ok(CateringPage {
            link: Some(link.to_owned()),
            ..CateringPage::of(request, &settings.catering, self.clock.now())
        })
    }

    /// What the customer does: accept, decline, ask for changes, write, cancel.
    pub async fn answer(
        &self,
        caller: &Caller,
        link: &str,
        answer: CateringAnswer,
    ) -> Result<CateringPage, Error> {
        let request = self.linked(caller, link).await?;
        let actor = actor(&request);
        let command = match answer {
            CateringAnswer::Accept { version, receipt } => {
                self.still_sold(&caller.tenant, &request).await?;
                let receipt = checked_receipt(&request, receipt)?;
                Command::Accept { version, receipt }
            }
            CateringAnswer::Decline { reason } => Command::Decline {
                reason: text("/reason", &reason, true)?,
            },
            CateringAnswer::AskChange { text: wish } => Command::AskChange {
                text: text("/text", &wish, false)?,
            },
            CateringAnswer::Write { text: message } => Command::Write {
                text: text("/text", &message, false)?,
            },
            CateringAnswer::Cancel { reason } => Command::Cancel {
                reason: text("/reason", &reason, true)?,
            },
        };
        let request = match command {
            Command::Cancel { reason } => self.cancel(&caller.tenant, &request, reason, &actor).await?,
            command => {
                self.execute(&caller.tenant, &request.id, &command, &actor)
                    .await?
            }
        };
        // Nothing may be owed to accept it; then its order exists at once.
        let request = self.schedule_if_paid(&caller.tenant, request).await?;
        self.shown(&caller.tenant, &request, link).await
    }

    /// What is off the menu or sold out by now is not sold by an old quote either.
    async fn still_sold(&self, tenant: &TenantId, request: &CateringRequest) -> Result<(), Error> {
        let lines = request
            .quote()
            .map(|quote| quote.lines.as_slice())
            .unwrap_or_default();
        let dishes: Vec<ProductId> = lines
            .iter()
            .filter_map(|line| match &line.source {
                QuoteSource::Dish(dish) => Some(dish.clone()),
                QuoteSource::Package(_) | QuoteSource::Free => None,
            })
            .collect();
        if dishes.is_empty() {
            return Ok(());
        }
        let mut offer = self.catalog.offer(tenant, &dishes).await?;
        offer.catalog.bring_back(request.at());
        for dish in &dishes {
            match offer.catalog.product(dish) {
                Some(product) if product.available() => {}
                Some(product) => {
                    return Err(Error::new(Code::Unavailable86, texts::not_sold(&product.name)));
                }
                None => return Err(Error::new(Code::Unavailable86, texts::NOT_SOLD)),
            }
        }
        Ok(())
    }

    /// The kitchen's word counts first: what it has begun is not cancelled any more.
    pub(super) async fn cancel(
        &self,
        tenant: &TenantId,
        request: &CateringRequest,
        reason: String,
        actor: &Actor,
    ) -> Result<CateringRequest, Error> {
        use domain::order::Command as OrderCommand;
        let command = Command::Cancel {
            reason: reason.clone(),
        };
        let open = request.status().is_open();
        if let (Some(order), true) = (self.placed_order(tenant, request).await?, open) {
            // Whether the rules of catering allow it is found out before anything is done.
            self.allowed(tenant, request, &command, actor).await?;
            let cancel = OrderCommand::Cancel { reason };
            self.orders.execute(tenant, &order, cancel, actor).await?;
        }
        self.execute(tenant, &request.id, &command, actor).await
    }

    /// The order of a request, which is placed a moment before the request says so.
    async fn placed_order(
        &self,
        tenant: &TenantId,
        request: &CateringRequest,
    ) -> Result<Option<OrderId>, Error> {
        if let Some(order) = request.order() {
            return Ok(Some(order.clone()));
        }
        let Some(order) = order_id(&request.id).filter(|_| request.accepted_at().is_some()) else {
            return Ok(None);
        };
        let placed = self.orders.find(tenant, &order).await?;
        Ok(placed.map(|order| order.head.id))
    }

    async fn allowed(
        &self,
        tenant: &TenantId,
        request: &CateringRequest,
        command: &Command,
        actor: &Actor,
    ) -> Result<(), Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        domain::catering::decide(request, command, actor, &restaurant.catering, self.clock.now())
            .map(|_| ())
            .map_err(|refused| super::refusal::answer(&refused))
    }

    /// Opens the payment of what is owed: the deposit, the balance, or everything.
    pub async fn pay(
        &self,
        caller: &Caller,
        link: &str,
        part: PaymentPart,
        method: PaymentMethod,
    ) -> Result<PaymentView, Error> {
        let request = self.linked(caller, link).await?;
        if method == PaymentMethod::Cash {
            let field = FieldError::new("/method", Code::InvalidValue, texts::CASH_AT_THE_DOOR);
            return Err(Error::invalid(vec![field]));
        }
        if request.owed() == Money::ZERO {
            return Err(Error::new(Code::PaymentSettled, texts::NOTHING_OWED));
        }
        let amount = match part {
            PaymentPart::Deposit if request.deposit_owed() > Money::ZERO => request.deposit_owed(),
            PaymentPart::Deposit | PaymentPart::Everything => request.owed(),
        };
        self.payments
            .open_catering(&caller.tenant, &request.id, amount, method, &actor(&request))
            .await
    }
}

/// Reads a message or a reason.
pub(super) fn text(pointer: &str, text: &str, may_be_empty: bool) -> Result<String, Error> {
    match written::note(text, 1, MAX_MESSAGE) {
        Err(FieldProblem::Missing) if may_be_empty => Ok(String::new()),
        Err(problem) => Err(Error::invalid(vec![field_errors::field(pointer, problem)])),
        Ok(text) => Ok(text),
    }
}

/// The proof of payment that was chosen; a company that gave its RUC gets a factura unless it says otherwise.
fn checked_receipt(request: &CateringRequest, receipt: ReceiptForm) -> Result<Receipt, Error> {
    let wanted = &request.wanted;
    let receipt = match receipt {
        ReceiptForm::None if wanted.ruc.is_some() => ReceiptForm::Factura {
            ruc: or_empty(&wanted.ruc).to_owned(),
            business_name: or_empty(&wanted.company).to_owned(),
        },
        chosen => chosen,
    };
    let total = request.quote().map_or(Money::ZERO, |quote| quote.totals.total);
    receipt.checked(total).map_err(|wrong| {
        let field = |(part, problem): (&'static str, FieldProblem)| {
            field_errors::field(format!("/receipt/{part}"), problem)
        };
        Error::invalid(wrong.into_iter().map(field).collect())
    })
}
