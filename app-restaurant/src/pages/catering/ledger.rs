//! The entries of a request's payment: what was to come in, came in and went back.

use crate::components::record_payment::Entry;
use crate::state::erased::{effect, follow, memo};
use api::catering::CateringView;
use leptos::prelude::*;
use rpc::catering::catering_payment_of;
use texts::now::console as texts;
use ui::failure::Failure;
use ui::resource::Resource;

/// Nothing before anything was to be paid.
#[component]
pub fn Ledger(request: Memo<CateringView>) -> AnyView {
    let begun = memo(move || request.with(|request| request.payment.is_some()));
    view! { {move || begun.get().then(|| view! { <Entries request /> })} }.into_any()
}

#[component]
fn Entries(request: Memo<CateringView>) -> AnyView {
    let id = request.with_untracked(|request| request.page.id.clone());
    let payment = Resource::new(move || catering_payment_of(id.clone()));
    let loader = payment.loader();
    // The request says when the sums of its payment have changed.
    let summary = memo(move || request.with(|request| (request.payment, request.version)));
    effect(move || {
        follow(summary);
        loader.ask();
    });
    let entries = memo(move || {
        payment.value.with(|payment| {
            let payment = payment.as_ref()?;
            Some((payment.entries(), payment.order_id.clone()))
        })
    });
    view! {
        {move || {
            loader.error
                .get()
                .filter(|_| !loader.loaded.get())
                .map(|error| view! { <Failure error retry=Some(Callback::new(move |()| loader.ask_now())) /> })
        }}
        {move || match entries.get() {
            None => view! { <p class="muted" role="status">{texts::LOADING_PAYMENT}</p> }.into_any(),
            Some((entries, order)) => {
                view! {
                    <ol class="ledger">
                        {entries
                            .into_iter()
                            .map(|entry| view! { <Entry entry order=order.clone() loader /> })
                            .collect_view()}
                    </ol>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}
