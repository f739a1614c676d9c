import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The server as `./dev` builds it; CAIRN_DLL names another one. */
function serverDll(): string {
  const built = ["Release", "Debug"].map((name) =>
    join(root, `src/Cairn.Server/bin/${name}/net10.0/cairn.dll`),
  );
  const found = [process.env.CAIRN_DLL, ...built].find((path) => path !== undefined && existsSync(path));
  if (!found)
    throw new Error("The server is not built. Run ./dev test, or dotnet build src/Cairn.Server -c Release.");
  return found;
}

export const owner = { email: "owner@example.com", password: "a-long-enough-password" };

/** A key for the whole instance, as an operator would set it for scripts. */
export const apiKey = "csk_e2e0123456789abcdef0123456789abcdef";

/** A real Cairn in a data folder of its own, on a port the kernel chose and that it keeps over restarts. */
export class Cairn {
  #process: ChildProcess | undefined;
  #output = "";
  #url = "";
  readonly #data = mkdtempSync(join(tmpdir(), "cairn-e2e-"));
  readonly #settings: Record<string, string>;

  private constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  /** Without an account: it prints the link to make the first one. */
  static async startEmpty(): Promise<Cairn> {
    const cairn = new Cairn({});
    await cairn.start();
    return cairn;
  }

  /** With an owner and an API key for the instance. */
  static async startOwned(): Promise<Cairn> {
    const cairn = new Cairn({
      CAIRN_OWNER_EMAIL: owner.email,
      CAIRN_OWNER_PASSWORD: owner.password,
      CAIRN_PROJECT: "first",
      CAIRN_API_KEY: apiKey,
    });
    await cairn.start();
    return cairn;
  }

  get url(): string {
    return this.#url;
  }

  get setupLink(): string {
    return this.#printed(/\S+\/setup\?token=\S+/) ?? this.#fail("printed no set-up link");
  }

  async start(): Promise<void> {
    this.#output = "";
    const child = spawn("dotnet", [serverDll()], {
      cwd: this.#data,
      env: {
        ...process.env,
        ...this.#settings,
        CAIRN_DATA: join(this.#data, "data"),
        CAIRN_URLS: this.#url || "http://127.0.0.1:0",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on(
        "data",
        (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-100_000)),
      );
    }
    const deadline = Date.now() + 180_000;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) this.#fail("ended while starting");
      if (Date.now() > deadline) this.#fail("was not ready in time");
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  async #isReady(): Promise<boolean> {
    this.#url ||= this.#printed(/(?<=Cairn is at )\S+/)?.replace(/\/$/, "") ?? "";
    if (!this.#url) return false;
    return fetch(`${this.#url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(patience);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #printed(pattern: RegExp): string | undefined {
    return pattern.exec(this.#output)?.[0];
  }

  #fail(what: string): never {
    throw new Error(`The server ${what}:\n${this.#output.slice(-4_000)}`);
  }
}
