import { EncryptionCards } from "./EncryptionCards";
import { ErasureCards } from "./ErasureCards";
import { RedactionCards } from "./RedactionCards";
import { RetentionCards } from "./RetentionCards";

/** What is kept of persons, in what form and for how long. */
export function PrivacySection() {
  return (
    <>
      <RedactionCards />
      <EncryptionCards />
      <ErasureCards />
      <RetentionCards />
    </>
  );
}
