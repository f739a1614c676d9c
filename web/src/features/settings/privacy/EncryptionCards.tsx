/** Encryption, on the page "Data and privacy". */
export function EncryptionCards() {
  return null;
}
