/** A test event as a client would send it: real, stored and counted like every other. */
export interface TestEvent {
  label: string;
  event: string;
  properties: (origin: string, currency: string) => Record<string, unknown>;
}

export const testPerson = "cairn_test";

export const testEvents: TestEvent[] = [
  {
    label: "Page view",
    event: "$pageview",
    properties: (origin) => ({ url: `${origin}/pricing`, title: "Pricing" }),
  },
  { label: "Sign-up", event: "signed_up", properties: () => ({ plan: "free", method: "email" }) },
  {
    label: "Purchase",
    event: "purchase",
    properties: (_, currency) => ({ amount: 49, currency, product_id: "prod_test" }),
  },
  {
    label: "Feature used",
    event: "feature_used",
    properties: () => ({ feature: "export", duration_ms: 420 }),
  },
];
