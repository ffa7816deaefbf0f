import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, FIRST_NAMES, type Page, test } from '../support/test';

test('two cooks press at once: one has it, the other sees who', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const cooks = [
    { page: await staff('cocina'), name: FIRST_NAMES.cocina },
    { page: await staff('cocina2'), name: FIRST_NAMES.cocina2 },
  ];
  const gate = together(cooks.length);
  for (const cook of cooks) {
    await cook.page.goto('/restaurante/cocina');
    await expect(ticket(cook.page, number)).toBeVisible();
    await cook.page.route('**/rpc/stages/take', async (route) => {
      await gate();
      await route.continue();
    });
  }
  const answers = await Promise.all(cooks.map(({ page }) => pressTake(page, number)));
  expect(answers.toSorted()).toEqual([200, 409]);
  const [winner, loser] = answers[0] === 200 ? cooks : cooks.toReversed();
  await expect(ticket(winner.page, number)).toContainText('Lo tienes tú');
  await expect(loser.page.getByText(`El pedido ${number} ya lo tomó ${winner.name}. Elige otro.`)).toBeVisible();
  await expect(ticket(loser.page, number)).toContainText(`Lo tiene ${winner.name}`);
  await expect(ticket(loser.page, number).getByRole('button')).toHaveCount(0);
});

test('a tap while the one before is on its way waits its turn', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  let answers = () => {};
  const answered = new Promise<void>((resolve) => {
    answers = resolve;
  });
  const asked = kitchen.waitForRequest('**/rpc/stages/take');
  await kitchen.route('**/rpc/stages/take', async (route) => {
    await answered;
    await route.continue();
  });
  await press(kitchen, 'Tomar', number);
  await asked;
  const done = kitchen.getByRole('button', { name: `Listo, pedido ${number}`, exact: true });
  // Not before the screen takes it for a tap of its own.
  await expect(done).toBeEnabled();
  await done.click();
  answers();
  await expect(ticket(kitchen, number)).toHaveCount(0);
  await expect(kitchen.getByRole('heading', { name: 'Recién terminados' })).toBeVisible();
});

async function pressTake(page: Page, number: number): Promise<number> {
  const answer = page.waitForResponse('**/rpc/stages/take');
  await page.getByRole('button', { name: `Tomar, pedido ${number}`, exact: true }).click();
  return (await answer).status();
}

/** Lets nobody through before this many have come. */
function together(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++come === count) open();
    return opened;
  };
}
