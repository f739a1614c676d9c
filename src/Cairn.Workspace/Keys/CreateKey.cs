using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Gives a project another write key or API key.</summary>
public sealed class CreateKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    public const int MaxNameLength = 200;

    public async Task<WriteKey> WriteAsync(ProjectId project, string name, int? eventsPerSecond, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var key = AddWriteKey(db, (int)project.Value, name, KeyText.NewWriteKey(), eventsPerSecond, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return key;
    }

    /// <returns>The key's row and the secret itself, which nobody can show again.</returns>
    public async Task<(ApiKey Key, string Secret)> ApiAsync(ProjectId project, string name, Role role, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var created = AddApiKey(db, (int)project.Value, name, KeyText.NewApiKey(), role, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return created;
    }

    internal static WriteKey AddWriteKey(WorkspaceDb db, int projectId, string name, string key, int? eventsPerSecond, DateTimeOffset now)
    {
        var row = new WriteKey
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = projectId,
            Name = name,
            Key = key,
            EventsPerSecond = eventsPerSecond,
            CreatedAt = now,
        };
        db.WriteKeys.Add(row);
        return row;
    }

    internal static (ApiKey Key, string Secret) AddApiKey(
        WorkspaceDb db,
        int? projectId,
        string name,
        string secret,
        Role role,
        DateTimeOffset now
    )
    {
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = projectId,
            Name = name,
            Hash = KeyText.Hash(secret),
            Hint = KeyText.Hint(secret),
            Role = role,
            CreatedAt = now,
        };
        db.ApiKeys.Add(row);
        return (row, secret);
    }
}
