namespace Cairn.Workspace.Erasing;

/// <summary>Removes what a store that is no part of the running server (backups) keeps of erased persons. Called after everything else of them is gone, until it
/// succeeds, so it may be called again for the same erasures, also after a restart. They wait for it.</summary>
/// <returns>Places that may still hold the persons and could not be reached; the receipts name them. The store sees to them when they can be reached.</returns>
public delegate Task<IReadOnlyList<string>> PersonErased(IReadOnlyList<Guid> erasures, CancellationToken cancellationToken);
