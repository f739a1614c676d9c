/** Said where nobody took the first step. */
export function NobodyEntered() {
  return (
    <div className="mx-auto grid max-w-md gap-1" data-nothing>
      <p className="font-medium text-ink">Nobody took the first step in this range.</p>
      <p>Choose a longer range, another first step, or take a filter away.</p>
    </div>
  );
}
