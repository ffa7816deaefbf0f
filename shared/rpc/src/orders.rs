//! Placing orders, following them, and the list of all of them.

use api::customers::CustomerOrders;
use api::exports::ExportLink;
use api::orders::{EditOrder, MyOrder, NewOrder, OrderFilter, OrderList, OrderView, PlacedOrder, Tracking};
use api::{ApiError, Paged};
use domain::capacity::FullQuarter;
use domain::{CustomerId, Date, OrderId};
use leptos::prelude::server;
use leptos::server_fn::codec::{GetUrl, Json};

/// The quarters of an hour for which no more orders are taken. Anybody.
#[server(name = FullQuartersCall, prefix = "/rpc/orders", endpoint = "full-quarters", input = GetUrl, client = super::Reading)]
pub async fn full_quarters() -> Result<Vec<FullQuarter>, ApiError> {
    super::context::anybody(async |_, services, caller| services.orders.full_quarters(&caller.tenant).await)
        .await
}

/// Places an order. The customer.
#[server(name = PlaceOrderCall, prefix = "/rpc/orders", endpoint = "place", input = Json, client = super::Writing)]
pub async fn place_order(order: NewOrder) -> Result<PlacedOrder, ApiError> {
    use domain::order::Status;
    super::context::customer(async |services, caller| {
        services::idempotency::required(&order.idempotency_key)?;
        let (view, _) = services
            .orders
            .place(&caller, None, order, services::orders::Terms::default())
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
#[server(name = MyOrdersCall, prefix = "/rpc/orders", endpoint = "mine", input = Json, client = super::Reading)]
pub async fn my_orders(cursor: Option<String>) -> Result<Paged<MyOrder>, ApiError> {
    super::context::customer(async |services, caller| {
        let id = caller.customer_id()?;
        let page = services.orders.of_customer(&caller, id, cursor, 10).await?;
        Ok(page.map(MyOrder::of))
    })
    .await
}

/// How far an order is. Anybody who has the link.
#[server(name = TrackOrderCall, prefix = "/rpc/orders", endpoint = "track", input = Json, client = super::Reading)]
pub async fn track_order(order_id: OrderId) -> Result<Tracking, ApiError> {
    super::context::anybody(async |_, services, caller| services.orders.track(&caller, &order_id).await).await
}

/// Cancels the customer's own order while that is allowed. The customer.
#[server(name = CancelMyOrderCall, prefix = "/rpc/orders", endpoint = "cancel-mine", input = Json, client = super::Writing)]
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
#[server(name = ListOrdersCall, prefix = "/rpc/orders", endpoint = "list", input = Json, client = super::Reading)]
pub async fn list_orders(filter: OrderFilter) -> Result<OrderList, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.orders.list(&caller, filter).await
    })
    .await
}

/// A customer's orders, newest first, with what they come to where the first page is asked for. Managers.
#[server(name = OrdersOfCustomerCall, prefix = "/rpc/orders", endpoint = "of-customer", input = Json, client = super::Reading)]
pub async fn orders_of_customer(
    customer: CustomerId,
    cursor: Option<String>,
) -> Result<CustomerOrders, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeCustomers, async |services, caller| {
        let orders = &services.orders;
        let totals = match &cursor {
            None => Some(orders.totals_of_customer(&caller, &customer).await?),
            Some(_) => None,
        };
        let page = orders.of_customer(&caller, &customer, cursor, CustomerOrders::PAGE);
        let orders = page.await?;
        Ok(CustomerOrders { orders, totals })
    })
    .await
}

/// A file with the orders placed from a day to another. Managers.
#[server(name = ExportOrdersCall, prefix = "/rpc/orders", endpoint = "export", input = Json, client = super::Making)]
pub async fn export_orders(from: Option<Date>, to: Option<Date>) -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeePayments, async |services, caller| {
        services.orders.export(&caller, from, to).await
    })
    .await
}

/// One order with everything. Staff.
#[server(name = OrderDetailCall, prefix = "/rpc/orders", endpoint = "detail", input = Json, client = super::Reading)]
pub async fn order_detail(order_id: OrderId) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.orders.order(&caller, &order_id).await
    })
    .await
}

/// Confirms an unpaid order on the restaurant's word. Managers.
#[server(name = ConfirmOrderCall, prefix = "/rpc/orders", endpoint = "confirm", input = Json, client = super::Writing)]
pub async fn confirm_order(order_id: OrderId) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.payments.confirm(&caller, &order_id).await
    })
    .await
}

/// Changes what was ordered. Managers.
#[server(name = EditOrderCall, prefix = "/rpc/orders", endpoint = "edit", input = Json, client = super::Writing)]
pub async fn edit_order(order_id: OrderId, wanted: EditOrder) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::EditOrders, async |services, caller| {
        services.orders.edit(&caller, &order_id, wanted).await
    })
    .await
}

/// Cancels any order, with a reason. Managers.
#[server(name = CancelOrderCall, prefix = "/rpc/orders", endpoint = "cancel", input = Json, client = super::Writing)]
pub async fn cancel_order(order_id: OrderId, reason: String) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::CancelAnyOrder, async |services, caller| {
        services.orders.cancel(&caller, &order_id, &reason).await
    })
    .await
}
