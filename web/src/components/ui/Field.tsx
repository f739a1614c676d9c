import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "@/lib/cx";

export const inputLook =
  "h-11 w-full min-w-0 rounded-lg border px-3 text-base text-ink placeholder:text-faint transition-colors duration-150 md:h-9 md:text-sm";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The control, given the ids that tie it to its label, hint and error. */
  children: (control: {
    id: string;
    "aria-describedby"?: string;
    "aria-invalid"?: true;
    className: string;
  }) => ReactNode;
}

/** A labelled control with a hint below it, or what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        className: cx(inputLook, "bg-surface", error ? "border-critical" : "border-line-strong"),
        ...(note ? { "aria-describedby": noteId } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {note && (
        <p id={noteId} className={cx("text-[0.8125rem]", error ? "text-critical" : "text-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<ComponentProps<"input">, "children"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

export function TextField({ label, hint, error, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input {...rest} {...control} />}
    </Field>
  );
}
