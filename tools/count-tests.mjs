// Sums what the test runners wrote into a folder: *.trx (dotnet), *.vitest.json, *.playwright.json. Prints the closing lines of ./dev test, every
// failed test with the beginning of its message among them, and those of the browser that needed a second try; fails when a test failed or none ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

const add = (passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const unescape = (text) =>
  text
    .replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name],
    );

const fail = (name, message, what = "FAILED") =>
  failures.push(
    `${what} ${name}\n${message
      .replace(/\u001b\[[0-9;]*m/g, "")
      .slice(0, 1200)
      .replace(/^/gm, "    ")}`,
  );

/** Of Playwright's report: suites hold suites and specs, a spec has a test for each project. */
const testsOf = (suite) => [
  ...(suite.suites ?? []).flatMap(testsOf),
  ...(suite.specs ?? []).flatMap((spec) => spec.tests.map((test) => ({ spec, test }))),
];

const readTrx = (text) => {
  for (const [, attributes, body] of text.matchAll(
    /<UnitTestResult ([^>]*outcome="Failed"[^>]*)>([\s\S]*?)<\/UnitTestResult>/g,
  )) {
    const part = (name) => unescape(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(body)?.[1] ?? "");
    fail(
      unescape(/testName="([^"]*)"/.exec(attributes)?.[1] ?? "?"),
      `${part("Message")}\n${part("StackTrace").split("\n").slice(0, 6).join("\n")}`,
    );
  }

  const counters = /<Counters ([^>]*)>/.exec(text)?.[1] ?? "";
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  const [all, executed, passed] = [count("total"), count("executed"), count("passed")];
  add(passed, executed - passed, all - executed);
  // A runner that was stopped half-way has no failed test but a failed run.
  if (/<ResultSummary outcome="(Failed|Aborted|Error)"/.test(text) && executed === passed) add(0, 1, 0);
};

for (const name of readdirSync(folder).sort()) {
  const text = () => readFileSync(join(folder, name), "utf8");
  if (name.endsWith(".trx")) readTrx(text());
  else if (name.endsWith(".vitest.json")) {
    const run = JSON.parse(text());
    for (const test of run.testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => test.status === "failed"))
      fail(test.fullName, test.failureMessages.join("\n"));
    add(run.numPassedTests, run.numFailedTests, run.numPendingTests + (run.numTodoTests ?? 0));
  } else if (name.endsWith(".playwright.json")) {
    const run = JSON.parse(text());
    const { expected, unexpected, flaky, skipped } = run.stats;
    add(expected + flaky, unexpected, skipped);
    for (const { spec, test } of testsOf(run))
      if (test.status === "unexpected" || test.status === "flaky")
        fail(
          spec.title,
          test.results.flatMap((result) => result.errors.map((error) => error.message)).join("\n"),
          test.status === "flaky" ? "PASSED THE SECOND TIME" : "FAILED",
        );
  }
}

for (const failure of failures) console.log(failure);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
