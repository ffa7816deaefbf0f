import { go } from '../support/console';
import { newCustomer, registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { fillClaim, inTheKitchen } from '../support/storefront';
import { expect, type Locator, type Page, test } from '../support/test';

const BOOK = '/libro-de-reclamaciones';

/** Opens a card: beside the list, the first one stands open already. */
async function open(claim: Locator) {
  const toggle = claim.getByRole('button').first();
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') {
    await toggle.click();
  }
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
}

/** The second press of a button counts once it is no double click. */
async function pressAgain(button: Locator) {
  await button.page().waitForTimeout(700);
  await button.click();
}

/** The card of somebody's claim in the console. */
async function card(page: Page, name: string) {
  await page.getByRole('searchbox', { name: 'Buscar por número o nombre' }).fill(name);
  await page.getByRole('button', { name: 'Buscar', exact: true }).click();
  const found = page.getByRole('article').filter({ hasText: name });
  await expect(found).toHaveCount(1);
  return found;
}

test('a claim goes from the form to the answer', async ({ page, staff }) => {
  test.slow();
  const { name, email } = newCustomer();
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Libro de Reclamaciones' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Libro de Reclamaciones' })).toBeVisible();
  await expect(page.getByText('Brasas de Demostración S.A.C.').first()).toBeVisible();

  // What is missing is said in one place, which has the focus, and beside each field.
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Falta corregir 4 datos' });
  await expect(summary).toBeFocused();
  await expectSound(page, 'claim-wrong');
  await summary.getByRole('link', { name: /^Detalle/ }).click();
  await expect(page.getByLabel('Detalle')).toBeFocused();
  await fillClaim(page, name, email);
  await expect(summary).toHaveCount(0);

  // Nothing is lost by a reload.
  await page.reload();
  await expect(page.getByLabel('Nombre y apellido')).toHaveValue(name);
  await expect(page.getByLabel('Detalle')).toHaveValue('Pedí a las 20:00 y llegó frío.');
  await page.getByLabel(/^Monto reclamado/).fill('S/ 41.90');
  await page.getByLabel('Declaro que estos datos son ciertos.').check();
  await expectSound(page, 'claim-form');

  // A double tap sends one.
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).dblclick();
  const received = page.getByText(/^Recibimos tu hoja N\.º \d{9}-\d{4}$/);
  await expect(received).toBeVisible();
  const number = /\d{9}-\d{4}/.exec(await received.innerText())?.[0] ?? '';
  const sheet = page.url();
  await expect(page.getByText('Todavía no respondemos.')).toBeVisible();
  await expectSound(page, 'claim-sheet');
  await page.reload();
  await expect(received).toContainText(number);
  // The form is empty again, and a wrong address shows nothing.
  await page.getByRole('link', { name: 'Escribir otra hoja' }).click();
  await expect(page.getByLabel('Detalle')).toHaveValue('');
  await page.goto(`${sheet.slice(0, -1)}${sheet.endsWith('0') ? '1' : '0'}`);
  await expect(page.getByText('No encontramos esa hoja')).toBeVisible();

  const manager = await staff('gerente');
  await manager.goto('/restaurante/');
  await go(manager, 'Reclamos');
  await expectSound(manager, 'console-claims');
  const claim = await card(manager, name);
  await expect(claim).toContainText(number);
  await open(claim);
  await expect(claim).toContainText('Pedí a las 20:00 y llegó frío.');
  await claim.getByRole('button', { name: 'Enviar respuesta' }).click();
  await expect(claim.getByText('Completa este dato.')).toBeVisible();
  await claim.getByLabel('Tu respuesta').fill('Tienes razón. Te devolvemos S/ 41.90 hoy.');
  await claim.getByLabel(/^Observaciones y acciones adoptadas/).fill('Se devolvió el monto.');
  await expectSound(manager, 'console-claim');
  // What was written survives a reload.
  await manager.reload();
  const again = manager.getByRole('article').filter({ hasText: name });
  await open(again);
  await expect(again.getByLabel('Tu respuesta')).toHaveValue('Tienes razón. Te devolvemos S/ 41.90 hoy.');
  await again.getByRole('button', { name: 'Enviar respuesta' }).click();
  await expect(manager.getByText(`Respondiste la hoja ${number}.`)).toBeVisible();
  await manager.getByRole('link', { name: /^Respondidas/ }).click();
  await expect(manager.getByRole('article').filter({ hasText: name })).toContainText('Respondida');

  await page.goto(sheet);
  await expect(page.getByRole('status').filter({ hasText: `Ya respondimos tu hoja N.º ${number}` })).toBeVisible();
  await expect(page.getByText('Tienes razón. Te devolvemos S/ 41.90 hoy.')).toBeVisible();
  await expect(page.getByText('Se devolvió el monto.')).toBeVisible();
});

test('a letter is printed and confirmed', async ({ page, staff }) => {
  const { name } = newCustomer();
  await page.goto(BOOK);
  await page.getByLabel('Nombre y apellido').fill(name);
  await page.getByLabel('Número', { exact: true }).fill('12345678');
  await page.getByLabel(/^Domicilio/).fill('Av. Larco 345, Miraflores');
  await page.getByRole('radio', { name: 'Carta' }).check();
  await page.getByRole('radio', { name: /^Queja/ }).check();
  await page.getByLabel('Detalle').fill('Nadie me atendió en el mostrador.');
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).click();
  await expect(page.getByText(/^Recibimos tu hoja/)).toBeVisible();

  const manager = await staff('gerente');
  await manager.goto('/restaurante/reclamos');
  const claim = await card(manager, name);
  await open(claim);
  await claim.getByLabel('Tu respuesta').fill('Lamentamos la espera.');
  await claim.getByRole('button', { name: 'Guardar y preparar la carta' }).click();
  await expect(claim).toContainText('Falta enviar la carta');
  await expect(claim.getByText('Lamentamos la espera.')).toBeVisible();
  await expectSound(manager, 'console-letter');
  await claim.getByRole('button', { name: 'La carta salió' }).click();
  await pressAgain(claim.getByRole('button', { name: '¿Ya la enviaste? Confirmar' }));
  await expect(manager.getByText(/quedó respondida por carta/)).toBeVisible();
});

test('money of the order goes back with the answer', async ({ page, staff }) => {
  test.slow();
  const { name, email } = await registered(page);
  const { number } = await inTheKitchen(page);
  await page.goto(BOOK);
  await fillClaim(page, name, email);
  await page.getByLabel(/^Pedido/).fill(`${number}`);
  await page.getByLabel(/^Monto reclamado/).fill('5.00');
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).click();
  await expect(page.getByText(/^Recibimos tu hoja/)).toBeVisible();

  const manager = await staff('gerente');
  await manager.goto('/restaurante/reclamos');
  const claim = await card(manager, name);
  await open(claim);
  await claim.getByLabel('Tu respuesta').fill('Te devolvemos la ensalada.');
  await claim.getByText('Devolver dinero').click();
  const amount = claim.getByLabel('Monto a devolver, en soles');
  await expect(amount).toHaveValue('5.00');
  await amount.fill('9999');
  await claim.getByRole('button', { name: 'Enviar respuesta' }).click();
  await expect(claim.getByText('Es más de lo que queda cobrado de ese pedido.')).toBeVisible();
  await expect(amount).toBeFocused();
  await amount.fill('5.00');
  await expectSound(manager, 'console-claim-refund');
  await claim.getByRole('button', { name: 'Enviar respuesta' }).click();
  await expect(manager.getByText(/^Respondiste la hoja/)).toBeVisible();
  await manager.getByRole('link', { name: /^Respondidas/ }).click();
  const answered = manager.getByRole('article').filter({ hasText: name });
  await expect(answered).toContainText('Respondida');
  await open(answered);
  await expect(answered).toContainText(/S\/\s5\.00, devuelto/);
  await page.reload();
  await expect(page.getByText(/S\/\s5\.00, devuelto/)).toBeVisible();
});

test('an offer pauses the term, and its money goes back when the consumer accepts it', async ({ page, staff }) => {
  test.slow();
  const { name, email } = await registered(page);
  const { number } = await inTheKitchen(page);
  await page.goto(BOOK);
  await fillClaim(page, name, email);
  await page.getByLabel(/^Pedido/).fill(`${number}`);
  await page.getByRole('button', { name: 'Enviar y recibir mi número' }).click();
  await expect(page.getByText(/^Recibimos tu hoja/)).toBeVisible();

  const manager = await staff('gerente');
  await manager.goto('/restaurante/reclamos');
  const claim = await card(manager, name);
  await open(claim);
  await claim.getByText('Ofrecer un acuerdo').click();
  await claim.getByRole('button', { name: 'Enviar la oferta' }).click();
  await expect(claim.getByLabel('Qué ofreces')).toBeFocused();
  await claim.getByLabel('Qué ofreces').fill('Te devolvemos el pedido y te invitamos un postre.');
  const offer = claim.locator('details');
  await offer.getByText('Devolver dinero').click();
  const amount = offer.getByLabel('Monto a devolver, en soles');
  await amount.fill('9999');
  await claim.getByRole('button', { name: 'Enviar la oferta' }).click();
  await expect(offer.getByText('Es más de lo que queda cobrado de ese pedido.')).toBeVisible();
  await expect(amount).toBeFocused();
  await amount.fill('5.00');
  await expectSound(manager, 'console-claim-offer');
  await claim.getByRole('button', { name: 'Enviar la oferta' }).click();
  await expect(manager.getByText('La oferta va por correo.')).toBeVisible();
  await expect(claim).toContainText(/En pausa hasta el \d\d\/\d\d/);
  await expect(claim).toContainText(/Devolución si acepta\s*S\/\s5\.00/);
  await expectSound(manager, 'console-claim-offered');

  await page.reload();
  await expect(page.getByText('Te devolvemos el pedido y te invitamos un postre.')).toBeVisible();
  await expect(page.getByText('Te devolveríamos')).toBeVisible();
  await expect(page.getByText(/^Te proponemos un acuerdo por tu hoja N\.º/)).toBeVisible();
  await expectSound(page, 'claim-offer');
  // A double click is no answer, and only one of the two asks at a time.
  await page.getByRole('button', { name: 'Aceptar el acuerdo' }).dblclick();
  await page.getByRole('button', { name: 'No aceptar' }).dblclick();
  await expect(page.getByRole('button', { name: '¿Seguro? Confirmar' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Aceptar el acuerdo' }).click();
  await pressAgain(page.getByRole('button', { name: '¿Seguro? Confirmar' }));
  await expect(page.getByRole('heading', { name: 'Acuerdo propuesto' })).toBeFocused();
  await expect(page.getByText(/ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO, /)).toBeVisible();
  await expect(page.getByText(/^Tu hoja N\.º .* terminó con un acuerdo$/)).toBeVisible();
  await expectSound(page, 'claim-settled');
  await manager.getByRole('link', { name: /^Respondidas/ }).click();
  const settled = manager.getByRole('article').filter({ hasText: name });
  await expect(settled).toContainText('Con acuerdo');
  await open(settled);
  await expect(settled).toContainText('ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO');
  await expect(settled).toContainText(/S\/\s5\.00, devuelto/);
  await expectSound(manager, 'console-claim-settled');
  await page.reload();
  await expect(page.getByText(/S\/\s5\.00, devuelto/)).toBeVisible();
});

test('a sheet of paper is typed in, and the notice is printed', async ({ staff }) => {
  const { name } = newCustomer();
  const manager = await staff('gerente');
  await manager.goto('/restaurante/reclamos');
  await manager.getByRole('link', { name: 'Anotar hoja de papel' }).click();
  await manager.getByRole('button', { name: 'Guardar en el libro' }).click();
  const summary = manager.getByRole('alert').filter({ hasText: 'Fecha de la hoja' });
  await expect(summary).toBeFocused();
  await expectSound(manager, 'console-paper-wrong');
  const now = (await manager.request.get('/api/health')).headers().date;
  const day = new Date(Date.parse(now) - 29 * 3_600_000).toISOString().slice(0, 10);
  await manager.getByLabel('Fecha de la hoja').fill(day);
  await manager.getByLabel(/^Número impreso/).fill('000123');
  await manager.getByLabel('Nombre', { exact: false }).first().fill(name);
  await manager.getByLabel('Número de documento').fill('12345678');
  await manager.getByLabel(/^Domicilio/).fill('Av. Larco 345, Miraflores');
  await manager.getByLabel('Detalle').fill('La mesa no estaba lista.');
  await expectSound(manager, 'console-paper');
  await manager.getByRole('button', { name: 'Guardar en el libro' }).click();
  await expect(manager.getByRole('heading', { name: /^Guardada con el número \d{9}-\d{4}/ })).toBeVisible();
  await expectSound(manager, 'console-paper-stored');
  await manager.getByRole('link', { name: 'Ver en Reclamos' }).click();
  const claim = await card(manager, name);
  await open(claim);
  await expect(claim).toContainText('Hoja 000123. Anotó Gloria');

  await manager.getByRole('link', { name: 'Aviso para el local' }).click();
  await expect(manager.getByRole('img', { name: 'Código QR del Libro de Reclamaciones' })).toBeVisible();
  await expect(manager.getByText('RUC', { exact: false }).first()).toBeVisible();
  await expectSound(manager, 'console-poster');
});

test('only managers see the book', async ({ staff }) => {
  const cook = await staff('cocina');
  await cook.goto('/restaurante/');
  const links = cook.getByRole('navigation', { name: 'Pantallas' });
  await expect(links.getByRole('link', { name: 'Cocina' })).toBeVisible();
  await expect(links.getByRole('link', { name: 'Reclamos' })).toHaveCount(0);
  await cook.goto('/restaurante/reclamos');
  await expect(cook.getByText('Esta pantalla no es para tu rol')).toBeVisible();
});
