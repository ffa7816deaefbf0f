//! The ways to pay.

use crate::components::field::Choice;
use domain::payment::PaymentMethod;
use leptos::prelude::*;
use texts::now::storefront as texts;

pub fn payment_methods(method: RwSignal<PaymentMethod>, offered: &[PaymentMethod]) -> AnyView {
    let rows: Vec<AnyView> = offered
        .iter()
        .map(|offered| {
            let offered = *offered;
            view! {
                <Choice
                    name="method"
                    checked=Signal::derive(move || method.get() == offered)
                    title=texts::method(offered)
                    note=texts::method_note(offered)
                    chosen=move |()| method.set(offered)
                />
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="choices choices--row" role="radiogroup" aria-label=texts::PAYMENT>
            {rows}
        </div>
    }
    .into_any()
}
