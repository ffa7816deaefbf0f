//! Requests for catering: of customers, under a private link, and of the restaurant.

use api::catering::{
    CalendarDay, CateringAction, CateringAnswer, CateringFilter, CateringPage, CateringRequested,
    CateringView, DayAnswer, DayAsked, NewCatering, PaymentPart,
};
use api::{ApiError, Paged};
use domain::catering::QuoteDraft;
use domain::payment::PaymentMethod;
use domain::{CateringId, Date};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Asks for catering. Anybody.
#[server(name = RequestCateringCall, prefix = "/rpc/catering", endpoint = "request", input = Json, client = super::Writing)]
pub async fn request_catering(request: NewCatering) -> Result<CateringRequested, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services::idempotency::required(&request.idempotency_key)?;
        let (requested, _) = services.catering.request(&caller, request).await?;
        Ok(requested)
    })
    .await
}

/// Whether a day can be had. Anybody.
#[server(name = CheckCateringDayCall, prefix = "/rpc/catering", endpoint = "check-day", input = Json, client = super::Reading)]
pub async fn check_catering_day(asked: DayAsked) -> Result<DayAnswer, ApiError> {
    super::context::anybody(async |_, services, caller| services.catering.check_day(&caller, asked).await)
        .await
}

/// The customer's page of a request. Anybody with its link.
#[server(name = CateringPageCall, prefix = "/rpc/catering", endpoint = "page", input = Json, client = super::Reading)]
pub async fn catering_page(link: String) -> Result<CateringPage, ApiError> {
    super::context::anybody(async |_, services, caller| services.catering.page(&caller, &link).await).await
}

/// The signed-in customer's requests, newest first. The customer.
#[server(name = MyCateringCall, prefix = "/rpc/catering", endpoint = "mine", input = Json, client = super::Reading)]
pub async fn my_catering() -> Result<Vec<CateringPage>, ApiError> {
    super::context::customer(async |services, caller| services.catering.mine(&caller).await).await
}

/// Accepts, declines, asks for changes, writes or cancels. Anybody with the link.
#[server(name = AnswerCateringCall, prefix = "/rpc/catering", endpoint = "answer", input = Json, client = super::Writing)]
pub async fn answer_catering(link: String, answer: CateringAnswer) -> Result<CateringPage, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.catering.answer(&caller, &link, answer).await
    })
    .await
}

/// Opens the payment of what is owed. Anybody with the link.
#[server(name = PayCateringCall, prefix = "/rpc/catering", endpoint = "pay", input = Json, client = super::Writing)]
pub async fn pay_catering(
    link: String,
    part: PaymentPart,
    method: PaymentMethod,
) -> Result<api::payments::PaymentView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.catering.pay(&caller, &link, part, method).await
    })
    .await
}

/// How the payment stands. Anybody with the link.
#[server(name = CateringPaymentCall, prefix = "/rpc/catering", endpoint = "payment", input = Json, client = super::Reading)]
pub async fn catering_payment(link: String) -> Result<api::payments::PaymentView, ApiError> {
    super::context::anybody(async |_, services, caller| services.catering.payment(&caller, &link).await).await
}

/// Approves or rejects a simulated payment. Anybody with the link.
#[server(name = SettleCateringCall, prefix = "/rpc/catering", endpoint = "settle-simulated", input = Json, client = super::Writing)]
pub async fn settle_catering_payment(
    link: String,
    approve: bool,
) -> Result<api::payments::PaymentView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.catering.settle_simulated(&caller, &link, approve).await
    })
    .await
}

/// Requests by state. Managers.
#[server(name = ListCateringCall, prefix = "/rpc/catering", endpoint = "list", input = Json, client = super::Reading)]
pub async fn list_catering(filter: CateringFilter) -> Result<Paged<CateringView>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.list(&caller, filter).await
    })
    .await
}

/// How many open requests wait for an answer of the restaurant, as far as the first page of them goes. Managers.
#[server(name = WaitingCateringCall, prefix = "/rpc/catering", endpoint = "waiting", input = Json, client = super::Reading)]
pub async fn waiting_catering() -> Result<usize, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        let open = CateringFilter {
            open: true,
            limit: Some(api::MAX_PAGE),
            ..CateringFilter::default()
        };
        let found = services.catering.list(&caller, open).await?;
        let waits = |request: &&CateringView| request.unanswered_since.is_some();
        Ok(found.items.iter().filter(waits).count())
    })
    .await
}

/// One request with everything. Managers.
#[server(name = CateringDetailCall, prefix = "/rpc/catering", endpoint = "detail", input = Json, client = super::Reading)]
pub async fn catering_detail(id: CateringId) -> Result<CateringView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.detail(&caller, &id).await
    })
    .await
}

/// What is accepted, by day. Managers.
#[server(name = CateringCalendarCall, prefix = "/rpc/catering", endpoint = "calendar", input = Json, client = super::Reading)]
pub async fn catering_calendar(from: Date, to: Date) -> Result<Vec<CalendarDay>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.calendar(&caller, from, to).await
    })
    .await
}

/// Stores a request that was made by telephone. Managers.
#[server(name = EnterCateringCall, prefix = "/rpc/catering", endpoint = "enter", input = Json, client = super::Writing)]
pub async fn enter_catering(request: NewCatering) -> Result<CateringRequested, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        let (requested, _) = services.catering.request(&caller, request).await?;
        Ok(requested)
    })
    .await
}

/// Makes a new version of a quote and sends it. Managers.
#[server(name = QuoteCateringCall, prefix = "/rpc/catering", endpoint = "quote", input = Json, client = super::Writing)]
pub async fn quote_catering(id: CateringId, draft: QuoteDraft) -> Result<CateringView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.quote(&caller, &id, draft).await
    })
    .await
}

/// Declines, writes, handles, reminds, cancels, takes money, or sends to the kitchen. Managers.
#[server(name = ActOnCateringCall, prefix = "/rpc/catering", endpoint = "act", input = Json, client = super::Writing)]
pub async fn act_on_catering(id: CateringId, action: CateringAction) -> Result<CateringView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.act(&caller, &id, action).await
    })
    .await
}

/// The entries of a request's payment. Managers.
#[server(name = CateringPaymentOfCall, prefix = "/rpc/catering", endpoint = "payment-of", input = Json, client = super::Reading)]
pub async fn catering_payment_of(id: CateringId) -> Result<api::payments::PaymentView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatering, async |services, caller| {
        services.catering.payment_of(&caller, &id).await
    })
    .await
}
