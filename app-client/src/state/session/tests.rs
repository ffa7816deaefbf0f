//! What ends a session in this tab, and what does not.

use super::{Session, Who, safe_return};
use api::ApiError;
use api::auth::SignedInCustomer;
use domain::CustomerId;
use leptos::prelude::{GetUntracked as _, Owner};

fn customer(name: &str) -> SignedInCustomer {
    SignedInCustomer {
        customer_id: CustomerId::parse(format!("c_{name}")).unwrap(),
        username: name.to_owned(),
        name: name.to_owned(),
    }
}

#[test]
fn an_answer_to_an_old_question_ends_no_newer_session() {
    let owner = Owner::new();
    owner.with(|| {
        let session = Session::new();
        session.begin(Some(customer("ana")));
        let before = session.asked();
        // The same customer signs in again while the answer is on its way.
        session.begin(Some(customer("ana")));
        before.notice(ApiError::unauthenticated());
        before.learn(Ok(None));
        assert_eq!(session.customer_now(), Some(customer("ana")));
        before.learn(Ok(Some(customer("eva"))));
        assert_eq!(session.customer_now(), Some(customer("ana")));

        let now = session.asked();
        now.notice(ApiError::forbidden());
        assert_eq!(session.customer_now(), Some(customer("ana")));
        now.notice(ApiError::unauthenticated());
        assert_eq!(session.who_now(), Who::Visitor);
    });
}

#[test]
fn what_another_tab_has_done_counts_as_well() {
    let owner = Owner::new();
    owner.with(|| {
        let session = Session::new();
        let (first, second) = (session.asked(), session.asked());
        first.learn(Err(ApiError::internal()));
        assert_eq!(session.who_now(), Who::Unknown, "a failure signs nobody out");
        assert_eq!(session.failure.get_untracked(), Some(ApiError::internal()));
        first.learn(Ok(Some(customer("ana"))));
        second.notice(ApiError::unauthenticated());
        assert_eq!(
            session.customer_now(),
            Some(customer("ana")),
            "asked before anybody was known"
        );
        assert_eq!(session.failure.get_untracked(), None);
        session.asked().learn(Err(ApiError::internal()));
        assert_eq!(session.customer_now(), Some(customer("ana")));
        assert_eq!(
            session.failure.get_untracked(),
            None,
            "the one before still counts"
        );
        let third = session.asked();
        third.learn(Ok(Some(customer("ana"))));
        third.learn(Ok(None));
        assert_eq!(session.who_now(), Who::Visitor, "signed out in another tab");
    });
}

#[test]
fn who_left_in_another_tab_is_not_waited_for_in_this_one() {
    let owner = Owner::new();
    owner.with(|| {
        let session = Session::new();
        session.begin(Some(customer("ana")));
        session.asked().notice(ApiError::unauthenticated());
        assert_eq!(
            session.ends.get_untracked(),
            0,
            "what they have filled in waits for them"
        );
        session.hear_of_other_tab(true);
        assert_eq!(session.ends.get_untracked(), 1);
        assert_eq!(session.who_now(), Who::Visitor);
    });
}

#[test]
fn nobody_is_sent_to_another_site() {
    let back = |path: &str| safe_return(Some(path.to_owned()));
    assert_eq!(back("/pedido/entrega").as_deref(), Some("/pedido/entrega"));
    for wrong in [
        "//evil.pe",
        "https://evil.pe",
        "evil",
        "/\\evil.pe",
        "/\t/evil.pe",
        "",
    ] {
        assert_eq!(back(wrong), None, "{wrong}");
    }
    assert_eq!(safe_return(None), None);
}
