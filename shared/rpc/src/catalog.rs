//! The menu and the restaurant's public data.

use api::ApiError;
use api::catalog::{
    Availability, BrandDesk, BusinessDesk, CategoryEntry, CateringDesk, Door, KeptPicture, MenuDesk,
    MenuFile, MenuForm, MenuImport, MenuTemplates, NewPause, NewRush, OrderRulesDesk, PictureKind,
    PricedDish, Readiness, ServiceSettings, StoreWordsDesk, Storefront,
};
use domain::ProductId;
use domain::catalog::{Category, Product, ProductSheet, Promotion};
use domain::opening::{Pause, Rush};
use domain::tenant::Tenant;
use leptos::prelude::server;
use leptos::server_fn::codec::{GetUrl, Json};

/// The restaurant and its menu. Anybody.
#[server(name = StorefrontCall, prefix = "/rpc/catalog", endpoint = "storefront", input = GetUrl, client = super::Reading)]
pub async fn storefront() -> Result<Storefront, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.storefront(&caller.tenant).await)
        .await
}

/// The restaurant alone. Anybody.
#[server(name = RestaurantCall, prefix = "/rpc/catalog", endpoint = "house", input = GetUrl, client = super::Reading)]
pub async fn restaurant() -> Result<Tenant, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.house(&caller.tenant).await).await
}

/// When the restaurant takes orders and where it brings them. Managers.
#[server(name = ServiceSettingsCall, prefix = "/rpc/catalog", endpoint = "service-settings", input = Json, client = super::Reading)]
pub async fn service_settings() -> Result<ServiceSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.service_settings(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeServiceSettingsCall, prefix = "/rpc/catalog", endpoint = "change-service-settings", input = Json, client = super::Writing)]
pub async fn change_service_settings(service: ServiceSettings) -> Result<ServiceSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_service_settings(&caller, &service).await
    })
    .await
}

/// How the restaurant looks, and what it says of itself. Managers.
#[server(name = BrandCall, prefix = "/rpc/catalog", endpoint = "brand", input = Json, client = super::Reading)]
pub async fn brand() -> Result<BrandDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.brand(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeBrandCall, prefix = "/rpc/catalog", endpoint = "change-brand", input = Json, client = super::Writing)]
pub async fn change_brand(wanted: BrandDesk) -> Result<BrandDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_brand(&caller, &wanted).await
    })
    .await
}

/// Pauses orders for now, or ends a pause. Who cooks or packs, and managers.
#[server(name = PauseCall, prefix = "/rpc/catalog", endpoint = "pause", input = Json, client = super::Writing)]
pub async fn pause(pause: NewPause) -> Result<Vec<Pause>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::PauseSales, async |services, caller| {
        services.catalog.pause(&caller, &pause).await
    })
    .await
}

/// Says that orders take longer for a while, or no longer. Who cooks or packs, and managers.
#[server(name = RushCall, prefix = "/rpc/catalog", endpoint = "rush", input = Json, client = super::Writing)]
pub async fn rush(rush: NewRush) -> Result<Vec<Rush>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::PauseSales, async |services, caller| {
        services.catalog.rush(&caller, &rush).await
    })
    .await
}

/// Says that a product has run out, until when, or that it is there again. Who cooks or packs, and managers.
#[server(name = SetAvailabilityCall, prefix = "/rpc/catalog", endpoint = "set-availability", input = Json, client = super::Writing)]
pub async fn set_availability(product: ProductId, availability: Availability) -> Result<Product, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::MarkSoldOut, async |services, caller| {
        let set = services.catalog.set_availability(&caller, &product, availability);
        Ok(set.await?.record)
    })
    .await
}

/// The carta with what is not published yet. Managers.
#[server(name = MenuDeskCall, prefix = "/rpc/catalog", endpoint = "menu-desk", input = Json, client = super::Reading)]
pub async fn menu_desk() -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.menu_desk(&caller).await
    })
    .await
}

/// Changes a product of the draft, adds one or takes one away, from how it was seen. Managers.
#[server(name = EditProductCall, prefix = "/rpc/catalog", endpoint = "edit-product", input = Json, client = super::Writing)]
pub async fn edit_product(
    id: Option<ProductId>,
    seen: Option<ProductSheet>,
    sheet: Option<ProductSheet>,
) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        let edited = services
            .catalog
            .edit_product(&caller, id.as_ref(), seen.as_ref(), sheet.as_ref());
        edited.await
    })
    .await
}

/// The same with a promotion. Managers.
#[server(name = EditPromotionCall, prefix = "/rpc/catalog", endpoint = "edit-promotion", input = Json, client = super::Writing)]
pub async fn edit_promotion(
    id: Option<ProductId>,
    seen: Option<Promotion>,
    promotion: Option<Promotion>,
) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        let edited = services
            .catalog
            .edit_promotion(&caller, id.as_ref(), seen.as_ref(), promotion.as_ref());
        edited.await
    })
    .await
}

/// Names and orders the categories of the draft, and orders its products. Managers.
#[server(name = ArrangeMenuCall, prefix = "/rpc/catalog", endpoint = "arrange-menu", input = Json, client = super::Writing)]
pub async fn arrange_menu(
    seen: Vec<Category>,
    categories: Vec<CategoryEntry>,
    order: Vec<ProductId>,
) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        let arranged = services.catalog.arrange_menu(&caller, &seen, &categories, &order);
        arranged.await
    })
    .await
}

/// Forgets all that is not published, of the version that was seen. Managers.
#[server(name = DiscardDraftCall, prefix = "/rpc/catalog", endpoint = "discard-draft", input = Json, client = super::Writing)]
pub async fn discard_draft(seen: u64) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.discard_draft(&caller, seen).await
    })
    .await
}

/// Publishes the draft of the version that was seen. Managers.
#[server(name = PublishMenuCall, prefix = "/rpc/catalog", endpoint = "publish-menu", input = Json, client = super::Writing)]
pub async fn publish_menu(seen: u64) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.publish_menu(&caller, seen).await
    })
    .await
}

/// Says how many there are of a product, or that it is not counted: at once. Managers.
#[server(name = SetStockCall, prefix = "/rpc/catalog", endpoint = "set-stock", input = Json, client = super::Writing)]
pub async fn set_stock(product: ProductId, stock: Option<u32>) -> Result<Product, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        let change = api::catalog::ProductChange {
            stock: Some(stock),
            ..api::catalog::ProductChange::default()
        };
        let changed = services
            .catalog
            .change_product(&caller, &product, change, None)
            .await;
        Ok(changed?.record)
    })
    .await
}

/// The carta as it is drafted, as a file: CSV where nothing is said. Managers.
#[server(name = ExportMenuCall, prefix = "/rpc/catalog", endpoint = "export-menu", input = Json, client = super::Reading)]
pub async fn export_menu(form: Option<MenuForm>) -> Result<MenuFile, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        let form = form.unwrap_or_default();
        services.catalog.export_menu(&caller, true, form).await
    })
    .await
}

/// Says what a file, a table or JSON, would do to the draft, and does it where it shall be taken. Managers.
#[server(name = ImportMenuCall, prefix = "/rpc/catalog", endpoint = "import-menu", input = Json, client = super::Writing)]
pub async fn import_menu(csv: String, take: bool) -> Result<MenuImport, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.import_menu(&caller, &csv, take).await
    })
    .await
}

/// Keeps a picture, a file in base64, and says where it is. Managers.
#[server(name = KeepPictureCall, prefix = "/rpc/catalog", endpoint = "keep-picture", input = Json, client = super::Sending)]
pub async fn keep_picture(content: String, kind: PictureKind) -> Result<KeptPicture, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.pictures.keep(&caller, &content, kind).await
    })
    .await
}

/// Who sells and where. Managers.
#[server(name = BusinessCall, prefix = "/rpc/catalog", endpoint = "business", input = Json, client = super::Reading)]
pub async fn business() -> Result<BusinessDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.business(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeBusinessCall, prefix = "/rpc/catalog", endpoint = "change-business", input = Json, client = super::Writing)]
pub async fn change_business(wanted: BusinessDesk) -> Result<BusinessDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_business(&caller, &wanted).await
    })
    .await
}

/// Packages and rules of catering. Managers.
#[server(name = CateringRulesCall, prefix = "/rpc/catalog", endpoint = "catering-rules", input = Json, client = super::Reading)]
pub async fn catering_rules() -> Result<CateringDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.catering_rules(&caller).await
    })
    .await
}

/// Changes them, from the version that was read. Managers.
#[server(name = ChangeCateringRulesCall, prefix = "/rpc/catalog", endpoint = "change-catering-rules", input = Json, client = super::Writing)]
pub async fn change_catering_rules(wanted: CateringDesk) -> Result<CateringDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_catering_rules(&caller, &wanted).await
    })
    .await
}

/// What orders cost and how long they may take. Managers.
#[server(name = OrderRulesCall, prefix = "/rpc/catalog", endpoint = "order-rules", input = Json, client = super::Reading)]
pub async fn order_rules() -> Result<OrderRulesDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.order_rules(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeOrderRulesCall, prefix = "/rpc/catalog", endpoint = "change-order-rules", input = Json, client = super::Writing)]
pub async fn change_order_rules(wanted: OrderRulesDesk) -> Result<OrderRulesDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_order_rules(&caller, &wanted).await
    })
    .await
}

/// What the storefront says in the restaurant's own words. Managers.
#[server(name = StoreWordsCall, prefix = "/rpc/catalog", endpoint = "store-words", input = Json, client = super::Reading)]
pub async fn store_words() -> Result<StoreWordsDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.store_words(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeStoreWordsCall, prefix = "/rpc/catalog", endpoint = "change-store-words", input = Json, client = super::Writing)]
pub async fn change_store_words(wanted: StoreWordsDesk) -> Result<StoreWordsDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_store_words(&caller, &wanted).await
    })
    .await
}

/// What the restaurant lacks before it can be published. Managers.
#[server(name = ReadinessCall, prefix = "/rpc/catalog", endpoint = "readiness", input = Json, client = super::Reading)]
pub async fn readiness() -> Result<Readiness, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.readiness(&caller).await
    })
    .await
}

/// Publishes the restaurant: its orders are real from then on. Managers.
#[server(name = PublishRestaurantCall, prefix = "/rpc/catalog", endpoint = "publish-restaurant", input = Json, client = super::Writing)]
pub async fn publish_restaurant() -> Result<Readiness, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.publish_restaurant(&caller).await
    })
    .await
}

/// The sample cartas. Managers.
#[server(name = MenuTemplatesCall, prefix = "/rpc/catalog", endpoint = "menu-templates", input = Json, client = super::Reading)]
pub async fn menu_templates() -> Result<MenuTemplates, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.menu_templates(&caller).await
    })
    .await
}

/// Puts a sample carta in place of the carta, before the restaurant is published. Managers.
#[server(name = LayTemplateCall, prefix = "/rpc/catalog", endpoint = "lay-template", input = Json, client = super::Writing)]
pub async fn lay_template(template: String) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.lay_template(&caller, &template).await
    })
    .await
}

/// Says what dishes cost and which are sold, before the restaurant is published. Managers.
#[server(name = PriceDishesCall, prefix = "/rpc/catalog", endpoint = "price-dishes", input = Json, client = super::Writing)]
pub async fn price_dishes(dishes: Vec<PricedDish>) -> Result<MenuDesk, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCatalog, async |services, caller| {
        services.catalog.price_dishes(&caller, &dishes).await
    })
    .await
}

/// Where customers order, for a sign at the door. Managers.
#[server(name = DoorCall, prefix = "/rpc/catalog", endpoint = "door", input = Json, client = super::Reading)]
pub async fn door() -> Result<Door, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.mailing.door(&caller.tenant).await
    })
    .await
}
