//! Placing orders, following them, and the list of all of them.

use api::exports::ExportLink;
use api::orders::{MyOrder, NewOrder, OrderFilter, OrderList, OrderView, PlacedOrder, Tracking};
use api::{ApiError, Paged};
use domain::cart::{CartLine, FulfilmentKind, Quote};
use domain::{Date, OrderId};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
mod terms;

#[cfg(feature = "ssr")]
pub use service::Orders;
#[cfg(feature = "ssr")]
pub use terms::{Terms, Unpaid};

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use domain::catering::CateringRequest;
    use domain::order::{Actor, Command, Order};
    use domain::stage::Stage;
    use domain::{CustomerId, TenantId};

    #[async_trait::async_trait]
    pub trait Orders: std::fmt::Debug + Send + Sync {
        /// Prices a cart without ordering it.
        async fn quote(
            &self,
            caller: &Caller,
            lines: &[CartLine],
            fulfilment: FulfilmentKind,
        ) -> Result<Quote, ApiError>;

        /// Places an order for the calling customer, or for `customer` where staff or a machine calls. All lines or
        /// nothing; stock is taken here. With the key of an earlier call, the answer to that call again, and `true`; a key
        /// of an order for somebody else is refused.
        async fn place(
            &self,
            caller: &Caller,
            customer: Option<&CustomerId>,
            order: NewOrder,
            terms: Terms,
        ) -> Result<(OrderView, bool), ApiError>;

        /// The order that the same caller placed under a key before, by sending the same; `None` when the key is new, and
        /// 422 when something else was sent with it. Only for `terms` that say what is sent.
        async fn placed(
            &self,
            caller: &Caller,
            key: &str,
            terms: Terms,
        ) -> Result<Option<OrderView>, ApiError>;

        /// An order as it is. Its customer, staff and machines; for anybody else it does not exist.
        async fn order(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError>;

        /// The order of a number, by the same rule.
        async fn by_number(&self, caller: &Caller, number: u64) -> Result<OrderView, ApiError>;

        /// Cancels by the rules of the caller, and gives the stock back.
        async fn cancel(&self, caller: &Caller, order: &OrderId, reason: &str)
        -> Result<OrderView, ApiError>;

        /// What anybody with the link may see.
        async fn track(&self, caller: &Caller, order: &OrderId) -> Result<Tracking, ApiError>;

        /// A customer's orders, newest first.
        async fn of_customer(
            &self,
            caller: &Caller,
            customer: &CustomerId,
            cursor: Option<String>,
            limit: usize,
        ) -> Result<Paged<OrderView>, ApiError>;

        /// Orders of the restaurant, oldest first, each with what the caller sees of it. Staff and machines.
        async fn list(&self, caller: &Caller, filter: OrderFilter) -> Result<OrderList, ApiError>;

        /// A file (CSV) with the orders placed from a day to another, both included and 366 at most: 422 otherwise. The last
        /// day is today, and the first the same, where none is named. Managers and machines.
        async fn export(
            &self,
            caller: &Caller,
            from: Option<Date>,
            to: Option<Date>,
        ) -> Result<ExportLink, ApiError>;

        /// The orders that stand at a stage; at most 500, and as many that are for later.
        async fn open(&self, tenant: &TenantId, stage: Stage) -> Result<Vec<Order>, ApiError>;

        /// The orders that wait for the kitchen to take them on, oldest first; at most 500.
        async fn to_accept(&self, tenant: &TenantId) -> Result<Vec<Order>, ApiError>;

        /// The order behind a link: its own customer's always, anybody's until 30 days after it was finished. 404 for an
        /// order that is not there, and for a link that has ended.
        async fn linked(&self, caller: &Caller, order: &OrderId) -> Result<Order, ApiError>;

        /// The order itself, for other services.
        async fn find(&self, tenant: &TenantId, order: &OrderId) -> Result<Option<Order>, ApiError>;

        /// Places the order of a request for catering that is paid as agreed, confirmed at once. Doing so twice places one.
        async fn place_catering(
            &self,
            tenant: &TenantId,
            request: &CateringRequest,
        ) -> Result<Order, ApiError>;

        /// Decides and commits a command, for other services, which have checked who may give it.
        async fn execute(
            &self,
            tenant: &TenantId,
            order: &OrderId,
            command: Command,
            actor: &Actor,
        ) -> Result<Order, ApiError>;
    }
}

/// Prices a cart. Anybody.
#[server(name = QuoteOrderCall, prefix = "/rpc/orders", endpoint = "quote", input = Json, client = super::PageClient)]
pub async fn quote_order(lines: Vec<CartLine>, fulfilment: FulfilmentKind) -> Result<Quote, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.orders.quote(&caller, &lines, fulfilment).await
    })
    .await
}

/// Places an order. The customer.
#[server(name = PlaceOrderCall, prefix = "/rpc/orders", endpoint = "place", input = Json, client = super::PageClient)]
pub async fn place_order(order: NewOrder) -> Result<PlacedOrder, ApiError> {
    use domain::order::Status;
    super::context::customer(async |services, caller| {
        let (view, _) = services
            .orders
            .place(&caller, None, order, Terms::default())
            .await?;
        Ok(PlacedOrder {
            awaiting_payment: view.status == Status::Created,
            order_id: view.order_id,
            number: view.number,
            total: view.total_cents.ok_or_else(ApiError::internal)?,
        })
    })
    .await
}

/// The signed-in customer's orders, newest first. The customer.
#[server(name = MyOrdersCall, prefix = "/rpc/orders", endpoint = "mine", input = Json, client = super::PageClient)]
pub async fn my_orders(cursor: Option<String>) -> Result<Paged<MyOrder>, ApiError> {
    super::context::customer(async |services, caller| {
        let id = caller.customer_id()?;
        let page = services.orders.of_customer(&caller, id, cursor, 10).await?;
        Ok(page.map(MyOrder::of))
    })
    .await
}

/// How far an order is. Anybody who has the link.
#[server(name = TrackOrderCall, prefix = "/rpc/orders", endpoint = "track", input = Json, client = super::PageClient)]
pub async fn track_order(order_id: OrderId) -> Result<Tracking, ApiError> {
    super::context::anybody(async |_, services, caller| services.orders.track(&caller, &order_id).await).await
}

/// Cancels the customer's own order while that is allowed. The customer.
#[server(name = CancelMyOrderCall, prefix = "/rpc/orders", endpoint = "cancel-mine", input = Json, client = super::PageClient)]
pub async fn cancel_my_order(order_id: OrderId, reason: String) -> Result<(), ApiError> {
    super::context::customer(async |services, caller| {
        services
            .orders
            .cancel(&caller, &order_id, &reason)
            .await
            .map(|_| ())
    })
    .await
}

/// Orders, oldest first. Staff.
#[server(name = ListOrdersCall, prefix = "/rpc/orders", endpoint = "list", input = Json, client = super::PageClient)]
pub async fn list_orders(filter: OrderFilter) -> Result<OrderList, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.orders.list(&caller, filter).await
    })
    .await
}

/// A file with the orders placed from a day to another. Managers.
#[server(name = ExportOrdersCall, prefix = "/rpc/orders", endpoint = "export", input = Json, client = super::PageClient)]
pub async fn export_orders(from: Option<Date>, to: Option<Date>) -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeePayments, async |services, caller| {
        services.orders.export(&caller, from, to).await
    })
    .await
}

/// One order with everything. Staff.
#[server(name = OrderDetailCall, prefix = "/rpc/orders", endpoint = "detail", input = Json, client = super::PageClient)]
pub async fn order_detail(order_id: OrderId) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.orders.order(&caller, &order_id).await
    })
    .await
}

/// Confirms an unpaid order on the restaurant's word. Managers.
#[server(name = ConfirmOrderCall, prefix = "/rpc/orders", endpoint = "confirm", input = Json, client = super::PageClient)]
pub async fn confirm_order(order_id: OrderId) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.payments.confirm(&caller, &order_id).await
    })
    .await
}

/// Cancels any order, with a reason. Managers.
#[server(name = CancelOrderCall, prefix = "/rpc/orders", endpoint = "cancel", input = Json, client = super::PageClient)]
pub async fn cancel_order(order_id: OrderId, reason: String) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.orders.cancel(&caller, &order_id, &reason).await
    })
    .await
}
