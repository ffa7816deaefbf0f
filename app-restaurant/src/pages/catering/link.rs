//! The customer's private link to a request, for who has no address for mail.

use crate::state::orders_page::encode;
use leptos::prelude::*;
use texts::now::console::catering as texts;

/// The link as a field to copy from.
#[component]
pub fn PrivateLink(link: String) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for="catering-enlace">
                {texts::LINK}
            </label>
            <input
                class="field__input"
                id="catering-enlace"
                readonly
                value=address(&link)
                aria-describedby="catering-enlace-ayuda"
            />
            <p class="field__hint" id="catering-enlace-ayuda">
                {texts::LINK_HINT}
            </p>
        </div>
    }
    .into_any()
}

/// A message with the link, ready to be sent to a mobile telephone; nothing for other numbers.
#[component]
pub fn LinkByWhatsApp(phone: String, name: String, link: String) -> AnyView {
    let mobile = phone
        .strip_prefix('+')
        .filter(|number| !number.starts_with("51") || number.starts_with("519"));
    let href = mobile.map(|number| {
        let message = texts::link_message(&name, &address(&link));
        format!("https://wa.me/{number}?text={}", encode(&message))
    });
    view! {
        {href
            .map(|href| {
                view! {
                    <a class="button" href=href target="_blank" rel="noopener noreferrer">
                        {texts::LINK_BY_WHATSAPP}
                    </a>
                }
            })}
    }
    .into_any()
}

fn address(link: &str) -> String {
    texts::private_link(&window().location().origin().unwrap_or_default(), link)
}
