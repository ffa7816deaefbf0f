//! The orders of the days that the dashboard shows.

use super::record::StateBadge;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::rows::Rows;
use api::orders::OrderView;
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn OrdersTable(rows: Rows) -> AnyView {
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=texts::ORDERS_OF_RANGE>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{texts::COLUMN_NUMBER}</th>
                        <th scope="col">{texts::COLUMN_TIME}</th>
                        <th scope="col">{texts::COLUMN_CUSTOMER}</th>
                        <th scope="col">{texts::COLUMN_CONTENTS}</th>
                        <th scope="col">{texts::COLUMN_DELIVERY}</th>
                        <th scope="col">{texts::COLUMN_STATE}</th>
                        <th scope="col" class="table__num">
                            {texts::COLUMN_TOTAL}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || rows.ids()
                        key=|id| id.clone()
                        children=move |id| rows.get(&id).map(|order| view! { <Row order /> })
                    />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(order: ArcRwSignal<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let order = memo(move || order.get());
    let (number, at, name, contents, how, total) = order.with_untracked(|order| {
        (
            order.number,
            restaurant.moment(order.created_at),
            order.customer.name.clone(),
            texts::contents(order.items.iter().map(|item| (item.qty, item.name.as_str()))),
            texts::how(order.fulfilment.kind()),
            order.total_cents.map(|total| restaurant.format(total)),
        )
    });
    view! {
        <tr>
            <th scope="row">{number}</th>
            <td>{at}</td>
            <td>{name}</td>
            <td class="table__wide">{contents}</td>
            <td>{how}</td>
            <td>
                <StateBadge order />
            </td>
            <td class="table__num">{total}</td>
        </tr>
    }
    .into_any()
}
