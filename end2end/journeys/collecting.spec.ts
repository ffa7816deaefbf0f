import { registered } from '../support/customers';
import { ACCOUNT, MercadoPago } from '../support/mercado-pago';
import { expectSound } from '../support/pages';
import { managerOf, restaurant } from '../support/restaurant';
import { type Placed, placed } from '../support/storefront';
import { expect, test } from '../support/test';

test('a restaurant is paid into an account of its own, or only at the door', async ({ page, baseURL, visitor, request }) => {
  const shop = new MercadoPago();
  await shop.open();
  try {
    const { id, product } = await restaurant(request);
    const here = baseURL!.replace('localhost', `${id}.localhost`);
    const manager = await visitor();
    await managerOf(manager, `${here}/restaurante/ajustes`);
    const card = manager.getByRole('region', { name: 'Pagos en línea' });
    await expect(card.getByRole('radio', { name: /^La cuenta del servicio/ })).toBeChecked();

    await test.step('connects it by the key that says whose it is', async () => {
      await card.getByRole('radio', { name: /^Mi cuenta de Mercado Pago/ }).check();
      const token = card.getByLabel('Access Token de producción');
      await card.getByRole('button', { name: 'Comprobar la clave' }).click();
      await expect(token).toBeFocused();
      await expect(card).toContainText('Falta esto.');
      await token.fill('APP_USR-de-nadie');
      await manager.keyboard.press('Enter');
      await expect(card).toContainText('Mercado Pago no acepta esta clave.');
      await expect(token).toBeFocused();
      await token.fill(ACCOUNT.token);
      await manager.keyboard.press('Enter');
      await expect(card).toContainText(`La clave es de esta cuenta: ${ACCOUNT.name} (${ACCOUNT.user})`);
      await expect(card.getByLabel('Caja')).toHaveValue(ACCOUNT.pos);
      await expect(card.getByLabel('Dirección para los avisos')).toHaveValue(/\/api\/payments\/webhook$/);
      await expectSound(manager, 'console-collecting-connect');
      await card.getByLabel('Clave secreta de los webhooks').fill(ACCOUNT.secret);
      await card.getByRole('button', { name: 'Cobrar con esta cuenta' }).click();
      await expect(card).toContainText(`${ACCOUNT.name}, cuenta ${ACCOUNT.user}, caja ${ACCOUNT.pos}`);
      await expect(card).toContainText('La conectó Rosa');
      await expectSound(manager, 'console-collecting');
    });

    await registered(page, `${here}/terminos`);
    let order: Placed;
    await test.step('is paid there, with a code that no page approves', async () => {
      order = await placed(page, { product });
      await page.goto(`${here}/pedido/pago/${order.orderId}`);
      await expect(page.getByRole('img', { name: /QR/ })).toBeVisible();
      await expect(page.getByRole('button', { name: /Aprobar/ })).toHaveCount(0);
      await shop.pays(request, id, order.orderId);
      await expect(page.getByText('Recibimos tu pedido. Ya está en la cola de la cocina.')).toBeVisible();
    });

    await test.step('and then only at the door', async () => {
      const left = await placed(page, { product });
      await card.getByRole('radio', { name: /^Nadie: solo al recibir/ }).check();
      await expect(card).toContainText('se termina de cobrar, y se devuelve, donde empezó');
      await card.getByRole('button', { name: 'Guardar quién cobra' }).click();
      await expect(manager.getByText('Guardado: desde ahora cobra quien elegiste.')).toBeVisible();
      await expect(card.getByRole('button', { name: 'Guardar quién cobra' })).toBeDisabled();
      const storefront = await request.get('/rpc/catalog/storefront', { headers: { 'x-tenant-id': id } });
      expect((await storefront.json()).online).toBe(false);
      await expect(manager.getByRole('region', { name: 'Historial de cambios' })).toContainText('cambió quién cobra los pagos en línea');
      // Who had not begun to pay yet is not led to a code that nobody makes.
      await page.goto(`${here}/pedido/pago/${left.orderId}`);
      await expect(page.getByText('El restaurante ya no cobra en línea.')).toBeVisible();
      await expect(page.getByRole('radio')).toHaveCount(1);
      await expectSound(page, 'storefront-payment-door');
      await page.getByRole('button', { name: 'Pagar al recibir' }).click();
      // A first order is paid at the door by whom mail has reached: the way there is on the page.
      await expect(page.getByText('confirma tu correo en tu cuenta')).toBeVisible();
      await page.getByRole('link', { name: 'Confirmar mi correo' }).click();
      await expect(page).toHaveURL(/\/cuenta#account-email$/);
    });
  } finally {
    await shop.close();
  }
});
