using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Makes a key for a project, or for the whole instance.</summary>
public sealed class CreateKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <param name="project">Null: the instance; API keys only.</param>
    public async Task<KeyResult> RunAsync(
        ProjectId? project,
        KeyKind kind,
        KeySettings settings,
        Authority by,
        CancellationToken cancellationToken
    )
    {
        if (!by.Covers(settings.Role, settings.Scopes))
            return new KeyResult(KeyOutcome.AboveCaller);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (key, secret) = Add(db, (int?)project?.Value, kind, settings, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None); // committed: a caller that hangs up must not leave it unknown
        return new KeyResult(KeyOutcome.Done, key, secret);
    }

    /// <summary>Adds a row; the caller saves and reloads.</summary>
    /// <param name="text">The key itself; null: a new one.</param>
    internal static (Key Key, string Secret) Add(
        WorkspaceDb db,
        int? projectId,
        KeyKind kind,
        KeySettings settings,
        DateTimeOffset now,
        string? text = null
    )
    {
        var secret = text ?? NewText(kind);
        Key key =
            kind is KeyKind.Write
                ? new WriteKey
                {
                    Id = Guid.CreateVersion7(now),
                    ProjectId = projectId!.Value,
                    Name = settings.Name,
                    Key = secret,
                    CreatedAt = now,
                }
                : new ApiKey
                {
                    Id = Guid.CreateVersion7(now),
                    ProjectId = projectId,
                    Name = settings.Name,
                    Hash = KeyText.Hash(secret),
                    Hint = KeyText.Hint(secret),
                    IsService = kind is KeyKind.Service,
                    Role = settings.Role,
                    CreatedAt = now,
                };
        settings.Onto(key);
        db.Add(key);
        return (key, secret);
    }

    private static string NewText(KeyKind kind) =>
        kind switch
        {
            KeyKind.Write => KeyText.NewWriteKey(),
            KeyKind.Api => KeyText.NewApiKey(),
            KeyKind.Service => KeyText.NewServiceKey(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
