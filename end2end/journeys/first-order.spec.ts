import { findCard, figure, go, press, ticket } from '../support/console';
import { fillRegistration, newCustomer } from '../support/customers';
import { picture } from '../support/pictures';
import { addQuarterChicken, cartLink, fillAddress, orderNumber, priced } from '../support/storefront';
import { expect, FIRST_NAMES, loads, test } from '../support/test';

// A whole order, through eight pages of five people.
test.slow();

test('a visitor orders, the kitchen works, the customer receives', async ({ page, staff }) => {
  const customer = newCustomer();

  await test.step('browses the carta and fills the cart', async () => {
    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name: 'Pedir ahora' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'La carta' })).toBeVisible();
    await addQuarterChicken(page);
    await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).click();
    await expect(page.getByRole('group', { name: 'Cantidad de Chicha morada grande' })).toContainText('1');
    await cartLink(page).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido' })).toBeVisible();
    const chicken = page.getByRole('listitem').filter({ hasText: '¼ de pollo a la brasa' });
    await expect(chicken).toContainText('Pierna, Camote en rejilla, Ensalada fresca, Ají de la casa');
    await expect(chicken).toContainText('“Bien dorado”');
    await expect(chicken).toContainText('S/ 28.90');
    await expect(page.getByRole('main')).toContainText('S/ 42.40');
    await picture(page, 'order-1-cart', { whole: true });
  });

  await test.step('registers at checkout and loses nothing', async () => {
    await page.getByRole('link', { name: 'Continuar' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Entrega y pago' })).toBeVisible();
    await fillAddress(page);
    await page.getByLabel('Teléfono').fill(customer.phone);
    await page.getByRole('radio', { name: /Tarjeta/ }).check();
    await page.getByRole('checkbox', { name: /Acepto los términos/ }).check();
    await picture(page, 'order-2-checkout', { whole: true });
    await priced(page, 'Ingresa para hacer tu pedido').click();
    await page.getByRole('link', { name: 'Crea tu cuenta' }).click();
    await fillRegistration(page, customer);
    await page.getByRole('button', { name: 'Crea tu cuenta' }).click();
    await expect(page).toHaveURL(/\/pedido\/entrega$/);
    await expect(page.getByRole('main')).toContainText(`Pides como ${customer.name}`);
    await expect(page.getByRole('main').getByLabel('Dirección')).toHaveValue('Av. Larco 345, dpto. 502');
    await expect(page.getByRole('main').getByLabel('Distrito')).toHaveValue('Miraflores');
    await expect(page.getByLabel('Teléfono')).toHaveValue(customer.phone);
    await expect(page.getByRole('radio', { name: /Tarjeta/ })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: /Acepto los términos/ })).toBeChecked();
    await expect(page.getByRole('main')).toContainText('1 × Chicha morada grande');
  });

  await test.step('pays in the simulated step', async () => {
    await expect(priced(page, 'Ir a pagar')).toContainText('S/ 42.40');
    await priced(page, 'Ir a pagar').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Pedido siendo pagado' })).toBeVisible();
    await expect(page.getByText('Esperamos la confirmación de tu banco.')).toBeVisible();
    await expect(page.getByText(/Tienes 1[45]:\d\d para pagar/)).toBeVisible();
    await picture(page, 'order-3-paying', { whole: true });
    await page.getByRole('button', { name: 'Aprobar pago' }).click();
    await expect(page).toHaveURL(/\/pedidos\/o_/);
  });

  const number = await orderNumber(page);
  const now = page.getByRole('status');
  const step = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  const { cocina, empaque, reparto } = FIRST_NAMES;
  const clock = '\\d\\d:\\d\\d';
  const span = `${clock}( a ${clock})?`;
  const reloads = loads(page);
  await expect(now.filter({ hasText: 'Recibimos tu pedido. Ya está en la cola de la cocina.' })).toBeVisible();
  await expect(step('Confirmado')).toContainText(new RegExp(clock));
  await picture(page, 'order-4-received', { whole: true });

  const board = await staff('gerente');
  await board.goto('/restaurante/tablero');
  const delivered = figure(board, 'Entregados');
  await expect(delivered).toHaveText(/^\d+$/);
  const before = Number(await delivered.innerText());
  const boardReloads = loads(board);

  await test.step('the cook takes it and finishes it', async () => {
    const kitchen = await staff('cocina');
    await kitchen.goto('/restaurante/');
    const its = ticket(kitchen, number);
    await expect(its).toContainText('Pierna, Camote en rejilla, Ensalada fresca, Ají de la casa');
    await expect(its).toContainText('Bien dorado');
    await expect(its).toContainText('Chicha morada grande');
    await press(kitchen, 'Tomar', number);
    await expect(its).toContainText('Lo tienes tú');
    await picture(kitchen, 'order-5-kitchen');
    await expect(now.filter({ hasText: `Tu pedido está en la cocina. ${cocina} lo está preparando.` })).toBeVisible();
    await expect(step('En la cocina')).toContainText(new RegExp(`desde las? ${clock} · ${cocina}`));
    await picture(page, 'order-6-cooking', { whole: true });
    await press(kitchen, 'Listo', number);
    await expect(its).toHaveCount(0);
    await expect(kitchen.getByText(`El pedido ${number} pasó a empaque.`)).toBeVisible();
    await expect(step('En la cocina')).toContainText(new RegExp(`${span} · ${cocina}`));
    await expect(step('Empaque')).toContainText('por empacar');
  });

  await test.step('the dispatcher packs it', async () => {
    const packing = await staff('empaque');
    await packing.goto('/restaurante/');
    await expect(ticket(packing, number)).toContainText('Av. Larco 345, dpto. 502');
    await press(packing, 'Tomar', number);
    await expect(now.filter({ hasText: `Estamos empacando tu pedido. ${empaque} lo está empacando.` })).toBeVisible();
    await expect(step('Empaque')).toContainText(new RegExp(`desde las? ${clock} · ${empaque}`));
    await press(packing, 'Listo', number);
    await expect(ticket(packing, number)).toHaveCount(0);
    await expect(now.filter({ hasText: 'Tu pedido está listo y espera a su repartidor.' })).toBeVisible();
  });

  await test.step('the driver delivers it', async () => {
    const road = await staff('reparto');
    await road.goto('/restaurante/');
    await expect(ticket(road, number)).toContainText('Timbre azul');
    await expect(ticket(road, number)).toContainText(customer.name);
    await expect(ticket(road, number)).not.toContainText('Cobrar');
    await press(road, 'Tomar', number);
    await expect(now.filter({ hasText: `Tu pedido está en camino. ${reparto} va hacia tu dirección.` })).toBeVisible();
    await expect(step('En camino')).toContainText(new RegExp(`desde las? ${clock} · ${reparto}`));
    await picture(road, 'order-7-road');
    await press(road, 'Entregado', number);
    await expect(ticket(road, number)).toHaveCount(0);
  });

  await test.step('the customer has followed all of it without reloading', async () => {
    await expect(page.getByRole('heading', { level: 1, name: '¡Buen provecho!' })).toBeVisible();
    await expect(step('En la cocina')).toContainText(new RegExp(`${span} · ${cocina}`));
    await expect(step('Empaque')).toContainText(new RegExp(`${span} · ${empaque}`));
    await expect(step('En camino')).toContainText(new RegExp(`${span} · ${reparto}`));
    await expect(step('Entregado').last()).toContainText(new RegExp(clock));
    expect(reloads()).toBe(0);
    await picture(page, 'order-8-delivered', { whole: true });
  });

  await test.step('the dashboard counts it, the orders show who did what and when', async () => {
    await expect.poll(async () => Number(await delivered.innerText())).toBeGreaterThan(before);
    expect(boardReloads()).toBe(0);
    await picture(board, 'order-9-board', { whole: true });
    await go(board, 'Pedidos');
    const card = await findCard(board, number);
    await expect(card).toContainText('¼ de pollo a la brasa, Chicha morada grande');
    await card.getByRole('button', { name: new RegExp(`${number}`) }).first().click();
    await expect(card).toContainText('“Bien dorado”');
    await expect(card).toContainText('Tarjeta, pagado');
    for (const [stage, who] of [
      ['Cocina', 'Rosa Huamán'],
      ['Empaque', 'Martín Salas'],
      ['Reparto', 'Julio Paredes'],
    ]) {
      const cells = card.getByRole('row').filter({ has: board.getByRole('rowheader', { name: stage }) }).getByRole('cell');
      await expect(cells).toHaveText([
        'Terminada',
        new RegExp(clock),
        new RegExp(clock),
        new RegExp(clock),
        /^\d+ (s|min)$/,
        who,
      ]);
    }
    await picture(board, 'order-10-card');
  });
});
