import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ApiError, request } from "./http";

let server: Server;
let origin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((incoming, response) => answer(incoming, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((done) => server.close(done)));

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable("the request must be refused"),
    (error: unknown) => error as ApiError,
  );

test("a body goes out as JSON with its key, and the answer comes back typed", async () => {
  answer = (incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ got: JSON.parse(body), authorization: incoming.headers.authorization }));
    });
  };
  const result = await request<{ got: unknown; authorization: string }>("POST", `${origin}/x`, {
    body: { a: 1 },
    bearer: "cwk_1",
  });
  expect(result).toEqual({ got: { a: 1 }, authorization: "Bearer cwk_1" });
});

test("an empty answer is undefined", async () => {
  answer = (_, response) => response.writeHead(204).end();
  expect(await request("DELETE", `${origin}/x`)).toBeUndefined();
});

test("problem details become an error that names the field", async () => {
  answer = (_, response) =>
    response.writeHead(400, { "Content-Type": "application/problem+json" }).end(
      JSON.stringify({
        title: "The account was not made.",
        detail: "The password is too short.",
        code: "invalid_input",
        errors: [{ pointer: "/password", code: "too_short", message: "At least 12 characters." }, "nonsense"],
      }),
    );
  const error = await refusal(request("POST", `${origin}/x`, { body: {} }));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 400,
    code: "invalid_input",
    message: "The account was not made. The password is too short.",
  });
  expect(error.field("/password")).toBe("At least 12 characters.");
  expect(error.field("/email")).toBeUndefined();
});

test("an error page of a proxy in between is still an error that can be read", async () => {
  answer = (_, response) =>
    response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad gateway</h1>");
  const error = await refusal(request("GET", `${origin}/x`));
  expect(error).toMatchObject({ status: 502, code: "http_error" });
  expect(error.message).toContain("502");
});

test("a server that is not there is said to be away", async () => {
  const error = await refusal(request("GET", "http://127.0.0.1:1/x"));
  expect(error).toMatchObject({ status: 0, code: "unreachable" });
});

test("a cancelled request stays a cancellation", async () => {
  answer = () => {};
  const controller = new AbortController();
  const pending = refusal(request("GET", `${origin}/x`, { signal: controller.signal }));
  controller.abort();
  expect((await pending).name).toBe("AbortError");
  server.closeAllConnections();
});
