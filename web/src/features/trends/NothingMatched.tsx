/** Said where an answer is empty. */
export function NothingMatched() {
  return (
    <div className="mx-auto grid max-w-md gap-1" data-nothing>
      <p className="font-medium text-ink">No event matches in this range.</p>
      <p>Choose a longer range, another event, or take a filter away.</p>
    </div>
  );
}
