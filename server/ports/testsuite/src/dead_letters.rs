//! What [`EventBus`](ports::EventBus) promises of events that cannot be handled.

use crate::event_bus::{Carried, Recorder, commit, ids};
use crate::{event, fresh_tenant};
use domain::event::Envelope;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! dead_letters {
    ($open:expr) => {
        $crate::tests!(
            dead_letters,
            $open,
            carried,
            [
                poison_harms_nobody_else,
                a_panic_is_a_failure,
                dead_letters_are_the_tenants_own,
            ]
        );
    };
}

pub async fn poison_harms_nobody_else(carried: Carried) {
    let tenant = fresh_tenant();
    let (failing, fine) = (Recorder::new("failing"), Recorder::new("fine"));
    carried.bus.subscribe(failing.clone());
    carried.bus.subscribe(fine.clone());
    let events = [event(&tenant, "p"), event(&tenant, "p"), event(&tenant, "q")];
    failing.fail(&events[0], usize::MAX);
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    let mut others = failing.handled(&tenant);
    others.sort();
    let mut expected = ids(&events[1..]);
    expected.sort();
    assert_eq!(others, expected);
    assert_eq!(fine.handled(&tenant).len(), 3);

    let letters = carried.bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (&*letters[0].subscriber, &*letters[0].error),
        ("failing", "as it was asked to")
    );
    assert_eq!(letters[0].envelope.as_ref(), Some(&events[0]));
    assert!(carried.bus.retry(&tenant, &letters[0].id).await.unwrap());
    let still = carried.bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(still.len(), 1, "what fails again stays");
    failing.fail(&events[0], 0);
    assert!(carried.bus.retry(&tenant, &still[0].id).await.unwrap());
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap(), []);
    assert_eq!(failing.handled(&tenant).last(), Some(&events[0].id));
    assert_eq!(
        fine.handled(&tenant).len(),
        3,
        "a letter is delivered to its own subscriber only"
    );
    assert!(!carried.bus.retry(&tenant, &still[0].id).await.unwrap());
}

pub async fn a_panic_is_a_failure(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::panicking("panicking");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&tenant, "p"), event(&tenant, "unwanted")];
    recorder.fail(&events[0], usize::MAX);
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap().len(), 1);
}

pub async fn dead_letters_are_the_tenants_own(carried: Carried) {
    let (mine, other) = (fresh_tenant(), fresh_tenant());
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&mine, "p"), event(&mine, "q"), event(&other, "p")];
    for poison in &events {
        recorder.fail(poison, usize::MAX);
        commit(&carried, &poison.tenant_id, std::slice::from_ref(poison)).await;
        carried.bus.run_until_idle().await.unwrap();
    }
    let letters = carried.bus.dead_letters(&mine).await.unwrap();
    let envelopes: Vec<&Envelope> = letters
        .iter()
        .filter_map(|letter| letter.envelope.as_ref())
        .collect();
    assert_eq!(envelopes, [&events[1], &events[0]], "newest first");
    assert!(!carried.bus.retry(&other, &letters[0].id).await.unwrap());
    assert!(!carried.bus.retry(&mine, "no such letter").await.unwrap());
    assert_eq!(carried.bus.dead_letters(&other).await.unwrap().len(), 1);
}
