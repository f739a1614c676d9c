import { TextField } from "@/components/ui/Field";

interface NewPasswordFieldProps {
  label?: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** A password that is being chosen. Length is all that is asked: rules about kinds of characters make worse ones. */
export function NewPasswordField({ label = "New password", value, error, onChange }: NewPasswordFieldProps) {
  return (
    <TextField
      label={label}
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      minLength={12}
      maxLength={128}
      hint="At least 12 characters; several words are good."
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
