//! The way to each part of the settings, for there are many.

use ::texts::now::console::settings as texts;
use leptos::prelude::*;
use ui::icon::Icon;

/// Where a part begins, by the id of its heading, and its drawing.
const SECTIONS: [(&str, &str); 11] = [
    ("pausa", "pause"),
    ("horario", "clock"),
    ("zonas", "pin"),
    ("pedidos-metas", "receipt"),
    ("negocio", "store"),
    ("cobros", "card"),
    ("marca", "star"),
    ("aviso-politicas", "info"),
    ("reglas-catering", "calendar"),
    ("conexiones", "share"),
    ("historial", "undo"),
];

/// Goes to the heading: the next key goes on from there.
#[component]
pub(crate) fn Sections() -> AnyView {
    let gone_to = RwSignal::new("");
    let ways = SECTIONS.iter().zip(texts::SECTIONS).map(|((id, icon), name)| {
        view! {
            <li>
                <a
                    class="sections__way"
                    href=["#", id].concat()
                    rel="external"
                    aria-current=move || (gone_to.get() == *id).then_some("true")
                    on:click=move |event| {
                        event.prevent_default();
                        gone_to.set(id);
                        ui::page::go_to(id);
                    }
                >
                    <Icon name=*icon />
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <nav class="sections__ways" aria-label=texts::SECTIONS_LABEL>
            <ul>{ways.collect_view()}</ul>
        </nav>
    }
    .into_any()
}
