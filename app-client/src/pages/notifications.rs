//! The customer's messages.

use crate::components::signed_in::of_account;
use crate::state::inbox::Unread;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{shared as times, storefront as texts};
use api::ApiError;
use api::notifications::{NotificationView, Read};
use api::pages::Page;
use leptos::prelude::*;
use rpc::notifications::{mark_notifications_read, my_notifications};
use ui::clock::time;
use ui::failure::Failure;
use ui::resource::left_out_now;
use ui::toast::{Toasts, Tone};

pub fn notifications_page() -> AnyView {
    of_account(|| view! { <Notifications /> }.into_any())
}

#[component]
fn Notifications() -> AnyView {
    let (session, unread, toasts) = (Session::expect(), Unread::expect(), Toasts::expect());
    let messages = RwSignal::new(Vec::<NotificationView>::new());
    let next = RwSignal::new(None::<Option<String>>);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let more = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match my_notifications(next.get_untracked().flatten()).await {
                Ok(inbox) => {
                    let _ = failure.try_set(left_out_now());
                    unread.set(inbox.unread);
                    let _ = messages.try_update(|messages| messages.extend(inbox.page.items));
                    let _ = next.try_set(Some(inbox.page.next_cursor));
                }
                Err(error) => {
                    let _ = failure.try_set(Some(asked.notice(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    Effect::new(move |_| more());
    let retry = Callback::new(move |()| more());
    let read_all = move |_| {
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match mark_notifications_read(Read::All).await {
                Ok(()) => {
                    unread.set(0);
                    let now = time();
                    let _ = messages.try_update(|messages| {
                        messages.iter_mut().for_each(|message| {
                            message.notification.read_at.get_or_insert(now);
                        });
                    });
                }
                Err(error) => toasts.say(Tone::Danger, asked.notice(error).message),
            }
        });
    };
    let foot = move || match (failure.get(), next.get(), busy.get()) {
        (Some(error), _, _) => view! { <Failure error=error retry=Some(retry) /> }.into_any(),
        (None, _, true) | (None, None, false) => view! {
            <p class="working" role="status">
                {texts::LOADING_NOTIFICATIONS}
            </p>
        }
        .into_any(),
        (None, Some(Some(_)), false) => view! {
            <button type="button" class="button" on:click=move |_| more()>
                {texts::MORE}
            </button>
        }
        .into_any(),
        (None, Some(None), false) => messages.with(Vec::is_empty).then(empty).into_any(),
    };
    view! {
        <div class="orders">
            {move || {
                (unread.get() > 0)
                    .then(|| {
                        view! {
                            <div class="card__head">
                                <p role="status">{texts::unread(unread.get())}</p>
                                <button type="button" class="button" on:click=read_all>
                                    {texts::READ_ALL}
                                </button>
                            </div>
                        }
                    })
            }}
            {move || messages.get().into_iter().map(message_row).collect::<Vec<AnyView>>()}
            {foot}
        </div>
    }
    .into_any()
}

pub(crate) fn message_row(message: NotificationView) -> AnyView {
    let notification = message.notification;
    let (restaurant, at) = (RestaurantState::expect(), notification.at);
    let moment = Signal::derive(move || {
        let zone = restaurant
            .known()
            .map(|known| known.storefront.tenant.zone.clone());
        let moment = zone.map(|zone| times::moment(&zone, at, time()));
        moment.map(|moment| times::sentence(&moment)).unwrap_or_default()
    });
    let (id, new) = (notification.id, notification.read_at.is_none());
    let unread = Unread::expect();
    let read = move |_| {
        let id = id.clone();
        if new {
            leptos::task::spawn_local(async move {
                if mark_notifications_read(Read::One(id)).await.is_ok() {
                    unread.ask();
                }
            });
        }
    };
    view! {
        <article class="card order-row">
            <a class="dish__link" href=Page::Tracking.with(&[notification.order_id.as_str()]) on:click=read>
                {message.title}
            </a>
            {new.then(|| view! { <span class="badge badge--info">{texts::NEW}</span> })}
            <p class="cluster muted">
                <span>{message.text}</span>
                <span>{moment}</span>
            </p>
        </article>
    }
    .into_any()
}

pub(crate) fn empty() -> AnyView {
    view! {
        <div class="empty">
            <img class="empty__art" src="/assets/illustrations/empty_orders.svg" width="240" height="240" alt="" />
            <h2 class="empty__title">{texts::NO_NOTIFICATIONS}</h2>
            <p>{texts::NO_NOTIFICATIONS_TEXT}</p>
        </div>
    }
    .into_any()
}
