/** What a project's events can answer beyond counting: found by their names, never assumed. */
export interface Offers {
  /** The event that most likely is the goal. */
  goal: string | undefined;
  /** The event whose `amount` is revenue. One only: a shop that sends `order_placed` and `payment_succeeded` would count twice. */
  revenue: string | undefined;
  /** Whether there are events of language models, which may carry a cost. */
  ai: boolean;
}

/** Names that mean money came in, the most telling first; compared without case, spaces, dashes and underscores. */
const purchases = [
  "purchase",
  "purchased",
  "purchasecompleted",
  "ordercompleted",
  "orderplaced",
  "order",
  "checkoutcompleted",
  "paymentsucceeded",
  "invoicepaid",
];

const signUps = [
  "signedup",
  "signup",
  "signupcompleted",
  "usersignedup",
  "registered",
  "registration",
  "accountcreated",
  "subscribed",
  "subscriptionstarted",
  "trialstarted",
];

export function offersOf(names: readonly string[]): Offers {
  const byPlain = new Map(names.toReversed().map((name) => [plain(name), name]));
  const first = (wanted: string[]) =>
    wanted.map((word) => byPlain.get(word)).find((name) => name !== undefined);
  const revenue = first(purchases);
  return { goal: revenue ?? first(signUps), revenue, ai: names.some((name) => name.startsWith("$ai_")) };
}

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, "");
