/** Three stones, the smallest on top. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="currentColor">
      <rect x="3" y="21.5" width="26" height="8" rx="4" />
      <rect x="7.5" y="12" width="18" height="7.5" rx="3.75" />
      <rect x="10.5" y="3" width="10.5" height="7" rx="3.5" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight">
      <LogoMark className="size-6 text-accent" />
      Cairn
    </span>
  );
}
