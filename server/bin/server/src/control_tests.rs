use crate::wiring;
use application::control::{Control, Invocation, Outcome};
use domain::{TenantId, Timestamp};
use ports::PublicAddress;
use ports::tenants::TenantState;
use ports_testsuite::ManualClock;
use services::tenants::MAKING_MS;
use std::sync::Arc;
use tempfile::TempDir;

const NEW: &str =
    "tenant create brasero --name Brasero --ruc 20100070970 --phone 987654321 --address Jr. --district Lima";

fn public() -> PublicAddress {
    PublicAddress::parse("http://localhost:3000", &TenantId::parse("pardos").unwrap()).unwrap()
}

/// Commands on a folder of its own.
struct Typist {
    control: Control,
    clock: Arc<ManualClock>,
    _folder: TempDir,
}

impl Typist {
    fn new() -> Typist {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp(1_761_411_600_000)));
        let control = wiring::control(&folder.path().join("data"), public(), clock.clone()).unwrap();
        Typist {
            control,
            clock,
            _folder: folder,
        }
    }

    async fn send(&self, words: &str, input: &str) -> Outcome {
        let invocation = Invocation {
            called: "server".into(),
            words: words.split(' ').map(str::to_owned).collect(),
            input: input.into(),
        };
        self.control.run(&invocation).await
    }

    async fn does(&self, words: &str) -> String {
        let outcome = self.send(words, "").await;
        assert!(outcome.ok, "{words}: {}", outcome.text);
        outcome.text
    }

    /// What is said when it is refused.
    async fn refuses(&self, words: &str) -> String {
        let outcome = self.send(words, "").await;
        assert!(!outcome.ok, "{words}: {}", outcome.text);
        outcome.text
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restaurant_is_made_suspended_and_deleted() {
    let typist = Typist::new();
    let none = typist.does("tenant list").await;
    assert!(none.contains("tenant create --help"), "{none}");
    typist.does(&format!("{NEW} --host Pedidos.Brasero.pe.")).await;
    let again = typist.refuses(NEW).await;
    assert!(again.contains("already"), "{again}");
    let listed = typist.does("tenant list").await;
    assert!(
        listed.contains("active") && listed.contains("pedidos.brasero.pe"),
        "{listed}"
    );

    let other = NEW.replace("create brasero", "create otro");
    let taken = typist
        .refuses(&format!("{other} --host pedidos.brasero.pe"))
        .await;
    assert!(taken.contains("pedidos.brasero.pe leads to another"), "{taken}");
    typist.does("tenant hosts brasero").await;
    typist.does(&format!("{other} --host pedidos.brasero.pe")).await;

    typist.does("tenant suspend brasero").await;
    assert!(typist.does("tenant list").await.contains("suspended"));
    typist.does("tenant resume brasero").await;
    let meant = typist.refuses("tenant delete brasero").await;
    assert!(meant.contains("tenant delete brasero --yes"), "{meant}");
    typist.does("tenant delete brasero --yes").await;
    for gone in [
        "tenant resume brasero",
        "token --tenant brasero",
        "staff list --tenant brasero",
    ] {
        assert!(typist.refuses(gone).await.contains("deleted"), "{gone}");
    }
    assert!(typist.refuses(NEW).await.contains("not given again"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_are_made_at_once_with_one_id_one_is_there_whole() {
    let typist = Typist::new();
    let other = NEW.replace("Brasero", "Otro").replace("Lima", "Surco");
    for _ in 0..5 {
        let id = format!("r{}", typist.control.tenants.list().await.unwrap().len());
        let [first, second] = [NEW, &other].map(|new| new.replace("brasero", &id));
        let (first, second) = tokio::join!(typist.send(&first, ""), typist.send(&second, ""));
        assert!(first.ok != second.ok, "{}\n{}", first.text, second.text);
        let id = TenantId::parse(id).unwrap();
        let record = typist.control.tenants.record(&id).await.unwrap().unwrap();
        let made = typist.control.catalog.tenant(&id).await.unwrap();
        let district = if first.ok { "Lima" } else { "Surco" };
        assert_eq!(
            (record.state, &record.name, made.branches[0].district.as_str()),
            (TenantState::Active, &made.brand.name, district)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restaurant_whose_making_was_interrupted_is_made_again() {
    let typist = Typist::new();
    let id = TenantId::parse("brasero").unwrap();
    let hosts = vec!["pedidos.brasero.pe".to_owned()];
    // Interrupted after the first step.
    let tenants = &typist.control.tenants;
    let begun = tenants.begin(&id, "Otro", &hosts).await.unwrap();
    assert_eq!(tenants.known(&id).await.unwrap_err().code(), api::Code::NotFound);
    assert!(typist.refuses(NEW).await.contains("at this moment"));
    for early in [
        "tenant resume brasero",
        "staff list --tenant brasero",
        "token --tenant brasero",
    ] {
        assert!(typist.refuses(early).await.contains("is not made yet"), "{early}");
    }
    assert!(typist.does("tenant list").await.contains("preparing"));
    typist.clock.advance_ms(MAKING_MS);
    typist.does(NEW).await;
    // The one that was interrupted goes on after all.
    assert!(tenants.activate(&begun).await.is_err());
    let listed = typist.does("tenant list").await;
    assert!(
        listed.contains("active") && listed.contains("Brasero"),
        "{listed}"
    );
    typist
        .does(&NEW.replace("create brasero", "create otro --host pedidos.brasero.pe"))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restaurant_whose_making_was_interrupted_is_given_up() {
    let typist = Typist::new();
    let id = TenantId::parse("brasero").unwrap();
    typist.does(&NEW.replace("create brasero", "create otro")).await;
    let (tenants, catalog) = (&typist.control.tenants, &typist.control.catalog);
    let settings = catalog.tenant(&TenantId::parse("otro").unwrap()).await.unwrap();
    // Interrupted after the second step.
    let hosts = vec!["pedidos.brasero.pe".to_owned()];
    let begun = tenants.begin(&id, "Brasero", &hosts).await.unwrap();
    catalog
        .put_menu(&id, &settings, &Default::default())
        .await
        .unwrap();
    let delete = "tenant delete brasero --yes";
    assert!(typist.refuses(delete).await.contains("at this moment"));
    typist.clock.advance_ms(MAKING_MS);
    let hosts = typist.refuses("tenant hosts brasero").await;
    assert!(hosts.contains(delete), "{hosts}");
    assert!(typist.refuses("tenant delete brasero").await.contains("--yes"));
    let given_up = typist.does(delete).await;
    assert!(given_up.contains("nothing"), "{given_up}");

    assert!(catalog.tenant(&id).await.is_err(), "its settings are gone");
    // The one that was interrupted goes on after all.
    assert!(tenants.activate(&begun).await.is_err());
    for again in [delete, "tenant resume brasero"] {
        assert!(typist.refuses(again).await.contains("was deleted"), "{again}");
    }
    assert!(typist.refuses(NEW).await.contains("not given again"));
    typist
        .does(&NEW.replace("create brasero", "create tercero --host pedidos.brasero.pe"))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_of_a_restaurant_after_it_was_given_up_is_removed() {
    let typist = Typist::new();
    let id = TenantId::parse("brasero").unwrap();
    typist.does(&NEW.replace("create brasero", "create otro")).await;
    let (tenants, catalog) = (&typist.control.tenants, &typist.control.catalog);
    let settings = catalog.tenant(&TenantId::parse("otro").unwrap()).await.unwrap();
    let planned = catalog.plan_menu(&id, &settings, &Default::default()).await;
    let begun = tenants.begin(&id, "Brasero", &[]).await.unwrap();
    // Interrupted here, given up by somebody else, and it goes on after all.
    typist.clock.advance_ms(MAKING_MS);
    typist.does("tenant delete brasero --yes").await;
    let late = typist.control.make(&begun, planned.unwrap()).await;
    assert!(late.is_err());
    assert!(catalog.tenant(&id).await.is_err(), "nothing is left of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_overtaken_while_making_a_restaurant_writes_nothing_of_it() {
    let typist = Typist::new();
    let id = TenantId::parse("brasero").unwrap();
    typist.does(&NEW.replace("create brasero", "create otro")).await;
    let late = typist
        .control
        .catalog
        .tenant(&TenantId::parse("otro").unwrap())
        .await
        .unwrap();
    let (tenants, catalog) = (&typist.control.tenants, &typist.control.catalog);
    let planned = catalog.plan_menu(&id, &late, &Default::default()).await.unwrap();
    let begun = tenants.begin(&id, "Otro", &[]).await.unwrap();
    // Interrupted here, for so long that somebody else makes it.
    typist.clock.advance_ms(MAKING_MS);
    typist.does(NEW).await;
    assert!(catalog.put_planned(&id, planned).await.is_err());
    assert!(tenants.activate(&begun).await.is_err());
    assert_eq!(catalog.tenant(&id).await.unwrap().id, id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_used_is_named_with_what_to_type() {
    let typist = Typist::new();
    for (from, to, named) in [
        ("20100070970", "20100070971", "--ruc"),
        ("987654321", "12", "--phone"),
        ("create brasero", "create Brasero", "tenant"),
        ("create brasero", "create brasa", "choose another"),
        (
            "--district Lima",
            "--district Lima --host https://brasero.pe",
            "--host",
        ),
        ("--district Lima", "--district Lima --category !", "--category"),
        (
            "--district Lima",
            "--district Lima --category Pollos --category pollos",
            "twice",
        ),
        ("--district Lima", "--published", "--district"),
    ] {
        let said = typist.refuses(NEW.replace(from, to).trim()).await;
        assert!(said.contains(named), "{to}: {said}");
    }
    assert!(
        typist
            .refuses("staff list --tenant nobody")
            .await
            .contains("tenant create")
    );
    assert!(
        typist
            .refuses("token --tenant nobody")
            .await
            .contains("there is no restaurant nobody")
    );
    let nowhere = typist.refuses("tenant create cusco --zone America/Cusco").await;
    assert!(nowhere.contains("--zone"), "{nowhere}");
    let help = typist.does("tenant create --help").await;
    assert!(
        help.contains("server tenant create") && help.contains("--ruc <RUC>"),
        "{help}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_in_with_a_password_of_their_own_and_are_kept_out() {
    let typist = Typist::new();
    typist.does(NEW).await;
    let added = typist
        .does("staff add Ana --tenant brasero --role manager --name Ana")
        .await;
    let password = added.lines().last().unwrap();
    assert!(
        password.len() == 23 && password.split('-').count() == 4,
        "{added}"
    );
    let twice = typist
        .refuses("staff add ana --tenant brasero --role cook --name Ana")
        .await;
    assert!(twice.contains("staff reset ana"), "{twice}");

    let words = "staff add beto --tenant brasero --role cook --name Beto --password-stdin";
    let short = typist.send(words, "corta\n").await;
    assert!(!short.ok && short.text.contains("8 to 128"), "{}", short.text);
    let answer = typist.send(words, "una-clave-larga-9\nmore").await;
    assert!(answer.ok && !answer.text.contains("una-clave"), "{}", answer.text);

    typist.does("staff deactivate beto --tenant brasero").await;
    let listed = typist.does("staff list --tenant brasero").await;
    let beto = listed.lines().find(|line| line.starts_with("beto")).unwrap();
    assert!(beto.contains("nothing") && listed.contains("ana "), "{listed}");
    let reset = typist.does("staff reset beto --tenant brasero").await;
    assert!(reset.contains("staff activate beto"), "{reset}");
    typist.does("staff activate beto --tenant brasero").await;
    let nobody = typist.refuses("staff reset carla --tenant brasero").await;
    assert!(nobody.contains("staff list --tenant brasero"), "{nobody}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_listed_and_revoked() {
    let typist = Typist::new();
    typist.does(NEW).await;
    let none = typist.does("token list --tenant brasero").await;
    assert!(none.contains("has no tokens"), "{none}");
    let token = typist.does("token --tenant brasero --label almacén").await;
    let listed = typist.does("token --tenant brasero list").await;
    assert!(listed.contains("almacén") && !listed.contains(&token), "{listed}");
    let id = listed.split_whitespace().next().unwrap().to_owned();
    assert!(
        id.starts_with("service-") && listed.contains("until 20"),
        "{listed}"
    );
    typist.does(&format!("token revoke {id} --tenant brasero")).await;
    let listed = typist.does("token list --tenant brasero").await;
    assert!(listed.contains("revoked 20"), "{listed}");
    let unnamed = typist.refuses("token list").await;
    assert!(unnamed.contains("--tenant"), "{unnamed}");
}
