namespace Cairn.Workspace.Erasing;

/// <summary>Removes what a store that is no part of the running server (backups) keeps of an erased person. Called after everything else of the person is gone,
/// until it succeeds, so it may be called again for the same erasure, also after a restart. The erasure waits for it.</summary>
public delegate Task PersonErased(Guid erasureId, CancellationToken cancellationToken);
