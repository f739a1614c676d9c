import { readFileSync } from "node:fs";
import { test, expect } from "../e2e/fixtures.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

/** What a vendor's client needs beside it, to be one. */
const helpers = /^@opentelemetry\/(api|resources|sdk-)|^@langfuse\/tracing$/;

test("the table of clients in docs/formats/README.md is what the suite installs", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  const installed = new Map<string, string[]>();
  for (const [name, version] of Object.entries(dependencies)) {
    // "npm:posthog-js@1.205.1" is a second version beside the first.
    const [, client = name, exact = version] = /^npm:(.+)@([^@]+)$/.exec(version) ?? [];
    if (!helpers.test(client)) installed.set(client, [...(installed.get(client) ?? []), exact]);
  }
  const rows = [...read("../../docs/formats/README.md").matchAll(/^\| \w+ \| (\S+) \| ([\d., ]+) \|/gm)];
  const told = new Map(rows.map(([, client, versions]) => [client!, versions!.split(", ")]));
  const sorted = (of: Map<string, string[]>) =>
    [...of].map(([client, versions]) => `${client} ${versions.sort().join(", ")}`).sort();
  expect(sorted(told)).toEqual(sorted(installed));
});

test("every version is pinned", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
    string,
    Record<string, string>
  >;
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^(npm:.+@)?\d+\.\d+\.\d+$/);
});
