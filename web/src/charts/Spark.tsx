interface SparkProps {
  values: (number | null)[];
  className?: string;
}

/** The shape of a series without its scale; the numbers stand beside it. */
export function Spark({ values, className }: SparkProps) {
  const width = 72;
  const height = 24;
  const known = values.map((value) => value ?? 0);
  // Rates are far below one: the largest value is the top, whatever it is.
  const max = Math.max(0, ...known) || 1;
  const points = known.map((value, index) => {
    const x = known.length < 2 ? width : (index / (known.length - 1)) * width;
    return `${x.toFixed(1)},${(height - 2 - (value / max) * (height - 4)).toFixed(1)}`;
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden className={className} preserveAspectRatio="none">
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
