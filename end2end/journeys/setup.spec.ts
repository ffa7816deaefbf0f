import { randomUUID } from 'node:crypto';
import { press, ticket } from '../support/console';
import { fillRegistration, newCustomer } from '../support/customers';
import { typed } from '../support/operator';
import { expectSound } from '../support/pages';
import { cartLink, orderNumber, priced } from '../support/storefront';
import { expect, test } from '../support/test';

// A restaurant from nothing to its first order, through three people.
test.slow();

for (const width of [390, 1440]) {
  test(`a restaurant is opened from its link in a browser ${width} px wide`, async ({ page, visitor, baseURL, browser }) => {
    const id = `rincon-${randomUUID().slice(0, 8)}`;
    const here = baseURL!.replace('localhost', `${id}.localhost`);
    const link = new URL(typed('tenant', 'create', id).split('\n').at(-1)!);
    await page.setViewportSize({ width, height: 900 });
    const main = page.getByRole('main');

    await test.step('the owner chooses a password', async () => {
      await page.goto(`${here}/restaurante/invitacion${link.hash}`);
      await expect(page.getByRole('heading', { level: 1, name: 'Te damos la bienvenida' })).toBeVisible();
      await expect(page.getByLabel('Tu nombre')).toBeVisible();
      await expectSound(page, `invitation-${width}`);
      await page.setViewportSize({ width, height: 900 });
      await page.getByRole('button', { name: 'Entrar' }).click();
      await expect(page.getByLabel('Tu nombre')).toBeFocused();
      await page.getByLabel('Tu nombre').fill('Rosa Rincón');
      await page.getByLabel('Tu usuario para ingresar').fill('rosa');
      await page.getByLabel('Tu contraseña').fill('horno-de-barro');
      await page.getByRole('button', { name: 'Entrar' }).click();
      await expect(page).toHaveURL(/\/restaurante\/instalacion\/marca$/);
    });

    await test.step('says who it is, and how it looks', async () => {
      await expect(page.getByRole('heading', { level: 1, name: '¿Cómo se llama tu restaurante?' })).toBeVisible();
      await expect(page.getByText('Te quedan 11 minutos')).toBeVisible();
      await expectSound(page, `setup-1-${width}`);
      await page.setViewportSize({ width, height: 900 });
      await page.getByLabel('Nombre del restaurante').fill('El Rincón');
      await page.getByLabel('La frase grande de la portada').fill('Brasa de barrio');
      await page.getByLabel('Calle y número').fill('Jr. Huáscar 123');
      await page.getByLabel('Distrito').fill('Lince');
      await page.getByLabel('Teléfono para tus clientes').fill('12');
      await page.getByLabel('Razón social, o tu nombre completo').fill('Rosa Rincón Paz');
      await page.getByRole('button', { name: 'Huerta' }).click();
      await page.getByRole('button', { name: 'Seguir con la carta' }).click();
      // What cannot be used is said beside its field, and nothing else is lost.
      await expect(page.getByLabel('Teléfono para tus clientes')).toHaveAttribute('aria-invalid', 'true');
      await page.getByLabel('Teléfono para tus clientes').fill('987 654 321');
      await page.getByRole('button', { name: 'Seguir con la carta' }).click();
      await expect(page).toHaveURL(/\/instalacion\/carta$/);
    });

    await test.step('begins with a sample carta and its own prices', async () => {
      await expect(main.getByRole('button', { name: /^Pollería/ })).toBeVisible();
      await main.getByRole('button', { name: /^Cevichería/ }).click();
      await expect(main.getByRole('heading', { name: 'Pon tus precios' })).toBeVisible();
      await main.getByRole('button', { name: /^Pollería/ }).click();
      await expect(page.getByRole('alert')).toContainText('reemplaza lo que tienes');
      await main.getByRole('button', { name: 'Reemplazar la carta' }).click();
      const price = main.getByLabel('Precio de ¼ de pollo a la brasa');
      await expect(price).toHaveValue('25.90');
      await expectSound(page, `setup-2-${width}`);
      await page.setViewportSize({ width, height: 900 });
      await price.fill('');
      await expect(main.getByText('Falta 1 precio, o apaga ese plato.')).toBeVisible();
      await price.fill('27.50');
      await page.getByRole('button', { name: 'Seguir con el horario' }).click();
      await expect(page).toHaveURL(/\/instalacion\/horario$/);
    });

    await test.step('keeps the hours, and goes on later', async () => {
      await expect(main.getByRole('region', { name: 'Horario' })).toBeVisible();
      await expectSound(page, `setup-3-${width}`);
      await page.setViewportSize({ width, height: 900 });
      // It is open at any hour, for this test.
      await openAlways();
      await page.reload();
      await page.getByRole('button', { name: 'Seguir con el personal' }).click();
      await expect(page).toHaveURL(/\/instalacion\/personal$/);
      await page.goto(`${here}/restaurante/`);
      await expect(page).toHaveURL(/\/instalacion\/personal$/);
    });

    let invitation = '';
    await test.step('invites a cook', async () => {
      await main.getByLabel('Cómo se llama').fill('Beto Cruz');
      await main.getByLabel('Su correo (opcional)').fill('beto@');
      await main.getByRole('button', { name: 'Invitar' }).click();
      await expect(main.getByLabel('Su correo (opcional)')).toBeFocused();
      await main.getByLabel('Su correo (opcional)').fill('beto@example.pe');
      await main.getByRole('button', { name: 'Invitar' }).click();
      const sheet = page.getByRole('dialog');
      await expect(sheet.getByRole('img', { name: 'Código QR de la invitación' })).toBeVisible();
      await expect(sheet).toContainText('El enlace también se envía a beto@example.pe.');
      invitation = new URL((await sheet.getByText(/invitacion#/).innerText()).trim()).hash;
      await expectSound(page, `setup-4-${width}`);
      await page.setViewportSize({ width, height: 900 });
      await sheet.getByRole('button', { name: 'Listo', exact: true }).click();
      await expect(main.getByText('Invitaciones por usar')).toBeVisible();
      await page.getByRole('button', { name: 'Seguir a publicar' }).click();
    });

    const cook = await visitor();
    await test.step('the cook joins', async () => {
      await cook.goto(`${here}/restaurante/invitacion${invitation}`);
      await expect(cook.getByLabel('Tu usuario para ingresar')).toHaveValue('beto');
      await cook.getByLabel('Tu contraseña').fill('carbon-y-parrilla');
      await cook.getByRole('button', { name: 'Entrar' }).click();
      await expect(cook.getByRole('heading', { level: 1, name: 'Cocina' })).toBeVisible();
      await expect(cook.getByText('Restaurante en preparación')).toBeVisible();
    });

    const customer = await visitor();
    const somebody = newCustomer();
    let number = 0;
    await test.step('a rehearsal is ordered, paid with nothing, and cooked', async () => {
      await expect(page.getByRole('heading', { level: 1, name: 'Prueba y abre' })).toBeVisible();
      await customer.setViewportSize({ width, height: 900 });
      await customer.goto(`${here}/carta`);
      await expect(customer.getByText('los pedidos son de prueba')).toBeVisible();
      await customer.getByRole('button', { name: 'Agregar Papas fritas', exact: true }).click();
      await cartLink(customer).click();
      await customer.getByRole('link', { name: 'Continuar' }).click();
      await customer.getByRole('main').getByLabel('Dirección').fill('Av. Arenales 500');
      await customer.getByRole('main').getByLabel('Distrito').fill('Lince');
      await customer.getByLabel('Teléfono').fill('999 888 777');
      await customer.getByRole('checkbox', { name: /Acepto los términos/ }).check();
      await priced(customer, 'Ingresa para hacer tu pedido').click();
      await customer.getByRole('link', { name: 'Crea tu cuenta' }).click();
      await fillRegistration(customer, somebody);
      await customer.getByRole('button', { name: 'Crea tu cuenta' }).click();
      await priced(customer, 'Ir a pagar').click();
      await customer.getByRole('button', { name: 'Aprobar pago' }).click();
      await expect(customer).toHaveURL(/\/pedidos\/o_/);
      number = await orderNumber(customer);
      await expect(ticket(cook, number)).toContainText('Prueba');
      await press(cook, 'Tomar', number);
      await press(cook, 'Listo', number);
      // The owner has followed it.
      const step = main.getByRole('listitem').filter({ hasText: 'Está cocinado' });
      await expect(step).toContainText('Beto Cruz');
      await expectSound(page, `setup-5-${width}`);
      await page.setViewportSize({ width, height: 900 });
    });

    await test.step('publishes', async () => {
      await page.getByRole('button', { name: 'Publicar y abrir' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '¡Tu restaurante está en línea!' })).toBeVisible();
      await expect(main.getByRole('img', { name: 'Código QR de tu tienda' })).toBeVisible();
      await expectSound(page, `setup-6-${width}`);
      await page.setViewportSize({ width, height: 900 });
      await expect(customer.getByText('los pedidos son de prueba')).toHaveCount(0);
      await expect(cook.getByText('Restaurante en preparación')).toHaveCount(0);
      await page.getByRole('link', { name: 'Ir al tablero' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Tablero' })).toBeVisible();
    });

    await test.step('its pages are there before any code runs', async () => {
      const still = await browser.newContext({ javaScriptEnabled: false });
      const drawn = await still.newPage();
      await drawn.goto(`${here}/carta`);
      await expect(drawn).toHaveTitle('La carta · El Rincón');
      await expect(drawn.getByRole('link', { name: '¼ de pollo a la brasa', exact: true })).toBeVisible();
      await expect(drawn.getByText('S/ 27.50').first()).toBeVisible();
      expect((await drawn.goto(`${here}/plato/nada`))!.status()).toBe(404);
      await still.close();
    });

    async function openAlways() {
      const settings = await page.evaluate(async () => {
        const ask = (path: string, body: object) =>
          fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((answer) => answer.json());
        const service = await ask('/rpc/catalog/service-settings', {});
        service.hours = Array.from({ length: 7 }, () => [{ opens: 0, closes: 1440 }]);
        return ask('/rpc/catalog/change-service-settings', { service });
      });
      expect(settings.hours).toHaveLength(7);
    }
  });
}
