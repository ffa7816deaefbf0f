import paths from '../support/pages.json' with { type: 'json' };
import { registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen, keepInCart, placed, priced } from '../support/storefront';
import { expect, test } from '../support/test';

/** Pages for everybody: their names for pictures, addresses, and main headings. */
const PUBLIC: [string, string, string | RegExp][] = [
  ['home', '/', 'El fuego ya está prendido. Falta tu antojo.'],
  ['carta', '/carta', 'La carta'],
  ['search', '/carta?q=pollo', 'La carta'],
  ['dish', '/plato/pollo_1_4', '¼ de pollo a la brasa'],
  ['dish-soldout', '/plato/mollejitas', 'Mollejitas a la parrilla'],
  ['dish-unknown', '/plato/nada', 'Ese plato ya no está'],
  ['promotions', '/promociones', 'Promociones'],
  ['promotion', '/promociones/brasa_para_2', 'Brasa Para 2'],
  ['catering', '/catering', 'Vamos a tu mesa larga.'],
  ['catering-unknown', '/catering/solicitud/0', 'No encontramos esa solicitud'],
  ['cart-empty', '/pedido', 'Tu pedido está vacío'],
  ['sign-in', '/ingresar', 'Ingresar'],
  ['registration', '/registro', 'Crea tu cuenta'],
  ['terms', '/terminos', 'Términos del servicio'],
  ['privacy', '/privacidad', 'Política de privacidad'],
  ['order-unknown', '/pedidos/o_nada', 'No encontramos ese pedido'],
  ['nothing', '/no-existe', 'No encontramos esta página'],
];

for (const [name, path, heading] of PUBLIC) {
  test(`${path} is sound`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expectSound(page, name);
  });
}

test('every address leads to a page', async ({ page }) => {
  for (const path of paths) {
    // Of what a parameter names there is nothing, which the page says in its own words.
    const address = path.replace(/\/:\w+\?/, '').replace(/:\w+/g, 'nada');
    await page.goto(address);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading, address).toBeVisible();
    await expect(heading, address).not.toHaveText('No encontramos esta página');
  }
  // Where there is no such category the whole menu is shown, and the title says so.
  await page.goto('/carta/nada');
  await expect(page.getByRole('heading', { level: 1, name: 'La carta' })).toBeVisible();
  await expect(page).toHaveTitle(/^La carta/);
});

test('the pages on the way to an order are sound', async ({ page }) => {
  await page.goto('/terminos');
  await keepInCart(page, 'pollo_1_4', 'chicha_grande', 'papas_fritas');
  await page.goto('/pedido');
  await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido' })).toBeVisible();
  await expectSound(page, 'cart');
  await page.goto('/pedido/entrega');
  await expect(page.getByRole('heading', { level: 1, name: 'Entrega y pago' })).toBeVisible();
  await expectSound(page, 'checkout');

  const customer = await registered(page);
  await page.goto('/pedido/entrega');
  await expect(page.getByLabel('Teléfono')).toHaveValue(customer.phone);
  await priced(page, 'Ir a pagar').click();
  await expect(page.getByRole('alert')).toContainText('Faltan 3 datos');
  await expect(page.getByRole('main').getByLabel('Dirección')).toBeFocused();
  await expectSound(page, 'checkout-missing');

  const { orderId } = await placed(page);
  await page.goto(`/pedido/pago/${orderId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
  await expectSound(page, 'paying');
  await page.getByRole('button', { name: 'Rechazar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'El pago no pasó' })).toBeVisible();
  await expectSound(page, 'refused');
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Tu pedido espera su pago.')).toBeVisible();
  await expectSound(page, 'tracking-unpaid');
});

test('the pages of an account are sound', async ({ page }) => {
  await registered(page);
  await page.goto('/cuenta/pedidos');
  await expect(page.getByRole('heading', { name: 'Todavía no tienes pedidos' })).toBeVisible();
  await expectSound(page, 'orders-empty');
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
  await expectSound(page, 'tracking');
  await page.getByRole('button', { name: 'Cancelar pedido' }).click();
  await expect(page.getByRole('dialog', { name: '¿Cancelamos tu pedido?' })).toBeVisible();
  await expectSound(page, 'cancelling');
  await page.goto('/cuenta');
  await expect(page.getByLabel('Nombre')).toBeVisible();
  await expectSound(page, 'account');
  await page.goto('/cuenta/pedidos');
  await expect(page.getByText(`Pedido ${number}`)).toBeVisible();
  await expectSound(page, 'orders');
  await page.goto('/cuenta/avisos');
  await expect(page.getByRole('link', { name: 'Recibimos tu pedido' })).toBeVisible();
  await expectSound(page, 'notifications');
});

test('the sheet to say where to is sound', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Elige tu dirección/ }).click();
  await expect(page.getByRole('dialog', { name: '¿Cómo lo quieres?' })).toBeVisible();
  await expectSound(page, 'where');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const [path, heading, content] of [
    ['/', 'El fuego ya está prendido. Falta tu antojo.', 'Brasa Para Mí'],
    ['/carta', 'La carta', 'Suspiro a la limeña'],
    ['/plato/pollo_1_4', '¼ de pollo a la brasa', 'S/ 25.90'],
    ['/promociones', 'Promociones', 'Tú Eliges'],
    ['/terminos', 'Términos del servicio', 'tienes 15 minutos para hacerlo'],
    ['/privacidad', 'Política de privacidad', 'No vendemos tus datos'],
  ]) {
    test(`${path} has its content`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.getByRole('main')).toContainText(content);
      await expect(page).toHaveTitle(/Pardos/);
    });
  }

  // What belongs to somebody is not in it.
  for (const [path, title, heading, frame] of [
    ['/pedido', 'Tu pedido', 'Tu pedido', 'Un momento…'],
    ['/pedido/entrega', 'Entrega y pago', 'Entrega y pago', 'Entrega'],
    ['/pedido/pago/o_1', 'Pago', 'Pedido siendo pagado', 'Preparando tu pago…'],
    ['/pedidos/o_1', 'Seguimiento de tu pedido', 'Tu pedido', 'Buscando tu pedido…'],
    ['/ingresar', 'Ingresar', 'Ingresar', 'Contraseña'],
    ['/registro', 'Crea tu cuenta', 'Crea tu cuenta', 'Nombre y apellido'],
    ['/recuperar', 'Recupera tu cuenta', 'Recupera tu cuenta', 'Enviarme un código'],
    ['/cuenta', 'Mi cuenta', 'Mi cuenta', 'Un momento…'],
    ['/cuenta/pedidos', 'Mis pedidos', 'Mi cuenta', 'Un momento…'],
    ['/cuenta/avisos', 'Avisos', 'Mi cuenta', 'Un momento…'],
    ['/cuenta/catering', 'Catering', 'Mi cuenta', 'Un momento…'],
    ['/catering/solicitud/1', 'Tu solicitud de catering', 'Tu solicitud de catering', 'Buscando tu solicitud…'],
    ['/catering/solicitud/1/pago', 'Pago de tu catering', 'Pago de tu catering', 'Preparando tu pago…'],
    ['/libro-de-reclamaciones', 'Libro de Reclamaciones', 'Libro de Reclamaciones', 'Detalle'],
    ['/libro-de-reclamaciones/000000001-2026/1', 'Tu hoja de reclamación', 'Tu hoja de reclamación', 'Buscando tu hoja…'],
  ]) {
    test(`${path} has its frame`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('banner')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      await expect(page.getByRole('main')).toContainText(frame);
      await expect(page).toHaveTitle(`${title} · Pardos`);
      await expect(page.getByRole('contentinfo')).toBeAttached();
      await expect(page.getByRole('contentinfo')).not.toBeInViewport();
      // Searching by text passes over what is for browsers without scripts.
      await expect(page.getByRole('paragraph').first()).toContainText('Para pedir se necesita JavaScript.');
      await expect(page.locator(':is(input, textarea, select, button):enabled:not([readonly])')).toHaveCount(0);
    });
  }
});
