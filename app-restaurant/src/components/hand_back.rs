//! A refund that no gateway gives back: somebody says that it was handed back.

use super::twice::Twice;
use crate::state::session::Session;
use api::Code;
use domain::OrderId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::payments::hand_refund_back;
use texts::now::console as texts;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

/// A button whose second press counts.
#[component]
pub fn HandBack(order: OrderId, refund: u32, loader: Loader) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let busy = RwSignal::new(false);
    let act = Callback::new(move |()| {
        busy.set(true);
        let order = order.clone();
        spawn_local(async move {
            let asked = session.asked();
            match hand_refund_back(order, refund).await {
                Ok(_) => {
                    toasts.say(Tone::Success, texts::HANDED_BACK);
                    page::focus("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            loader.ask_now();
        });
    });
    view! { <Twice words=texts::HAND_BACK sure=texts::HAND_BACK_SURE busy act /> }.into_any()
}
