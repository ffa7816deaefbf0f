//! What of a sheet was filled in so far.

use crate::state::claim::Draft;
use domain::Slug;
use domain::claim::{ClaimForm, ClaimKind, ClaimedThing, DocumentKind, Guardian, ReplyBy};
use domain::written::Phone;
use leptos::prelude::*;
use rpc::customers::my_profile;

/// All that can be filled in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(super) name: RwSignal<String>,
    pub(super) document_kind: RwSignal<DocumentKind>,
    pub(super) document: RwSignal<String>,
    pub(super) address: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) minor: RwSignal<bool>,
    pub(super) guardian: [RwSignal<String>; 4],
    pub(super) branch: RwSignal<Option<Slug>>,
    pub(super) order: RwSignal<String>,
    pub(super) thing: RwSignal<ClaimedThing>,
    pub(super) amount: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    pub(super) kind: RwSignal<ClaimKind>,
    pub(super) detail: RwSignal<String>,
    pub(super) request: RwSignal<String>,
    pub(super) reply_by: RwSignal<ReplyBy>,
    pub(super) confirmed: RwSignal<bool>,
    pub(super) website: RwSignal<String>,
    /// It is in the book: what is drawn meanwhile is not kept again.
    over: StoredValue<bool>,
}

impl Form {
    /// As it was kept, once the page is awake; every change is kept.
    pub(super) fn kept() -> Form {
        let form = Form::of(Draft::kept());
        Effect::new(move |_| {
            let draft = form.draft();
            if !form.over.get_value() {
                draft.keep();
            }
        });
        form
    }

    /// As it is in a draft; nothing of it is kept.
    pub(crate) fn of(draft: Draft) -> Form {
        let text = || RwSignal::new(String::new());
        let form = Form {
            name: text(),
            document_kind: RwSignal::default(),
            document: text(),
            address: text(),
            phone: text(),
            email: text(),
            minor: RwSignal::default(),
            guardian: [text(), text(), text(), text()],
            branch: RwSignal::default(),
            order: text(),
            thing: RwSignal::default(),
            amount: text(),
            description: text(),
            kind: RwSignal::default(),
            detail: text(),
            request: text(),
            reply_by: RwSignal::default(),
            confirmed: RwSignal::default(),
            website: text(),
            over: StoredValue::new(false),
        };
        form.fill(draft);
        form
    }

    fn fill(self, draft: Draft) {
        let form = draft.form;
        self.name.set(form.name);
        self.document_kind.set(form.document_kind);
        self.document.set(form.document);
        self.address.set(form.address);
        self.phone.set(form.phone);
        self.email.set(form.email);
        self.minor.set(form.minor);
        let guardian = form.guardian;
        let filled = [guardian.name, guardian.email, guardian.phone, guardian.address];
        for (signal, text) in self.guardian.into_iter().zip(filled) {
            signal.set(text);
        }
        self.branch.set(form.branch);
        self.order.set(form.order);
        self.thing.set(form.thing);
        self.amount.set(draft.amount);
        self.description.set(form.description);
        self.kind.set(form.kind);
        self.detail.set(form.detail);
        self.request.set(form.request);
        self.reply_by.set(form.reply_by);
        // That all of it is true is declared anew for each sheet that is sent.
    }

    fn draft(self) -> Draft {
        let [name, email, phone, address] = self.guardian.map(|signal| signal.get());
        Draft {
            form: ClaimForm {
                name: self.name.get(),
                document_kind: self.document_kind.get(),
                document: self.document.get(),
                address: self.address.get(),
                phone: self.phone.get(),
                email: self.email.get(),
                minor: self.minor.get(),
                guardian: Guardian {
                    name,
                    address,
                    phone,
                    email,
                },
                branch: self.branch.get(),
                order: self.order.get(),
                thing: self.thing.get(),
                amount_cents: None,
                description: self.description.get(),
                kind: self.kind.get(),
                detail: self.detail.get(),
                request: self.request.get(),
                reply_by: self.reply_by.get(),
                confirmed: self.confirmed.get(),
                website: self.website.get(),
            },
            amount: self.amount.get(),
        }
    }

    /// The same, not followed.
    pub(super) fn draft_now(self) -> Draft {
        untrack(move || self.draft())
    }

    pub(super) fn stop_keeping(self) {
        let _ = self.over.try_set_value(true);
    }

    /// Fills what is empty from the profile of the one signed in.
    pub(super) fn fill_from_profile(self) {
        leptos::task::spawn_local(async move {
            let Ok(customer) = my_profile().await else { return };
            let address = customer.address.map(|address| match address.district.as_str() {
                "" => address.line,
                district => [address.line.as_str(), ", ", district].concat(),
            });
            let phone = customer.phone.as_ref().map(Phone::shown);
            for (signal, known) in [
                (self.name, Some(customer.name)),
                (self.email, customer.email.map(String::from)),
                (self.phone, phone),
                (self.address, address),
            ] {
                if let Some(known) = known
                    && signal.try_with_untracked(String::is_empty) == Some(true)
                {
                    signal.set(known);
                }
            }
        });
    }
}
