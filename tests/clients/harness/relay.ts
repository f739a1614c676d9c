import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came from the client, and the status it got; 0 while it waits, and for ever when its answer was lost. */
export interface Passed {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
  status: number;
}

type Mishap = { path: RegExp; kind: "refuse"; status: number } | { path: RegExp; kind: "lose" };

/** Stands between a client and Cairn, passes everything on as it is and notes it, and can do what networks do. */
export class Relay {
  readonly passed: Passed[] = [];
  readonly #mishaps: Mishap[] = [];
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #target: URL;

  private constructor(target: string) {
    this.#target = new URL(target);
  }

  static async before(target: string): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((resolve) => relay.#server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next request to this path does not reach Cairn: it is answered with this status. */
  refuseOnce(path: RegExp, status = 503): void {
    this.#mishaps.push({ path, kind: "refuse", status });
  }

  /** The next request to this path reaches Cairn, but its answer never reaches the client. */
  loseAnswerOnce(path: RegExp): void {
    this.#mishaps.push({ path, kind: "lose" });
  }

  /** Requests to this path, preflights left out. */
  to(path: RegExp): Passed[] {
    return this.passed.filter((one) => path.test(one.path) && one.method !== "OPTIONS");
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // The client hung up.
    }
    const { method = "GET", url: path = "/", headers } = request;
    const passed: Passed = { method, path, headers, body: Buffer.concat(chunks), status: 0 };
    this.passed.push(passed);
    const mishap = method === "OPTIONS" ? undefined : this.#mishapFor(path);
    if (mishap?.kind === "refuse") this.#refuse(passed, mishap.status, response);
    else this.#passOn(passed, response, mishap?.kind === "lose");
  }

  #mishapFor(path: string): Mishap | undefined {
    const index = this.#mishaps.findIndex((mishap) => mishap.path.test(path));
    return index < 0 ? undefined : this.#mishaps.splice(index, 1)[0];
  }

  /** As a server before Cairn would, with what a browser needs in order to see the status. */
  #refuse(passed: Passed, status: number, response: ServerResponse): void {
    passed.status = status;
    const cors = {
      "Access-Control-Allow-Origin": passed.headers.origin ?? "*",
      "Access-Control-Allow-Credentials": "true",
    };
    response
      .writeHead(status, { ...cors, "Retry-After": "1", "Content-Type": "application/json" })
      .end(`{"code":${status}}`);
  }

  #passOn(passed: Passed, response: ServerResponse, lose: boolean): void {
    const { method, path, headers, body } = passed;
    const onward = send(
      { host: this.#target.hostname, port: this.#target.port, method, path, headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          if (lose) return void response.destroy();
          passed.status = answer.statusCode ?? 0;
          response.writeHead(passed.status, answer.headers).end(Buffer.concat(chunks));
        });
      },
    );
    onward.on("error", () => response.destroy());
    onward.end(body);
  }
}
