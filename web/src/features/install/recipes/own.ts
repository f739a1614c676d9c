import { quoted, type Recipe } from "../recipe";

const fromRepository = (...folders: string[]) =>
  `The package is made by ./dev up in Cairn’s repository: npm install ${folders.map((folder) => `…/cairn/sdk/${folder}`).join(" ")}.`;
const fromSource = (name: string) =>
  `The package is made from Cairn’s repository: dotnet pack sdk/dotnet/${name} -c Release -o packages.`;
const serviceKey =
  "A service key is better on a server: it is secret, and refused where it could be seen. Make one under Keys and install.";

export const own: readonly Recipe[] = [
  {
    id: "script",
    name: "Browser script",
    detail: "one line",
    group: "own",
    runs: "browser",
    words: "cairn.js html website web tag javascript snippet",
    format: "cairn",
    docs: "docs/sdks/browser.md",
    lines: ({ origin, key }) => [
      {
        label: "In the head of every page",
        code: `<script defer src="${origin}/cairn.js" data-key="${key}"></script>`,
      },
      {
        label: "More, by name",
        code: `<script>\n  (window.cairn ??= []).push((cairn) => cairn.track("signed_up", { plan: "pro" }));\n</script>`,
      },
    ],
    notes: [
      "The first line is all that a site needs: page views, also of apps that change pages without loading, with referrer, campaign, device and session.",
    ],
  },
  {
    id: "browser",
    name: "@cairn/browser",
    detail: "npm",
    group: "own",
    runs: "browser",
    words: "javascript typescript package module vue svelte angular",
    format: "cairn",
    docs: "docs/sdks/browser.md",
    lines: ({ origin, key }) => [
      {
        label: "Where your app starts",
        code: `import { cairn, init, track } from "@cairn/browser";
import { navigation } from "@cairn/browser/navigation";

init(${quoted(key)}, { host: ${quoted(origin)} });
navigation(cairn);
track("signed_up", { plan: "pro" });`,
      },
    ],
    notes: [fromRepository("browser")],
  },
  {
    id: "react",
    name: "React",
    detail: "@cairn/react",
    group: "own",
    runs: "browser",
    words: "javascript typescript hook useTrack useAnalytics next",
    format: "cairn",
    docs: "docs/sdks/react.md",
    lines: ({ origin, key }) => [
      {
        label: "Around your app",
        code: `import { cairn, init } from "@cairn/browser";
import { navigation } from "@cairn/browser/navigation";
import { CairnProvider } from "@cairn/react";

init(${quoted(key)}, { host: ${quoted(origin)} });
navigation(cairn);

const Root = () => <CairnProvider client={cairn}><App /></CairnProvider>;`,
      },
      {
        label: "In a component",
        code: `const track = useTrack();\ntrack("exported_numbers");`,
      },
    ],
    notes: [fromRepository("browser", "react")],
  },
  {
    id: "node",
    name: "Node",
    detail: "@cairn/node",
    group: "own",
    runs: "server",
    words: "javascript typescript server backend express",
    format: "cairn",
    docs: "docs/sdks/node.md",
    lines: ({ origin, key }) => [
      {
        label: "In your program",
        code: `import { Cairn } from "@cairn/node";

const cairn = new Cairn(${quoted(key)}, { host: ${quoted(origin)} });
cairn.track("purchase", "user_123", { amount: 99.99, currency: "EUR" });
await cairn.shutdown(); // before the program ends`,
      },
    ],
    notes: [serviceKey, fromRepository("node")],
  },
  {
    id: "dotnet",
    name: ".NET",
    detail: "Cairn.Client",
    group: "own",
    runs: "server",
    words: "c# csharp dotnet f# nuget server backend",
    format: "cairn",
    docs: "docs/sdks/dotnet.md",
    lines: ({ origin, key }) => [
      {
        label: "In your program",
        code: `await using var cairn = new CairnClient(${quoted(origin)}, ${quoted(key)});

await cairn.TrackAsync("order_placed", "user_123", new { amount = 99.99m, currency = "EUR" });`,
      },
    ],
    notes: [serviceKey, fromSource("Cairn.Client")],
  },
  {
    id: "aspnetcore",
    name: "ASP.NET Core",
    detail: "Cairn.AspNetCore",
    group: "own",
    runs: "server",
    words: "c# csharp dotnet middleware requests nuget server backend",
    format: "cairn",
    docs: "docs/sdks/dotnet.md",
    lines: ({ origin, key }) => [
      {
        label: "Program.cs",
        code: `builder.Services.AddCairn(options =>
{
    options.Client.Url = new Uri(${quoted(origin)});
    options.Client.WriteKey = ${quoted(key)};
});

var app = builder.Build();
app.UseCairn(); // before all other middleware`,
      },
    ],
    notes: [
      "Each request becomes $request with its route, status and duration. Bodies are never read.",
      serviceKey,
      fromSource("Cairn.AspNetCore"),
    ],
  },
  {
    id: "http",
    name: "HTTP",
    detail: "curl",
    group: "own",
    runs: "anywhere",
    words: "api rest json shell python go ruby php java rust any language",
    format: "cairn",
    docs: "docs/formats/native.md",
    lines: ({ origin, key }) => [
      {
        label: "In a shell, or in any language that can POST",
        code: `curl ${origin}/ingest/events \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"event":"signed_up","distinct_id":"user_1","properties":{"plan":"pro"}}'`,
      },
    ],
    notes: [
      "One event, an array of up to 2,000, or one a line. The answer comes after they are on disk, with a verdict for each that was refused.",
      "Send an id (a UUID) with each event and it may come as often as you like: it is stored once.",
    ],
  },
];
