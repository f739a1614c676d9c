// A page with React as a product would have it, for tests/e2e.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { CairnProvider, useAnalytics, useTrack } from "../src/index.ts";

const token = async () => {
  const answer = await fetch("/token");
  return answer.text();
};
const connection = { endpoint: "/my-numbers", token };

function Numbers() {
  const { metrics, insights, isLoading, error, exportData, refresh } = useAnalytics("7d", {
    userId: "ann",
    autoRefresh: true,
  });
  const track = useTrack();
  if (isLoading) return <p>Loading</p>;
  return (
    <>
      {error && <p role="alert">{error.message}</p>}
      <dl>
        {Object.entries(metrics).map(([name, { label, total }]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd data-metric={name}>{total}</dd>
          </div>
        ))}
      </dl>
      <ul>
        {insights.map((insight) => (
          <li key={insight}>{insight}</li>
        ))}
      </ul>
      <button onClick={() => track("asked", { from: "react" })}>Ask</button>
      <button onClick={refresh}>Refresh</button>
      <button onClick={() => exportData()}>Export</button>
    </>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <CairnProvider connection={connection}>
      <Numbers />
    </CairnProvider>
  </StrictMode>,
);
