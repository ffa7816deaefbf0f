//! What people of each role see and may do: by the rules, and of a customer in words of its own.

use super::roles::ROLES;
use ::texts::now::console as words;
use ::texts::now::console::staff as texts;
use domain::staff::{Permission, Role};
use leptos::prelude::*;

/// A row of the table: something that a role may or may not see or do.
#[derive(Debug, Clone, Copy)]
enum Matter {
    May(Permission),
    Customer,
}

const MATTERS: [(&str, Matter); 7] = [
    (texts::SEES_ORDERS, Matter::May(Permission::SeeOrders)),
    (texts::SEES_PAUSE, Matter::May(Permission::PauseSales)),
    (texts::SEES_SOLD_OUT, Matter::May(Permission::MarkSoldOut)),
    (texts::SEES_CUSTOMER, Matter::Customer),
    (texts::SEES_FIGURES, Matter::May(Permission::SeeDashboard)),
    (texts::SEES_BOOK, Matter::May(Permission::AnswerClaims)),
    (texts::SEES_SETTINGS, Matter::May(Permission::ManageStaff)),
];

fn answer(role: Role, matter: Matter) -> &'static str {
    match matter {
        Matter::May(permission) if role.may(permission) => texts::YES,
        Matter::May(_) => texts::NO,
        Matter::Customer => texts::of_customer(role),
    }
}

#[component]
pub(crate) fn Sees() -> AnyView {
    let cell = |role: Role, matter: Matter| {
        let answer = answer(role, matter);
        view! { <td class=(answer == texts::NO).then_some("muted")>{answer}</td> }
    };
    let row = |(name, matter): (&'static str, Matter)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                {ROLES.map(|role| cell(role, matter)).collect_view()}
            </tr>
        }
    };
    view! {
        <section class="card staff__sees">
            <div class="card__head">
                <h2 class="card__title" id="que-ve">
                    {texts::SEES}
                </h2>
                <p class="muted">{texts::SEES_LEAD}</p>
            </div>
            <div class="table-scroll" role="region" tabindex="0" aria-labelledby="que-ve">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="visually-hidden">{texts::SEES}</span>
                            </th>
                            {ROLES.map(|role| view! { <th scope="col">{words::role(role)}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{MATTERS.map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
