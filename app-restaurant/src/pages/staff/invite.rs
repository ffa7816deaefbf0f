//! Invitations: a link or a QR code with which somebody makes their own account.

use super::roles::RoleChoice;
use crate::components::text_field::TextField;
use crate::components::twice::Twice;
use crate::state::erased::{effect, follow, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console as words;
use ::texts::now::console::staff as texts;
use ::texts::now::errors;
use api::staff::{Invitation, InvitationLink, Invitations, NewInvitation};
use api::{ApiError, Code};
use domain::customer::{FieldProblem, check_name, first_name};
use domain::staff::Role;
use domain::time::SECOND_MS;
use domain::written::Email;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::staff::{invitations, invite, withdraw_invitation};
use ui::clock::Clock;
use ui::page;
use ui::resource::Resource;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

const NAME: &str = "invitacion-nombre";
const EMAIL: &str = "invitacion-correo";

/// How often is looked which invitations are open.
const LOOKED_AGAIN_MS: i64 = 15 * SECOND_MS;

/// What the parts of the invitations share.
#[derive(Debug, Clone, Copy)]
pub struct Inviting {
    pub open: Resource<Invitations>,
    /// A link that was made and is shown this once.
    pub made: RwSignal<Option<InvitationLink>>,
}

impl Inviting {
    pub fn new() -> Inviting {
        Inviting {
            open: Resource::new(invitations),
            made: RwSignal::new(None),
        }
    }

    /// Looks again and again which are open: no event tells of the staff.
    pub fn follow(self) {
        let clock = expect_context::<Clock>();
        let turn = memo(move || clock.now().0 / LOOKED_AGAIN_MS);
        effect(move || {
            follow(turn);
            self.open.ask();
        });
    }
}

/// The form, the invitations that are open, and the link that was just made. They are asked for when this is drawn.
#[component]
pub fn Invite() -> AnyView {
    let inviting = Inviting::new();
    inviting.follow();
    view! {
        <InviteForm inviting />
        <MadeLink inviting />
    }
    .into_any()
}

/// What is typed of somebody who is to be invited.
#[derive(Debug, Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<Role>,
    wrong_name: RwSignal<Option<String>>,
    wrong_email: RwSignal<Option<String>>,
}

impl Typed {
    fn new() -> Typed {
        Typed {
            name: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(Role::Cook),
            wrong_name: RwSignal::new(None),
            wrong_email: RwSignal::new(None),
        }
    }

    /// The person, or the first field that says what is wrong with it.
    fn read(self) -> Result<NewInvitation, &'static str> {
        let name = check_name(&self.name.get_untracked());
        let typed = self.email.get_untracked();
        let email = Some(typed.trim()).filter(|typed| !typed.is_empty());
        let email = email.map(Email::parse).transpose();
        let said = |problem: &FieldProblem| errors::field(*problem);
        self.wrong_name.set(name.as_ref().err().map(said));
        self.wrong_email.set(email.as_ref().err().map(said));
        Ok(NewInvitation {
            name: name.map_err(|_| NAME)?,
            role: self.role.get_untracked(),
            email: email.map_err(|_| EMAIL)?.map(String::from),
        })
    }

    /// Ready for the next one. The screen may be left by now.
    fn clear(self) {
        let _ = self.name.try_set(String::new());
        let _ = self.email.try_set(String::new());
    }

    /// Shows what is wrong with a field; `false` where it is none of these.
    fn refuse(self, error: &ApiError) -> bool {
        let fields = [
            ("/name", self.wrong_name, NAME),
            ("/email", self.wrong_email, EMAIL),
        ];
        for (pointer, wrong, id) in fields {
            if let Some(said) = error.field(pointer) {
                let _ = wrong.try_set(Some(said.to_owned()));
                page::focus(id);
                return true;
            }
        }
        false
    }
}

#[component]
pub(crate) fn InviteForm(inviting: Inviting) -> AnyView {
    let (typed, busy) = (Typed::new(), RwSignal::new(false));
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let person = match typed.read() {
            Ok(person) => person,
            Err(field) => return page::focus(field),
        };
        busy.set(true);
        let asked = session.asked();
        spawn_local(async move {
            match invite(person).await {
                Ok(link) => {
                    typed.clear();
                    let _ = inviting.made.try_set(Some(link));
                    inviting.open.ask();
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => {
                    inviting.open.ask();
                    toasts.say(Tone::Danger, texts::PERHAPS_INVITED);
                }
                Err(error) if typed.refuse(&error) => {}
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="card staff__new" aria-labelledby="invitar" novalidate on:submit=submit>
            <h2 class="card__title" id="invitar" tabindex="-1">
                {texts::INVITE_TITLE}
            </h2>
            <p class="muted">{texts::INVITE_LEAD}</p>
            <TextField
                id=NAME
                label=texts::INVITED_NAME
                value=typed.name
                wrong=typed.wrong_name
                typed=Callback::new(move |text| typed.name.set(text))
                capitals="words"
            />
            <TextField
                id=EMAIL
                label=texts::INVITED_EMAIL
                hint=texts::INVITED_EMAIL_HINT
                value=typed.email
                wrong=typed.wrong_email
                typed=Callback::new(move |text| typed.email.set(text))
                longest=254
                keys="email"
                capitals="none"
            />
            <RoleChoice name="invitacion-rol" role=typed.role />
            <button class="button button--primary button--block" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { texts::INVITING } else { texts::INVITE }}
            </button>
            {open_invitations(inviting)}
        </form>
    }
    .into_any()
}

/// Those that nobody has used yet, each with a way to make it useless.
fn open_invitations(inviting: Inviting) -> AnyView {
    let open = memo(move || {
        let known = inviting.open.value.get();
        known.map(|known| known.invitations).unwrap_or_default()
    });
    view! {
        {move || open.with(|open| !open.is_empty()).then(|| view! { <h3>{texts::OPEN_INVITATIONS}</h3> })}
        <ul class="staff__invited">
            <For each=move || open.get() key=|open| open.id.clone() children=move |open| row(inviting, open) />
        </ul>
    }
    .into_any()
}

fn row(inviting: Inviting, open: Invitation) -> AnyView {
    let restaurant = RestaurantState::expect();
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let name = match open.name.as_str() {
        "" => texts::SOMEBODY.to_owned(),
        name => name.to_owned(),
    };
    let named = ["invitacion-", &open.id].concat();
    let id = open.id.clone();
    let withdraw = Callback::new(move |()| {
        busy.set(true);
        let (id, asked) = (id.clone(), session.asked());
        spawn_local(async move {
            match withdraw_invitation(id).await {
                Ok(()) => toasts.say(Tone::Success, texts::WITHDRAWN),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                // It was used meanwhile, or withdrawn by somebody else: the list says so.
                Err(error) if error.code == Code::NotFound => {}
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_WITHDRAWN),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            inviting.open.ask();
            page::focus_unless_placed("invitar");
        });
    });
    let until = texts::invited_until(&restaurant.moment(open.expires_at));
    let sent = open
        .email
        .map(|to| view! { <small translate="no">{texts::sent_to(&to)}</small> });
    view! {
        <li>
            <span>
                <b id=named.clone()>
                    <bdi>{name}</bdi>
                </b>
                <small>{words::role(open.role)} ", " {until}</small>
                {sent}
            </span>
            <Twice
                words=texts::WITHDRAW
                sure=texts::WITHDRAW_SURE
                busy
                act=withdraw
                class="button button--quiet"
                about=named
            />
        </li>
    }
    .into_any()
}

/// The sheet with the link.
#[component]
pub(crate) fn MadeLink(inviting: Inviting) -> AnyView {
    let open = RwSignal::new(false);
    let made = inviting.made;
    effect(move || open.set(made.with(Option::is_some)));
    effect(move || {
        if !open.get() && made.with_untracked(Option::is_some) {
            made.set(None);
        }
    });
    let title = Signal::derive(move || {
        let name = made.with(|made| made.as_ref().map(|made| made.invitation.name.clone()));
        texts::invitation_of(first_name(&name.unwrap_or_default()))
    });
    view! {
        <Sheet open title id="enlace-de">
            {move || made.get().map(|made| link(&made, open))}
        </Sheet>
    }
    .into_any()
}

/// The link as a picture, as a text, and as a message.
pub(crate) fn link(made: &InvitationLink, open: RwSignal<bool>) -> AnyView {
    let restaurant = RestaurantState::expect().name();
    let message = texts::invitation_message(first_name(&made.invitation.name), &restaurant, &made.url);
    let whatsapp = ["https://wa.me/?text=", &page::encoded(&message)].concat();
    view! {
        <div class="sheet__body stack">
            <p>{texts::LINK_LEAD}</p>
            {made.invitation.email.as_deref().map(|to| view! { <p role="status">{texts::sent_to(to)}</p> })}
            <div class="qr" role="img" aria-label=texts::LINK_QR inner_html=made.svg.clone()></div>
            <p class="qr__text" translate="no">
                {made.url.clone()}
            </p>
        </div>
        <div class="sheet__foot">
            <a class="button" href=whatsapp target="_blank" rel="noopener noreferrer">
                {texts::BY_WHATSAPP}
            </a>
            <button type="button" class="button button--primary" on:click=move |_| open.set(false)>
                {texts::LINK_DONE}
            </button>
        </div>
    }
    .into_any()
}
