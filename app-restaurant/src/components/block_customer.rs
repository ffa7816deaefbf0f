//! The customer behind an order, and whether their account may go on ordering, for managers.

use super::twice::Twice;
use crate::state::customers::href;
use crate::state::session::Session;
use api::Code;
use api::orders::OrderView;
use domain::CustomerId;
use domain::staff::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::customers::{block_customer, is_customer_blocked};
use texts::now::console as texts;
use ui::icon::Icon;
use ui::toast::{Toasts, Tone};

#[component]
pub fn BlockCustomer(order: Memo<OrderView>) -> AnyView {
    let may = Session::expect().may_now(Permission::ManageCustomers);
    let customer = order.with_untracked(|order| order.customer_id.clone());
    view! { {customer.filter(|_| may).map(|customer| view! { <Block customer /> })} }.into_any()
}

#[component]
fn Block(customer: CustomerId) -> AnyView {
    // Nothing is shown before it is known, nor of somebody who is not known any more.
    let blocked = RwSignal::new(None::<bool>);
    let asked = customer.clone();
    spawn_local(async move {
        if let Ok(known) = is_customer_blocked(asked).await {
            let _ = blocked.try_set(Some(known));
        }
    });
    view! {
        {move || {
            let customer = customer.clone();
            let there = href(&customer);
            blocked
                .get()
                .map(|now| {
                    view! {
                        <div>
                            <dt>{texts::customers::RECORD}</dt>
                            <dd>
                                <a class="button" href=there>
                                    <Icon name="user" />
                                    {texts::customers::SEE}
                                </a>
                            </dd>
                        </div>
                        <Account customer blocked now />
                    }
                })
        }}
    }
    .into_any()
}

/// Whether the account may order, and the button that changes it.
#[component]
pub fn Account(customer: CustomerId, blocked: RwSignal<Option<bool>>, now: bool) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let act = Callback::new(move |()| {
        busy.set(true);
        let asked = session.asked();
        let customer = customer.clone();
        spawn_local(async move {
            match block_customer(customer, !now).await {
                Ok(known) => {
                    let _ = blocked.try_set(Some(known));
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_BLOCKED),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    });
    let (state, words, sure) = match now {
        true => (texts::IS_BLOCKED, texts::UNBLOCK, texts::UNBLOCK_SURE),
        false => (texts::IS_NOT_BLOCKED, texts::BLOCK, texts::BLOCK_SURE),
    };
    view! {
        <div>
            <dt>{texts::ACCOUNT}</dt>
            <dd>
                <p>{state}</p>
                <Twice words sure busy act />
            </dd>
        </div>
    }
    .into_any()
}
