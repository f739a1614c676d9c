export type SnippetLanguage = "curl" | "browser" | "node";

export const snippetLanguages: readonly { value: SnippetLanguage; label: string }[] = [
  { value: "curl", label: "curl" },
  { value: "browser", label: "Browser" },
  { value: "node", label: "Node" },
];

/** Code that sends one event to this Cairn, ready to be pasted. */
export function snippet(language: SnippetLanguage, origin: string, writeKey: string): string {
  switch (language) {
    case "curl":
      return `curl ${origin}/ingest/events \\
  -H "Authorization: Bearer ${writeKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"event":"signed_up","distinct_id":"user_1","properties":{"plan":"pro"}}'`;
    case "browser":
      return `<script>
  let id = localStorage.getItem("visitor");
  if (!id) localStorage.setItem("visitor", (id = "visitor_" + Math.random().toString(36).slice(2)));

  fetch("${origin}/ingest/events?key=${writeKey}", {
    method: "POST",
    keepalive: true,
    body: JSON.stringify({
      event: "$pageview",
      distinct_id: id,
      properties: { url: location.href, referrer: document.referrer, title: document.title },
    }),
  });
</script>`;
    case "node":
      return `await fetch("${origin}/ingest/events", {
  method: "POST",
  headers: {
    Authorization: "Bearer ${writeKey}",
    "Content-Type": "application/json",
  },
  body: JSON.stringify([
    { event: "signed_up", distinct_id: "user_1", properties: { plan: "pro" } },
  ]),
});`;
  }
}
