using System.Security.Cryptography;
using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.SelfTokens;

/// <summary>Ends every token for single persons of a project, whoever made it, by signing with another secret from now on.</summary>
public sealed class EndSelfTokens(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access)
{
    public async Task RunAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var (id, secret) = ((int)project.Value, RandomNumberGenerator.GetBytes(32));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Projects.Where(p => p.Id == id)
            .ExecuteUpdateAsync(change => change.SetProperty(p => p.SelfTokenSecret, secret), cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
    }
}
