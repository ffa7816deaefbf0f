import { expect, type Page } from './test';
import type { APIRequestContext, WebSocketRoute } from '@playwright/test';

interface Changes {
  cursor: string;
  changes: { id: string }[];
}

/** Pages of a server that cannot stream, and a gateway of sockets: what it gets, it sends to the pages. */
export class Gateway {
  /** How often pages asked over HTTP what has changed. */
  asked = 0;
  /** How often a page dialed. */
  dialed = 0;
  /** Where pages said they were. */
  said: (string | null)[] = [];
  private open: WebSocketRoute | undefined;
  private sent: string | null = null;

  private constructor(
    private readonly path: string,
    private readonly caller: APIRequestContext,
    private readonly answers: boolean,
  ) {}

  /** Before the page. `answers` is whether sockets get through. */
  static async before(page: Page, path: string, { answers = true } = {}): Promise<Gateway> {
    const gateway = new Gateway(path, page.request, answers);
    await page.route(`**${path}*`, async (route) => {
      const request = route.request();
      if (request.headers().accept?.includes('text/event-stream')) return route.fulfill({ status: 406 });
      gateway.asked += 1;
      const response = await route.fetch();
      const json = await response.json();
      if (request.url().includes('socket=true')) json.socket = `${origin(request.url())}/sockets?ticket=t`;
      await route.fulfill({ response, json });
    });
    await page.routeWebSocket(/\/sockets\?ticket=t$/, (socket) => gateway.connected(socket));
    return gateway;
  }

  private connected(socket: WebSocketRoute) {
    this.dialed += 1;
    if (!this.answers) {
      void socket.close();
      return;
    }
    this.open = socket;
    socket.onMessage(async (message) => {
      const { after } = JSON.parse(String(message));
      this.said.push(after);
      const found = await this.changes(after);
      this.sent = found.cursor;
      socket.send(JSON.stringify(found));
    });
  }

  private async changes(after: string | null): Promise<Changes> {
    const query = after === null ? '' : `?after=${after}`;
    const headers = { accept: 'application/json' };
    const answer = await this.caller.get(`${this.path}${query}`, { headers });
    return answer.json();
  }

  /** Tells what has happened since the last time, when something has. */
  async tell() {
    await expect(async () => {
      const found = await this.changes(this.sent);
      expect(found.changes.length).toBeGreaterThan(0);
      this.sent = found.cursor;
      this.open?.send(JSON.stringify(found.changes));
    }).toPass();
  }

  async hangUp() {
    await this.open?.close();
    this.open = undefined;
  }
}

function origin(url: string): string {
  const { host } = new URL(url);
  return `ws://${host}`;
}
