import { Cairn } from "../../e2e/cairn.ts";

/** One server for the whole run: every client has a project of its own in it. CAIRN_CLIENTS_URL names one that runs already. */
export default async function startCairn(): Promise<() => Promise<void>> {
  if (process.env.CAIRN_CLIENTS_URL) return () => Promise.resolve();
  const cairn = await Cairn.startOwned();
  process.env.CAIRN_CLIENTS_URL = cairn.url;
  return () => cairn.dispose();
}
