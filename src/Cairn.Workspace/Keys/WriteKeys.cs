using Cairn.Workspace.Access;

namespace Cairn.Workspace.Keys;

/// <summary>Which project does this write key send to?</summary>
public sealed class WriteKeys(WorkspaceAccess access)
{
    /// <summary>Always complete at once, from memory (about 30 ns): null for unknown and revoked keys and those of deleted projects.</summary>
    public ValueTask<WriteKeyGrant?> FindAsync(string key) => ValueTask.FromResult(access.Current.FindWriteKey(key));
}
