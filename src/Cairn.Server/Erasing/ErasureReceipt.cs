using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>What an erasure did, for whoever has to show it. Names nobody: persons stand as keyed hashes.</summary>
/// <param name="Version">Of this form: 1.</param>
/// <param name="Before">Events acknowledged with a lower place in the log are gone; what was sent later is not of this erasure.</param>
/// <param name="Persons">Keyed hash of every id that led to the person.</param>
/// <param name="Removed">What went, by table or kind of file.</param>
/// <param name="KeysDestroyed">Ids of the keys; they stand in every value that was sealed with them (<c>enc:v1:ID:…</c>).</param>
/// <param name="NeedsEditing">What people wrote that names one of the ids. Cairn does not rewrite it.</param>
/// <param name="BackupsNotReached">Folders that backups were made in once and that could not be reached: those may hold the person until they can.</param>
internal sealed record ErasureReceipt(
    int Version,
    Guid Erasure,
    string Project,
    DateTimeOffset AskedAt,
    DateTimeOffset FinishedAt,
    string Before,
    bool BlockFuture,
    IReadOnlyList<string> Persons,
    IReadOnlyDictionary<string, long> Removed,
    IReadOnlyList<Guid> KeysDestroyed,
    IReadOnlyList<NamingDefinition> NeedsEditing,
    IReadOnlyList<string> BackupsNotReached,
    string Cairn
);

/// <summary>ECDSA over the receipt's canonical JSON: fields in the order of their names, no white space.</summary>
/// <param name="Algorithm">ES256: P-256 with SHA-256, the signature as r | s.</param>
/// <param name="KeyId">Of the public key, at GET …/privacy/receipts/key.</param>
/// <param name="Value">Base64url.</param>
internal sealed record ReceiptSignature(string Algorithm, string KeyId, string Value);

internal sealed record SignedReceipt(ErasureReceipt Receipt, ReceiptSignature Signature);

/// <param name="PublicKey">PEM.</param>
internal sealed record ReceiptKey(string Algorithm, string KeyId, string PublicKey);
