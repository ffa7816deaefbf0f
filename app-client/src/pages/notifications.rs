//! The customer's messages.

use crate::components::rows::Rows;
use crate::components::signed_in::of_account;
use crate::state::inbox::Unread;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{shared as times, storefront as texts};
use api::notifications::{NotificationView, Read};
use api::pages::Page;
use leptos::prelude::*;
use rpc::notifications::{mark_notifications_read, my_notifications};
use ui::clock::time;
use ui::toast::{Toasts, Tone};

pub fn notifications_page() -> AnyView {
    of_account(|| view! { <Notifications /> }.into_any())
}

#[component]
fn Notifications() -> AnyView {
    let (session, unread, toasts) = (Session::expect(), Unread::expect(), Toasts::expect());
    let rows = Rows::new(move |cursor| async move {
        let inbox = my_notifications(cursor).await?;
        unread.set(inbox.unread);
        Ok(inbox.page)
    });
    let messages = rows.items;
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
            {rows.foot(texts::LOADING_NOTIFICATIONS, empty)}
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
