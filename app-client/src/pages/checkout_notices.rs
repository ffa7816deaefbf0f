//! What is wrong with an order that is to be placed, above its form.

use crate::components::field::Problems;
use crate::state::pricing::PricedCart;
use crate::state::restaurant::RestaurantState;
use ::texts::now::hours::CHOOSE_TIME;
use ::texts::now::{errors, storefront as texts};
use api::pages::Page;
use api::{ApiError, Code};
use leptos::prelude::*;
use ui::failure::Failure;

/// The way to what keeps somebody from paying at the door.
pub(crate) fn confirm_email(error: &ApiError) -> Option<AnyView> {
    let confirm = || {
        let account = [Page::Account.href(), "#account-email"].concat();
        view! {
            <p>
                <a class="button" href=account>
                    {texts::CONFIRM_EMAIL_FIRST}
                </a>
            </p>
        }
        .into_any()
    };
    (error.code == Code::EmailUnconfirmed).then(confirm)
}

/// What is wrong, above the form.
pub(crate) fn notices(
    problems: Problems,
    failure: RwSignal<Option<ApiError>>,
    priced: Memo<PricedCart>,
) -> AnyView {
    let currency = RestaurantState::expect().currency();
    if let Some(error) = failure.get() {
        // The form is kept meanwhile.
        let confirm = confirm_email(&error);
        return view! {
            <Failure error=error retry=None />
            {confirm}
        }
        .into_any();
    }
    let of_cart: Vec<String> = priced.with(|priced| {
        let lines = priced.lines.iter().flat_map(|line| &line.problems);
        lines
            .chain(&priced.problems)
            .map(|problem| errors::cart(problem, currency))
            .collect()
    });
    let title = match priced.with(PricedCart::wants_another_time) {
        true => CHOOSE_TIME,
        false => texts::FIX_CART,
    };
    if !of_cart.is_empty() {
        return view! {
            <div class="notice notice--warning" role="status">
                <p class="notice__title">{title}</p>
                <p>{of_cart.join(" ")}</p>
                <a class="button" href=Page::Cart.href()>
                    {texts::SEE_ORDER}
                </a>
            </div>
        }
        .into_any();
    }
    match problems.count() {
        0 => ().into_any(),
        count => view! {
            <div class="notice notice--error" role="alert">
                <p class="notice__title">{texts::missing_fields(count)}</p>
                <p>{texts::MISSING_TEXT}</p>
            </div>
        }
        .into_any(),
    }
}
