import { go, ticket } from '../support/console';
import { registered } from '../support/customers';
import { awake } from '../support/storefront';
import { expect, type Page, test } from '../support/test';
import { stored, type Stored, Walk } from '../support/walk';
import { planned } from '../support/walk-plan';

// What a customer with two tabs and a cook do at random while answers get lost. What they do follows from the seed alone;
// what can be done of it depends on what the pages show by then. `BRASA_WALKS=1000` walks with the seeds 1 to 1000, and
// `BRASA_WALKS=17-17` once more with the seed 17.
const [first, last] = (process.env.BRASA_WALKS ?? '10').split('-').map(Number);
const SEEDS = last === undefined ? { from: 1, to: first } : { from: first, to: last };
const STEPS = Number(process.env.BRASA_WALK_STEPS ?? 200);

test.use({ provoked: /ERR_CONNECTION_RESET|ERR_FAILED|ERR_ABORTED/ });

/** What the page of an order says of it. */
function sentence({ status, currentStep }: Stored): RegExp {
  if (status === 'CREATED') return /Tu pedido espera su pago/;
  if (status === 'CANCELLED') return /Pedido cancelado/;
  if (currentStep === 'PACKAGING') return /Tu pedido ya salió del fuego/;
  return /Ya está en la cola de la cocina|Tu pedido está en la cocina/;
}

/** What the list of the customer's orders says of it. */
function badge({ status, currentStep }: Stored): RegExp {
  if (status === 'CREATED') return /Por pagar/;
  if (status === 'CANCELLED') return /Cancelado/;
  return currentStep === 'PACKAGING' ? /En empaque/ : /En la cocina/;
}

async function queuesAgree(kitchen: Page, orders: Stored[]) {
  for (const [screen, stage] of [
    ['Empaque', 'PACKAGING'],
    ['Cocina', 'COOKING'],
  ]) {
    await go(kitchen, screen);
    for (const order of orders) {
      const here = order.status === 'CONFIRMED' && order.currentStep === stage;
      await expect(ticket(kitchen, order.number), `${order.number} in ${screen}`).toHaveCount(here ? 1 : 0);
    }
  }
}

for (let seed = SEEDS.from; seed <= SEEDS.to; seed++) {
  test(`a random walk, seed ${seed}`, async ({ page, context, request, staff }, info) => {
    // On a machine that does something else as well a step takes a second.
    test.setTimeout(3_000 * (20 + STEPS));
    const customer = await registered(page);
    const other = await context.newPage();
    const kitchen = await staff('cocina');
    await Promise.all([page.goto('/carta'), other.goto('/carta'), kitchen.goto('/restaurante/cocina')]);
    await Promise.all([awake(page), awake(other)]);
    const walk = new Walk([page, other], kitchen);
    try {
      for (const [index, step] of planned(seed, STEPS).entries()) await walk.take(step, index);
      walk.release();
      for (const one of [page, kitchen]) one.setDefaultTimeout(0);
      expect(walk.faults, 'no page broke').toEqual([]);

      const orders = await stored(request, customer);
      const intentions = orders.map((order) => Number(/Intento (\d+)/.exec(JSON.stringify(order))?.[1]));
      expect(intentions, 'every order is of an intention').not.toContain(Number.NaN);
      expect(intentions, 'an intention has one order at most').toEqual([...new Set(intentions)]);
      for (const intention of walk.confirmed) expect(intentions, 'what a page has said is there').toContain(intention);

      expect(walk.done, 'most steps could be done').toBeGreaterThan(STEPS / 2);
      expect(orders.length, 'something was ordered').toBeGreaterThan(0);
      walk.said.push(`placed ${orders.length}, of which pages have said ${walk.confirmed.size}`);
      // What the cook's tablet has kept is sent by now, or soon.
      await expect(kitchen.getByText(/por enviar|Sin respuesta, lo reintentamos|Enviando…/i)).toHaveCount(0);
      const settled = await stored(request, customer);
      await queuesAgree(kitchen, settled);
      await page.goto('/cuenta/pedidos');
      await expect(page.getByRole('main').getByRole('article')).toHaveCount(settled.length);
      for (const order of settled) {
        const row = page.getByRole('article').filter({ has: page.locator(`a[href$='${order.orderId}']`) });
        await expect(row, `${order.number} in the list`).toContainText(badge(order));
      }
      for (const order of settled) {
        await page.goto(`/pedidos/${order.orderId}`);
        await expect(page.getByRole('main'), `the page of ${order.number}`).toContainText(sentence(order));
      }
    } catch (error) {
      console.log([`seed ${seed} failed; BRASA_WALKS=${seed}-${seed} walks it again:`, ...walk.said].join('\n  '));
      throw error;
    } finally {
      await info.attach('steps', { body: walk.said.join('\n'), contentType: 'text/plain' });
      const steps = SEEDS.from === SEEDS.to ? walk.said : [];
      console.log([`seed ${seed}: ${walk.done} of ${STEPS} steps could be done, ${walk.said.at(-1)}`, ...steps].join('\n  '));
    }
  });
}
