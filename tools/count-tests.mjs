// Sums what the test runners wrote into a folder: *.trx (dotnet), *.vitest.json, *.playwright.json. Prints the closing line of ./dev test;
// fails when a test failed or none ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };

const add = (passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const readTrx = (text) => {
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
    add(run.numPassedTests, run.numFailedTests, run.numPendingTests + (run.numTodoTests ?? 0));
  } else if (name.endsWith(".playwright.json")) {
    const { expected, unexpected, flaky, skipped } = JSON.parse(text()).stats;
    add(expected, unexpected + flaky, skipped);
  }
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
